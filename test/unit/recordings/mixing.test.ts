import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../../src/base/clock.ts';
import type { RecordingRow } from '../../../src/board/account.ts';
import type { CallId, PhoneId, RecordingId } from '../../../src/board/ids.ts';
import {
  Mixing,
  type MixingOptions,
  type MixQueue,
  type MixSettings,
} from '../../../src/recordings/mixing.ts';
import { freshFolder, voice, writeTrack } from './sounds.ts';

interface Entry {
  readonly row: RecordingRow;
  state: 'waiting' | 'mixed' | 'empty' | 'failed';
  attempts: number;
  retryAt: number;
  file: string | null;
  stereoFile: string | null;
  tracksLeft: boolean;
}

/** A queue as the ledger's, in memory. */
class Queue implements MixQueue {
  readonly entries: Entry[] = [];

  get nextMixAt(): number | null {
    const waiting = this.entries.filter(({ state }) => state === 'waiting');
    return waiting.length === 0
      ? null
      : Math.min(...waiting.map(({ row, retryAt }) => Math.max(row.endedAt, retryAt)));
  }

  nextToMix(now: number, endedBefore: number): (RecordingRow & { attempts: number }) | undefined {
    const found = this.entries.find(
      ({ state, retryAt, row }) => state === 'waiting' && retryAt <= now && row.endedAt <= endedBefore,
    );
    return found === undefined ? undefined : { ...found.row, attempts: found.attempts };
  }

  mixed(recording: string, files: Pick<Entry, 'stereoFile' | 'tracksLeft'> & { file: string }): void {
    Object.assign(this.#of(recording), files, { state: 'mixed' });
  }

  withTracksLeft(): RecordingRow[] {
    return this.entries.filter(({ tracksLeft }) => tracksLeft).map(({ row }) => row);
  }

  tracksDeleted(recording: string): void {
    this.#of(recording).tracksLeft = false;
  }

  empty(recording: string): void {
    this.#of(recording).state = 'empty';
  }

  mixFailed(recording: string, _error: string, retryAt: number | null): void {
    const entry = this.#of(recording);
    entry.attempts += 1;
    entry.retryAt = retryAt ?? 0;
    if (retryAt === null) entry.state = 'failed';
  }

  add(row: RecordingRow): Entry {
    const entry: Entry = {
      row,
      state: 'waiting',
      attempts: 0,
      retryAt: 0,
      file: null,
      stereoFile: null,
      tracksLeft: false,
    };
    this.entries.push(entry);
    return entry;
  }

  #of(recording: string): Entry {
    const entry = this.entries.find(({ row }) => row.recording === recording);
    if (entry === undefined) throw new Error(`no ${recording}`);
    return entry;
  }
}

const day = '2026/01/05';
const startedAt = Date.UTC(2026, 0, 5, 9);

function rowOf(number: number, sides: readonly (PhoneId | null)[]): RecordingRow {
  const id = `cbt-${number}-r1` as RecordingId;
  return {
    recording: id,
    call: `cbt-${number}` as CallId,
    queue: null,
    agents: [],
    caller: { name: '', number: '' },
    dialled: '',
    startedAt,
    endedAt: startedAt + 5_000,
    gaps: [],
    tracks: sides.map((phone, index) => ({
      file: `${day}/${id}-${index + 1}`,
      party: { name: '', number: '' },
      phone,
      agent: null,
      startedAt: startedAt + index * 500,
      endedAt: startedAt + 5_000,
    })),
  };
}

function scene(settings: Partial<MixSettings> = {}) {
  const queue = new Queue();
  const tracksFolder = freshFolder();
  const folder = freshFolder();
  const options: MixingOptions = {
    queue,
    tracksFolder,
    folder,
    settings: () => ({ format: 'mp3', stereo: true, keepTracks: false, ...settings }),
    clock: systemClock,
    log: pino({ level: 'silent' }),
  };
  const record = (number: number, sides: readonly (PhoneId | null)[] = [null, '1001' as PhoneId]): Entry => {
    const entry = queue.add(rowOf(number, sides));
    for (const [index, { file }] of entry.row.tracks.entries()) {
      const path = join(tracksFolder, `${file}.wav`);
      mkdirSync(dirname(path), { recursive: true });
      writeTrack(path, voice(index + 1, 3_000));
    }
    return entry;
  };
  return { queue, tracksFolder, folder, options, record };
}

