import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { Board } from '../../../src/board/board.ts';
import { stateFrom } from '../../../src/board/live.ts';
import { Ledger } from '../../../src/ledger/ledger.ts';
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
