import { Changes } from '../board/changes.ts';
import { fold } from '../board/fold.ts';
import { stateFrom } from '../board/live.ts';
import { emptyState, type BoardState } from '../board/state.ts';
import type { Callbacks } from './callbacks.ts';
import type { Database } from './database.ts';
import type { History } from './history.ts';
import type { Journal, JournalEntry } from './journal.ts';
import type { Legs } from './legs.ts';
import type { LiveRows } from './live-rows.ts';
import type { Messages } from './messages.ts';
import type { OutboundRows } from './outbound-rows.ts';
import type { Recordings } from './recordings.ts';
import type { Segments } from './segments.ts';
import type { Visits } from './visits.ts';

interface Tables {
  readonly live: LiveRows;
  readonly segments: Segments;
  readonly messages: Messages;
  readonly recordings: Recordings;
  readonly history: History;
  readonly legs: Legs;
  readonly visits: Visits;
  readonly callbacks: Callbacks;
  readonly outbound: OutboundRows;
}

/** So many commits are written together: then most of their rows lie on the same pages, and most live rows are of few calls. */
const usual = 16;
/** Even when nobody has found time for it. */
const most = 64;
const pageLength = 1_000;

/**
 * All that is made from the journal. The journal has what has happened before anybody acts on it; its rows follow some
 * commits later, which takes a third of the work, and always before anybody looks at them.
 */
export class Rows {
  readonly #tables: Tables;
  readonly #write: () => void;
  #kept: Changes[] = [];
  #commits = 0;
  #seq: number;
  /** The last attempt to write failed: the next commit has to try again first. */
  #isStuck = false;

  constructor(db: Database, tables: Tables) {
    this.#tables = tables;
    this.#seq = tables.live.seq;
    this.#write = db.transactionApart(() => {
      for (const changes of this.#kept) this.#add(changes);
      tables.live.write(this.#seq);
    });
    db.keepsBack(() => this.tryToWrite());
  }

  /** Enough is kept that it is worth writing. */
  get areDue(): boolean {
    return this.#commits >= usual;
  }

  /** Keeps what came of some entries, of which the last is `seq`. The state is the one after it, and may change later. */
  keep(all: readonly Changes[], state: BoardState, seq: number): void {
    for (const changes of all) {
      this.#kept.push(changes);
      this.#tables.live.keep(changes, state);
    }
    this.#seq = seq;
    this.#commits += 1;
  }

  /** Before the journal goes on. Throws when the rows would fall too far behind it. */
  makeRoom(): void {
    if (this.#isStuck || this.#commits >= most) this.#writeAll();
  }

  /** When it cannot be, the rows stay as they are, and the next commit says why. */
  tryToWrite(): void {
    if (this.#kept.length === 0) return;
    try {
      this.#writeAll();
    } catch {
      this.#isStuck = true;
    }
  }

  /** After a crash: what the journal has and the rows do not. */
  catchUp(journal: Journal): void {
    if (this.#seq >= (journal.last?.seq ?? 0)) return;
    const state = stateFrom(this.#tables.live.read());
    for (const page of pages(journal, this.#seq)) {
      const changes = new Changes();
      for (const { fact } of page) fold(state, fact, changes);
      this.keep([changes], state, page.at(-1)?.seq ?? 0);
    }
    this.#writeAll();
  }

  /**
   * After an upgrade: what is made from the journal is made as this program does it. Contacts are not: of the journal
   * only what they have not been given yet is applied to them.
   */
  deriveAnew(journal: Journal): void {
    const { live, legs, visits } = this.#tables;
    const state = emptyState(live.meta.instance);
    const isNew = legs.isEmpty;
    const isWithoutVisits = visits.find({ limit: 1 }).length === 0;
    for (const page of pages(journal, 0)) {
      for (const { seq, fact } of page) {
        const changes = new Changes();
        fold(state, fact, changes);
        if (seq > this.#seq) this.#add(changes);
        else {
          if (isNew) for (const row of changes.legs) legs.add(row);
          if (isWithoutVisits) for (const row of changes.visits) visits.add(row);
        }
      }
      this.#seq = Math.max(this.#seq, page.at(-1)?.seq ?? 0);
    }
    live.rewrite(state, this.#seq);
  }

  #add(changes: Changes): void {
    const { segments, messages, recordings, history, legs, visits, callbacks, outbound } = this.#tables;
    for (const segment of changes.segments) segments.add(segment);
    for (const row of changes.messages) messages.put(row);
    for (const row of changes.recordings) recordings.add(row);
    for (const row of changes.history) history.add(row);
    for (const row of changes.legs) legs.add(row);
    for (const row of changes.visits) visits.add(row);
    for (const row of changes.callbacks) callbacks.add(row);
    outbound.write(changes);
  }

  #writeAll(): void {
    this.#write();
    this.#kept = [];
    this.#commits = 0;
    this.#isStuck = false;
    this.#tables.live.forget();
  }
}

/** By pages: while rows are being read, nothing can be written. */
function* pages(journal: Journal, after: number): Generator<readonly JournalEntry[], void> {
  for (let page = journal.after(after, pageLength); page.length > 0; ) {
    yield page;
    page = journal.after(page.at(-1)?.seq ?? 0, pageLength);
  }
}
