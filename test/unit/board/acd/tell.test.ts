import { describe, expect, test } from 'vitest';
import { bandOf, inLanguage, periodicPrompt, positionPrompt } from '../../../../src/board/acd/words.ts';
import type { Call } from '../../../../src/board/call/call.ts';
import type { CallId, LegId, PlaybackId } from '../../../../src/board/ids.ts';
import type {
  AnnounceSettings,
  PlaceAnnouncement,
  QueueSettings,
} from '../../../../src/board/queue-settings.ts';
import { anna, ben, office, Stage, support } from '../stage.ts';

const silent: AnnounceSettings = { welcome: [], place: null, prompts: null, gapMs: 5_000 };
const everyMinute: PlaceAnnouncement = {
  firstMs: 10_000,
  everyMs: 60_000,
  position: true,
  expectedWait: false,
  onlyBetter: true,
  mostPosition: 10,
};

const announcing = (announce: Partial<AnnounceSettings>, more: Partial<QueueSettings> = {}): Stage =>
  new Stage(office({ announce: { ...silent, ...announce }, ...more }));

/** What is being played to a waiting caller. */
function playing(stage: Stage, call: CallId): readonly string[] | null {
  const phase = stage.call(call)?.phase;
  return phase?.name === 'waiting' ? (phase.told.playing?.media ?? null) : null;
}

/** What he hears is over. */
function ends(stage: Stage, call: CallId): void {
  const phase = stage.call(call)?.phase;
  const playback = phase?.name === 'waiting' ? phase.told.playing?.playback : undefined;
  if (playback === undefined) throw new Error(`${call} is told nothing`);
  stage.take({ kind: 'line', event: { name: 'played', playback, whole: true } });
}

/** Lets time pass second by second, each announcement lasting one, and writes down what begins when. */
function hears(stage: Stage, call: CallId, seconds: number): [number, string][] {
  const from = stage.at;
  const heard: [number, string][] = [];
  for (let second = 0; second <= seconds; second += 1) {
    const media = playing(stage, call);
    if (media !== null) {
      heard.push([(stage.at - from) / 1000, media.map((one) => one.replace('prompt:en/', '')).join(' + ')]);
      stage.wait(1_000);
      ends(stage, call);
    } else stage.wait(1_000);
  }
  return heard;
}

describe('at entry', () => {
  test('the caller is answered, welcomed in one request, and hears music afterwards', () => {
    const stage = announcing({ welcome: ['prompt:all-busy', 'sound:custom/jingle'] });
    const call = stage.enters('c1');
    expect(stage.effects.map(({ name }) => name)).toEqual(['answer', 'play']);
    expect(stage.wanted('play').media).toEqual(['prompt:en/all-busy', 'sound:custom/jingle']);
    ends(stage, call);
    // One request, not two: he is answered.
    expect(stage.effects).toEqual([{ name: 'music', channel: 'c1', music: 'calm' }]);
    stage.wait(600_000);
    expect(playing(stage, call)).toBeNull();
  });

  test('C17, app_queue.c announcing to the first: the offer is made while the welcome plays', () => {
    const stage = announcing({ welcome: ['prompt:all-busy'] });
    stage.ready(anna);
    const call = stage.enters('c1');
    expect(stage.effects.map(({ name }) => name)).toEqual(['ring', 'answer', 'play']);
    expect(stage.offer(call).agent).toBe(anna);
  });

  test('C31, mod_callcenter 1170: what plays is stopped before the two are brought together', () => {
    const stage = announcing({ welcome: ['prompt:all-busy'] });
    stage.ready(anna);
    const call = stage.enters('c1');
    const { playback } = stage.wanted('play');
    stage.answers(stage.offer(call).leg);
    expect(stage.effects.map(({ name }) => name)).toEqual(['stop-playing', 'connect']);
    expect(stage.wanted('stop-playing').playback).toBe(playback);
    // Word of its end changes nothing any more.
    stage.take({ kind: 'line', event: { name: 'played', playback, whole: false } });
    expect(stage.effects).toEqual([]);
    expect(stage.phase(call)).toBe('talking');
  });

  test('C19: each caller is told in his language, with the words of that language', () => {
    const { wishes } = { wishes: { language: 'nl' } };
    const { language } = { language: 'de' };
    const queue = { language } as QueueSettings;
    const sounds = ['prompt:position-next', 'sound:custom/jingle', 'tone:beep'];
    expect(inLanguage({ wishes }, queue, sounds)).toEqual([
      'prompt:nl/position-next',
      'sound:custom/jingle',
      'tone:beep',
    ]);
    expect(inLanguage({ wishes: { language: null } }, queue, ['prompt:closed'])).toEqual([
      'prompt:de/closed',
    ]);
  });
});

