import { unreachable } from '../../base/errors.ts';
import type { Agent, OwedWrapUp, Served } from '../agent/agent.ts';
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

/** null: until somebody ends it. */
function lastsUntil({ state, at }: Turn, agent: Agent, { call, queue }: Served): number | null {
  const settings = state.queues.get(queue);
  if (settings === undefined) return at;
  const { wrapUp: mode, wrapUpMs } = settings;
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
export function wrapUpBarrier(state: Readonly<BoardState>, { work }: Agent): 'fixed' | 'disposition' | null {
  if (work.name !== 'wrap-up') return null;
  const mode = state.queues.get(work.queue)?.wrapUp;
  if (mode === 'fixed' && work.until !== null) return 'fixed';
  return mode === 'until-disposition' && work.until === null ? 'disposition' : null;
}
