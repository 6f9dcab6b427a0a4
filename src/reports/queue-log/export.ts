import type { Fact } from '../../board/fact.ts';
import type { Office } from '../../board/office.ts';
import { others } from '../acd/paged.ts';
import { QueueLogWriter } from './writer.ts';

/** The journal, for reading. */
export interface LogSource {
  entriesAfter(seq: number, limit: number): readonly { readonly seq: number; readonly fact: Fact }[];
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** As it is now. */
  readonly office: Office;
}

/** What had begun before is known from so long before: calls that are up, who is signed in. */
const beforeMs = 24 * 3_600_000;
const pageLength = 500;

/** A part of the log, and where the next one begins; null: this was the last. */
export interface LogPart {
  readonly lines: readonly string[];
  readonly next: number | null;
}

/** Makes the log of a time in parts. Who asks for the next part soon has it without anything being read again. */
export class QueueLogExport {
  readonly #source: LogSource;
  /** What has been read up to where a part has ended; the oldest goes first. */
  readonly #writers = new Map<number, QueueLogWriter>();

  constructor(source: LogSource) {
    this.#source = source;
  }

  /** About `limit` lines from `from` to `to`, after the entry `after` when that is where a part has ended. */
  async part(asked: {
    readonly from: number;
    readonly to: number;
    readonly after: number | null;
    readonly limit: number;
  }): Promise<LogPart> {
    const { from, to, after, limit } = asked;
    const known = after === null ? undefined : this.#writers.get(after);
    // The office may be older than what is read: then it is that of today.
    const writer = known ?? new QueueLogWriter(this.#source.office);
    if (after !== null) this.#writers.delete(after);
    let seq = known !== undefined && after !== null ? after : this.#before(from - beforeMs);
    const lines: string[] = [];
    for (;;) {
      const page = this.#source.entriesAfter(seq, pageLength);
      for (const entry of page) {
        if (entry.fact.at >= to) return { lines, next: null };
        ({ seq } = entry);
        const made = writer.take(entry.fact);
        if (entry.fact.at >= from && (after === null || seq > after)) lines.push(...made);
      }
      if (page.length < pageLength) return { lines, next: null };
      if (lines.length >= limit) {
        this.#keep(seq, writer);
        return { lines, next: seq };
      }
      // oxlint-disable-next-line no-await-in-loop
      await others();
    }
  }

  #keep(seq: number, writer: QueueLogWriter): void {
    this.#writers.set(seq, writer);
    const [oldest] = this.#writers.keys();
    if (this.#writers.size > 4 && oldest !== undefined) this.#writers.delete(oldest);
  }

  /** The last entry before that time: time only goes forward in the journal. */
  #before(at: number): number {
    let low = this.#source.firstSeq - 1;
    let high = this.#source.lastSeq;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const [entry] = this.#source.entriesAfter(middle - 1, 1);
      if (entry === undefined || entry.fact.at >= at) high = middle - 1;
      else low = middle;
    }
    return low;
  }
}
