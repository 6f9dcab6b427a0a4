import type { Barrier } from '../../board/acd/barrier.ts';
import { activeNeeds, skillsOf } from '../../board/acd/skills.ts';
import type { Agent } from '../../board/agent/agent.ts';
import type { Call } from '../../board/call/call.ts';
import type { Waiting } from '../../board/call/waiting.ts';
import type { QueueSettings } from '../../board/queue-settings.ts';
import type { BoardState } from '../../board/state.ts';

/** How many agents are kept from a caller by what, for people. */
const plain: Readonly<Record<Barrier, string>> = {
  'signed-out': 'signed out',
  'not-ready': 'not ready',
  'not-chosen': 'not serving this queue now',
  ringing: 'offered another call',
  seat: 'to pick up the phone first, which stays up between calls',
  'in-call': 'in a call',
  'wrap-up': 'in wrap-up',
  resting: 'resting after a refused offer',
  previewing: 'reading a contact that is to be called',
  promised: 'left for a customer who is being called',
  delay: 'not for callers who have waited so short',
  skill: 'without what the caller needs',
  missed: 'has let this caller pass',
  tier: 'of a later tier',
  regular: 'not the agent for whom the caller is kept',
};

export function countsInWords(counts: Readonly<Partial<Record<Barrier, number>>>): string {
  const parts = Object.entries(counts).map(([barrier, count]) => `${count} ${plain[barrier as Barrier]}`);
  return parts.length === 0 ? 'the queue has no agents' : parts.join(', ');
}

/** The same of one agent, with when it ends where that is known. */
export function barrierInWords(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  agent: Agent,
  barrier: Barrier,
  { call, waiting, at }: { readonly call: Call; readonly waiting: Waiting; readonly at: number },
): string {
  const { work, presence } = agent;
  switch (barrier) {
    case 'not-ready':
      return presence.name === 'not-ready' ? `not ready (${presence.reason})` : plain[barrier];
    case 'in-call':
      return 'call' in work ? `in call ${work.call}` : plain[barrier];
    case 'ringing':
      return 'call' in work ? `offered call ${work.call}` : plain[barrier];
    case 'wrap-up':
    case 'resting':
      return 'until' in work && work.until !== null
        ? `${plain[barrier]}, ${seconds(work.until - at)} left`
        : plain[barrier];
    case 'delay': {
      const delayMs = state.membersOf.get(queue.id)?.get(agent.id)?.delayMs ?? 0;
      return `serves callers after ${seconds(delayMs)}, ${seconds(waiting.enteredAt + delayMs - at)} left`;
    }
    case 'skill': {
      const { needs } = activeNeeds(state, queue, call, waiting, at);
      const own = skillsOf(state, agent.id);
      const lacking = Object.entries(needs).filter(([skill, level]) => (own[skill] ?? 0) < level);
      return `has not ${lacking.map(([skill, level]) => `${skill} ${level}`).join(', ')}`;
    }
    default:
      return plain[barrier];
  }
}

function seconds(ms: number): string {
  return `${Math.max(0, Math.ceil(ms / 1_000))} s`;
}
