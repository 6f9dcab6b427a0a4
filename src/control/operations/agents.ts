import { z } from 'zod';
import { CordboardError } from '../../base/errors.ts';
import { isEngaged } from '../../board/agent/agent.ts';
import type { AgentId, CallId } from '../../board/ids.ts';
import type { Command } from '../../board/input.ts';
import { isSupervisor, type Caller } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import { callField, phoneField, queueField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import { agentOutput, agentView } from '../views/agent-view.ts';
import { agentVerb } from './agent-verb.ts';

const queuesField = z.array(queueField).min(1);

export function agentOperations(exchange: Exchange): Operation[] {
  const verb = agentVerb(exchange);
  return [
    verb({
      name: 'take-seat',
      summary: 'Sign in at a phone as an agent, not ready yet',
      input: {
        phone: phoneField.optional().describe('the own phone when left out; another one: move there'),
        evict: z.boolean().default(false).describe('sign out whoever sits there, unless he is in a call'),
        queues: queuesField.optional().describe('serve only these of the own queues; all when left out'),
        connect: z
          .enum(['ring', 'auto-answer', 'stay'])
          .optional()
          .describe('how calls come to the phone, until he signs out; as the office says when left out'),
      },
      command: (agent, asked) => ({ name: 'sign-in', agent, ...asked }),
    }),
    verb({
      name: 'leave-seat',
      summary: 'Sign out from the phone; the session goes on',
      input: {
        afterCall: z.boolean().default(false).describe('in a call: when it and its wrap-up are over'),
      },
      command: (agent, { afterCall }, caller) => ({
        name: 'sign-out',
        agent,
        afterCall,
        forced: isSupervisor(caller),
      }),
    }),
    verb({
      name: 'agent-queues',
      summary: 'Serve only some of the own queues; what rings for another one goes to somebody else',
      input: { queues: queuesField.nullable().describe('null: all') },
      command: (agent, { queues }) => ({ name: 'choose-queues', agent, queues }),
    }),
    verb({
      name: 'ready',
      summary: 'Take calls; during a call: after it',
      input: {},
      command: (agent) => ({ name: 'ready', agent }),
    }),
    verb({
      name: 'not-ready',
      summary: 'Take no more calls; a call that rings goes to somebody else, a talk goes on',
      input: { reason: z.string().trim().min(1).max(80).describe('such as lunch') },
      command: (agent, { reason }) => ({ name: 'not-ready', agent, reason }),
    }),
    verb({
      name: 'answer',
      summary: 'Let the phone pick up the call that rings, if the phone can',
      input: {},
      command: (agent) => ({ name: 'answer', agent }),
    }),
    verb({
      name: 'hang-up',
      summary: 'End a call: the own one, or for supervisors any',
      input: { call: callField.optional().describe('the call that the agent talks in when left out') },
      command: (agent, { call }, caller) => hangUp(exchange, caller, agent, call),
    }),
    operation({
      name: 'agents',
      summary: 'How the agents are: all for supervisors, oneself for agents',
      permission: 'agent',
      method: 'get',
      path: '/agents',
      input: z.strictObject({}),
      output: z.object({ agents: z.array(agentOutput) }),
      run: (caller) => {
        const all = [...exchange.state.agents.values()];
        const seen = isSupervisor(caller) ? all : all.filter(({ id }) => id === caller.user);
        return { agents: seen.map((one) => agentView(exchange.state, one)) };
      },
    }),
  ];
}

function hangUp({ state }: Exchange, caller: Caller, agent: AgentId, named: CallId | undefined): Command {
  const work = state.agents.get(agent)?.work;
  const own = work !== undefined && isEngaged(work) ? work.call : undefined;
  const call = named ?? own;
  if (call === undefined) throw new CordboardError('no-call', `${agent} is in no call`);
  // Who ends a call that is not the agent's own does so as a supervisor.
  return { name: 'hang-up', call, agent: call === own || !isSupervisor(caller) ? agent : null };
}
