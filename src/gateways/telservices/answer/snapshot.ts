import type { FeatureState } from '../house/features.ts';
import type { AgentInfo, SessionEvent } from '../words.ts';
import { element, leaf, optional, word, type XmlElement } from '../xml/element.ts';
import { agentElement } from './agent.ts';
import { doNotDisturbElement, forwardsElement, msgWaitingElement } from './features.ts';

/** Snapshot. `snapshotSeq` is for HTTP clients only; `agent` is null where no agent is managed. */
export function snapshotElement(
  what: {
    readonly snapshotSeq: number | null;
    readonly call: XmlElement | null;
    readonly features: FeatureState;
    readonly agent: AgentInfo | null;
    readonly session: SessionEvent | null;
  },
  now: number,
): XmlElement {
  const { snapshotSeq, call, features, agent, session } = what;
  return element(
    'snapshot',
    optional(snapshotSeq, (seq) => leaf('snapshotSeq', seq)),
    element('calls', call),
    forwardsElement(features),
    msgWaitingElement(features.messagesWaiting),
    doNotDisturbElement(features.doNotDisturb),
    optional(agent, (info) => agentElement(info, now)),
    optional(session, (event) => word('session', event)),
  );
}
