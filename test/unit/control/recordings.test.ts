import { describe, expect, test } from 'vitest';
import type { AgentId, CallId, RecordingId } from '../../../src/board/ids.ts';
import {
  AudioDesk,
  recordingOperations,
  type CallTagStore,
  type RecordingStore,
} from '../../../src/control/operations/recordings.ts';
import { House, settled } from './house.ts';

type Stored = NonNullable<ReturnType<RecordingStore['get']>>;

const stored = (number: number, agent: string, more: Partial<Stored> = {}): Stored => ({
  recording: `cb-${number}-r1` as RecordingId,
  call: `cb-${number}` as CallId,
  queue: null,
  agents: [agent as AgentId],
  caller: { name: '', number: '0311111' },
  dialled: '700',
  startedAt: 1_000,
  endedAt: 2_000,
  tracks: [],
  gaps: [],
  state: 'mixed',
  file: `2026/01/05/cb-${number}-r1.mp3`,
  stereoFile: null,
  durationMs: 900,
  tag: '',
  rating: 0,
  ...more,
});

/** Anna's and Ben's recording, and one of Anna's that is not mixed yet. */
class Store implements RecordingStore, CallTagStore {
  readonly rows = [
    stored(1, 'anna'),
    stored(2, 'ben'),
    stored(3, 'anna', { state: 'waiting', file: null, durationMs: null }),
  ];
  readonly noted: Parameters<RecordingStore['addAccess']>[0][] = [];

  find({ agent }: Parameters<RecordingStore['find']>[0]): Stored[] {
    return this.rows.filter((row) => agent === undefined || row.agents.includes(agent as AgentId));
  }

  get(recording: string): Stored | undefined {
    return this.rows.find((row) => row.recording === recording);
  }

  addAccess(access: (typeof this.noted)[number]): void {
    this.noted.push(access);
  }

  accesses(recording: string): typeof this.noted {
    return this.noted.filter((access) => access.recording === recording);
  }

  put({ call, tag, rating }: Parameters<CallTagStore['put']>[0]): void {
    for (const row of this.rows.filter((one) => one.call === call)) {
      Object.assign(row, { tag: tag ?? row.tag, rating: rating ?? row.rating });
    }
  }
}

async function scene() {
  const house = await House.open();
  const store = new Store();
  const operations = recordingOperations(house.exchange, store, store);
  const ask = async (user: string, name: string, input: object = {}): Promise<Record<string, unknown>> => {
    const operation = operations.find((one) => one.name === name);
    const result = await operation?.run(house.caller(user), input);
    return operation?.output.parse(result) as Record<string, unknown>;
  };
  const ids = async (user: string, input: object = {}): Promise<string[]> =>
    ((await ask(user, 'recordings', input))['recordings'] as Stored[]).map(({ recording }) => recording);
  return { house, store, ask, ids, desk: new AudioDesk(store, '/recordings', house.clock) };
}

