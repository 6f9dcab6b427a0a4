import { closeSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { ledgerErrorOf } from './errors.ts';

/** How long an opener waits for a Cordboard that is just ending. */
const busyMs = 500;
/** Pages of 4 KiB in the write-ahead file after which they are moved into the file proper. */
const checkpointPages = 4_000;

export type Value = string | number | null;

/** A prepared statement whose failures are LedgerErrors. */
export class Query<Params extends Value[], Row = never> {
  readonly #statement: Sqlite.Statement<Params, Row>;
  readonly #file: string;

  constructor(statement: Sqlite.Statement<Params, Row>, file: string) {
    this.#statement = statement;
    this.#file = file;
  }

  /** Returns how many rows it changed. */
  run(...params: Params): number {
    try {
      return this.#statement.run(...params).changes;
    } catch (error) {
      throw ledgerErrorOf(error, this.#file);
    }
  }

  get(...params: Params): Row | undefined {
    try {
      return this.#statement.get(...params);
    } catch (error) {
      throw ledgerErrorOf(error, this.#file);
    }
  }

  all(...params: Params): Row[] {
    try {
      return this.#statement.all(...params);
    } catch (error) {
      throw ledgerErrorOf(error, this.#file);
    }
  }

  *each(...params: Params): Generator<Row, void> {
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

  prepare<Params extends Value[] = [], Row = never>(sql: string): Query<Params, Row> {
    try {
      return new Query(this.#db.prepare<Params, Row>(sql), this.file);
    } catch (error) {
      throw ledgerErrorOf(error, this.file);
    }
  }

  /** Makes `run` all or nothing. */
  transaction<Args extends unknown[], Result>(run: (...args: Args) => Result): (...args: Args) => Result {
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
}

/** It holds passwords: when it is made here it is its owner's only. SQLite's files beside it take its rights. */
function makePrivate(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
}
