import { z } from 'zod';
import { agentMeant, isSupervisor } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import { agentField, callField, doneOutput } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import type { SaidDesk } from '../outbound/said-desk.ts';
import { levelsOf, sayingFields } from '../outbound/saying.ts';
import { agentVerb } from './agent-verb.ts';

/** The time after a call, and what came of it. */
export function wrapUpOperations(exchange: Exchange, said: SaidDesk): Operation[] {
  const verb = agentVerb(exchange);
  return [
    verb({
      name: 'end-wrap-up',
      summary: 'End the time after a call, if the queue lets the agent; supervisors always',
      input: {},
      command: (agent, _, caller) => ({ name: 'end-wrap-up', agent, forced: isSupervisor(caller) }),
    }),
    verb({
      name: 'extend-wrap-up',
      summary: 'Have more time after the call',
      input: { ms: z.int().min(1_000).max(3_600_000).describe('so many milliseconds more') },
      command: (agent, { ms }) => ({ name: 'extend-wrap-up', agent, ms }),
    }),
    verb({
      name: 'ask-wrap-up',
      summary: 'In a call: have time after it, where queues give it on request',
      input: { on: z.boolean().default(true) },
      command: (agent, { on }) => ({ name: 'ask-wrap-up', agent, on }),
    }),
    operation({
      name: 'dispose',
      summary:
        'Say what came of a call, during it or in its wrap-up; saying it again corrects it. A campaign has rules for it',
      permission: 'agent',
      method: 'post',
      path: '/dispose',
      input: z.strictObject({
        agent: agentField
          .optional()
          .describe('for supervisors: on behalf of this agent; oneself when left out'),
        call: callField.optional().describe('the present call, or that of the wrap-up, when left out'),
        ...sayingFields,
      }),
      output: doneOutput,
      run: async (caller, { agent, call, disposition, ...more }) => ({
        seq: await said.say(caller, agentMeant(caller, agent), call, {
          levels: levelsOf(disposition),
          ...more,
        }),
      }),
    }),
  ];
}
