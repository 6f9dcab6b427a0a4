import { z } from 'zod';
import { CordboardError } from '../../base/errors.ts';
import { isEngaged } from '../../board/agent/agent.ts';
import type { AgentId, CallId } from '../../board/ids.ts';
import type { Command } from '../../board/input.ts';
import { agentMeant, isSupervisor, type Caller } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import { agentField, callField, doneOutput, phoneField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import { agentOutput, agentView } from '../views/agent-view.ts';

const agent = agentField
  .optional()
  .describe('for supervisors: on behalf of this agent; oneself when left out');

interface Verb<Input extends z.ZodRawShape> {
  readonly name: string;
  readonly summary: string;
  readonly input: Input;
  readonly command: (agent: AgentId, input: z.output<z.ZodObject<Input>>, caller: Caller) => Command;
}

export function agentOperations(exchange: Exchange): Operation[] {
  const verb = <Input extends z.ZodRawShape>({ name, summary, input, command }: Verb<Input>): Operation =>
    operation({
      name,
      summary,
      permission: 'agent',
      method: 'post',
      path: `/${name}`,
      input: z.strictObject({ agent, ...input }),
      output: doneOutput,
      run: async (caller, asked) => {
        const meant = agentMeant(caller, (asked as { readonly agent?: AgentId }).agent);
        const wanted = command(meant, asked as z.output<z.ZodObject<Input>>, caller);
        return { seq: await exchange.command(wanted) };
      },
    });

  return [
    verb({
      name: 'take-seat',
      summary: 'Sign in at a phone as an agent, not ready yet',
      input: { phone: phoneField.optional().describe('the own phone when left out') },
      command: (agent, { phone }) => ({ name: 'sign-in', agent, phone }),
    }),
    verb({
      name: 'leave-seat',
      summary: 'Sign out from the phone; the session goes on',
      input: {},
      command: (agent) => ({ name: 'sign-out', agent }),
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
