import { startOfDay } from '../../base/day.ts';
import type { AgentId, CampaignId, QueueId } from '../../board/ids.ts';
import type { FigureRows, StoredAgentSegment } from '../acd/rows.ts';
import { pageLength, paged } from '../acd/paged.ts';
import { rate } from '../acd/formulas.ts';
import { abandonRate, minutesAnHour } from './formulas.ts';
import { progressOf, type ListProgress } from './progress.ts';
import type { LiveCount, OutboundRows } from './rows.ts';
import { AttemptTally, type AttemptTotals } from './tally.ts';

/** What a campaign had in a stretch of time. */
export interface CampaignStatistics extends AttemptTotals {
  /** Over the days that the law looks at, up to now, whatever was asked for. */
  readonly law: LiveCount & {
    readonly since: number;
    readonly days: number;
    readonly limit: number;
    readonly rate: number | null;
  };
  readonly agents: AgentTotals;
  readonly lists: readonly ListProgress[];
}

/** What its agents did, as far as it is over. */
export interface AgentTotals {
  /** Signed in and not on a break: ready, or in any call and its wrap-up. */
  readonly staffedMs: number;
  /** In this campaign's calls, holds and consultations included. */
  readonly talkMs: number;
  readonly wrapUpMs: number;
  readonly talkMinutesAnHour: number | null;
  readonly wrapUpMinutesAnHour: number | null;
  /** Talk and wrap-up / staffed. */
  readonly utilisation: number | null;
}

export interface StatisticsWanted {
  readonly campaign: CampaignId;
  readonly queue: QueueId | null;
  readonly agents: readonly AgentId[];
  readonly law: { readonly days: number; readonly limit: number };
  readonly timeZone: string;
  /** Of attempts that began then, UTC milliseconds: from inclusive, to exclusive. */
  readonly from: number;
  readonly to: number;
  readonly now: number;
}

const forever = Number.MAX_SAFE_INTEGER;

export async function campaignStatistics(
  rows: OutboundRows,
  figures: Pick<FigureRows, 'agentSegments'>,
  wanted: StatisticsWanted,
): Promise<CampaignStatistics> {
  const { campaign, from, to, law, timeZone, now } = wanted;
  const tally = new AttemptTally();
  const read = paged<ReturnType<OutboundRows['attempts']>[number]>((last) => {
    const after = last === null ? null : { at: last.begunAt, id: last.id };
    return rows.attempts(campaign, { from, to, after, limit: pageLength });
  });
  for await (const attempt of read) tally.add(attempt);
  const since = startOfDay(now - (law.days - 1) * 86_400_000, timeZone);
  const counted = rows.liveSince(campaign, since);
  return {
    ...tally.totals(),
    law: { ...law, ...counted, since, rate: abandonRate(counted) },
    agents: await agentTotals(figures, wanted, tally.talks),
    lists: await progressOf(rows, campaign),
  };
}

async function agentTotals(
  figures: Pick<FigureRows, 'agentSegments'>,
  { agents, queue, from, to }: StatisticsWanted,
  talks: ReadonlySet<string>,
): Promise<AgentTotals> {
  const sum = { staffedMs: 0, talkMs: 0, wrapUpMs: 0 };
  for (const agent of agents) {
    const read = paged<StoredAgentSegment>((last) => {
      const after = last === null ? null : { at: last.endAt, id: last.id };
      // By their ends: one that goes on beyond this time is among them.
      return figures.agentSegments(agent, { from, to: forever, after, limit: pageLength, isAll: true });
    });
    // oxlint-disable-next-line no-await-in-loop
    for await (const segment of read) {
      if (segment.startAt >= to) break;
      const ms = Math.min(segment.endAt, to) - Math.max(segment.startAt, from);
      if (segment.state !== 'not-ready') sum.staffedMs += ms;
      const isOurs = segment.call !== null && segment.queue === queue && talks.has(segment.call);
      if (isOurs && segment.state === 'wrap-up') sum.wrapUpMs += ms;
      else if (isOurs && segment.state !== 'offered') sum.talkMs += ms;
    }
  }
  const { staffedMs, talkMs, wrapUpMs } = sum;
  return {
    ...sum,
    talkMinutesAnHour: minutesAnHour(talkMs, staffedMs),
    wrapUpMinutesAnHour: minutesAnHour(wrapUpMs, staffedMs),
    utilisation: rate(talkMs + wrapUpMs, staffedMs),
  };
}
