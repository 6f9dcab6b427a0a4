import { CordboardError } from '../base/errors.ts';
import type { Office } from './office.ts';
import type { Turn } from './turn.ts';

/** Changes the office while it works. What would lose a caller or leave an agent in the air is refused as a whole. */
export function applyOffice(turn: Turn, office: Office): void {
  const { state } = turn;
  const queues = new Set(office.queues.map((queue) => queue.id));
  for (const { id, phase } of state.calls.values()) {
    // A talk may have to go back into its queue, when its bridge fails.
    if ((phase.name === 'waiting' || phase.name === 'talking') && !queues.has(phase.queue)) {
      throw new CordboardError(
        'queue-in-use',
        `call ${id} is in queue ${phase.queue}: it cannot be removed now`,
      );
    }
  }
  const agents = new Set(office.agents.map((agent) => agent.id));
  const phones = new Set(office.phones.map((phone) => phone.id));
  for (const agent of state.agents.values()) {
    if (!agents.has(agent.id) && agent.presence.name !== 'signed-out') {
      throw new CordboardError(
        'agent-in-use',
        `${agent.id} is signed in: an agent leaves the office signed out`,
      );
    }
    if (agents.has(agent.id) && agent.phone !== null && !phones.has(agent.phone)) {
      throw new CordboardError(
        'phone-in-use',
        `${agent.id} is signed in at phone ${agent.phone}: it cannot be removed now`,
      );
    }
  }
  turn.record({ kind: 'office.applied', office });
}
