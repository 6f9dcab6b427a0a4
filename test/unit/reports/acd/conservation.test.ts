import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Board } from '../../../../src/board/board.ts';
import type { QueueId } from '../../../../src/board/ids.ts';
import { emptyState } from '../../../../src/board/state.ts';
import { bordersOf } from '../../../../src/reports/acd/intervals.ts';
import { readQueueFigures } from '../../../../src/reports/acd/queue-figures.ts';
import { BusyOffice, randomFrom } from '../../ledger/busy-office.ts';
import { freshFolder, openLedger } from '../../ledger/scenes.ts';

const start = Date.UTC(2026, 0, 5, 9);

test.each([1, 2, 3])('whatever happens, every caller of an interval is in one place (%i)', async (seed) => {
  const board = new Board(emptyState('t'));
  const office = new BusyOffice(board, randomFrom(seed), start);
  const ledger = openLedger(join(freshFolder(), 'busy.db'));
  let last = start;
  const entered = new Map<string, number>();
  for (let count = 0; count < 1_500; count += 1) {
    const turn = office.next();
    for (const fact of turn.facts) {
      last = fact.at;
      if (fact.kind === 'call.queued') entered.set(fact.queue, (entered.get(fact.queue) ?? 0) + 1);
    }
    ledger.commit([turn], board.state);
  }
  const now = last + 1;
  for (const id of ['support', 'sales'] as QueueId[]) {
    const queue = board.state.queues.get(id);
    if (queue === undefined) throw new Error(`no queue ${id}`);
    // The dialplan may have held the first ones for up to a minute.
    const [from, to] = [start - 60_000, now];
    const read = (interval: '15m' | 'whole') =>
      readQueueFigures(ledger.figures, board.state, queue, {
        borders: bordersOf(from, to, interval, 'Europe/Berlin'),
        now,
        shortTalkMs: 0,
        recallMs: null,
      });
    const [[whole], quarters] = [await read('whole'), await read('15m')];
    for (const one of [...quarters, ...(whole === undefined ? [] : [whole])]) {
      const gone = one.answered + one.abandoned + one.shortAbandoned + one.flowedOut;
      expect(one.offered).toBe(gone + one.exitKey + one.callbackTaken + one.stillWaiting);
    }
    const sum = (field: 'offered' | 'answered' | 'handled' | 'talkMs' | 'stillWaiting'): number =>
      quarters.reduce((total, one) => total + one[field], 0);
    for (const field of ['offered', 'answered', 'handled', 'talkMs', 'stillWaiting'] as const) {
      expect(sum(field)).toBe(whole?.[field]);
    }
    // Those who come back from an agent are offered again.
    expect(whole?.offered).toBeGreaterThanOrEqual(entered.get(id) ?? 0);
    expect(whole?.offered).toBeGreaterThan(20);
  }
  ledger.close();
});
