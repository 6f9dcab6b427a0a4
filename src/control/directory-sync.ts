import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../base/clock.ts';
import { CordboardError, messageOf } from '../base/errors.ts';
import type { Reading, Rejection } from '../office/directory/entry.ts';
import type { DirectorySource } from '../office/directory/schema.ts';
import { readSource } from '../office/directory/source.ts';

/** What came of the last reading of a source. */
export interface SyncOutcome {
  /** Why it failed, or null when it did not. */
  readonly problem: string | null;
  readonly failedAt: number | null;
  /** What could not be used: the first of it, and how much it was. */
  readonly rejected: readonly Rejection[];
  readonly rejectedCount: number;
}

export const untroubled: SyncOutcome = { problem: null, failedAt: null, rejected: [], rejectedCount: 0 };

interface Run {
  readonly source: DirectorySource;
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

interface Options {
  /** Where relative files are. */
  readonly folder: string;
  readonly clock: Clock;
  /** Takes what was read; when it throws, the reading has failed. */
  readonly keep: (source: DirectorySource, reading: Reading) => void;
}

/** Reads the sources of directories, each once at a time. */
export class DirectorySync {
  readonly #options: Options;
  readonly #runs = new Map<string, Run>();
  readonly #outcomes = new Map<string, SyncOutcome>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Of the last reading that has ended. */
  outcome(id: string): SyncOutcome {
    return this.#outcomes.get(id) ?? untroubled;
  }

  /** Who asks while it is being read hears of that reading, unless the source has become another meanwhile. */
  run(source: DirectorySource): Promise<void> {
    const running = this.#runs.get(source.id);
    if (running !== undefined && isDeepStrictEqual(running.source, source)) return running.done;
    running?.controller.abort(new CordboardError('directory-changed', 'the directory has changed meanwhile'));
    const controller = new AbortController();
    const done = this.#read(source, controller.signal).finally(() => {
      if (this.#runs.get(source.id)?.controller === controller) this.#runs.delete(source.id);
    });
    this.#runs.set(source.id, { source, controller, done });
    return done;
  }

  /** The office has it no more. */
  forget(id: string): void {
    this.#runs
      .get(id)
      ?.controller.abort(new CordboardError('directory-unknown', `there is no ${id} any more`));
    this.#outcomes.delete(id);
  }

  /** Nothing is read any more when it resolves. */
  async stop(): Promise<void> {
    const runs = [...this.#runs.values()];
    for (const { controller } of runs) controller.abort(new CordboardError('stopping', 'Cordboard ends'));
    await Promise.allSettled(runs.map(({ done }) => done));
  }

  async #read(source: DirectorySource, signal: AbortSignal): Promise<void> {
    const { folder, clock, keep } = this.#options;
    let rejections: Pick<SyncOutcome, 'rejected' | 'rejectedCount'> = untroubled;
    try {
      const reading = await readSource(source, { folder, signal });
      // Calls come in between: reading a large source takes its time, and so does keeping it.
      await nextTurn();
      signal.throwIfAborted();
      const { rejected, rejectedCount } = reading;
      rejections = { rejected, rejectedCount };
      refuseEmpty(reading);
      keep(source, reading);
      this.#outcomes.set(source.id, { ...untroubled, ...rejections });
    } catch (error) {
      if (!signal.aborted) {
        this.#outcomes.set(source.id, { ...rejections, problem: messageOf(error), failedAt: clock.now() });
      }
      throw error;
    }
  }
}

/** A file that is just being written, a server that shows nothing: what is known is worth more than nothing. */
function refuseEmpty({ entries, rejectedCount, rejected: [first] }: Reading): void {
  if (entries.length > 0) return;
  const why =
    first === undefined ? '' : `; ${rejectedCount} in it could not be used: the first ${first.reason}`;
  throw new CordboardError('directory-empty', `there was no number in it${why}`);
}
