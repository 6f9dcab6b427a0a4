import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../base/clock.ts';
import { CordboardError, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import type { Party } from '../office/directory/book.ts';
import type { DirectoryEntry, Reading } from '../office/directory/entry.ts';
import { Gathering } from '../office/directory/gathering.ts';
import { diallingOf, directoriesOf, type DirectorySource } from '../office/directory/schema.ts';
import { keyOf, Shelf, type DirectoryName } from '../office/directory/shelf.ts';
import type { OfficeDocument } from '../office/schema.ts';
import { DirectorySync, untroubled, type SyncOutcome } from './directory-sync.ts';
import { DirectoryTimetable } from './directory-timetable.ts';

/** Where directories are kept over restarts. */
export interface DirectoryStore {
  list(): readonly (DirectoryName & { readonly syncedAt: number })[];
  entries(name: DirectoryName): readonly DirectoryEntry[];
  /** All or nothing. */
  replace(name: DirectoryName, entries: readonly DirectoryEntry[], at: number): void;
  touch(name: DirectoryName, at: number): unknown;
  remove(name: DirectoryName): unknown;
}

export interface DirectoryStatus extends DirectoryName, SyncOutcome {
  readonly kind: DirectorySource['kind'] | 'user';
  /** Who sees it; null for everybody. */
  readonly users: readonly string[] | null;
  /** Numbers. */
  readonly count: number;
  /** When its content was last known to be that of its source; null before the first time. */
  readonly syncedAt: number | null;
}

interface Options {
  readonly store: DirectoryStore;
  /** Where relative files of the office file are. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Directories that one user may have, and numbers in each. */
const mostOfUser = 20;
const mostUserEntries = 10_000;

/** The directories of the office and of its users: searched in memory, kept in the ledger, read from their sources. */
export class Directories {
  readonly #options: Options;
  readonly #shelf = new Shelf();
  readonly #sync: DirectorySync;
  readonly #timetable: DirectoryTimetable;
  #sources: ReadonlyMap<string, DirectorySource> = new Map();
  readonly #syncedAt = new Map<string, number>();
  #isLoaded = false;

  constructor(options: Options) {
    const { folder, clock } = options;
    this.#options = options;
    this.#sync = new DirectorySync({ folder, clock, keep: (source, reading) => this.#keep(source, reading) });
    this.#timetable = new DirectoryTimetable(clock, (id) => this.#syncLater(id));
  }

  /**
   * An office comes into force. What it has no more is forgotten; what is new, is read otherwise or could not be read
   * is read in the background, at the start of the program everything. Never throws: calls come first.
   */
  apply(document: OfficeDocument): void {
    try {
      this.#load();
      const sources = directoriesOf(document);
      const toRead = sources.filter((source) => !this.#isWellRead(source));
      const former = this.#sources;
      this.#sources = new Map(sources.map((source) => [source.id, source]));
      this.#shelf.setRules(diallingOf(document));
      this.#shelf.setReaders(new Map(sources.map(({ id, users }) => [id, users ?? null])));
      for (const id of former.keys()) if (!this.#sources.has(id)) this.#sync.forget(id);
      this.#forgetStrangers(new Set<string>(document.agents.map(({ id }) => id)));
      for (const { id } of toRead) this.#syncLater(id);
      this.#timetable.set(sources, document.timeZone);
    } catch (error) {
      this.#options.log.error({ err: error }, `the directories are not in force: ${messageOf(error)}`);
    }
  }

  /** In three steps: see `searchName` of the office. The user null sees what everybody sees. */
  searchName(user: string | null, name: string, limit: number): Party[] {
    return this.#shelf.searchName(user, name, limit);
  }

  /** The number may be written in any way. */
  searchNumber(user: string | null, number: string): Party[] {
    return this.#shelf.searchNumber(user, number);
  }

  /** Who calls, for displays: one look into memory. */
  partyOf(user: string | null, number: string): Party | null {
    return this.#shelf.partyOf(user, number);
  }

  /**
   * These are all the numbers of this directory of the user from now on; with none that can be used it is gone.
   * Throws 'directory-too-large', 'too-many-directories', or what the ledger says: then all is as before.
   */
  replaceOfUser(owner: string, name: string, entries: readonly DirectoryEntry[]): Reading {
    const gathering = new Gathering(mostUserEntries);
    for (const [at, { number, numberType, name: called, company }] of entries.entries()) {
      const numbers = [{ number, numberType }];
      gathering.add({ where: `party ${at + 1}`, name: called, company: company ?? '', numbers });
    }
    const { reading } = gathering;
    const others = this.#shelf.names.filter((one) => one.owner === owner && one.name !== name);
    if (reading.entries.length === 0) this.#forget({ owner, name });
    else if (others.length < mostOfUser) this.#put({ owner, name }, reading.entries);
    else throw new CordboardError('too-many-directories', `${owner} has ${mostOfUser} directories already`);
    return reading;
  }

  /** Reads a directory of the office now. Throws 'directory-unknown', or why it could not be read. */
  async sync(id: string): Promise<DirectoryStatus> {
    const source = this.#sources.get(id);
    if (source === undefined)
      throw new CordboardError('directory-unknown', `the office has no directory ${id}`);
    await this.#sync.run(source);
    return this.#statusOf({ owner: null, name: id });
  }

  /** What the user sees; null stands for all there is. */
  list(user: string | null): DirectoryStatus[] {
    const ofOffice = [...this.#sources.keys()].map((name) => ({ owner: null, name }));
    const ofUsers = this.#shelf.names.filter(({ owner }) => owner !== null);
    return [...ofOffice, ...ofUsers]
      .filter((name) => user === null || this.#shelf.mayRead(user, name))
      .map((name) => this.#statusOf(name));
  }

  /** Nothing is read any more when it resolves. */
  async stop(): Promise<void> {
    await Promise.all([this.#timetable.stop(), this.#sync.stop()]);
  }

  #statusOf({ owner, name }: DirectoryName): DirectoryStatus {
    const source = owner === null ? this.#sources.get(name) : undefined;
    return {
      owner,
      name,
      kind: source?.kind ?? 'user',
      users: owner === null ? (source?.users ?? null) : [owner],
      count: this.#shelf.entries({ owner, name })?.length ?? 0,
      syncedAt: this.#syncedAt.get(keyOf({ owner, name })) ?? null,
      ...(source === undefined ? untroubled : this.#sync.outcome(name)),
    };
  }

  #syncLater(id: string): void {
    this.sync(id).catch((error: unknown) => {
      if (error instanceof CordboardError && passing.has(error.code)) return;
      this.#options.log.warn(
        { directory: id, err: error },
        `the directory was not read: ${messageOf(error)}`,
      );
    });
  }

  #isWellRead(source: DirectorySource): boolean {
    const former = this.#sources.get(source.id);
    return (
      former !== undefined &&
      this.#sync.outcome(source.id).problem === null &&
      isDeepStrictEqual(contentOf(former), contentOf(source))
    );
  }

  #load(): void {
    if (this.#isLoaded) return;
    const { store } = this.#options;
    for (const { owner, name, syncedAt } of store.list()) {
      this.#shelf.put({ owner, name }, store.entries({ owner, name }));
      this.#syncedAt.set(keyOf({ owner, name }), syncedAt);
    }
    this.#isLoaded = true;
  }

  #keep({ id }: DirectorySource, { entries }: Reading): void {
    const key = { owner: null, name: id };
    const former = this.#shelf.entries(key);
    if (former === null || !isDeepStrictEqual(former, entries)) this.#put(key, entries);
    else {
      const at = this.#options.clock.now();
      this.#options.store.touch(key, at);
      this.#syncedAt.set(keyOf(key), at);
    }
  }

  #put(key: DirectoryName, entries: readonly DirectoryEntry[]): void {
    const at = this.#options.clock.now();
    this.#options.store.replace(key, entries, at);
    this.#shelf.put(key, entries);
    this.#syncedAt.set(keyOf(key), at);
  }

  #forgetStrangers(users: ReadonlySet<string>): void {
    for (const { owner, name } of this.#shelf.names) {
      const stays = owner === null ? this.#sources.has(name) : users.has(owner);
      if (!stays) this.#forget({ owner, name });
    }
  }

  #forget(key: DirectoryName): void {
    this.#options.store.remove(key);
    this.#shelf.remove(key);
    this.#syncedAt.delete(keyOf(key));
  }
}

/** Why a reading may end without anybody having to know. */
const passing: ReadonlySet<string> = new Set(['stopping', 'directory-changed', 'directory-unknown']);

/** Who sees it and when it is read changes nothing of what is in it. */
function contentOf(source: DirectorySource): object {
  return { ...source, users: null, refresh: null };
}
