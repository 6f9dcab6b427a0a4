import type { LegRow } from '../board/account.ts';

/**
 * What one device had of one call. It may be several rows of the ledger: a phone that is told to answer goes on with
 * another leg, and one that let the call pass may be rung again.
 */
export interface DeviceCall extends Omit<LegRow, 'leg'> {
  readonly isConnected: boolean;
  /** Of an incoming call: how it came to nothing; null when it was connected or is still ringing. */
  readonly lost: 'abandoned' | 'elsewhere' | 'failed' | null;
}

/** The latest first. `open` are the rows of what is still going on. */
export function deviceCalls(rows: readonly LegRow[], open: readonly LegRow[] = []): DeviceCall[] {
  const rowsOf = new Map<string, LegRow[]>();
  for (const row of [...rows, ...open]) {
    const key = `${row.call} ${row.phone ?? row.leg} ${row.isOutgoing}`;
    rowsOf.set(key, [...(rowsOf.get(key) ?? []), row]);
  }
  const isOpen = new Set(open.map(({ call, phone }) => `${call} ${phone}`));
  return [...rowsOf.values()]
    .map((same) => merged(same, isOpen))
    .toSorted((a, b) => b.startedAt - a.startedAt);
}

function merged(rows: readonly LegRow[], isOpen: ReadonlySet<string>): DeviceCall {
  const [first, ...more] = rows.toSorted((a, b) => a.endedAt - b.endedAt);
  if (first === undefined) throw new Error('no rows');
  const { leg: _leg, ...row } = more.reduce(
    (sum, next) => ({
      ...next,
      startedAt: Math.min(sum.startedAt, next.startedAt),
      agent: next.agent ?? sum.agent,
      queue: next.queue ?? sum.queue,
      alertingMs: sum.alertingMs + next.alertingMs,
      connectedMs: sum.connectedMs + next.connectedMs,
      heldMs: sum.heldMs + next.heldMs,
    }),
    first,
  );
  const isConnected = row.connectedMs > 0;
  const lasts = isConnected || row.isOutgoing || isOpen.has(`${row.call} ${row.phone}`);
  return { ...row, isConnected, lost: lasts ? null : lossOf(row) };
}

/** Q.850 26, "non-selected user clearing": another phone has the call. */
const answeredElsewhere = 26;

function lossOf({ cause, q850 }: Pick<LegRow, 'cause' | 'q850'>): 'abandoned' | 'elsewhere' | 'failed' {
  if (cause === 'droppedByOtherParty') return 'abandoned';
  return q850 === answeredElsewhere ? 'elsewhere' : 'failed';
}
