import { unreachable } from '../../base/errors.ts';
import type { Agent, OwedWrapUp, Served } from '../agent/agent.ts';
import { owedDisposition, wrapUpOfCampaign } from '../outbound/asked.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';

/** Gives the agent the time after the call that the queue allows. */
export function wrapUp(turn: Turn, agent: Agent, { call, queue }: Served): void {
  begin(turn, agent, { call, queue }, lastsUntil(turn, agent, { call, queue }));
}

/** The one that had to wait, or goes on. */
export function wrapUpOwed(turn: Turn, agent: Agent, { call, queue, begun }: OwedWrapUp): void {
  const until = begun === null ? lastsUntil(turn, agent, { call, queue }) : begun.until;
  begin(turn, agent, { call, queue }, until === null ? null : Math.max(until, turn.at));
}

function begin(turn: Turn, { id }: Agent, { call, queue }: Served, until: number | null): void {
  turn.record({ kind: 'agent.wrap-up', agent: id, call, queue, until });
  if (until === turn.at) turn.record({ kind: 'agent.idle', agent: id });
}

/** null: until somebody ends it. A campaign that wants to hear what came of the call, and has no default, waits for it. */
function lastsUntil(turn: Turn, agent: Agent, served: Served): number | null {
  const owed = owedDisposition(turn.state, agent, served.call);
  return owed !== null && owed.default === null ? null : byQueue(turn, agent, served);
}

function byQueue({ state, at }: Turn, agent: Agent, { call, queue }: Served): number | null {
  const settings = state.queues.get(queue);
  if (settings === undefined) return at;
  const { wrapUp: mode } = settings;
  const wrapUpMs = wrapUpOfCampaign(state, agent, call) ?? settings.wrapUpMs;
  switch (mode) {
    case 'none':
      return at;
    case 'timed':
    case 'fixed':
      return at + wrapUpMs;
    case 'optional':
      return null;
    case 'until-disposition':
      return agent.disposed.includes(call) ? at : null;
    case 'on-request':
      if (!agent.asksWrapUp) return at;
      return wrapUpMs === 0 ? null : at + wrapUpMs;
    default:
      return unreachable(mode);
  }
}

/**
 * Why an agent in wrap-up cannot end it himself; null: he can. It asks for the queue of today: one that was changed
 * meanwhile leaves nobody in a wrap-up that nothing would end.
 */
export function wrapUpBarrier(
  state: Readonly<BoardState>,
  agent: Agent,
): 'required' | 'fixed' | 'disposition' | null {
  const { work } = agent;
  if (work.name !== 'wrap-up') return null;
  if (owedDisposition(state, agent, work.call) !== null) return 'required';
  const mode = state.queues.get(work.queue)?.wrapUp;
  if (mode === 'fixed' && work.until !== null) return 'fixed';
  return mode === 'until-disposition' && work.until === null ? 'disposition' : null;
}

/**
 * When a wrap-up that has no end of its own is over, now that the agent has said what came of the call; null: when he ends
 * it. `wasRequired`: it had no end because a campaign wants to hear that.
 */
export function endOnceSaid({ state, at }: Turn, agent: Agent, wasRequired: boolean): number | null {
  const { work } = agent;
  const settings = work.name === 'wrap-up' ? state.queues.get(work.queue) : undefined;
  if (work.name !== 'wrap-up' || settings === undefined) return at;
  switch (settings.wrapUp) {
    case 'optional':
      return null;
    case 'on-request':
      return wasRequired ? at : null;
    case 'timed':
    case 'fixed':
      return Math.max(at, agent.since + (wrapUpOfCampaign(state, agent, work.call) ?? settings.wrapUpMs));
    default:
      return at;
  }
}
