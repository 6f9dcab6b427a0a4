import { describe, expect, test } from 'vitest';
import type { CallId, PlaybackId } from '../../../../src/board/ids.ts';
import type { QueueSettings } from '../../../../src/board/queue-settings.ts';
import { missedAlways } from '../settings.ts';
import { anna, ben, office, Stage } from '../stage.ts';

const whisper = { agent: ['prompt:callback-agent'], caller: ['prompt:thank-you', 'sound:recorded'] };

/** A caller whom anna has picked up. */
function pickedUp(more: Partial<QueueSettings> = {}): { stage: Stage; call: CallId } {
  const stage = new Stage(office({ whisper, missed: missedAlways('rest'), ...more }));
  stage.ready(anna);
  const call = stage.enters('c1');
  stage.alerts(stage.offer(call).leg);
  stage.wait(4_000);
  stage.answers(stage.offer(call).leg);
  return { stage, call };
}

function whispers(stage: Stage): ReadonlyMap<string, PlaybackId> {
  return new Map(
    stage.effects.flatMap((one) => (one.name === 'play' ? [[one.channel, one.playback] as const] : [])),
  );
}

function ends(stage: Stage, playback: PlaybackId | undefined): void {
  if (playback === undefined) throw new Error('nothing is played to that party');
  stage.take({ kind: 'line', event: { name: 'played', playback, whole: true } });
}

describe('before they hear each other', () => {
  test('both are told something at the same time, and are connected when both have heard it', () => {
    const { stage, call } = pickedUp();
    const agents = stage.offer(call).leg;
    expect(stage.effects).toEqual([
      {
        name: 'play',
        channel: 'c1',
        playback: expect.any(String),
        media: ['prompt:en/thank-you', 'sound:recorded'],
      },
      { name: 'play', channel: agents, playback: expect.any(String), media: ['prompt:en/callback-agent'] },
    ]);
    const playing = whispers(stage);
    stage.wait(2_000);
    ends(stage, playing.get(agents));
    expect(stage.effects).toEqual([]);
    expect(stage.phase(call)).toBe('waiting');
    stage.wait(1_000);
    ends(stage, playing.get('c1'));
    expect(stage.effects.map(({ name }) => name)).toEqual(['connect']);
    // The wait counts until they hear each other.
    expect(stage.facts.find(({ kind }) => kind === 'call.connected')).toMatchObject({ waitedMs: 7_000 });
  });

  test('who is told nothing hears music, or nothing, until the other has heard all', () => {
    const { stage, call } = pickedUp({ whisper: { agent: ['sound:sales'], caller: [] } });
    const [channel] = [...whispers(stage).keys()];
    expect(channel).toBe(stage.offer(call).leg);
    expect(stage.effects.map(({ name }) => name)).toEqual(['play']);
    ends(stage, whispers(stage).get(channel ?? ''));
    expect(stage.effects.map(({ name }) => name)).toEqual(['music', 'connect']);
  });

  test('ten seconds are enough: what still plays is stopped, and they talk', () => {
    const { stage, call } = pickedUp();
    stage.wait(9_999);
    expect(stage.phase(call)).toBe('waiting');
    stage.wait(1);
    expect(stage.effects.map(({ name }) => name)).toEqual(['stop-playing', 'stop-playing', 'connect']);
  });

  test('an announcement that plays gives way', () => {
    const welcome = ['prompt:all-busy'];
    const announce = { welcome, place: null, prompts: null, gapMs: 0 };
    const { stage } = pickedUp({ announce });
    expect(stage.effects.map(({ name }) => name)).toEqual(['stop-playing', 'play', 'play']);
  });

  test('without anything to hear they are connected at once', () => {
    const { stage } = pickedUp({ whisper: { agent: [], caller: [] } });
    expect(stage.effects.map(({ name }) => name)).toEqual(['music', 'connect']);
  });
});

describe('it does not come to a talk', () => {
  test('C11: the agent hangs up: the caller keeps his place, others are offered in the same moment', () => {
    const { stage, call } = pickedUp();
    const agents = stage.offer(call).leg;
    const enteredAt = stage.at - 4_000;
    stage.ready(ben);
    stage.enters('c2', '901');
    stage.wait(2_000);
    stage.goes(agents);
    expect(stage.offer(call).agent).toBe(ben);
    const phase = stage.call(call)?.phase;
    expect(phase).toMatchObject({ name: 'waiting', whisper: null, enteredAt });
    expect(stage.effects.map(({ name }) => name)).toEqual(['ring', 'stop-playing', 'hold-caller']);
  });

  test('ring all: nobody rings any more for a caller who has been picked up', () => {
    const stage = new Stage(
      office({
        whisper,
        strategy: { by: ['longest-idle'], ring: { kind: 'all', most: null }, window: 'day' },
      }),
    );
    stage.ready(anna);
    const call = stage.enters('c1');
    stage.answers(stage.offer(call).leg);
    stage.ready(ben);
    expect(stage.agent(ben).work.name).toBe('idle');
    stage.goes(stage.offer(call).leg);
    expect(stage.offer(call).agent).toBe(ben);
  });

  test('the caller hangs up: he has given up, and the agent is hung up on', () => {
    const { stage, call } = pickedUp();
    const agents = stage.offer(call).leg;
    stage.goes('c1');
    expect(stage.facts.find(({ kind }) => kind === 'call.ended')).toMatchObject({ end: 'abandoned' });
    expect(stage.wanted('hang-up').channel).toBe(agents);
    stage.goes(agents);
    expect(stage.agent(anna).work.name).toBe('idle');
    expect(stage.phase(call)).toBe('off the board');
  });
});

describe('what does not disturb it', () => {
  test('the desk asks to answer what is answered', () => {
    const { stage, call } = pickedUp();
    const agents = stage.offer(call).leg;
    stage.command({ name: 'answer-call', phone: '1001' as never });
    expect(stage.effects).toEqual([]);
    expect(stage.offer(call).leg).toBe(agents);
  });

  test('after a gap the two are connected, and hear it not again', () => {
    const { stage, call } = pickedUp();
    const agents = stage.offer(call).leg;
    stage.lineDown();
    stage.wait(2_000);
    stage.lineUp({ channels: [stage.channel('c1'), stage.channel(agents)] });
    expect(stage.phase(call)).toBe('talking');
    const asked = stage.effects.map(({ name }) => name);
    expect(asked).not.toContain('play');
    expect(asked.lastIndexOf('stop-playing')).toBeLessThan(asked.indexOf('connect'));
    stage.bridges(call);
  });
});
