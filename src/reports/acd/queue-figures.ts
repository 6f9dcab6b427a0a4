import type { AgentId, QueueId } from '../../board/ids.ts';
import type { QueueSettings, ServiceLevelVariant } from '../../board/queue-settings.ts';
import type { BoardState } from '../../board/state.ts';
import { readAgent, readAgents } from './agent-spans.ts';
import {
  abandonRate,
  abandonRateWithShort,
  answerRate,
  answeredRate,
  average,
  flowedOut,
  handlingTime,
  percentile,
  rate,
  serviceLevels,
} from './formulas.ts';
import { intervalAt } from './intervals.ts';
import { others, pageLength, paged } from './paged.ts';
import type { Cursor, FigureRows } from './rows.ts';
import { VisitTally } from './visit-tally.ts';

/** What figures are asked for. */
export interface Asked {
  /** Ascending; the first and the last are the ends of the whole. */
  readonly borders: readonly number[];
  readonly now: number;
  /** Whoever talked less had a short call. */
  readonly shortTalkMs: number;
  /** Who was answered and comes again within this time; null: that is not looked for. */
  readonly recallMs: number | null;
}

export type QueueFigures = ReturnType<typeof figuresOf>;

/** What is counted in one interval. */
interface Counts {
  readonly visits: VisitTally;
  readonly blocked: Record<string, number>;
  readonly offers: Record<string, number>;
  readonly handling: {
    handled: number;
    talkMs: number;
    holdMs: number;
    consultMs: number;
    wrapUpMs: number;
    longestTalkMs: number;
    held: number;
    transferred: number;
    short: number;
  };
}

/** The figures of one queue, interval by interval: one for each, be it empty. */
export async function readQueueFigures(
  rows: FigureRows,
  state: Readonly<BoardState>,
  queue: QueueSettings,
  asked: Asked,
): Promise<QueueFigures[]> {
  const { borders } = asked;
  const counts = borders.slice(1).map(() => emptyCounts());
  await others();
  const answerers = await countVisits(rows, state, queue, asked, counts);
  await countEvents(rows, queue.id, borders, counts);
  for (const { agent } of queue.members) answerers.add(agent);
  await countHandling(rows, state, queue.id, [...answerers], asked, counts);
  return counts.map((one, index) => figuresOf(one, queue, borders[index] ?? 0, borders[index + 1] ?? 0));
}

function emptyCounts(): Counts {
  return {
    visits: new VisitTally(),
    blocked: {},
    offers: {},
    handling: {
      handled: 0,
      talkMs: 0,
      holdMs: 0,
      consultMs: 0,
      wrapUpMs: 0,
      longestTalkMs: 0,
      held: 0,
      transferred: 0,
      short: 0,
    },
  };
}

/** A visit belongs to the interval in which it began. Returns the agents who answered. */
async function countVisits(
  rows: FigureRows,
  state: Readonly<BoardState>,
  queue: QueueSettings,
  { borders, recallMs }: Asked,
  counts: readonly Counts[],
): Promise<Set<AgentId>> {
  const [from, to] = ends(borders);
  const answerers = new Set<AgentId>();
  // At once: who leaves while rows are read must be neither missed nor counted twice.
  const upTo = rows.lastVisit;
  for (const call of state.calls.values()) {
    if (call.visit?.queue === queue.id)
      counts[intervalAt(borders, call.visit.since)]?.visits.addOpen(call.visit);
  }
  const visits = paged<ReturnType<FigureRows['visits']>[number]>((last) =>
    rows.visits(queue.id, {
      from,
      to,
      upTo,
      limit: pageLength,
      after: last === null ? null : { at: last.since, id: last.id },
    }),
  );
  for await (const visit of visits) {
    const tally = counts[intervalAt(borders, visit.since)]?.visits;
    if (tally === undefined) continue;
    tally.add(visit, queue);
    if (visit.outcome !== 'answered') continue;
    if (visit.agent !== null) answerers.add(visit.agent);
    if (recallMs === null || visit.caller.number === '') continue;
    tally.recalls.callers += 1;
    if (rows.comesAgain(visit.caller.number, visit.endedAt, visit.endedAt + recallMs))
      tally.recalls.again += 1;
  }
  return answerers;
}

/** Who was not let in, and how offers ended: when it happened. */
async function countEvents(
  rows: FigureRows,
  queue: QueueId,
  borders: readonly number[],
  counts: readonly Counts[],
): Promise<void> {
  const [from, to] = ends(borders);
  const page = (last: Cursor | null) => ({ from, to, limit: pageLength, after: last });
  const turnedAway = paged<ReturnType<FigureRows['turnedAway']>[number]>((last) =>
    rows.turnedAway(queue, page(last)),
  );
  for await (const { at, reason } of turnedAway) {
    const blocked = counts[intervalAt(borders, at)]?.blocked;
    if (blocked !== undefined) blocked[reason] = (blocked[reason] ?? 0) + 1;
  }
  const offers = paged<ReturnType<FigureRows['offers']>[number]>((last) => rows.offers(queue, page(last)));
  for await (const { at, outcome } of offers) {
    const ended = counts[intervalAt(borders, at)]?.offers;
    if (ended !== undefined) ended[outcome] = (ended[outcome] ?? 0) + 1;
  }
}

