import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RecordingRow } from '../../../src/board/account.ts';
import { Changes } from '../../../src/board/changes.ts';
import type { AgentId, CallId, PhoneId, QueueId, RecordingId } from '../../../src/board/ids.ts';
import { emptyState } from '../../../src/board/state.ts';
import { Turn } from '../../../src/board/turn.ts';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import { freshFolder, openLedger } from './scenes.ts';

const row = (number: number, more: Partial<RecordingRow> = {}): RecordingRow => ({
  recording: `cbt-${number}-r1` as RecordingId,
  call: `cbt-${number}` as CallId,
  queue: 'support' as QueueId,
  agents: ['anna' as AgentId],
  caller: { name: 'Carl', number: '0311111' },
  dialled: '900',
  startedAt: number * 1_000,
  endedAt: number * 1_000 + 500,
  tracks: [
    {
      file: `2026/01/05/cbt-${number}-r1-1`,
      party: { name: 'Carl', number: '0311111' },
      phone: null,
      agent: null,
      startedAt: number * 1_000 + 20,
      endedAt: number * 1_000 + 500,
    },
  ],
  gaps: [{ from: number * 1_000 + 100, to: number * 1_000 + 200 }],
  ...more,
});

/** Commits a turn that closed these recordings, and calls of theirs that ended with it. */
function commit(ledger: Ledger, recordings: readonly RecordingRow[], ended: readonly CallId[] = []): void {
  const state = emptyState('t');
  const turn = new Turn(state, 1);
  expect(turn.changes).toBeInstanceOf(Changes);
  turn.changes.recordings.push(...recordings);
  for (const call of ended) {
    turn.changes.history.push({
      call,
      startedAt: 1,
      endedAt: 2,
      caller: { name: '', number: '' },
      dialled: '900',
      queue: null,
      agent: null,
      waitMs: 0,
      talkMs: 1,
      disposition: 'ANSWERED',
      end: 'completed-by-caller',
      cause: 16,
    });
  }
  ledger.commit([turn], state);
}

describe('recordings in the ledger', () => {
  it('are read back as they were, and found by call, agent, queue, number and time', () => {
    const ledger = openLedger();
    const other = row(2, {
      queue: null,
      agents: ['ben' as AgentId, 'anna' as AgentId],
      caller: { name: '', number: '0322222' },
      tracks: [{ ...row(2).tracks[0]!, phone: '1001' as PhoneId }],
    });
    commit(ledger, [row(1), other, row(3, { agents: [] })]);
    const { recordings } = ledger;
    const ids = (filter: Partial<Parameters<typeof recordings.find>[0]>): string[] =>
      recordings.find({ limit: 10, ...filter }).map(({ recording }) => recording);
    expect(recordings.get('cbt-2-r1')).toMatchObject({ ...other, state: 'waiting', file: null, attempts: 0 });
    expect(ids({})).toEqual(['cbt-3-r1', 'cbt-2-r1', 'cbt-1-r1']);
    expect(ids({ agent: 'anna' })).toEqual(['cbt-2-r1', 'cbt-1-r1']);
    expect(ids({ queue: 'support' })).toEqual(['cbt-3-r1', 'cbt-1-r1']);
    expect(ids({ call: 'cbt-3' })).toEqual(['cbt-3-r1']);
    expect(ids({ src: '0322222' })).toEqual(['cbt-2-r1']);
    expect(ids({ from: 2_000, to: 3_000 })).toEqual(['cbt-2-r1']);
    expect(ids({ limit: 1 })).toEqual(['cbt-3-r1']);
    expect(ids({ limit: 1, before: 'cbt-3-r1' })).toEqual(['cbt-2-r1']);
  });

  it('wait to be mixed, over a restart, the oldest first, and later when it failed', () => {
    const file = join(freshFolder(), 'ledger.db');
    const first = openLedger(file);
    commit(first, [row(1), row(2)]);
    first.close();
    const { recordings } = openLedger(file);
    expect(recordings.nextMixAt).toBe(1_500);
    expect(recordings.nextToMix(9_000, 1_499)).toBeUndefined();
    expect(recordings.nextToMix(9_000, 1_500)?.recording).toBe('cbt-1-r1');
    recordings.mixFailed('cbt-1-r1', 'no space', 60_000);
    expect(recordings.nextToMix(9_000, 9_000)?.recording).toBe('cbt-2-r1');
    recordings.empty('cbt-2-r1', 9_000);
    expect(recordings.nextToMix(9_000, 9_000)).toBeUndefined();
    expect(recordings.nextMixAt).toBe(60_000);
    expect(recordings.nextToMix(60_000, 60_000)).toMatchObject({ attempts: 1, error: 'no space' });
    recordings.mixFailed('cbt-1-r1', 'no space', null);
    expect(recordings.get('cbt-1-r1')?.state).toBe('failed');
    expect(recordings.nextMixAt).toBeNull();
  });

  it('stand in the record of their call when they are mixed, before its end or after it', () => {
    const ledger = openLedger();
    commit(ledger, [row(1), row(2)]);
    const mixed = { stereoFile: null, durationMs: 480, tracksLeft: false };
    ledger.recordings.mixed('cbt-1-r1', { file: '2026/01/05/cbt-1-r1.mp3', ...mixed }, 9_000);
    commit(ledger, [], ['cbt-1' as CallId, 'cbt-2' as CallId]);
    const named = (): unknown =>
      Object.fromEntries(ledger.cdr({ limit: 9 }).map((one) => [one.UNIQUEID, one.AUDIOFILENAME]));
    expect(named()).toEqual({ 'cbt-1': '2026/01/05/cbt-1-r1.mp3', 'cbt-2': null });
    ledger.recordings.mixed('cbt-2-r1', { file: '2026/01/05/cbt-2-r1.mp3', ...mixed }, 9_500);
    expect(named()).toMatchObject({ 'cbt-2': '2026/01/05/cbt-2-r1.mp3' });
    expect(ledger.recordings.get('cbt-2-r1')).toMatchObject({
      state: 'mixed',
      durationMs: 480,
      mixedAt: 9_500,
    });
  });

  it('stay mixed whatever fails afterwards, and say whose tracks are still to be deleted', () => {
    const ledger = openLedger();
    commit(ledger, [row(1), row(2)]);
    const { recordings } = ledger;
    const mixed = { file: 'a.mp3', stereoFile: null, durationMs: 480 };
    recordings.mixed('cbt-1-r1', { ...mixed, tracksLeft: true }, 9_000);
    recordings.mixed('cbt-2-r1', { ...mixed, tracksLeft: false }, 9_000);
    recordings.mixFailed('cbt-1-r1', 'a track cannot be deleted', 60_000);
    expect(recordings.get('cbt-1-r1')).toMatchObject({ state: 'mixed', attempts: 0, error: null });
    expect(recordings.nextMixAt).toBeNull();
    expect(recordings.withTracksLeft()).toMatchObject([{ recording: 'cbt-1-r1', tracks: row(1).tracks }]);
    recordings.tracksDeleted('cbt-1-r1');
    expect(recordings.withTracksLeft()).toEqual([]);
  });

  it('tell who listened to them, and nobody can change that', () => {
    const ledger = openLedger();
    commit(ledger, [row(1)]);
    ledger.recordings.addAccess({ at: 1, user: 'boss', recording: 'cbt-1-r1', variant: 'mix' });
    ledger.recordings.addAccess({ at: 2, user: 'anna', recording: 'cbt-1-r1', variant: 'stereo' });
    expect(ledger.recordings.accesses('cbt-1-r1').map(({ user }) => user)).toEqual(['boss', 'anna']);
  });
});
