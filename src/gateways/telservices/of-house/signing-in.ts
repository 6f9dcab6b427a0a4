import { messageOf } from '../../../base/errors.ts';
import type { Agent } from '../../../board/agent/agent.ts';
import type { PhoneId } from '../../../board/ids.ts';
import type { Hear, House } from './house.ts';
import { campaignsServed } from './outbound-services.ts';

/**
 * What the configuration of a campaign says of its agents: `agentLoggedOnOnOpenSession`, `agentReadyOnLoggedOn`. Who signs
 * in by other means than this gateway is ready too. What the house refuses is logged, and nobody is kept from his session.
 */
export function signingInOf(
  { exchange, log }: House,
  hear: Hear,
): (phone: PhoneId, agent: Agent | undefined) => Promise<void> {
  const { state } = exchange;
  hear((fact) => {
    if (fact.kind !== 'agent.signed-in') return;
    const isWanted = campaignsServed(state, fact.agent).some(({ changes }) => changes.readyOnSignIn === true);
    if (!isWanted || state.agents.get(fact.agent)?.presence.name !== 'not-ready') return;
    exchange
      .command({ name: 'ready', agent: fact.agent })
      .catch((error: unknown) => log.warn(`${fact.agent} is not made ready: ${messageOf(error)}`));
  });
  return async (phone, agent) => {
    if (agent === undefined || agent.presence.name !== 'signed-out') return;
    const isWanted = campaignsServed(state, agent.id).some(({ changes }) => changes.signInOnOpen === true);
    if (!isWanted) return;
    await exchange
      .command({ name: 'sign-in', agent: agent.id, phone })
      .catch((error: unknown) => log.warn(`${agent.id} is not signed in: ${messageOf(error)}`));
  };
}
