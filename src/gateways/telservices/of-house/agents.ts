import { CordboardError } from '../../../base/errors.ts';
import type { Agent } from '../../../board/agent/agent.ts';
import type { Fact } from '../../../board/fact.ts';
import type { AgentId, PhoneId } from '../../../board/ids.ts';
import type { BoardState } from '../../../board/state.ts';
import type { Agents } from '../telephony.ts';
import type { AgentInfo } from '../words.ts';
import { afterCallReason, agentInfo } from './agent-states.ts';
import { Happening } from './happening.ts';
import type { Hear, House } from './house.ts';
import { outboundServicesOf } from './outbound-services.ts';
import { signingInOf } from './signing-in.ts';

/** Why an agent is not ready who was asked for by a client of the gateway. */
const notReadyReason = 'telservices';

export function agentsOf(house: House, hear: Hear): Agents {
  const { exchange } = house;
  const { state } = exchange;
  const changes = new Happening<{ readonly phone: PhoneId; readonly info: AgentInfo }>();
  const told = new Map<PhoneId, string>();

  const at = (phone: PhoneId): AgentInfo | null => {
    const found = agentAt(state, phone);
    if (found === undefined) return null;
    return agentInfo(found, found.phone === phone, servicesOf(state, found.id));
  };
  for (const phone of state.phones.keys()) told.set(phone, JSON.stringify(at(phone)));

  hear((fact) => {
    for (const phone of phonesTouched(state, fact)) {
      const info = at(phone);
      const shown = JSON.stringify(info);
      if (told.get(phone) === shown) continue;
      told.set(phone, shown);
      if (info !== null) changes.tell({ phone, info });
    }
  });

  const signingIn = signingInOf(house, hear);

  return {
    at,
    listen: changes.listen,
    opened: (phone, userID) =>
      signingIn(phone, userID === null ? agentAt(state, phone) : agentNamed(state, userID)),
    async setState(phone, wanted) {
      const agent = agentAt(state, phone)?.id;
      if (agent === undefined) {
        throw new CordboardError(
          'agent-unknown',
          'nobody is signed in at this phone, and it is nobody’s own',
        );
      }
      switch (wanted) {
        case 'loggedOn':
          await exchange.command({ name: 'sign-in', agent, phone });
          return;
        case 'loggedOff':
          await exchange.command({ name: 'sign-out', agent });
          return;
        case 'ready':
          await exchange.command({ name: 'ready', agent });
          return;
        case 'notReady':
          await exchange.command({ name: 'not-ready', agent, reason: notReadyReason });
          return;
        case 'workingAfterCall':
          await exchange.command({ name: 'not-ready', agent, reason: afterCallReason });
      }
    },
  };
}

function agentNamed(state: Readonly<BoardState>, userID: string): Agent | undefined {
  return state.agents.get(userID as AgentId);
}

/** The queues and the campaigns that an agent works for. */
export function servicesOf(
  state: Readonly<BoardState>,
  agent: AgentId,
): Pick<AgentInfo, 'inboundServices' | 'outboundServices'> {
  return {
    inboundServices: state.queuesOfAgent.get(agent) ?? [],
    outboundServices: outboundServicesOf(state, agent),
  };
}

/** After these every agent may work for other campaigns. */
const servicesChange: readonly Fact['kind'][] = [
  'office.applied',
  'campaign.started',
  'campaign.stopped',
  'campaign.changed',
  'campaign.removed',
];

/** Who sits there; when nobody does, the first whose own phone it is. */
export function agentAt(state: Readonly<BoardState>, phone: PhoneId): Agent | undefined {
  const owner = (): AgentId | undefined => state.office.agents.find((agent) => agent.phone === phone)?.id;
  const id = state.agentAtPhone.get(phone) ?? owner();
  return id === undefined ? undefined : state.agents.get(id);
}

/** The phones at which the fact may change what is shown of an agent. */
function phonesTouched(state: Readonly<BoardState>, fact: Fact): readonly PhoneId[] {
  if (servicesChange.includes(fact.kind)) return [...state.phones.keys()];
  if (!('agent' in fact) || fact.agent === null) return [];
  const own = state.office.agents.find(({ id }) => id === fact.agent)?.phone ?? null;
  const now = state.agents.get(fact.agent)?.phone ?? null;
  const named = 'phone' in fact ? fact.phone : null;
  const left = fact.kind === 'agent.moved' ? fact.from : null;
  return [...new Set([own, now, named, left])].filter((phone) => phone !== null);
}
