import type { RecordingRow, TrackRow } from '../board/account.ts';
import type { AgentId, CallId, QueueId, RecordingId } from '../board/ids.ts';
import type { Database, Value } from './database.ts';
import { Where } from './where.ts';

export interface RecordingFilter {
  readonly call?: string | undefined;
  readonly agent?: string | undefined;
  readonly queue?: string | undefined;
  /** The caller's number. */
  readonly src?: string | undefined;
  /** Only those that began in this time: from inclusive, to exclusive. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** A part of what was said of the call, in small or large letters. */
  readonly tag?: string | undefined;
  /** Only what stands after this one: the last of the page before. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** A recording with what has become of it. */
export interface StoredRecording extends RecordingRow {
  /** `empty`: nobody said anything that was kept; `failed`: given up, the tracks are still there. */
  readonly state: 'waiting' | 'mixed' | 'empty' | 'failed';
  /** Below the folder of recordings; null until it is mixed. */
  readonly file: string | null;
  readonly stereoFile: string | null;
  readonly durationMs: number | null;
  readonly mixedAt: number | null;
  readonly attempts: number;
  readonly error: string | null;
  /** What people say of its call; empty, and 0, while nobody has. */
  readonly tag: string;
  readonly rating: number;
}

export interface MixedFiles {
  readonly file: string;
  readonly stereoFile: string | null;
  readonly durationMs: number;
  /** Its tracks are not kept: they wait to be deleted. */
  readonly tracksLeft: boolean;
}

export interface RecordingAccess {
  readonly at: number;
  readonly user: string;
  readonly recording: string;
  /** Which of its files. */
  readonly variant: 'mix' | 'stereo';
}

interface Row {
  readonly recording: RecordingId;
  readonly call: CallId;
  readonly queue: QueueId | null;
  readonly src: string;
  readonly src_name: string;
  readonly dst: string;
  readonly started_at: number;
  readonly ended_at: number;
  readonly data: string;
  readonly state: StoredRecording['state'];
  readonly file: string | null;
  readonly stereo_file: string | null;
  readonly duration_ms: number | null;
  readonly mixed_at: number | null;
  readonly attempts: number;
  readonly error: string | null;
  readonly tag: string | null;
  readonly rating: number | null;
}

/** A row with what was said of its call. */
const tagged =
  'SELECT recording.*, call_tag.tag, call_tag.rating FROM recording LEFT JOIN call_tag ON call_tag.call = recording.call';

/** The part of a row that is read as a whole only. */
interface Data {
  readonly agents: readonly AgentId[];
  readonly tracks: readonly TrackRow[];
  readonly gaps: RecordingRow['gaps'];
}

/** Recordings that are over, those among them that are still to be mixed, and who listened to which. */
export class Recordings {
  readonly #db: Database;
  readonly #add;
  readonly #addAgent;
  readonly #get;
  readonly #next;
  readonly #nextAt;
  readonly #mixed;
  readonly #withTracksLeft;
  readonly #tracksDeleted;
  readonly #nameInHistory;
  readonly #empty;
  readonly #failed;
  readonly #addAccess;
  readonly #accesses;
  readonly #finish;

