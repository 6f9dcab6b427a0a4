import type { Logger } from '../base/log.ts';
import type { LegRow, Segment, VisitRow } from '../board/account.ts';
import type { LiveState } from '../board/live.ts';
import type { BoardState } from '../board/state.ts';
import type { Turn } from '../board/turn.ts';
import { Attempts } from './attempts.ts';
import { Callbacks, type StoredCallback } from './callbacks.ts';
import { CallTags } from './call-tags.ts';
import { CampaignDays } from './campaign-days.ts';
import { Contacts } from './contacts.ts';
import { Credentials } from './credentials.ts';
import { Database } from './database.ts';
import { Directories } from './directories.ts';
import { DoNotCallList } from './do-not-call.ts';
import { Figures } from './figures.ts';
import { History, type CdrRow, type HistoryFilter, type StoredHistoryRow } from './history.ts';
import { Journal, type JournalEntry, type QueueEvent } from './journal.ts';
import { Legs, type LegFilter } from './legs.ts';
import { Visits, type VisitFilter } from './visits.ts';
import { Lists } from './lists.ts';
import { LiveRows } from './live-rows.ts';
import { Messages } from './messages.ts';
import { migrate } from './migrate.ts';
import { OfficeVersions } from './office-versions.ts';
import { OutboundFigures } from './outbound-figures.ts';
import { OutboundRows } from './outbound-rows.ts';
import { Outbox } from './outbox.ts';
import { Promises } from './promises.ts';
import { Recordings } from './recordings.ts';
import { Records } from './records.ts';
import { Rows } from './rows.ts';
import { Segments, type SegmentFilter } from './segments.ts';
import { Sessions } from './sessions.ts';
import { differences, rebuild, type Difference } from './verify.ts';

export interface LedgerOptions {
  /** The SQLite file; it and its folder are made when missing. */
  readonly file: string;
  readonly log: Logger;
  /** Names a new ledger. */
  readonly random?: () => number;
}

/** More differences than these tell nothing new. */
const differencesShown = 100;

/** All that Cordboard remembers, in one SQLite file that no other process has open at the same time. */
export class Ledger {
  readonly credentials: Credentials;
  readonly sessions: Sessions;
  readonly officeVersions: OfficeVersions;
  readonly outbox: Outbox;
  readonly messages: Messages;
  readonly recordings: Recordings;
  readonly records: Records;
  readonly callTags: CallTags;
  readonly campaignDays: CampaignDays;
  readonly directories: Directories;
  readonly figures: Figures;
  readonly lists: Lists;
  readonly contacts: Contacts;
  readonly doNotCall: DoNotCallList;
  readonly attempts: Attempts;
  readonly promises: Promises;
  readonly outboundFigures: OutboundFigures;
  readonly #db: Database;
  readonly #journal: Journal;
  readonly #live: LiveRows;
  readonly #segments: Segments;
  readonly #history: History;
  readonly #legs: Legs;
  readonly #visits: Visits;
  readonly #callbacks: Callbacks;
  readonly #rows: Rows;
  readonly #append: (turns: readonly Turn[]) => JournalEntry[];
  #lastSeq: number;