describe('the place', () => {
  test('C16: with only-better the first is said all the same, and then only what is better', () => {
    const stage = announcing({ place: everyMinute });
    const ahead = stage.enters('c1');
    const call = stage.enters('c2');
    expect(hears(stage, call, 150)).toEqual([[10, 'position-2']]);
    stage.goes('c1');
    expect(stage.phase(ahead)).toBe('off the board');
    expect(hears(stage, call, 150).map(([, words]) => words)).toEqual(['position-next']);
  });

  test('is said again and again if so wanted, a period after the end of the last time', () => {
    const stage = announcing({ place: { ...everyMinute, onlyBetter: false } });
    const call = stage.enters('c1');
    expect(hears(stage, call, 140)).toEqual([
      [10, 'position-next'],
      [71, 'position-next'],
      [132, 'position-next'],
    ]);
  });

  test.each([
    [1, 10, 'position-next'],
    [10, 10, 'position-10'],
    // Ten before him are not more than ten.
    [11, 10, 'position-11'],
    [12, 10, 'position-more-than-10'],
    [40, 10, 'position-more-than-10'],
    [40, 30, 'position-more-than-30'],
    [31, 30, 'position-more-than-20'],
    [4, 3, 'position-4'],
    [7, 3, 'position-more-than-5'],
    [14, 12, 'position-more-than-10'],
  ])('the %i. of at most %i is told %s', (position, most, prompt) => {
    expect(positionPrompt(position, most)).toBe(`prompt:${prompt}`);
  });

  test('keeps the gap to what was told before', () => {
    const stage = announcing({
      welcome: ['prompt:all-busy'],
      place: { ...everyMinute, firstMs: 0 },
      gapMs: 7_000,
    });
    const call = stage.enters('c1');
    expect(hears(stage, call, 20)).toEqual([
      [0, 'all-busy'],
      [8, 'position-next'],
    ]);
  });
});

describe('the expected wait', () => {
  const waits = { ...everyMinute, position: false, expectedWait: true };

  test('is not said while nobody is on duty', () => {
    const stage = announcing({ place: waits });
    const call = stage.enters('c1');
    expect(hears(stage, call, 100)).toEqual([]);
  });

  test.each([
    [1, 1],
    [60_000, 1],
    [60_001, 2],
    [301_000, 7],
    [3_600_000, 60],
  ])('%i ms are under %i min', (ms, minutes) => {
    expect(bandOf(ms)).toBe(minutes * 60_000);
  });

  test('app_queue.c 4444: never rises, and is not said when what was said cannot be kept', () => {
    const stage = announcing({ place: { ...waits, onlyBetter: false } });
    stage.ready(anna, ben);
    stage.talks(stage.enters('t1'));
    stage.talks(stage.enters('t2'));
    const call = stage.enters('c1');
    // One before 1/(2 agents / 3 min) on average, four of five within 2.4 minutes: said as three.
    expect(hears(stage, call, 15)).toEqual([[10, 'wait-under-3']]);
    // An agent leaves: now it would be five minutes. Nothing is said, though a minute is over.
    stage.command({ name: 'not-ready', agent: ben, reason: 'lunch' });
    expect(hears(stage, call, 130)).toEqual([]);
    stage.command({ name: 'ready', agent: ben });
    // Outwaited, by far: it does not begin to grow as it did there.
    expect(hears(stage, call, 600)).toEqual([]);
  });

  test('falls as the caller moves up', () => {
    const stage = announcing({ place: waits });
    stage.ready(anna, ben);
    stage.talks(stage.enters('t1'));
    stage.talks(stage.enters('t2'));
    for (const id of ['c1', 'c2', 'c3', 'c4', 'c5']) stage.enters(id);
    const call = stage.enters('c6');
    const first = hears(stage, call, 15);
    for (const id of ['c1', 'c2', 'c3', 'c4']) stage.goes(id);
    const later = hears(stage, call, 70);
    // Those who gave up have shown how little patience callers have here.
    expect([...first, ...later].map(([, words]) => words)).toEqual(['wait-under-15', 'wait-under-3']);
  });
});