  constructor(db: Database) {
    this.#db = db;
    this.#add = db.prepare<Value[]>(
      `INSERT INTO recording (recording, call, queue, src, src_name, dst, started_at, ended_at, data)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    );
    this.#addAgent = db.prepare<[string, string]>(
      'INSERT INTO recording_agent (recording, agent) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
    this.#get = db.prepare<[string], Row>(`${tagged} WHERE recording = ?`);
    this.#next = db.prepare<[number, number], Row>(
      `${tagged} WHERE state = 'waiting' AND retry_at <= ? AND ended_at <= ?
       ORDER BY retry_at, id LIMIT 1`,
    );
    this.#nextAt = db.prepare<[], { at: number | null }>(
      `SELECT min(max(retry_at, ended_at)) AS at FROM recording WHERE state = 'waiting'`,
    );
    this.#mixed = db.prepare<[string, string | null, number, number, number, string]>(
      `UPDATE recording
       SET state = 'mixed', file = ?, stereo_file = ?, duration_ms = ?, tracks_left = ?, mixed_at = ?, error = NULL
       WHERE recording = ? AND state <> 'mixed'`,
    );
    this.#withTracksLeft = db.prepare<[], Row>(`${tagged} WHERE tracks_left = 1 ORDER BY id`);
    this.#tracksDeleted = db.prepare<[string]>('UPDATE recording SET tracks_left = 0 WHERE recording = ?');
    // Of several recordings of a call the first one stands in its record.
    this.#nameInHistory = db.prepare<[string, string]>(
      `UPDATE history SET audio_file = ? WHERE call = ? AND audio_file IS NULL`,
    );
    this.#empty = db.prepare<[number, string]>(
      `UPDATE recording SET state = 'empty', mixed_at = ? WHERE recording = ? AND state = 'waiting'`,
    );
    this.#failed = db.prepare<[string, string, number, string]>(
      `UPDATE recording SET state = ?, error = ?, retry_at = ?, attempts = attempts + 1
       WHERE recording = ? AND state = 'waiting'`,
    );
    this.#addAccess = db.prepare<[number, string, string, string]>(
      'INSERT INTO recording_access (at, user, recording, variant) VALUES (?, ?, ?, ?)',
    );
    this.#accesses = db.prepare<[string], RecordingAccess>(
      'SELECT at, user, recording, variant FROM recording_access WHERE recording = ? ORDER BY id',
    );
    this.#finish = db.transaction((id: string, files: MixedFiles, at: number) =>
      this.#setMixed(id, files, at),
    );
  }

  /** What is written twice would be a mistake of ours: the first stays. */
  add(row: RecordingRow): void {
    const { recording, call, queue, caller, dialled, startedAt, endedAt, agents, tracks, gaps } = row;
    const data = JSON.stringify({ agents, tracks, gaps } satisfies Data);
    const { number, name } = caller;
    this.#add.run(recording, call, queue, number, name, dialled, startedAt, endedAt, data);
    for (const agent of agents) this.#addAgent.run(recording, agent);
  }

  get(recording: string): StoredRecording | undefined {
    const row = this.#get.get(recording);
    return row === undefined ? undefined : storedOf(row);
  }

  /** The latest first. */
  find(filter: RecordingFilter): StoredRecording[] {
    const where = new Where()
      .and('recording.call = ?', filter.call)
      .and('queue = ?', filter.queue)
      .and('src = ?', filter.src)
      .and('instr(call_tag.folded, ?) > 0', filter.tag?.toLowerCase())
      .and('started_at >= ?', filter.from)
      .and('started_at < ?', filter.to)
      .and('recording IN (SELECT recording FROM recording_agent WHERE agent = ?)', filter.agent)
      .and('(started_at, id) < (SELECT started_at, id FROM recording WHERE recording = ?)', filter.before);
    return this.#db
      .prepare<Value[], Row>(`${tagged} ${where.sql} ORDER BY started_at DESC, id DESC LIMIT ?`)
      .all(...where.values, filter.limit)
      .map(storedOf);
  }

  /** The next that is to be mixed, of those that had ended by then. */
  nextToMix(now: number, endedBefore: number): StoredRecording | undefined {
    const row = this.#next.get(now, endedBefore);
    return row === undefined ? undefined : storedOf(row);
  }

  /** When the next one has ended, or is to be tried again; null when none waits. */
  get nextMixAt(): number | null {
    return this.#nextAt.get()?.at ?? null;
  }

  /** The mix is complete; call records name it from now on. */
  mixed(recording: string, files: MixedFiles, at: number): void {
    this.#finish(recording, files, at);
  }

  /** Those that are mixed and whose tracks are to be deleted, the oldest first. */
  withTracksLeft(): StoredRecording[] {
    return this.#withTracksLeft.all().map(storedOf);
  }

  tracksDeleted(recording: string): void {
    this.#tracksDeleted.run(recording);
  }

  /** There was nothing to be mixed. */
  empty(recording: string, at: number): void {
    this.#empty.run(at, recording);
  }

  /** It is tried again at that time; null gives it up. What is mixed stays so. */
  mixFailed(recording: string, error: string, retryAt: number | null): void {
    this.#failed.run(retryAt === null ? 'failed' : 'waiting', error, retryAt ?? 0, recording);
  }

  addAccess({ at, user, recording, variant }: RecordingAccess): void {
    this.#addAccess.run(at, user, recording, variant);
  }

  /** The first first. */
  accesses(recording: string): RecordingAccess[] {
    return this.#accesses.all(recording);
  }

  #setMixed(recording: string, { file, stereoFile, durationMs, tracksLeft }: MixedFiles, at: number): void {
    if (this.#mixed.run(file, stereoFile, durationMs, tracksLeft ? 1 : 0, at, recording) === 0) return;
    const call = this.#get.get(recording)?.call;
    if (call !== undefined) this.#nameInHistory.run(file, call);
  }
}

function storedOf(row: Row): StoredRecording {
  const { recording, call, queue, state, file, attempts, error } = row;
  const { agents, tracks, gaps } = JSON.parse(row.data) as Data;
  return {
    recording,
    call,
    queue,
    agents,
    caller: { name: row.src_name, number: row.src },
    dialled: row.dst,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    tracks,
    gaps,
    state,
    file,
    stereoFile: row.stereo_file,
    durationMs: row.duration_ms,
    mixedAt: row.mixed_at,
    attempts,
    error,
    tag: row.tag ?? '',
    rating: row.rating ?? 0,
  };
}
