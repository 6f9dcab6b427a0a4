import { describe, expect, test } from 'vitest';
import { dayFolder } from '../../../../src/board/recording/day-folder.ts';
import type { LegId } from '../../../../src/board/ids.ts';
import { ben, phoneA, phoneB, stageWith } from './scene.ts';

const folder = '2026/01/05';

describe('what is recorded of a call', () => {
  test('from the bridge on each party has a track, which begins when its tap stands', () => {
    const stage = stageWith('always');
    const call = stage.enters('c1');
    stage.answers(stage.offer(call).leg);
    expect(stage.news()).toEqual([]);
    stage.bridges(call);
    expect(stage.kinds).toContain('recording.started');
    expect(stage.news()).toEqual(['tap c1', 'tap cbt-1-1']);
    stage.wait(40);
    stage.tapped(stage.trackOf(call, 'c1').tap);
    expect(stage.news()).toEqual(['record cbt-1-r1-1']);
    stage.wait(30);
    stage.tapped(stage.trackOf(call, 'cbt-1-1').tap);
    expect(stage.news()).toEqual(['record cbt-1-r1-2']);
    stage.wait(10_000);
    stage.goes('c1');
    expect(stage.rows).toHaveLength(1);
    expect(stage.rows[0]).toMatchObject({
      recording: 'cbt-1-r1',
      call,
      queue: 'support',
      agents: ['anna'],
      caller: { number: '0311111' },
      startedAt: stage.at - 10_070,
      endedAt: stage.at,
      gaps: [],
      tracks: [
        { file: `${folder}/cbt-1-r1-1`, phone: null, startedAt: stage.at - 10_030, endedAt: stage.at },
        { file: `${folder}/cbt-1-r1-2`, phone: '1001', agent: 'anna', startedAt: stage.at - 10_000 },
      ],
    });
    // Their channels go, and with them taps and files.
    expect(stage.news()).toEqual([]);
  });

  test('never, and on demand while nobody asks, is not at all', () => {
    for (const policy of ['never', 'on-demand'] as const) {
      const stage = stageWith(policy);
      stage.talk();
      expect(stage.news()).toEqual([]);
    }
  });

  test('a party on hold at the desk is silent in its track: the consultation is no business of the customer', () => {
    const stage = stageWith('always');
    const call = stage.talk();
    stage.news();
    stage.command({ name: 'consult', phone: phoneA, number: '1002' });
    expect(stage.news()).toEqual(['hush cbt-1-r1-1', 'hush cbt-1-r1-2']);
    stage.answers('cbt-2-1' as LegId);
    stage.command({ name: 'reconnect-call', phone: phoneA });
    expect(stage.news()).toEqual(['unhush cbt-1-r1-1', 'unhush cbt-1-r1-2']);
    expect(stage.trackOf(call, 'cbt-1-1').endedAt).toBeNull();
  });

  test('a transfer ends the track of who leaves and begins one of who comes', () => {
    const stage = stageWith('always');
    const call = stage.talk();
    stage.command({ name: 'consult', phone: phoneA, number: '1002' });
    stage.answers('cbt-2-1' as LegId);
    stage.bridges('cbt-2' as typeof call);
    stage.news();
    stage.wait(5_000);
    const handedAt = stage.at;
    stage.command({ name: 'transfer-call', phone: phoneA });
    expect(stage.news()).toEqual(['unhush cbt-1-r1-1', 'tap cbt-2-1']);
    stage.wait(100);
    stage.allTapped(call);
    expect(stage.news()).toEqual(['record cbt-1-r1-3']);
    stage.wait(1_000);
    stage.goes('c1');
    expect(
      stage.rows[0]?.tracks.map(({ file, startedAt, endedAt }) => [file.slice(-1), startedAt, endedAt]),
    ).toEqual([
      ['1', handedAt - 5_000, stage.at],
      ['2', handedAt - 5_000, handedAt],
      ['3', handedAt + 100, stage.at],
    ]);
  });

  test('in a conference everybody has a track', () => {
    const stage = stageWith('always');
    const call = stage.talk();
    stage.command({ name: 'consult', phone: phoneA, number: '1002' });
    stage.answers('cbt-2-1' as LegId);
    stage.bridges('cbt-2' as typeof call);
    stage.news();
    stage.command({ name: 'conference-call', phone: phoneA });
    expect(stage.news().toSorted()).toEqual(['tap cbt-2-1', 'unhush cbt-1-r1-1', 'unhush cbt-1-r1-2']);
    stage.allTapped(call);
    expect(stage.tracks(call).filter((track) => track.endedAt === null)).toHaveLength(3);
    // Who leaves a conference leaves its recording.
    stage.goes('cbt-2-1');
    expect(stage.trackOf(call, 'cbt-2-1').endedAt).toBe(stage.at);
    expect(stage.recording(call)?.endedAt).toBeNull();
  });

  test('a consultation is a call of its own, with a recording of its own', () => {
    const stage = stageWith('always', { direct: 'always' });
    stage.talk();
    stage.command({ name: 'consult', phone: phoneA, number: '1002' });
    stage.answers('cbt-2-1' as LegId);
    stage.bridges('cbt-2' as ReturnType<typeof stage.talk>);
    const consultation = stage.recording('cbt-2' as ReturnType<typeof stage.talk>);
    expect(consultation?.tracks.map(({ leg }) => leg)).toEqual(['cbt-1-1', 'cbt-2-1']);
    stage.wait(500);
    stage.allTapped('cbt-2' as ReturnType<typeof stage.talk>);
    stage.news();
    stage.command({ name: 'transfer-call', phone: phoneA });
    // The consultation is over; whose channel went over is listened to for the other call from now on.
    expect(stage.rows.map(({ recording }) => recording)).toEqual(['cbt-2-r1']);
    expect(stage.news()).toEqual(['end cbt-2-r1-2', 'unhush cbt-1-r1-1', 'tap cbt-2-1']);
  });

  test('it goes on while a caller is transferred to the queue and waits, in silence', () => {
    const stage = stageWith('always');
    const call = stage.talk();
    stage.news();
    stage.command({ name: 'divert-call', phone: phoneA, number: '901' });
    expect(stage.phase(call)).toBe('waiting');
    expect(stage.news()).toEqual(['hush cbt-1-r1-1']);
    expect(stage.recording(call)?.endedAt).toBeNull();
    stage.goes('c1');
    expect(stage.rows).toHaveLength(1);
  });

  test('who never talks has no recording', () => {
    const stage = stageWith('always');
    const call = stage.enters('c1');
    stage.answers(stage.offer(call).leg);
    stage.goes('c1');
    expect(stage.rows).toEqual([]);
  });
});