describe('periodic prompts', () => {
  const play = ['prompt:thank-you', 'sound:a', 'sound:b'];

  test('come from the end of one to the start of the next, in their order', () => {
    const stage = announcing({ prompts: { firstMs: 5_000, everyMs: 10_000, order: 'in-order', play } });
    const call = stage.enters('c1');
    expect(hears(stage, call, 45)).toEqual([
      [5, 'thank-you'],
      [16, 'sound:a'],
      [27, 'sound:b'],
      [38, 'thank-you'],
    ]);
  });

  test('by lot: all of them, none twice in a row, the same after a restart', () => {
    const stage = announcing({});
    const call = stage.call(stage.enters('c1')) as Call;
    const heard = Array.from({ length: 60 }, (_, count) => periodicPrompt(call, play, 'random', count));
    expect(new Set(heard)).toEqual(new Set(play));
    for (const [index, one] of heard.entries()) expect(one).not.toBe(heard[index + 1]);
    expect(heard).toEqual(heard.map((_, count) => periodicPrompt(call, play, 'random', count)));
    expect(periodicPrompt(call, ['sound:a'], 'random', 3)).toBe('sound:a');
  });
});

describe('the menu', () => {
  const exits: QueueSettings['exits'] = [
    { digits: '1', does: { kind: 'callback' }, as: 'callback' },
    { digits: '#', does: { kind: 'go', to: '901' }, as: 'elsewhere' },
    { digits: '9', does: { kind: 'go', to: '901' }, as: null },
    { digits: '55', does: { kind: 'go', to: '901' }, as: 'elsewhere' },
  ];

  test('tells all exits in one go after a time, and again', () => {
    const menu = { afterMs: 20_000, whenExpectedMs: null, everyMs: 30_000 };
    const stage = announcing({}, { exits, menu });
    const call = stage.enters('c1');
    expect(hears(stage, call, 60)).toEqual([
      [20, 'press-1-callback + press-hash-elsewhere'],
      [51, 'press-1-callback + press-hash-elsewhere'],
    ]);
  });

  test('at once for those who are expected to wait long', () => {
    const menu = { afterMs: null, whenExpectedMs: 100_000, everyMs: null };
    const stage = announcing({}, { exits, menu });
    stage.ready(anna, ben);
    stage.talks(stage.enters('t1'));
    stage.talks(stage.enters('t2'));
    const [near, far] = [stage.enters('c1'), stage.enters('c2')];
    expect(playing(stage, near)).toBeNull();
    expect(playing(stage, far)).toHaveLength(2);
    // When the wait becomes long later on, too.
    stage.command({ name: 'not-ready', agent: ben, reason: 'lunch' });
    stage.wait(15_000);
    expect(playing(stage, near)).toHaveLength(2);
  });

  test('C18: a key is heard while the menu plays', () => {
    const menu = { afterMs: 0, whenExpectedMs: null, everyMs: null };
    const stage = announcing({}, { exits, menu });
    const call = stage.enters('c1');
    expect(playing(stage, call)).not.toBeNull();
    stage.take({ kind: 'line', event: { name: 'digit', channel: 'c1' as LegId, digit: '#' } });
    const phase = stage.call(call)?.phase;
    expect(phase?.name === 'waiting' ? phase.queue : null).toBe('sales');
    expect(stage.wanted('stop-playing')).toBeDefined();
  });
});

