import type { Fact, FactKind } from '../board/fact.ts';
import type { Database } from './database.ts';
import { presentFact } from './former.ts';

/** A fact with its place in the journal. */
export interface JournalEntry {
  readonly seq: number;
  readonly fact: Fact;
}

/** The fields of a fact that have a column of their own, where it has them. */
interface Columns {
  readonly at: number;
  readonly kind: FactKind;
  readonly call?: string | null;
  readonly agent?: string | null;
  readonly queue?: string | null;
  readonly campaign?: string | null;
}

interface Row {
  readonly seq: number;
  readonly at: number;
  readonly kind: FactKind;
  readonly call: string | null;
  readonly agent: string | null;
  readonly queue: string | null;
  readonly campaign: string | null;
  readonly data: string;
}

/** The facts of a queue that reports count; in these words, so that their index is used. */
const queueKinds = "('queue.suspended', 'queue.stopped', 'queue.resumed', 'call.turned-away')";

/** That a queue was shut, opened, or turned a call away. */
export interface QueueEvent {
  readonly at: number;
  readonly kind: Extract<FactKind, `queue.${string}` | 'call.turned-away'>;
}

type Nullable = string | null;
const columns = 'seq, at, kind, call, agent, queue, campaign, data';

export class Journal {
  readonly #append;
  readonly #after;
  readonly #ofCall;
  readonly #first;
  readonly #last;
  readonly #ofQueue;
  readonly #ofQueueBefore;

  constructor(db: Database) {
    this.#append = db.prepareApart<[number, number, string, Nullable, Nullable, Nullable, Nullable, string]>(
      `INSERT INTO journal (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#after = db.prepare<[number, number], Row>(
      `SELECT ${columns} FROM journal WHERE seq > ? ORDER BY seq LIMIT ?`,
    );
    this.#ofCall = db.prepare<[string], Row>(`SELECT ${columns} FROM journal WHERE call = ? ORDER BY seq`);
    this.#first = db.prepare<[], { seq: number }>('SELECT seq FROM journal ORDER BY seq LIMIT 1');
    this.#ofQueue = db.prepare<[string, number], QueueEvent>(
      `SELECT kind, at FROM journal WHERE kind IN ${queueKinds} AND queue = ? AND at >= ? ORDER BY at, seq`,
    );
    this.#ofQueueBefore = db.prepare<[string, number], QueueEvent>(
      `SELECT kind, at FROM journal WHERE kind IN ${queueKinds} AND kind <> 'call.turned-away' AND queue = ? AND at < ?
       ORDER BY at DESC, seq DESC LIMIT 1`,
    );
    this.#last = db.prepareApart<[], { seq: number; at: number }>(
      'SELECT seq, at FROM journal ORDER BY seq DESC LIMIT 1',
    );
  }

  append(seq: number, fact: Fact): void {
    const { at, kind, call, agent, queue, campaign, ...rest } = fact as Columns;
    // A null that the fact states is not the same as a field that it does not have.
    const stated: Record<string, unknown> = rest;
    if (call === null) stated['call'] = null;
    if (agent === null) stated['agent'] = null;
    if (queue === null) stated['queue'] = null;
    if (campaign === null) stated['campaign'] = null;
    const data = JSON.stringify(stated);
    this.#append.run(seq, at, kind, call ?? null, agent ?? null, queue ?? null, campaign ?? null, data);
  }

  after(seq: number, limit: number): JournalEntry[] {
    return this.#after.all(seq, limit).map(entryOf);
  }

  ofCall(call: string): JournalEntry[] {
    return this.#ofCall.all(call).map(entryOf);
  }

  /** From the first to the last, one at a time. Nothing can be written meanwhile. */
  *each(): Generator<JournalEntry, void> {
    for (const row of this.#after.each(0, -1)) yield entryOf(row);
  }

  /** In order: the last change of the queue before that time, and all since. */
  ofQueue(queue: string, from: number): QueueEvent[] {
    return [...this.#ofQueueBefore.all(queue, from), ...this.#ofQueue.all(queue, from)];
  }

  get first(): number | undefined {
    return this.#first.get()?.seq;
  }

  get last(): { readonly seq: number; readonly at: number } | undefined {
    return this.#last.get();
  }
}

function entryOf({ seq, at, kind, call, agent, queue, campaign, data }: Row): JournalEntry {
  const fact: Record<string, unknown> = { kind, at };
  if (call !== null) fact['call'] = call;
  if (agent !== null) fact['agent'] = agent;
  if (queue !== null) fact['queue'] = queue;
  if (campaign !== null) fact['campaign'] = campaign;
  return { seq, fact: presentFact(Object.assign(fact, JSON.parse(data))) };
}
