import { z } from 'zod';
import { CordboardError } from '../../base/errors.ts';
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

export function agentOperations(exchange: Exchange): Operation[] {
  const obey = async (command: Command) => ({ seq: await exchange.command(command) });

  return [
    operation({
      name: 'take-seat',
      summary: 'Sign in at a phone as an agent, not ready yet',
      permission: 'agent',
      method: 'post',
      path: '/take-seat',
      input: z.strictObject({ agent, phone: phoneField.optional().describe('the own phone when left out') }),
      output: doneOutput,
      run: (caller, input) =>
        obey({ name: 'sign-in', agent: agentMeant(caller, input.agent), phone: input.phone }),
    }),
    operation({
      name: 'leave-seat',
      summary: 'Sign out from the phone; the session goes on',
      permission: 'agent',
      method: 'post',
      path: '/leave-seat',
      input: z.strictObject({ agent }),
      output: doneOutput,
      run: (caller, input) => obey({ name: 'sign-out', agent: agentMeant(caller, input.agent) }),
    }),
    operation({
      name: 'ready',
      summary: 'Take calls; during a call: after it',
      permission: 'agent',
      method: 'post',
      path: '/ready',
      input: z.strictObject({ agent }),
      output: doneOutput,
      run: (caller, input) => obey({ name: 'ready', agent: agentMeant(caller, input.agent) }),
    }),
    operation({
      name: 'not-ready',
      summary: 'Take no more calls; a call that rings goes to somebody else, a talk goes on',
      permission: 'agent',
      method: 'post',
      path: '/not-ready',
      input: z.strictObject({ agent, reason: z.string().trim().min(1).max(80).describe('such as lunch') }),
      output: doneOutput,
      run: (caller, input) =>
        obey({ name: 'not-ready', agent: agentMeant(caller, input.agent), reason: input.reason }),
    }),
    operation({
      name: 'answer',
      summary: 'Let the phone pick up the call that rings, if the phone can',
      permission: 'agent',
      method: 'post',
      path: '/answer',
      input: z.strictObject({ agent }),
      output: doneOutput,
      run: (caller, input) => obey({ name: 'answer', agent: agentMeant(caller, input.agent) }),
    }),
    operation({
      name: 'hang-up',
      summary: 'End a call: the own one, or for supervisors any',
      permission: 'agent',
      method: 'post',
      path: '/hang-up',
      input: z.strictObject({
        agent,
        call: callField.optional().describe('the call that the agent talks in when left out'),
      }),
      output: doneOutput,
      run: (caller, input) => obey(hangUp(exchange, caller, input)),
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

function hangUp(
  { state }: Exchange,
  caller: Caller,
  input: { readonly agent?: AgentId | undefined; readonly call?: CallId | undefined },
): Command {
  const agent = agentMeant(caller, input.agent);
  const work = state.agents.get(agent)?.work;
  const own = work?.name === 'talking' ? work.call : undefined;
  const call = input.call ?? own;
  if (call === undefined) throw new CordboardError('no-call', `${agent} is in no call`);
  // Who ends a call that is not the agent's own does so as a supervisor.
  return { name: 'hang-up', call, agent: call === own || !isSupervisor(caller) ? agent : null };
}
