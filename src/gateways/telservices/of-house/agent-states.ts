import { isEngaged, shownState, type Agent } from '../../../board/agent/agent.ts';
import type { Segment } from '../../../board/account.ts';
import type { AgentInfo, AgentState } from '../words.ts';

/** Not ready for this reason is the manual's `workingAfterCall`, be it after the wrap-up that the queue gives. */
export const afterCallReason = 'working-after-call';

type Shown = Pick<Extract<Segment, { subject: 'agent' }>, 'state' | 'reason'>;

/** The states of the house in the manual's words; docs/telservices.md has the table. */
export function agentStateOf({ state, reason }: Shown): AgentState {
  switch (state) {
    case 'signed-out':
      return 'loggedOff';
    case 'not-ready':
      return reason === afterCallReason ? 'workingAfterCall' : 'notReady';
    // Spared the next call for having refused one: the house makes him ready again.
    case 'resting':
      return 'notReady';
    case 'ready':
      return 'ready';
    case 'wrap-up':
      return 'workingAfterCall';
    default:
      return 'busy';
  }
}

/** An agent of whom it is asked at a phone: the one who sits there, or whose own it is. */
export function agentInfo(
  agent: Agent,
  sitsHere: boolean,
  services: Pick<AgentInfo, 'inboundServices' | 'outboundServices'>,
): AgentInfo {
  const state = sitsHere ? agentStateOf(shownState(agent)) : 'loggedOff';
  const { work } = agent;
  return {
    userID: agent.id,
    state,
    changesAt: sitsHere && 'until' in work ? work.until : null,
    ...services,
    permittedStates: permittedStates(agent, sitsHere),
  };
}

/** In a call: what comes after it. The order is that of the printed example. */
function permittedStates({ presence, work }: Agent, sitsHere: boolean): AgentState[] {
  // Who sits at another phone signs out there first.
  if (!sitsHere) return presence.name === 'signed-out' ? ['loggedOn'] : [];
  const present: AgentState[] = ['ready', 'notReady', 'workingAfterCall'];
  return isEngaged(work) || work.name === 'wrap-up' ? present : [...present, 'loggedOff'];
}
