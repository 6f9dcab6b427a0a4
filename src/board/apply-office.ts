import { CordboardError } from '../base/errors.ts';
import { lookAtSeats } from './agent/seats.ts';
import { placeOf } from './call/call.ts';
import type { Office } from './office.ts';
import type { Turn } from './turn.ts';

/** Changes the office while it works. What would lose a caller or leave an agent in the air is refused as a whole. */
export function applyOffice(turn: Turn, office: Office): void {
  const { state } = turn;
  const queues = new Set(office.queues.map((queue) => queue.id));
  const phonesNamed = new Set(office.phones.map((phone) => phone.id));
  for (const call of state.calls.values()) {
    // A talk may have to go back into its queue, when its bridge fails.
    const queue = placeOf(call)?.queue;
    if (queue !== undefined && !queues.has(queue)) {
      throw new CordboardError(
        'queue-in-use',
        `call ${call.id} is in queue ${queue}: it cannot be removed now`,
      );
    }
    const phone = call.legs.find((leg) => leg.phone !== null && !phonesNamed.has(leg.phone))?.phone;
    if (phone !== undefined) {
      throw new CordboardError(
        'phone-in-use',
        `phone ${phone} is in call ${call.id}: it cannot be removed now`,
      );
    }
  }
  const agents = new Set(office.agents.map((agent) => agent.id));
  for (const agent of state.agents.values()) {
    if (!agents.has(agent.id) && agent.presence.name !== 'signed-out') {
      throw new CordboardError(
        'agent-in-use',
        `${agent.id} is signed in: an agent leaves the office signed out`,
      );
    }
    if (agents.has(agent.id) && agent.phone !== null && !phonesNamed.has(agent.phone)) {
      throw new CordboardError(
        'phone-in-use',
        `${agent.id} is signed in at phone ${agent.phone}: it cannot be removed now`,
      );
    }
  }
  const campaigns = new Set(office.campaigns.map((campaign) => campaign.id));
  for (const { id, template, run } of state.campaigns.values()) {
    if (template !== null && campaigns.has(id)) {
      throw new CordboardError(
        'campaign-exists',
        `a campaign ${id} was made after ${template} while the office worked: remove it first`,
      );
    }
    if (campaigns.has(template ?? id)) continue;
    if (run === 'running' || (state.contactsOf.get(id)?.size ?? 0) > 0) {
      throw new CordboardError('campaign-in-use', `campaign ${id} is ${run}: it cannot be removed now`);
    }
    if ((state.callsOfCampaign.get(id)?.size ?? 0) > 0) {
      throw new CordboardError('campaign-in-use', `campaign ${id} has calls: it cannot be removed now`);
    }
  }
  turn.record({ kind: 'office.applied', office });
  lookAtSeats(turn);
}
