import { z } from 'zod';
import { shownState, type Agent } from '../../board/agent/agent.ts';
import { connectOf, seatOf } from '../../board/agent/seat.ts';
import { isRinging } from '../../board/call/call.ts';
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
    'previewing',
  ]),
  reason: z.string().nullable().describe('why not ready'),
  since: timeField.describe('when this state began'),
  until: timeField.nullable().describe('when a wrap-up or rest ends; null: by the agent, or not at all'),
  call: callField.nullable().describe('the call that rings, is talked in or was the last one'),
  queue: queueField.nullable(),
  presence: z
    .object({ name: z.enum(['signed-out', 'ready', 'not-ready']), reason: z.string().nullable() })
    .describe('what the agent says of himself'),
  next: z
    .object({ name: z.enum(['signed-out', 'ready', 'not-ready']), reason: z.string().nullable() })
    .nullable()
    .describe(
      'what comes after the call, the wrap-up, the rest or the customer who is being called; null: nothing does',
    ),
  overdue: z.boolean().describe('not ready for longer than the reason allows'),
  phone: phoneField.nullable(),
  connect: z
    .enum(['ring', 'auto-answer', 'stay'])
    .describe('how calls come to the phone: it rings, answers by itself, or stays up between calls'),
  stays: z
    .enum(['ringing', 'up'])
    .nullable()
    .describe('the phone that stays up between calls: still rings for that, or is up; null: neither'),
  signedInAt: timeField.nullable(),
  queues: z.array(queueField).describe('queues that the agent serves now'),
  memberOf: z.array(queueField).describe('queues that he may serve'),
  disposed: z.array(callField).describe('of the present calls those whose outcome he has told'),
});
export type AgentView = z.output<typeof agentOutput>;

export function agentView(state: Readonly<BoardState>, agent: Agent): AgentView {
  const { presence, work } = agent;
  const seat = seatOf(state, agent);
  const memberOf = state.queuesOfAgent.get(agent.id) ?? [];
  const said = { name: presence.name, reason: presence.name === 'not-ready' ? presence.reason : null };
  return {
    agent: agent.id,
    name: state.office.agents.find(({ id }) => id === agent.id)?.name ?? agent.id,
    ...shownState(agent),
    since: agent.since,
    until: 'until' in work ? work.until : null,
    presence: said,
    next: nextOf(agent),
    overdue: agent.isOverdue,
    phone: agent.phone,
    connect: connectOf(state, agent),
    stays: seat === null ? null : isRinging(seat.leg) ? 'ringing' : 'up',
    signedInAt: agent.signedInAt,
    queues: memberOf.filter((queue) => agent.queues?.includes(queue) ?? true),
    memberOf,
    disposed: [...agent.disposed],
  };
}

function nextOf({ work, leaving, pausing, presence }: Agent): AgentView['next'] {
  if (leaving !== null) return { name: 'signed-out', reason: leaving };
  if (pausing !== null) return { name: 'not-ready', reason: pausing };
  if (work.name === 'idle') return null;
  return { name: presence.name, reason: presence.name === 'not-ready' ? presence.reason : null };
}
