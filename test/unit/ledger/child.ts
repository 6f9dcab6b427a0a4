/**
 * Drives a ledger as fast as it can, for tests that kill it or look at its pace:
 *
 *   node test/unit/ledger/child.ts <file> <seed> [calls]
 *
 * Without `calls` it goes on until it is killed and tells the last sequence number after each commit. With `calls` it
 * lets so many ordinary calls pass, each input committed on its own, and ends with what that took.
 */
import { writeSync } from 'node:fs';
import { pino } from 'pino';
import { CordboardError } from '../../../src/base/errors.ts';
import { Board } from '../../../src/board/board.ts';
import { stateFrom } from '../../../src/board/live.ts';
import { Ledger } from '../../../src/ledger/ledger.ts';
import { BusyOffice, randomFrom } from './busy-office.ts';
import { pace } from './pace.ts';

const [file = '', seed = '1', calls] = process.argv.slice(2);
// A write that is done when it returns: what the other end reads was stored before.
const tell = (line: string | number): void => void writeSync(1, `${line}\n`);

try {
  const ledger = Ledger.open({ file, log: pino({ level: 'silent' }) });
  const board = new Board(stateFrom(ledger.load()));
  if (calls === undefined) {
    const office = new BusyOffice(board, randomFrom(Number(seed)), Math.max(ledger.lastAt, Date.now()));
    const random = randomFrom(Number(seed) + 1);
    for (;;) {
      const turns = Array.from({ length: 1 + Math.floor(random() * 4) }, () => office.next());
      ledger.commit(turns, board.state);
      tell(ledger.lastSeq);
    }
  }
  tell(JSON.stringify(pace(ledger, board, Number(calls))));
  ledger.close();
} catch (error) {
  tell(error instanceof CordboardError ? error.code : 'failed');
  console.error(error);
  process.exitCode = 1;
}
