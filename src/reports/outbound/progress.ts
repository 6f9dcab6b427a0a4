import type { CampaignId } from '../../board/ids.ts';
import { others } from '../acd/paged.ts';
import { completion, penetration } from './formulas.ts';
import type { OpenRow, OutboundRows, ProgressRow } from './rows.ts';

/** How far a list has got. */
export interface ListProgress {
  readonly list: number;
  readonly name: string;
  readonly isActive: boolean;
  readonly contacts: number;
  readonly open: number;
  /** In the board's hands. */
  readonly held: number;
  readonly finished: number;
  readonly removed: number;
  readonly attempted: number;
  readonly won: number;
  readonly penetration: number | null;
  readonly completion: number | null;
}

/** So many contacts are counted at once: some milliseconds' worth. */
const slice = 20_000;

/** The lists of a campaign, in the order of their ids. */
export async function progressOf(rows: OutboundRows, campaign: CampaignId): Promise<ListProgress[]> {
  const found: ProgressRow[] = [];
  await bySlices(rows, (after, upTo) => void found.push(...rows.progress(campaign, after, upTo)));
  const lists = Map.groupBy(found, ({ list }) => list);
  return [...lists.entries()].toSorted(([a], [b]) => a - b).map(([list, those]) => progress(list, those));
}

type RefusedRow = OpenRow & { readonly reason: NonNullable<OpenRow['reason']> };

/** What lies open in a campaign's lists: when the first is due, and what the gate has said of those it has refused. */
export async function openOf(
  rows: OutboundRows,
  campaign: CampaignId,
): Promise<{
  readonly nextDueAt: number | null;
  readonly refusals: readonly RefusedRow[];
  /** Those that were refused for good. */
  readonly finished: readonly RefusedRow[];
}> {
  const byReason = new Map<string, OpenRow>();
  await bySlices(rows, (after, upTo) => {
    for (const row of rows.open(campaign, after, upTo)) {
      const key = `${row.state} ${row.reason}`;
      const sofar = byReason.get(key);
      const count = row.count + (sofar?.count ?? 0);
      byReason.set(key, { ...row, count, dueAt: Math.min(row.dueAt, sofar?.dueAt ?? row.dueAt) });
    }
  });
  const all = [...byReason.values()];
  const open = all.filter(({ state }) => state === 'open');
  const refused = all.filter((row): row is RefusedRow => row.reason !== null);
  return {
    nextDueAt: open.length === 0 ? null : Math.min(...open.map(({ dueAt }) => dueAt)),
    refusals: refused.filter(({ state }) => state === 'open'),
    finished: refused.filter(({ state }) => state === 'finished'),
  };
}

async function bySlices(rows: OutboundRows, read: (after: number, upTo: number) => void): Promise<void> {
  const last = rows.lastContact;
  for (let after = 0; after < last; after += slice) {
    read(after, after + slice);
    // oxlint-disable-next-line no-await-in-loop
    await others();
  }
}

function progress(list: number, rows: readonly ProgressRow[]): ListProgress {
  const counts = { open: 0, held: 0, finished: 0, removed: 0 };
  let attempted = 0;
  let won = 0;
  for (const row of rows) {
    counts[row.state] += row.count;
    won += row.won;
    if (row.state !== 'removed') attempted += row.attempted;
  }
  const contacts = counts.open + counts.held + counts.finished;
  const { name = '', isActive = false } = rows[0] ?? {};
  return {
    list,
    name,
    isActive,
    contacts,
    ...counts,
    attempted,
    won,
    penetration: penetration(attempted, contacts),
    completion: completion(counts.finished, contacts),
  };
}
