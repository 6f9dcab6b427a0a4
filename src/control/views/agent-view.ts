import { z } from 'zod';
import { shownState, type Agent } from '../../board/agent/agent.ts';
import type { BoardState } from '../../board/state.ts';
import { agentField, callField, phoneField, queueField, timeField } from '../fields.ts';

export const agentOutput = z.object({
  agent: agentField,
  name: z.string(),
  state: z.enum([
    'signed-out',
    'ready',
    'not-ready',
    'offered',
    'talking',
    'holding',
    'consulting',
    'direct',
    'wrap-up',
    'resting',
  ]),
  reason: z.string().nullable().describe('why not ready'),
  since: timeField.describe('when this state began'),
  call: callField.nullable().describe('the call that rings, is talked in or was the last one'),
  queue: queueField.nullable(),
  presence: z
    .object({ name: z.enum(['signed-out', 'ready', 'not-ready']), reason: z.string().nullable() })
    .describe('what the agent says of himself: the state that comes after the call'),
  phone: phoneField.nullable(),
  signedInAt: timeField.nullable(),
  queues: z.array(queueField).describe('queues that the agent serves'),
});
export type AgentView = z.output<typeof agentOutput>;

export function agentView(state: Readonly<BoardState>, agent: Agent): AgentView {
  const { presence } = agent;
  return {
    agent: agent.id,
    name: state.office.agents.find(({ id }) => id === agent.id)?.name ?? agent.id,
    ...shownState(agent),
    since: agent.since,
    presence: { name: presence.name, reason: presence.name === 'not-ready' ? presence.reason : null },
    phone: agent.phone,
    signedInAt: agent.signedInAt,
    queues: state.queuesOfAgent.get(agent.id) ?? [],
  };
}
