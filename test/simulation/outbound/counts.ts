import type { LegId } from '../../../src/board/ids.ts';
import type { AttemptRow } from '../../../src/board/outbound/attempt.ts';
import { must } from '../violation.ts';
import type { Books } from './books.ts';
import type { Rung } from './customers.ts';

/** At the end: what the ledger says of attempts is what customers have seen of them. */
export function checkCounts(
  rows: readonly AttemptRow[],
  books: Books,
  rings: ReadonlyMap<LegId, Rung>,
  hadTrouble: boolean,
): void {
  const calls = new Set(rows.map(({ call }) => call));
  must(
    calls.size === rows.length,
    'every attempt has its row',
    () => `${rows.length} rows of ${calls.size} calls`,
  );
  for (const [leg, { number }] of rings) {
    const call = books.legs.get(leg);
    const isKnown = call?.number === number && calls.has(call.call);
    must(isKnown, 'every ring at a customer has its attempt', () => `${leg} rang at ${number}`);
  }
  if (hadTrouble) return;
  const dialled = [...books.legs.keys()].filter((leg) => !rings.has(leg));
  must(
    dialled.length === 0,
    'every ring at a customer has its attempt',
    () => `${dialled.join(' ')} never rang`,
  );
  const abandoned = rows.filter(({ outcome }) => outcome === 'abandoned').length;
  let left = 0;
  for (const [leg, rung] of rings) {
    const call = books.legs.get(leg);
    const isAlone = rung.answeredAt !== null && !rung.channel.served && call?.mode !== 'agentless';
    if (isAlone && call?.outcome === 'abandoned') left += 1;
  }
  must(
    abandoned === left,
    'abandoned are those who heard nobody',
    () => `${abandoned} abandoned, ${left} heard nobody`,
  );
}
