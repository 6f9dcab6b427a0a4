import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { Board } from '../../../src/board/board.ts';
import { stateFrom } from '../../../src/board/live.ts';
import { Database } from '../../../src/ledger/database.ts';
import { Ledger } from '../../../src/ledger/ledger.ts';
import { stepsFolder } from '../../../src/ledger/migrate.ts';
import { BusyOffice, randomFrom } from './busy-office.ts';

export const silent = pino({ level: 'silent' });

/** A folder of its own for this test, gone afterwards. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-ledger-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A ledger that is closed after the test. */
export function openLedger(file = join(freshFolder(), 'ledger.db')): Ledger {
  const ledger = Ledger.open({ file, log: silent, random: randomFrom(7) });
  onTestFinished(() => ledger.close());
  return ledger;
}

export interface Scene {
  readonly ledger: Ledger;
  readonly board: Board;
  readonly office: BusyOffice;
}

/** An office that goes on from what the ledger holds. */
export function openOffice(ledger: Ledger, seed: number): Scene {
  const board = new Board(stateFrom(ledger.load()));
  return {
    ledger,
    board,
    office: new BusyOffice(board, randomFrom(seed), Math.max(ledger.lastAt, 1_700_000_000_000)),
  };
}

/** Lets `count` things happen, each committed on its own. */
export function work({ ledger, board, office }: Scene, count: number): void {
  for (let n = 0; n < count; n += 1) ledger.commit([office.next()], board.state);
}

/** Makes a ledger one of the schema before: without the tables and indexes of the last step, which the next start takes. */
export function takeBackLastStep(file: string): void {
  const steps = readdirSync(stepsFolder).sort();
  const before = new Database(join(freshFolder(), 'before.db'));
  for (const step of steps.slice(0, -1)) before.exec(readFileSync(join(stepsFolder, step), 'utf8'));
  const db = new Database(file);
  const namesOf = (one: Database) =>
    one
      .prepare<[], { readonly type: string; readonly name: string }>(
        "SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('index', 'table')",
      )
      .all();
  const known = new Set(namesOf(before).map(({ name }) => name));
  for (const { type, name } of namesOf(db)) if (!known.has(name)) db.exec(`DROP ${type} IF EXISTS ${name}`);
  db.pragma(`user_version = ${steps.length - 1}`);
  before.close();
  db.close();
}
