import type { AgentId } from '../../board/ids.ts';
import type { BoardState } from '../../board/state.ts';
import { readAgent } from './agent-spans.ts';
import {
  answerRate,
  handlingTime,
  occupancy,
  productive,
  rate,
  utilisation,
  type Handling,
  type Worked,
} from './formulas.ts';
import { intervalAt, splitAt } from './intervals.ts';
import { others } from './paged.ts';
import { ends, type Asked } from './queue-figures.ts';
import type { FigureRows, StoredAgentSegment } from './rows.ts';

export type AgentFigures = ReturnType<typeof figuresOf>;

interface Counts {
  /** Time by state, and of that not ready by reason, split at the borders. */
  readonly states: Record<string, number>;
  readonly reasons: Record<string, number>;
  readonly handling: { -readonly [Field in keyof Handling]: number };
  longestTalkMs: number;
  transferred: number;
  held: number;
  firstSignInAt: number | null;
  lastSignOutAt: number | null;
}

/** What one agent did, interval by interval. `offers` are his, of all his queues, by interval and outcome. */
export async function readAgentFigures(
  rows: FigureRows,
  state: Readonly<BoardState>,
  agent: AgentId,
  asked: Asked,
  transfers: ReadonlySet<string>,
  offers: readonly Readonly<Record<string, number>>[],
): Promise<AgentFigures[]> {
  const { borders, now } = asked;
  const [from, to] = ends(borders);
  const counts = borders.slice(1).map(() => emptyCounts());
  await others();
  let endedAt = rows.agentSegmentsBefore(agent, from, 1)[0]?.endAt ?? null;
  const signsOut = (at: number): void => {
    const last = counts[intervalAt(borders, at)];
    if (last !== undefined) last.lastSignOutAt = at;
  };
  await readAgent(
    rows,
    state,
    agent,
    { from, to, now },
    {
      span: (span) => {
        // Stretches of time tile the time signed in: after a hole he has signed in anew.
        if (endedAt !== span.startAt) {
          if (endedAt !== null) signsOut(endedAt);
          const first = counts[intervalAt(borders, span.startAt)];
          if (first !== undefined) first.firstSignInAt ??= span.startAt;
        }
        endedAt = span.endAt;
        countSpan(span, borders, counts);
      },
      contact: (contact) => {
        const one = counts[intervalAt(borders, contact.startAt)];
        if (one === undefined) return;
        one.handling.handled += 1;
        one.handling.talkMs += contact.talkMs;
        one.handling.holdMs += contact.holdMs;
        one.handling.consultMs += contact.consultMs;
        one.handling.wrapUpMs += contact.wrapUpMs;
        one.longestTalkMs = Math.max(one.longestTalkMs, contact.talkMs);
        if (contact.holdMs > 0) one.held += 1;
        if (transfers.has(`${contact.call} ${contact.talkedUntil}`)) one.transferred += 1;
      },
    },
  );
  if (endedAt !== null && endedAt < to && state.agents.get(agent)?.signedInAt == null) signsOut(endedAt);
  const paid = new Set(state.office.reasons.flatMap((reason) => (reason.paid ? [reason.id] : [])));
  return counts.map((one, index) =>
    figuresOf(one, offers[index] ?? {}, paid, borders[index] ?? 0, borders[index + 1] ?? 0),
  );
}

function emptyCounts(): Counts {
  return {
    states: {},
    reasons: {},
    handling: { handled: 0, talkMs: 0, holdMs: 0, consultMs: 0, wrapUpMs: 0 },
    longestTalkMs: 0,
    transferred: 0,
    held: 0,
    firstSignInAt: null,
    lastSignOutAt: null,
  };
}

function countSpan(
  { state, reason, startAt, endAt }: Omit<StoredAgentSegment, 'id'>,
  borders: readonly number[],
  counts: readonly Counts[],
): void {
  splitAt(borders, startAt, endAt, (index, ms) => {
    const one = counts[index];
    if (one === undefined) return;
    one.states[state] = (one.states[state] ?? 0) + ms;
    if (state === 'not-ready' && reason !== null) one.reasons[reason] = (one.reasons[reason] ?? 0) + ms;
  });
}

function figuresOf(
  counts: Counts,
  offers: Readonly<Record<string, number>>,
  paid: ReadonlySet<string>,
  from: number,
  to: number,
) {
  const { states, reasons, handling } = counts;
  const ms = (state: string): number => states[state] ?? 0;
  const worked: Worked = {
    signedInMs: Object.values(states).reduce((sum, one) => sum + one, 0),
    readyMs: ms('ready'),
    talkMs: ms('talking'),
    holdMs: ms('holding'),
    consultMs: ms('consulting'),
    wrapUpMs: ms('wrap-up'),
    paidMs: Object.entries(reasons).reduce((sum, [reason, one]) => sum + (paid.has(reason) ? one : 0), 0),
  };
  return {
    from,
    to,
    signedInMs: worked.signedInMs,
    states,
    reasons,
    paidMs: worked.paidMs,
    firstSignInAt: counts.firstSignInAt,
    lastSignOutAt: counts.lastSignOutAt,
    ...handling,
    longestTalkMs: counts.longestTalkMs,
    averageHandlingMs: handlingTime(handling),
    occupancy: occupancy(worked),
    utilisation: utilisation(worked),
    productive: productive(worked),
    holdRate: rate(counts.held, handling.handled),
    transferRate: rate(counts.transferred, handling.handled),
    offers,
    answerRate: answerRate(offers),
  };
}
