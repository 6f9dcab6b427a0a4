import { isEngaged, shownState, type Agent } from '../../../board/agent/agent.ts';
import { isRinging } from '../../../board/call/call.ts';
import { legsOfPhone, type BoardState } from '../../../board/state.ts';
import type { AgentState } from '../house/status.ts';

/** How an agent is, and his phone with him. */
export function agentDoing(
  state: Readonly<BoardState>,
  agent: Agent,
): Pick<AgentState, 'does' | 'isRinging' | 'isPaused' | 'reason' | 'since'> {
  const { presence, work, since } = agent;
  const isResting = work.name === 'resting';
  const isPaused = presence.name === 'not-ready' || isResting;
  const reason = presence.name === 'not-ready' ? presence.reason : isResting ? shownState(agent).state : null;
  return { does: doesOf(state, agent), isRinging: rings(state, agent), isPaused, reason, since };
}

function doesOf(state: Readonly<BoardState>, { presence, work, phone }: Agent): AgentState['does'] {
  if (!state.lineIsUp) return 'unknown';
  if (presence.name === 'signed-out' && !isEngaged(work)) return 'signed-out';
  if (phone === null || !state.phones.has(phone)) return 'no-phone';
  switch (work.name) {
    case 'wrap-up':
      return 'wrap-up';
    case 'holding':
      return 'holding';
    case 'talking':
    case 'consulting':
      return 'in-call';
    default: {
      // A call of his own, which may only ring; who is in none may still have put his phone to sleep.
      const legs = legsOfPhone(state, phone).map(({ leg }) => leg);
      if (legs.some((leg) => !isRinging(leg) && leg.state !== 'clearing' && leg.state !== 'hold'))
        return 'in-call';
      if (legs.some((leg) => leg.state === 'hold')) return 'holding';
      return state.devices.get(phone)?.doNotDisturb === true ? 'undisturbed' : 'idle';
    }
  }
}

function rings(state: Readonly<BoardState>, { work, phone }: Agent): boolean {
  if (work.name === 'offered') return true;
  return phone !== null && legsOfPhone(state, phone).some(({ leg }) => isRinging(leg));
}
