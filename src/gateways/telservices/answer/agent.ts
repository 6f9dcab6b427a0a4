import type { AgentInfo } from '../words.ts';
import { element, leaf, optional, word, type XmlElement } from '../xml/element.ts';

/** AgentInfo: QueryAgentState, the agent event and the snapshot. `timeout` is what is left at `now`, in seconds. */
export function agentElement(info: AgentInfo, now: number): XmlElement {
  return element(
    'agent',
    optional(info.userID, (userID) => leaf('userID', userID)),
    word('state', info.state),
    optional(info.changesAt, (at) => leaf('timeout', Math.max(0, Math.ceil((at - now) / 1000)))),
    servicesElement('inboundServices', info.inboundServices),
    servicesElement('outboundServices', info.outboundServices),
    info.permittedStates.length === 0
      ? null
      : element('permittedStates', ...info.permittedStates.map((state) => leaf(state, ''))),
  );
}

/** Left out when there are none, as in the printed statistics of agents that are logged off. */
export function servicesElement(name: string, services: readonly string[]): XmlElement | null {
  if (services.length === 0) return null;
  return element(name, ...services.map((service) => leaf('service', service)));
}

/** QueryAgentState of a device where nobody is. */
export const nobody: AgentInfo = {
  userID: null,
  state: 'null',
  changesAt: null,
  inboundServices: [],
  outboundServices: [],
  permittedStates: [],
};