/** What agents had of its calls: a contact counts whole, in the interval in which it began. */
async function countHandling(
  rows: FigureRows,
  state: Readonly<BoardState>,
  queue: QueueId,
  agents: readonly AgentId[],
  { borders, now, shortTalkMs }: Asked,
  counts: readonly Counts[],
): Promise<void> {
  const [from, to] = ends(borders);
  const transfers = await readTransfers(rows, from, now);
  await readAgents(agents, (agent) =>
    readAgent(
      rows,
      state,
      agent,
      { from, to, now },
      {
        contact: (contact) => {
          const sum = counts[intervalAt(borders, contact.startAt)]?.handling;
          if (sum === undefined || contact.queue !== queue) return;
          sum.handled += 1;
          sum.talkMs += contact.talkMs;
          sum.holdMs += contact.holdMs;
          sum.consultMs += contact.consultMs;
          sum.wrapUpMs += contact.wrapUpMs;
          sum.longestTalkMs = Math.max(sum.longestTalkMs, contact.talkMs);
          if (contact.holdMs > 0) sum.held += 1;
          if (contact.talkMs < shortTalkMs) sum.short += 1;
          if (transfers.has(`${contact.call} ${contact.talkedUntil}`)) sum.transferred += 1;
        },
      },
    ),
  );
}

/** When which call was sent on by who had it. */
export async function readTransfers(
  rows: FigureRows,
  from: number,
  to: number,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const transfers = paged<ReturnType<FigureRows['transfers']>[number]>((last) =>
    rows.transfers({ from, to: to + 1, limit: pageLength, after: last }),
  );
  for await (const { call, at } of transfers) found.add(`${call} ${at}`);
  return found;
}

export function ends(borders: readonly number[]): readonly [number, number] {
  return [borders[0] ?? 0, borders.at(-1) ?? 0];
}

function figuresOf(
  { visits, blocked, offers, handling }: Counts,
  { serviceLevel, serviceLevelMs }: QueueSettings,
  from: number,
  to: number,
) {
  const waits = visits.waitsMs.toSorted((a, b) => a - b);
  const waitedMs = waits.reduce((sum, ms) => sum + ms, 0);
  const { told, recalls, callbacks, answered } = visits;
  const levels = Object.fromEntries(
    Object.entries(serviceLevels).map(([variant, formula]) => [variant, formula(visits)]),
  ) as Record<ServiceLevelVariant, number | null>;
  return {
    from,
    to,
    offered: visits.offered,
    answered,
    abandoned: visits.abandoned,
    shortAbandoned: visits.shortAbandoned,
    flowedOut: flowedOut(visits),
    flowOut: { ...visits.flowOut },
    exitKey: visits.exitKey,
    callbackTaken: visits.callbackTaken,
    stillWaiting: visits.stillWaiting,
    blocked,
    serviceLevel: { ms: serviceLevelMs, by: serviceLevel, rate: levels[serviceLevel], variants: levels },
    answeredInTime: visits.inTime.answered,
    abandonedInTime: visits.inTime.abandoned,
    missedWaitMs: visits.missedWaitMs,
    abandonRate: abandonRate(visits),
    abandonRateWithShort: abandonRateWithShort(visits),
    answeredRate: answeredRate(visits, blocked),
    /** ASA: the waits of those answered / Answered. */
    averageWaitMs: average(waitedMs, waits.length),
    longestWaitMs: visits.longestWaitMs,
    medianWaitMs: percentile(waits, 0.5),
    wait90Ms: percentile(waits, 0.9),
    /** ATA: the waits of those who gave up / Abandoned. */
    averageAbandonMs: average(visits.abandonedWaitMs, visits.abandoned),
    handled: handling.handled,
    talkMs: handling.talkMs,
    holdMs: handling.holdMs,
    consultMs: handling.consultMs,
    wrapUpMs: handling.wrapUpMs,
    longestTalkMs: handling.longestTalkMs,
    averageHandlingMs: handlingTime(handling),
    transferRate: rate(handling.transferred, handling.handled),
    holdRate: rate(handling.held, handling.handled),
    shortTalkRate: rate(handling.short, handling.handled),
    returns: visits.returns,
    offers,
    agentAnswerRate: answerRate(offers),
    /** FCR proxy: callers who did not come again / callers. */
    solvedRate: rate(recalls.callers - recalls.again, recalls.callers),
    told: {
      count: told.count,
      averageErrorMs: average(told.errorMs, told.count),
      withinRate: rate(told.within, told.count),
    },
    callbacks: {
      requested: callbacks.requested,
      due: callbacks.due,
      reached: callbacks.reached,
      failed: callbacks.failed,
      expired: callbacks.expired,
      cancelled: callbacks.cancelled,
      averageWaitMs: average(callbacks.reachedWaitMs, callbacks.reached),
    },
  };
}
