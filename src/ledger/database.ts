import { closeSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { ledgerErrorOf } from './errors.ts';

/** How long an opener waits for a Cordboard that is just ending. */
const busyMs = 500;
/** Pages of 4 KiB in the write-ahead file after which they are moved into the file proper. */
const checkpointPages = 4_000;
/** While much is written at once: 20 ms for each instead of 45, where 45 would come every second. */
const bulkCheckpointPages = 500;

export type Value = string | number | null;

/** A prepared statement whose failures are LedgerErrors. */
export class Query<Params extends Value[], Row = never> {
  readonly #statement: Sqlite.Statement<Params, Row>;
  readonly #file: string;
  readonly #before: () => void;

  /** `before` is called before each use. */
  constructor(statement: Sqlite.Statement<Params, Row>, file: string, before: () => void) {
    this.#statement = statement;
    this.#file = file;
    this.#before = before;
  }

  /** Returns how many rows it changed. */
  run(...params: Params): number {
    this.#before();
    try {
      return this.#statement.run(...params).changes;
    } catch (error) {
      throw ledgerErrorOf(error, this.#file);
    }
  }

  get(...params: Params): Row | undefined {
    this.#before();
    try {
      return this.#statement.get(...params);
    } catch (error) {
      throw ledgerErrorOf(error, this.#file);
    }
  }

  all(...params: Params): Row[] {
    this.#before();
    try {
      return this.#statement.all(...params);
    } catch (error) {
      throw ledgerErrorOf(error, this.#file);
    }
  }

  *each(...params: Params): Generator<Row, void> {
    this.#before();
    try {
      yield* this.#statement.iterate(...params);
    } catch (error) {
      throw ledgerErrorOf(error, this.#file);
    }
  }
}

/** An SQLite file that this process has to itself. */
export class Database {
  readonly file: string;
  readonly #db: Sqlite.Database;
  #writeKept: () => void = () => {};

  constructor(file: string) {
    this.file = file;
    try {
      makePrivate(file);
      this.#db = new Sqlite(file, { timeout: busyMs });
    } catch (error) {
      throw ledgerErrorOf(error, file);
    }
    try {
      // Before the first access, so that it holds from there on: one data folder, one Cordboard.
      this.#db.pragma('locking_mode = EXCLUSIVE');
      this.#db.pragma('journal_mode = WAL');
      // A power cut may take the last commits, of some milliseconds, and their numbers are given anew; a kill -9 takes
      // nothing.
      this.#db.pragma('synchronous = NORMAL');
      this.#db.pragma('foreign_keys = ON');
      this.#db.pragma(`wal_autocheckpoint = ${checkpointPages}`);
      // Takes the lock, and tells now rather than at the first call when the file is read-only.
      this.#db.exec('BEGIN IMMEDIATE; COMMIT');
    } catch (error) {
      this.#db.close();
      throw ledgerErrorOf(error, file);
    }
  }

  /** What somebody keeps back is written by `write` before anything is read or changed, and never seen to be missing. */
  keepsBack(write: () => void): void {
    this.#writeKept = write;
  }

  prepare<Params extends Value[] = [], Row = never>(sql: string): Query<Params, Row> {
    return this.#prepare(sql, () => this.#beforeUse());
  }

  /** A statement that what is kept back has nothing to do with. */
  prepareApart<Params extends Value[] = [], Row = never>(sql: string): Query<Params, Row> {
    return this.#prepare(sql, () => {});
  }

  /** Makes `run` all or nothing. */
  transaction<Args extends unknown[], Result>(run: (...args: Args) => Result): (...args: Args) => Result {
    const whole = this.transactionApart(run);
    return (...args) => {
      this.#beforeUse();
      return whole(...args);
    };
  }

  /** A transaction of statements that what is kept back has nothing to do with. */
  transactionApart<Args extends unknown[], Result>(
    run: (...args: Args) => Result,
  ): (...args: Args) => Result {
    const whole = this.#db.transaction(run);
    return (...args) => {
      try {
        return whole.immediate(...args);
      } catch (error) {
        throw ledgerErrorOf(error, this.file);
      }
    };
  }

  exec(sql: string): void {
    try {
      this.#db.exec(sql);
    } catch (error) {
      throw ledgerErrorOf(error, this.file);
    }
  }

  /** The first value of a pragma's answer. */
  pragma(text: string): unknown {
    try {
      return this.#db.pragma(text, { simple: true });
    } catch (error) {
      throw ledgerErrorOf(error, this.file);
    }
  }

  /** Much is about to be written in small steps, between which others want their turn; or that is over. */
  writesInBulk(isBulk: boolean): void {
    this.pragma(`wal_autocheckpoint = ${isBulk ? bulkCheckpointPages : checkpointPages}`);
  }

  /** Copies the whole file, a few pages at a time, while it goes on being written. */
  async backup(toFile: string): Promise<void> {
    // Half a backup must not look like one.
    const partFile = `${toFile}.part`;
    try {
      rmSync(partFile, { force: true });
      makePrivate(partFile);
      try {
        await this.#db.backup(partFile);
        renameSync(partFile, toFile);
      } finally {
        rmSync(partFile, { force: true });
      }
    } catch (error) {
      const failure = ledgerErrorOf(error, toFile);
      throw failure.code === 'ledger-damaged' ? ledgerErrorOf(error, this.file) : failure;
    }
  }

  close(): void {
    this.#db.close();
  }

  #prepare<Params extends Value[], Row>(sql: string, before: () => void): Query<Params, Row> {
    try {
      return new Query(this.#db.prepare<Params, Row>(sql), this.file, before);
    } catch (error) {
      throw ledgerErrorOf(error, this.file);
    }
  }

  /** Not within a transaction: were it taken back, so would be what was kept. Its beginning has seen to it. */
  #beforeUse(): void {
    if (!this.#db.inTransaction) this.#writeKept();
  }
}

/** It holds passwords: when it is made here it is its owner's only. SQLite's files beside it take its rights. */
function makePrivate(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
}