describe('taps that do not do what they should', () => {
  test('one that cannot be made is a track that is lost, and not tried again and again', () => {
    const stage = stageWith('always');
    const call = stage.enters('c1');
    stage.talks(call);
    stage.news();
    const { tap } = stage.trackOf(call, 'c1');
    stage.refuse({ name: 'tap', tap, channel: 'c1' as LegId, spy: 'in', whisper: 'none' }, 'not-found');
    expect(stage.trackOf(call, 'c1').lost).toBe(true);
    expect(stage.news()).toEqual([]);
    stage.allTapped(call);
    stage.goes('c1');
    expect(stage.rows[0]?.tracks.map(({ phone }) => phone)).toEqual(['1001']);
  });

  test('one that goes before its party does is the end of its track', () => {
    const stage = stageWith('always');
    const call = stage.talk();
    stage.news();
    stage.wait(1_000);
    stage.goes(stage.trackOf(call, 'c1').tap);
    expect(stage.trackOf(call, 'c1')).toMatchObject({ lost: true, endedAt: stage.at });
    expect(stage.phase(call)).toBe('talking');
  });

  test('a file that is hushed too soon is hushed again', () => {
    const stage = stageWith('always');
    const call = stage.talk();
    const { file } = stage.trackOf(call, 'cbt-1-1');
    stage.command({ name: 'hold-call', phone: phoneA });
    const hush = stage.effects.find((effect) => effect.name === 'hush-recording' && effect.file === file);
    if (hush === undefined) throw new Error('nothing was hushed');
    stage.news();
    stage.refuse(hush, 'conflict');
    expect(stage.wanted('hush-recording')).toEqual({ name: 'hush-recording', file, on: true });
    stage.command({ name: 'retrieve-call', phone: phoneA });
    stage.refuse(hush, 'conflict');
    expect(stage.effects).toEqual([]);
  });

  test('a tap that nobody needs any more is hung up when it comes', () => {
    const stage = stageWith('always');
    const call = stage.enters('c1');
    stage.talks(call);
    const { tap } = stage.trackOf(call, 'c1');
    stage.goes('c1');
    stage.tapped(tap);
    expect(stage.effects).toEqual([{ name: 'hang-up', channel: tap, reason: 'normal' }]);
  });
});

