import type { SessionEvent } from '../words.ts';
import type { ShownCalls } from './call-book.ts';

/** One change of a device as HTTP clients fetch it. */
export interface FeedEntry {
  /** Snapshot, `snapshotSeq`. */
  readonly seq: number;
  /** The calls as of then; null when there is none, undefined when they did not change. */
  readonly calls: ShownCalls | null | undefined;
  readonly session: SessionEvent | null;
}

/** So many changes are kept for clients that come back late. */
const mostKept = 32;

interface Poll {
  /** Whose poll it is, to answer it when he is closed; null for a trusted requester without a session of his own. */
  readonly client: string | null;
  readonly answer: (entry: FeedEntry) => void;
}

/** The latest changes of a device and who waits for the next. */
export class Feed {
  readonly #nextSeq: () => number;
  readonly #polls = new Set<Poll>();
  readonly #entries: FeedEntry[] = [];
  /** The number that the first of the entries follows. */
  #before: number;

  /** `nextSeq` counts for all devices, so that a number of a former session is never taken for one of this. */
  constructor(nextSeq: () => number) {
    this.#nextSeq = nextSeq;
    this.#before = nextSeq();
  }

  /** The number of the last change. */
  get seq(): number {
    return this.#entries.at(-1)?.seq ?? this.#before;
  }

  get waiting(): number {
    return this.#polls.size;
  }

  /** The change that followed `seq`; null when there is none yet, 'lost' when `seq` is not known any more. */
  after(seq: number): FeedEntry | 'lost' | null {
    if (seq === this.seq) return null;
    if (seq === this.#before) return this.#entries[0] ?? null;
    const index = this.#entries.findIndex((entry) => entry.seq === seq);
    return index < 0 ? 'lost' : (this.#entries[index + 1] ?? null);
  }

  /** `calls` is left out when they did not change. */
  push(change: { readonly calls?: ShownCalls | null; readonly session?: SessionEvent }): void {
    const entry = { seq: this.#nextSeq(), calls: change.calls, session: change.session ?? null };
    this.#entries.push(entry);
    if (this.#entries.length > mostKept) this.#before = this.#entries.shift()?.seq ?? this.#before;
    this.#answer([...this.#polls], entry);
  }

  /** Answers the polls of a client that is closed; of all when `client` is null. */
  end(client: string | null, session: SessionEvent): void {
    const ending = [...this.#polls].filter((poll) => client === null || poll.client === client);
    this.#answer(ending, { seq: this.seq, calls: undefined, session });
  }

  /** Waits for the next change; the returned function gives it up. */
  wait(client: string | null, answer: (entry: FeedEntry) => void): () => void {
    const poll: Poll = { client, answer };
    this.#polls.add(poll);
    return () => void this.#polls.delete(poll);
  }

  #answer(polls: readonly Poll[], entry: FeedEntry): void {
    for (const poll of polls) {
      this.#polls.delete(poll);
      poll.answer(entry);
    }
  }
}
