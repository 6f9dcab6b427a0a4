import { waitingLine, emptyState, type BoardState } from './state.ts';
import { isFree, type Agent } from './agent/agent.ts';
import type { Call } from './call/call.ts';
import { indexOffice } from './fold-office.ts';
import type { Office } from './office.ts';

/** The board's state as plain data: what the ledger keeps as live rows, so that a start need not read the journal. */
export interface LiveState {
  readonly meta: LiveMeta;
  readonly office: Office;
  readonly calls: readonly Call[];
  readonly agents: readonly Agent[];
}

export interface LiveMeta {
  readonly instance: string;
  readonly nextCall: number;
  readonly lineIsUp: boolean;
  readonly asteriskStartedAt: number;
}

export function metaOf(state: BoardState): LiveMeta {
  const { instance, nextCall, lineIsUp, asteriskStartedAt } = state;
  return { instance, nextCall, lineIsUp, asteriskStartedAt };
}

export function liveStateOf(state: BoardState): LiveState {
  return {
    meta: metaOf(state),
    office: state.office,
    calls: [...state.calls.values()],
    agents: [...state.agents.values()],
  };
}

/** Sets a board up from its live rows, with every look-up table and timer. The rows become the state: hand over copies. */
export function stateFrom(live: LiveState): BoardState {
  const state = emptyState(live.meta.instance);
  state.nextCall = live.meta.nextCall;
  state.lineIsUp = live.meta.lineIsUp;
  state.asteriskStartedAt = live.meta.asteriskStartedAt;
  state.office = live.office;
  indexOffice(state);
  for (const call of live.calls) {
    state.calls.set(call.id, call);
    if (call.phase.name === 'waiting') waitingLine(state, call.phase.queue).add(call, call.phase);
    for (const leg of call.legs) {
      state.callOfLeg.set(leg.id, call.id);
      if (leg.deadline !== null) state.legTimers.set(leg.deadline, leg.id);
    }
  }
  for (const agent of live.agents) {
    state.agents.set(agent.id, agent);
    if (isFree(agent)) state.freeAgents.add(agent.id);
    if ('until' in agent.work) state.agentTimers.set(agent.work.until, agent.id);
  }
  return state;
}
