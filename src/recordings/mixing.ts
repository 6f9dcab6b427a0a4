import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { CordboardError, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import type { RecordingRow } from '../board/account.ts';
import { dayFolder } from '../board/recording/day-folder.ts';
import { mixInThread, type MixThread } from './mix-thread.ts';
import type { MixFormat, MixJob } from './mix.ts';

/** Recordings that are over and not mixed yet; what is in it is there after a restart as well. */
export interface MixQueue {
  /** The next one that has ended by then. */
  nextToMix(now: number, endedBefore: number): (RecordingRow & { readonly attempts: number }) | undefined;
  /** When one has ended, or is to be tried again; null when none waits. */
  readonly nextMixAt: number | null;
  mixed(
    recording: string,
    files: {
      readonly file: string;
      readonly stereoFile: string | null;
      readonly durationMs: number;
      readonly tracksLeft: boolean;
    },
    at: number,
  ): void;
  /** Those that are mixed and whose tracks are to be deleted. */
  withTracksLeft(): readonly RecordingRow[];
  tracksDeleted(recording: string): void;
  empty(recording: string, at: number): void;
  mixFailed(recording: string, error: string, retryAt: number | null): void;
}

export interface MixSettings {
  readonly format: MixFormat;
  /** Besides the mix a file with the customer on the left and all others on the right. */
  readonly stereo: boolean;
  readonly keepTracks: boolean;
}

export interface MixingOptions {
  readonly queue: MixQueue;
  /** Where Asterisk writes recordings. */
  readonly tracksFolder: string;
  /** Where mixes go, in a folder for each day. */
  readonly folder: string;
  readonly settings: () => MixSettings;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Asterisk closes its files some time after the call. */
const settleMs = 3_000;
const firstRetryMs = 60_000;
/** Over about a day. */
const mostAttempts = 11;

const endings = { mp3: 'mp3', wav: 'wav', wav49: 'WAV', gsm: 'gsm' } as const satisfies Record<
  MixFormat,
  string
>;

/** Mixes recordings after their calls, one after the other. Tracks are deleted when the ledger has the mix, not before. */
export class Mixing {
  readonly #options: MixingOptions;
  #cancel: (() => void) | null = null;
  #running: Promise<void> | null = null;
  #thread: MixThread | null = null;
  /** The last process may have ended, or failed, before it had deleted the tracks of what it had mixed. */
  #mayHaveTracksLeft = true;
  #isOver = false;

  constructor(options: MixingOptions) {
    this.#options = options;
  }

  /** Looks what there is to do: at the start, and whenever a recording has ended. */
  look(): void {
    if (this.#isOver || this.#running !== null) return;
    this.#cancel?.();
    this.#cancel = null;
    const { queue, clock } = this.#options;
    if (this.#mayHaveTracksLeft) return this.#lookIn(0);
    const { nextMixAt } = queue;
    if (nextMixAt === null) return;
    this.#lookIn(Math.max(0, nextMixAt + settleMs - clock.now()));
  }

  /** What is under way is broken off; it is done anew at the next start. */
  async stop(): Promise<void> {
    this.#isOver = true;
    this.#cancel?.();
    await this.#thread?.stop();
    await this.#running;
  }

  #lookIn(delayMs: number): void {
    this.#cancel = this.#options.clock.after(delayMs, () => {
      this.#running = this.#run();
    });
  }

  async #run(): Promise<void> {
    try {
      if (this.#mayHaveTracksLeft) await this.#deleteTracksLeft();
      await this.#mixAll();
      this.#running = null;
      this.look();
    } catch (error) {
      // The ledger cannot be written.
      this.#options.log.error({ err: error }, 'recordings cannot be mixed now');
      this.#running = null;
      if (!this.#isOver) this.#lookIn(firstRetryMs);
    }
  }

  async #deleteTracksLeft(): Promise<void> {
    for (const row of this.#options.queue.withTracksLeft()) {
      if (this.#isOver) return;
      await this.#deleteTracks(row);
    }
    this.#mayHaveTracksLeft = false;
  }

  async #mixAll(): Promise<void> {
    const { queue, clock } = this.#options;
    while (!this.#isOver) {
      const now = clock.now();
      const row = queue.nextToMix(now, now - settleMs);
      if (row === undefined) return;
      await this.#mix(row);
    }
  }

  async #mix(row: RecordingRow & { readonly attempts: number }): Promise<void> {
    const { queue, clock, log, settings } = this.#options;
    const { recording } = row;
    let tracksLeft = false;
    try {
      if (row.tracks.length === 0) return queue.empty(recording, clock.now());
      const { format, stereo, keepTracks } = settings();
      const name = `${dayFolder(row.startedAt)}/${recording}`;
      const file = `${name}.${endings[format]}`;
      // A stereo file in the formats of GSM there is not.
      const stereoFormat = format === 'wav' ? 'wav' : 'mp3';
      const stereoFile = stereo ? `${name}-stereo.${endings[stereoFormat]}` : null;
      const { durationMs } = await this.#inThread(
        this.#jobOf(row, { file, format }, { stereoFile, stereoFormat }),
      );
      if (this.#isOver) return;
      queue.mixed(recording, { file, stereoFile, durationMs, tracksLeft: !keepTracks }, clock.now());
      tracksLeft = !keepTracks;
    } catch (error) {
      if (this.#isOver) return;
      const attempts = row.attempts + 1;
      const retryAt = attempts < mostAttempts ? clock.now() + firstRetryMs * 2 ** (attempts - 1) : null;
      log.error({ err: error, recording, retryAt }, `recording ${recording} could not be mixed`);
      queue.mixFailed(recording, messageOf(error), retryAt);
    }
    if (tracksLeft) await this.#deleteTracks(row);
  }

  /** The mix is there whatever becomes of this: what is left is deleted after the next start. */
  async #deleteTracks({ recording, tracks }: RecordingRow): Promise<void> {
    const { queue, log, tracksFolder } = this.#options;
    try {
      await Promise.all(tracks.map(({ file }) => rm(join(tracksFolder, `${file}.wav`), { force: true })));
      queue.tracksDeleted(recording);
    } catch (error) {
      log.error({ err: error, recording }, `the tracks of ${recording} could not be deleted`);
    }
  }

  /** Of a party who went just as he was to be recorded there may be no file. */
  #jobOf(
    { tracks, startedAt, recording }: RecordingRow,
    { file, format }: { readonly file: string; readonly format: MixFormat },
    { stereoFile, stereoFormat }: { readonly stereoFile: string | null; readonly stereoFormat: MixFormat },
  ): MixJob {
    const { tracksFolder, folder } = this.#options;
    const there = tracks
      .map((track) => ({ ...track, path: join(tracksFolder, `${track.file}.wav`) }))
      .filter(({ path }) => existsSync(path));
    if (there.length === 0) {
      throw new CordboardError('tracks-missing', `no track of ${recording} lies in ${tracksFolder}`);
    }
    // Between phones of the office whoever is recorded first is the customer.
    const hasCustomer = there.some(({ phone }) => phone === null);
    return {
      tracks: there.map(({ path, phone, startedAt: at }, index) => ({
        path,
        offsetMs: at - startedAt,
        side: (hasCustomer ? phone === null : index === 0) ? 'left' : 'right',
      })),
      mono: { path: join(folder, file), format },
      stereo: stereoFile === null ? null : { path: join(folder, stereoFile), format: stereoFormat },
    };
  }

  async #inThread(job: MixJob): Promise<{ readonly durationMs: number }> {
    const thread = mixInThread(job);
    this.#thread = thread;
    try {
      return await thread.done;
    } finally {
      this.#thread = null;
    }
  }
}