describe('recordings for people', () => {
  test('supervisors see all, agents their own and of nobody else', async () => {
    const { ids, ask } = await scene();
    expect(await ids('sue')).toEqual(['cb-1-r1', 'cb-2-r1', 'cb-3-r1']);
    expect(await ids('sue', { agent: 'ben' })).toEqual(['cb-2-r1']);
    expect(await ids('anna')).toEqual(['cb-1-r1', 'cb-3-r1']);
    await expect(ids('anna', { agent: 'ben' })).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(ask('anna', 'recording', { recording: 'cb-2-r1' })).rejects.toMatchObject({
      code: 'recording-unknown',
    });
    expect(await ask('anna', 'recording', { recording: 'cb-1-r1' })).toMatchObject({
      url: '/api/v1/recordings/cb-1-r1/audio',
      stereoUrl: null,
    });
    expect(await ask('anna', 'recording', { recording: 'cb-3-r1' })).toMatchObject({
      state: 'waiting',
      url: null,
    });
  });

  test('supervisors and whoever speaks in it say something of it; what is not named stays', async () => {
    const { ask } = await scene();
    const first = { recording: 'cb-1-r1' };
    expect(await ask('anna', 'tag-recording', { ...first, tag: 'Complaint' })).toMatchObject({
      tag: 'Complaint',
      rating: 0,
    });
    expect(await ask('sue', 'tag-recording', { ...first, rating: 4 })).toMatchObject({ rating: 4 });
    expect(await ask('anna', 'recording', first)).toMatchObject({ tag: 'Complaint', rating: 4 });
    await expect(ask('ben', 'tag-recording', { ...first, tag: '' })).rejects.toMatchObject({
      code: 'recording-unknown',
    });
    await expect(ask('sue', 'tag-recording', { ...first, rating: 6 })).rejects.toMatchObject({
      code: 'input-wrong',
    });
  });

  test('who listens is noted, whichever part is asked for, once in five minutes', async () => {
    const { house, store, ask, desk } = await scene();
    const anna = house.caller('anna');
    const audio = desk.give(anna, 'cb-1-r1', undefined);
    expect(audio).toEqual({ folder: '/recordings', file: '2026/01/05/cb-1-r1.mp3', type: 'audio/mpeg' });
    house.clock.advance(299_999);
    desk.give(anna, 'cb-1-r1', undefined);
    const first = { at: house.clock.now() - 299_999, user: 'anna', recording: 'cb-1-r1', variant: 'mix' };
    expect(store.noted).toEqual([first]);
    expect((await ask('sue', 'recording-accesses', { recording: 'cb-1-r1' }))['accesses']).toHaveLength(1);
    house.clock.advance(1);
    desk.give(anna, 'cb-1-r1', undefined);
    expect(store.noted).toEqual([first, { ...first, at: house.clock.now() }]);
    Object.assign(store.rows[0]!, { stereoFile: '2026/01/05/cb-1-r1-stereo.mp3' });
    desk.give(anna, 'cb-1-r1', 'stereo');
    desk.give(house.caller('sue'), 'cb-1-r1', 'mix');
    expect(store.noted.slice(2)).toMatchObject([{ user: 'anna', variant: 'stereo' }, { user: 'sue' }]);
    // Somebody sets the clock back by a day.
    house.clock.set(-86_400_000);
    desk.give(anna, 'cb-1-r1', undefined);
    expect(store.noted).toHaveLength(5);
    await expect(ask('anna', 'recording-accesses', { recording: 'cb-1-r1' })).rejects.toMatchObject({
      code: 'not-permitted',
    });
  });

  test('nobody else gets anything, and nothing is noted of it', async () => {
    const { house, store, desk } = await scene();
    const tries: [user: string | null, id: string, wanted: string, code: string][] = [
      [null, 'cb-1-r1', 'mix', 'not-signed-in'],
      ['ben', 'cb-1-r1', 'mix', 'recording-unknown'],
      ['anna', '../../cordboard.db', 'mix', 'recording-unknown'],
      ['anna', 'cb-3-r1', 'mix', 'recording-not-ready'],
      ['anna', 'cb-1-r1', 'stereo', 'recording-not-ready'],
    ];
    for (const [user, id, wanted, code] of tries) {
      const caller = user === null ? null : house.caller(user);
      expect(() => desk.give(caller, id, wanted)).toThrow(expect.objectContaining({ code }));
    }
    expect(store.noted).toEqual([]);
  });

  test('an agent starts and stops at his own phone only', async () => {
    const { house, ask } = await scene();
    await house.ask('anna', 'take-seat');
    await house.ask('anna', 'ready');
    await house.callIn('1');
    await house.pickUp('anna');
    await house.bridge('anna');
    await expect(ask('ben', 'start-recording', { phone: '1001' })).rejects.toMatchObject({
      code: 'not-permitted',
    });
    await ask('anna', 'start-recording');
    await settled();
    expect(house.effects.filter(({ name }) => name === 'tap')).toHaveLength(2);
    await ask('sue', 'stop-recording', { agent: 'anna' });
    await expect(ask('anna', 'pause-recording')).rejects.toMatchObject({ code: 'no-recording' });
  });
});

describe('supervision for people', () => {
  test('is for supervisors, and is told to nobody else', async () => {
    const house = await House.open();
    await house.ask('anna', 'take-seat');
    const listen = { agent: 'anna', mode: 'listen' };
    await expect(house.ask('ben', 'supervise', listen)).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(house.ask('dave', 'supervise', listen)).rejects.toMatchObject({ code: 'phone-missing' });
    await house.ask('sue', 'supervise', listen);
    await settled();
    expect(house.effects.at(-1)).toMatchObject({ name: 'ring', endpoint: 'PJSIP/1003' });
    const entries = house.ledger
      .entriesAfter(0, 1_000)
      .filter(({ fact }) => fact.kind.startsWith('supervision'));
    expect(entries.map(({ fact }) => fact)).toEqual([expect.objectContaining({ by: 'sue', agent: 'anna' })]);
    const shown = (user: string): unknown[] =>
      entries.flatMap((entry) => house.control.events.show(house.caller(user), entry) ?? []);
    expect([shown('anna'), shown('ben')]).toEqual([[], []]);
    expect(shown('sue')).toHaveLength(1);
    expect((await house.ask('sue', 'supervisions'))['supervisions']).toEqual([
      { by: 'sue', agent: 'anna', mode: 'listen', call: null, since: house.clock.now() },
    ]);
    const { calls } = await house.ask('anna', 'calls');
    expect(calls).toEqual([]);
    await house.ask('sue', 'stop-supervising');
    expect((await house.ask('sue', 'supervisions'))['supervisions']).toEqual([]);
  });
});