describe('mixing after calls', () => {
  test('what waits is mixed, one after the other; its tracks go when the mix is there', async () => {
    const { tracksFolder, folder, options, record } = scene();
    const entries = [record(1), record(2)];
    const mixing = new Mixing(options);
    mixing.look();
    await vi.waitFor(() => expect(entries.map(({ state }) => state)).toEqual(['mixed', 'mixed']), 10_000);
    expect(entries[0]).toMatchObject({
      file: `${day}/cbt-1-r1.mp3`,
      stereoFile: `${day}/cbt-1-r1-stereo.mp3`,
    });
    expect(readdirSync(join(folder, day)).toSorted()).toEqual([
      'cbt-1-r1-stereo.mp3',
      'cbt-1-r1.mp3',
      'cbt-2-r1-stereo.mp3',
      'cbt-2-r1.mp3',
    ]);
    await vi.waitFor(() => expect(readdirSync(join(tracksFolder, day))).toEqual([]));
    expect(entries.map(({ tracksLeft }) => tracksLeft)).toEqual([false, false]);
    await mixing.stop();
  });

  test('tracks that cannot be deleted leave the mix as it is, and are deleted after the next start', async () => {
    const { tracksFolder, options, record, queue } = scene();
    const entry = record(1, [null]);
    const path = join(tracksFolder, `${day}/cbt-1-r1-2.wav`);
    const [stuck] = rowOf(1, [null, null]).tracks.slice(1);
    Object.assign(entry, { row: { ...entry.row, tracks: [...entry.row.tracks, stuck] } });
    // A folder of that name is none that `rm` would delete; to the mix it is a party whose file is missing.
    const mixed = queue.mixed.bind(queue);
    queue.mixed = (...args) => {
      mkdirSync(path);
      mixed(...args);
    };
    const first = new Mixing(options);
    first.look();
    await vi.waitFor(() => expect(entry.state).toBe('mixed'), 10_000);
    await first.stop();
    expect(entry).toMatchObject({ state: 'mixed', attempts: 0, tracksLeft: true });
    expect(existsSync(path)).toBe(true);
    rmSync(path, { recursive: true });
    writeTrack(path, voice(1, 100));
    const second = new Mixing(options);
    second.look();
    await vi.waitFor(() => expect(entry.tracksLeft).toBe(false));
    expect(readdirSync(join(tracksFolder, day))).toEqual([]);
    await second.stop();
  });

  test('broken off, it is done anew after the next start, with all tracks still there', async () => {
    const { tracksFolder, options, record } = scene({ format: 'wav49' });
    const entry = record(1);
    const first = new Mixing(options);
    first.look();
    await first.stop();
    expect(entry.state).toBe('waiting');
    expect(readdirSync(join(tracksFolder, day))).toHaveLength(2);
    const second = new Mixing(options);
    second.look();
    await vi.waitFor(
      () => expect(entry).toMatchObject({ state: 'mixed', file: `${day}/cbt-1-r1.WAV` }),
      10_000,
    );
    await second.stop();
  });

  test('without a track there is nothing, or it is tried again later', async () => {
    const { options, queue } = scene();
    const nobody = queue.add(rowOf(1, []));
    const lost = queue.add(rowOf(2, [null]));
    const mixing = new Mixing(options);
    mixing.look();
    await vi.waitFor(() => expect([nobody.state, lost.attempts]).toEqual(['empty', 1]));
    expect(lost).toMatchObject({ state: 'waiting' });
    expect(lost.retryAt).toBeGreaterThan(Date.now() + 50_000);
    lost.retryAt = 0;
    lost.attempts = 10;
    await mixing.stop();
    const last = new Mixing(options);
    last.look();
    await vi.waitFor(() => expect(lost.state).toBe('failed'));
    await last.stop();
  });

  test('a party whose file is missing is missing in the mix; tracks can be kept', async () => {
    const { tracksFolder, options, record, folder } = scene({
      format: 'wav',
      stereo: false,
      keepTracks: true,
    });
    const entry = record(1, [null]);
    Object.assign(entry, {
      row: { ...entry.row, tracks: [...entry.row.tracks, rowOf(1, [null, null]).tracks[1]] },
    });
    const mixing = new Mixing(options);
    mixing.look();
    await vi.waitFor(() => expect(entry.state).toBe('mixed'), 10_000);
    expect(entry.stereoFile).toBeNull();
    expect(existsSync(join(folder, day, 'cbt-1-r1.wav'))).toBe(true);
    expect(readdirSync(join(tracksFolder, day))).toHaveLength(1);
    await mixing.stop();
  });
});
