import type { Agent, Asked } from '../agent/agent.ts';
import type { AgentId, CallId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import type { NewFact, Turn } from '../turn.ts';
import { defaultOf } from './rules.ts';

/** What an agent is asked about a call; null: it is no campaign's. */
export function askedOf(state: Readonly<BoardState>, agent: Agent, call: CallId): Asked | null {
  const known = agent.asked.find((one) => one.call === call);
  if (known !== undefined) return known;
  // Another agent has sent the customer on to him.
  const attempt = state.calls.get(call)?.attempt ?? null;
  if (attempt === null) return null;
  const { campaign, contact, number } = attempt;
  return { call, campaign, contact, number };
}

/** The campaign wants to hear what came of the call before he goes on; `default`: or books that when his time is over. */
export function owedDisposition(
  state: Readonly<BoardState>,
  { asked, disposed }: Agent,
  call: CallId,
): { readonly default: string | null } | null {
  const one = disposed.includes(call) ? undefined : asked.find((other) => other.call === call);
  const settings = one === undefined ? undefined : state.campaignSettings.get(one.campaign);
  return settings?.dispositionRequired === true ? { default: settings.dispositionDefault } : null;
}

/** So long a wrap-up its supervisors give after this call of a campaign; null: as long as the queue says. */
export function wrapUpOfCampaign(state: Readonly<BoardState>, agent: Agent, call: CallId): number | null {
  const campaign = askedOf(state, agent, call)?.campaign;
  return (campaign === undefined ? null : state.campaigns.get(campaign)?.changes.wrapUpMs) ?? null;
}

/**
 * An agent goes on without having said what came of numbers that he has dialled himself: the default is booked. Of contacts
 * it is when they are given back (`settle.ts`).
 */
export function beforeAgentGoesOn(
  turn: Turn,
  fact: Extract<NewFact, { kind: 'agent.idle' | 'agent.signed-out' }>,
): void {
  const agent = turn.state.agents.get(fact.agent);
  for (const { call, campaign, contact } of agent?.asked ?? []) {
    if (agent === undefined || contact !== null || agent.disposed.includes(call)) continue;
    if (fact.kind === 'agent.idle' && !('call' in agent.work && agent.work.call === call)) continue;
    bookDefault(turn, { call, campaign, contact, agent: agent.id });
  }
}

function bookDefault(
  turn: Turn,
  { agent, ...of }: Pick<Asked, 'call' | 'campaign' | 'contact'> & { readonly agent: AgentId },
): void {
  const settings = turn.state.campaignSettings.get(of.campaign);
  const disposition = settings === undefined ? null : defaultOf(settings);
  if (disposition !== null) turn.record({ kind: 'contact.disposed', ...of, agent, by: null, disposition });
}