describe('what happens meanwhile', () => {
  const welcome = ['prompt:all-busy'];

  test('nothing else is said while one plays, and one whose end was missed is over some time', () => {
    const stage = announcing({ welcome, place: everyMinute });
    const call = stage.enters('c1');
    stage.wait(100_000);
    expect(playing(stage, call)).toEqual(['prompt:en/all-busy']);
    stage.wait(20_000);
    expect(stage.effects.map(({ name }) => name)).toEqual(['stop-playing', 'hold-caller']);
  });

  test('a prompt that there is not is as if it had been played', () => {
    const stage = announcing({ welcome });
    const call = stage.enters('c1');
    const { playback } = stage.wanted('play');
    stage.take({ kind: 'line', event: { name: 'played', playback, whole: false } });
    expect(playing(stage, call)).toBeNull();
    expect(stage.wanted('music').music).toBe('calm');
  });

  test('after a gap what played is stopped before anything else, and nothing is told twice', () => {
    const stage = announcing({ welcome });
    const call = stage.enters('c1');
    const { playback } = stage.wanted('play');
    stage.lineDown();
    stage.wait(3_000);
    stage.lineUp({ channels: [stage.channel('c1')] });
    const asked = stage.effects.map(({ name }) => name);
    expect(asked).not.toContain('play');
    expect(asked.indexOf('stop-playing')).toBeLessThan(asked.indexOf('hold-caller'));
    expect(asked.filter((name) => name === 'hold-caller')).toHaveLength(1);
    stage.take({ kind: 'line', event: { name: 'played', playback, whole: false } });
    stage.wait(60_000);
    expect(playing(stage, call)).toBeNull();
  });

  test('who goes through the hook before the offer first is welcomed when he is back', () => {
    const stage = announcing({ welcome }, { hooks: { 'before-offer': 'look-up' } });
    stage.ready(anna);
    const call = stage.enters('c1');
    expect(stage.phase(call)).toBe('away');
    expect(stage.effects.map(({ name }) => name)).not.toContain('play');
    stage.wait(2_000);
    stage.take({
      kind: 'line',
      event: {
        name: 'entered',
        channel: 'c1' as LegId,
        args: ['return', 'before-offer', '0'],
        caller: { name: '', number: '' },
        dialled: '',
        endpoint: 'PJSIP/trunk',
      },
    });
    expect(stage.wanted('play').media).toEqual(['prompt:en/all-busy']);
    expect(stage.offer(call).agent).toBe(anna);
  });

  test('word of the end of something else changes nothing', () => {
    const stage = announcing({ welcome });
    const call = stage.enters('c1');
    stage.take({
      kind: 'line',
      event: { name: 'played', playback: `${call}-p99` as PlaybackId, whole: true },
    });
    expect(playing(stage, call)).not.toBeNull();
  });
});

describe('music and ringing', () => {
  test('while a phone rings the caller hears it ring, and music again when it has stopped', () => {
    const stage = new Stage(office({ whileRinging: 'ringing' }));
    stage.ready(anna);
    const call = stage.enters('c1');
    expect(stage.effects.map(({ name }) => name)).toEqual(['ring', 'answer', 'ringback']);
    stage.goes(stage.offer(call).leg, 17);
    expect(stage.effects).toContainEqual({ name: 'ringback', channel: 'c1', on: false });
    expect(stage.effects).toContainEqual({ name: 'hold-caller', channel: 'c1', music: 'calm' });
  });

  test('on hold there is other music', () => {
    const stage = new Stage(office({ holdMusic: 'quiet' }));
    stage.ready(anna);
    const call = stage.enters('c1');
    expect(stage.wanted('hold-caller').music).toBe('calm');
    stage.talks(call);
    stage.command({ name: 'hold-call', phone: '1001' as never });
    expect(stage.wanted('music')).toMatchObject({ channel: 'c1', music: 'quiet' });
    expect(stage.board.state.queues.get(support)?.music).toBe('calm');
  });
});