  static open({ file, log, random = Math.random }: LedgerOptions): Ledger {
    const db = new Database(file);
    try {
      // All or nothing: rows that were not derived anew would be of no schema.
      const { ledger, steps } = db.transaction(() => {
        const taken = migrate(db);
        const opened = new Ledger(db, random);
        if (taken.length > 0 && opened.lastSeq > 0) opened.#rows.deriveAnew(opened.#journal);
        else opened.#rows.catchUp(opened.#journal);
        return { ledger: opened, steps: taken };
      })();
      if (steps.length > 0) log.info({ file, steps }, 'the ledger was brought to the schema of this program');
      return ledger;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** Over a file that has been migrated. */
  constructor(db: Database, random: () => number) {
    this.#db = db;
    this.#journal = new Journal(db);
    this.#live = new LiveRows(db);
    this.#segments = new Segments(db);
    this.#history = new History(db);
    this.#legs = new Legs(db);
    this.#visits = new Visits(db);
    this.#callbacks = new Callbacks(db);
    this.credentials = new Credentials(db);
    this.sessions = new Sessions(db);
    this.officeVersions = new OfficeVersions(db);
    this.outbox = new Outbox(db);
    this.messages = new Messages(db);
    this.recordings = new Recordings(db);
    this.records = new Records(db);
    this.callTags = new CallTags(db);
    this.campaignDays = new CampaignDays(db);
    this.directories = new Directories(db);
    this.figures = new Figures(db);
    this.doNotCall = new DoNotCallList(db);
    this.lists = new Lists(db, this.doNotCall);
    this.contacts = new Contacts(db);
    this.attempts = new Attempts(db);
    this.promises = new Promises(db);
    this.outboundFigures = new OutboundFigures(db);
    this.#append = db.transactionApart((turns) => this.#appendAll(turns));
    this.#live.begin(newInstance(random));
    const { messages, recordings } = this;
    const [live, segments, history] = [this.#live, this.#segments, this.#history];
    const [legs, visits, callbacks] = [this.#legs, this.#visits, this.#callbacks];
    const outbound = new OutboundRows(db, this.attempts, this.doNotCall);
    const stored = { messages, recordings, outbound };
    this.#rows = new Rows(db, { live, segments, history, legs, visits, callbacks, ...stored });
    this.#lastSeq = this.#journal.last?.seq ?? 0;
  }

  get file(): string {
    return this.#db.file;
  }

  /** The state at the last commit, for `stateFrom`. */
  load(): LiveState {
    return this.#live.read();
  }

  /**
   * Stores what the turns did, all or nothing; `state` is the board's after the last of them. When it throws, the
   * same turns can be given again, alone or with later ones. Rows other than the journal's are written when there is
   * time (`tidy`), when enough of them are to be written, or when somebody looks.
   */
  commit(turns: readonly Turn[], state: BoardState): readonly JournalEntry[] {
    this.#rows.makeRoom();
    const entries = this.#append(turns);
    this.#lastSeq = entries.at(-1)?.seq ?? this.#lastSeq;
    const changes = turns.map((turn) => turn.changes);
    this.#rows.keep(changes, state, this.#lastSeq);
    return entries;
  }

  /** Nobody waits for the ledger just now. */
  tidy(): void {
    if (this.#rows.areDue) this.#rows.tryToWrite();
  }

  /** 0 before the first entry. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** The first entry that is kept, or the one to come when there is none. */
  get firstSeq(): number {
    return this.#journal.first ?? this.#lastSeq + 1;
  }

  /** The time of the last entry, which later ones must not precede; 0 before the first. */
  get lastAt(): number {
    return this.#journal.last?.at ?? 0;
  }

  entriesAfter(seq: number, limit: number): JournalEntry[] {
    return this.#journal.after(seq, limit);
  }

  /** All that is known of how a call went. */
  entriesOfCall(call: string): JournalEntry[] {
    return this.#journal.ofCall(call);
  }

  /** When a queue was shut and opened, and whom it turned away: the last change before that time, and all since. */
  queueEvents(queue: string, from: number): QueueEvent[] {
    return this.#journal.ofQueue(queue, from);
  }

  history(filter: HistoryFilter): StoredHistoryRow[] {
    return this.#history.find(filter);
  }

  cdr(filter: HistoryFilter): CdrRow[] {
    return this.#history.cdr(filter);
  }

  legs(filter: LegFilter): LegRow[] {
    return this.#legs.find(filter);
  }

  visits(filter: VisitFilter): VisitRow[] {
    return this.#visits.find(filter);
  }

  segments(filter: SegmentFilter): Segment[] {
    return this.#segments.find(filter);
  }

  callbacks(): StoredCallback[] {
    return this.#callbacks.all();
  }

  markCallbackDone(call: string, by: string, at: number): boolean {
    return this.#callbacks.markDone(call, by, at);
  }

  /** The state as the whole journal gives it. */
  rebuild(): LiveState {
    return rebuild(this.#journal, this.#live.meta.instance);
  }

  /** Where the file is broken or its rows say otherwise than its journal; nothing when all is well. */
  verify(): Difference[] {
    const found: Difference[] = [];
    const check = this.#db.pragma('quick_check');
    if (check !== 'ok') found.push({ what: 'file', stored: check, rebuilt: 'ok' });
    const rows = {
      journal: this.#journal,
      segments: this.#segments,
      history: this.#history,
      legs: this.#legs,
      visits: this.#visits,
      attempts: this.attempts,
      live: this.load(),
    };
    for (const difference of differences(rows)) {
      found.push(difference);
      if (found.length === differencesShown) break;
    }
    return found;
  }

  /** Stores all of what `work` stores by the stores above, or nothing. */
  atomically<Result>(work: () => Result): Result {
    return this.#db.transaction(work)();
  }

  /** Copies the ledger while it is in use. The copy is a whole ledger of its own. */
  backup(toFile: string): Promise<void> {
    this.#rows.tryToWrite();
    return this.#db.backup(toFile);
  }

  close(): void {
    this.#rows.tryToWrite();
    this.#db.close();
  }

  #appendAll(turns: readonly Turn[]): JournalEntry[] {
    const entries: JournalEntry[] = [];
    let seq = this.#lastSeq;
    for (const { facts } of turns) {
      for (const fact of facts) {
        seq += 1;
        this.#journal.append(seq, fact);
        entries.push({ seq, fact });
      }
    }
    return entries;
  }
}

/** Four lower-case letters. */
function newInstance(random: () => number): string {
  return Array.from({ length: 4 }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('');
}
