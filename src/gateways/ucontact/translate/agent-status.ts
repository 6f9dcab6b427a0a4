import type { AgentDoing, AgentState } from '../house/status.ts';

/** "Códigos de estado de los agentes", as the document lists them: Asterisk's device states, and the wrap-up. */
const agentStatus = {
  unknown: 0,
  notInUse: 1,
  inUse: 2,
  busy: 3,
  invalid: 4,
  unavailable: 5,
  ringing: 6,
  ringInUse: 7,
  onHold: 8,
  wrapUp: 9,
} as const;

const codes: Readonly<Record<AgentDoing, { readonly quiet: number; readonly ringing: number }>> = {
  unknown: { quiet: agentStatus.unknown, ringing: agentStatus.unknown },
  'signed-out': { quiet: agentStatus.unavailable, ringing: agentStatus.unavailable },
  'no-phone': { quiet: agentStatus.invalid, ringing: agentStatus.invalid },
  idle: { quiet: agentStatus.notInUse, ringing: agentStatus.ringing },
  undisturbed: { quiet: agentStatus.busy, ringing: agentStatus.ringing },
  'in-call': { quiet: agentStatus.inUse, ringing: agentStatus.ringInUse },
  holding: { quiet: agentStatus.onHold, ringing: agentStatus.ringInUse },
  'wrap-up': { quiet: agentStatus.wrapUp, ringing: agentStatus.ringing },
};

export function statusOf({ does, isRinging }: Pick<AgentState, 'does' | 'isRinging'>): number {
  return codes[does][isRinging ? 'ringing' : 'quiet'];
}

/** In which of campaignstatus' counts an agent is: each is in exactly one. */
export type AgentCount = 'availables' | 'notavailables' | 'paused' | 'busy' | 'busypaused' | 'onwrapup';

export function countOf(agent: Pick<AgentState, 'does' | 'isRinging' | 'isPaused'>): AgentCount {
  switch (statusOf(agent)) {
    case agentStatus.unknown:
    case agentStatus.invalid:
    case agentStatus.unavailable:
      return 'notavailables';
    case agentStatus.wrapUp:
      return 'onwrapup';
    case agentStatus.notInUse:
      return agent.isPaused ? 'paused' : 'availables';
    default:
      return agent.isPaused ? 'busypaused' : 'busy';
  }
}