describe('after a gap', () => {
  const here = (stage: ReturnType<typeof stageWith>, call: string, taps: readonly string[]) => ({
    channels: ['c1', `${call}-1`, ...taps].map((id) => stage.channel(id, 'up')),
    bridges: [{ id: stage.bridge(call as never), channels: ['c1', `${call}-1`] as LegId[] }],
  });

  test('taps that are there go on and are told how they should be; strangers are cleared away', () => {
    const stage = stageWith('always');
    const call = stage.talk();
    const taps = stage.tracks(call).map(({ tap }) => tap);
    stage.news();
    stage.lineDown();
    stage.lineUp(here(stage, call, [...taps, 'cbt-1-t99']));
    expect(stage.news()).toEqual([
      'record cbt-1-r1-1',
      'unhush cbt-1-r1-1',
      'record cbt-1-r1-2',
      'unhush cbt-1-r1-2',
    ]);
    expect(stage.effects).toContainEqual({ name: 'hang-up', channel: 'cbt-1-t99', reason: 'normal' });
    expect(stage.effects.filter(({ name }) => name === 'hang-up')).toHaveLength(1);
  });

  test('a tap that is not there is made anew, as a further track', () => {
    const stage = stageWith('always');
    const call = stage.talk();
    const kept = stage.trackOf(call, 'c1').tap;
    stage.news();
    stage.lineDown();
    stage.wait(3_000);
    stage.lineUp(here(stage, call, [kept]));
    expect(stage.news().filter((one) => one.startsWith('tap'))).toEqual(['tap cbt-1-1']);
    stage.allTapped(call);
    expect(stage.news()).toEqual(['record cbt-1-r1-3']);
    expect(stage.tracks(call).map(({ endedAt }) => endedAt === null)).toEqual([true, false, true]);
  });

  test('a tap that came about in the gap is recorded', () => {
    const stage = stageWith('always');
    const call = stage.enters('c1');
    stage.talks(call);
    stage.news();
    const taps = stage.tracks(call).map(({ tap }) => tap);
    stage.lineDown();
    stage.lineUp(here(stage, call, taps));
    expect(stage.news()).toEqual(['record cbt-1-r1-1', 'record cbt-1-r1-2']);
  });

  test('with the call that Asterisk lost its recording is over', () => {
    const stage = stageWith('always');
    stage.talk();
    stage.lineDown();
    stage.lineUp({ asteriskStartedAt: 2 });
    expect(stage.rows).toHaveLength(1);
  });
});

test('folders are named by the day in UTC', () => {
  const days = [0, 951_782_400_000, 951_868_799_999, 1_709_164_800_000, 1_798_761_599_999, 4_107_542_400_000];
  for (const at of days) {
    expect(dayFolder(at)).toBe(new Date(at).toISOString().slice(0, 10).replaceAll('-', '/'));
  }
  for (let at = 0; at < 6_000_000_000_000; at += 86_400_000 * 13) {
    expect(dayFolder(at)).toBe(new Date(at).toISOString().slice(0, 10).replaceAll('-', '/'));
  }
});

test('two agents in a call are both its agents', () => {
  const stage = stageWith('always');
  stage.command({ name: 'sign-in', agent: ben });
  const call = stage.talk();
  stage.command({ name: 'add-party', phone: phoneA, number: phoneB });
  const { leg } = stage.wanted('ring');
  stage.answers(leg);
  stage.allTapped(call);
  stage.goes('c1');
  stage.goes('cbt-1-1');
  stage.goes(leg);
  expect(stage.rows[0]?.agents).toEqual(['anna', 'ben']);
});
