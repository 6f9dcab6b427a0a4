import type { AgentId } from '../ids.ts';
import type { TallyWindow } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';

/** What an agent has done in one quarter of an hour. Strategies that count add these up. */
export interface Tally {
  /** Start of the quarter, UTC milliseconds. */
  readonly since: number;
  /** Calls of queues that the agent was connected to. */
  answered: number;
  /** Calls of queues that are over, their wrap-up included. */
  handled: number;
  /** Talk, hold and consultation; of calls of queues. */
  talkMs: number;
  wrapUpMs: number;
  readyMs: number;
  /** Calls of the agent's own. */
  directMs: number;
  /** What strategies that count add to that, each for its window, since he signed in (`head-start.ts`). */
  headStart?: Readonly<Partial<Record<TallyWindow, HeadStart>>>;
}

/** So that who signs in begins level with those who are there. */
export interface HeadStart {
  readonly answered: number;
  readonly talkMs: number;
}

type Sums = Omit<Tally, 'since' | 'headStart'> & { readonly headStart: HeadStart };

export interface AgentTallies {
  readonly agent: AgentId;
  /** The oldest first; the last day's. */
  readonly quarters: Tally[];
}

const quarterMs = 900_000;
const keptMs = 26 * 3_600_000;

/** The tally that belongs to this time, to be changed. */
export function tallyAt(state: BoardState, agent: AgentId, at: number): Tally {
  let own = state.tallies.get(agent);
  if (own === undefined) {
    own = { agent, quarters: [] };
    state.tallies.set(agent, own);
  }
  const since = at - (at % quarterMs);
  const last = own.quarters.at(-1);
  if (last !== undefined && last.since >= since) return last;
  const fresh: Tally = { since, answered: 0, handled: 0, talkMs: 0, wrapUpMs: 0, readyMs: 0, directMs: 0 };
  while ((own.quarters[0]?.since ?? since) < since - keptMs) own.quarters.shift();
  own.quarters.push(fresh);
  return fresh;
}

/** What the agent has done within the window, to the quarter of an hour; what he does just now is not in it. */
export function tallyOf(state: Readonly<BoardState>, agent: AgentId, window: TallyWindow, at: number): Sums {
  const from = startOf(state, agent, window, at);
  const headStart = { answered: 0, talkMs: 0 };
  const sum = { answered: 0, handled: 0, talkMs: 0, wrapUpMs: 0, readyMs: 0, directMs: 0, headStart };
  for (const quarter of state.tallies.get(agent)?.quarters ?? []) {
    if (quarter.since + quarterMs <= from) continue;
    sum.answered += quarter.answered;
    sum.handled += quarter.handled;
    sum.talkMs += quarter.talkMs;
    sum.wrapUpMs += quarter.wrapUpMs;
    sum.readyMs += quarter.readyMs;
    sum.directMs += quarter.directMs;
    headStart.answered += quarter.headStart?.[window]?.answered ?? 0;
    headStart.talkMs += quarter.headStart?.[window]?.talkMs ?? 0;
  }
  return sum;
}

function startOf(state: Readonly<BoardState>, agent: AgentId, window: TallyWindow, at: number): number {
  switch (window) {
    case 'hour':
      return at - 3_600_000;
    case 'shift':
      return state.agents.get(agent)?.signedInAt ?? at;
    default:
      return state.dayStart.at(at, state.office.timeZone);
  }
}
