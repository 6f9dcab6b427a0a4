import type { AgentId, QueueId } from '../../board/ids.ts';
import { intervalAt } from './intervals.ts';
import { pageLength, paged } from './paged.ts';
import { ends } from './queue-figures.ts';
import type { FigureRows } from './rows.ts';

type OfAgent = Record<string, number>[];

/** How the offers of these queues ended: by agent, interval and outcome. */
export async function offersByAgent(
  rows: FigureRows,
  queues: readonly QueueId[],
  borders: readonly number[],
): Promise<ReadonlyMap<AgentId, OfAgent>> {
  const [from, to] = ends(borders);
  const found = new Map<AgentId, OfAgent>();
  for (const queue of queues) {
    const offers = paged<ReturnType<FigureRows['offers']>[number]>((last) =>
      rows.offers(queue, { from, to, limit: pageLength, after: last }),
    );
    // oxlint-disable-next-line no-await-in-loop
    for await (const { at, agent, outcome } of offers) {
      const intervals = found.get(agent) ?? borders.slice(1).map((): Record<string, number> => ({}));
      found.set(agent, intervals);
      const one = intervals[intervalAt(borders, at)];
      if (one !== undefined) one[outcome] = (one[outcome] ?? 0) + 1;
    }
  }
  return found;
}
