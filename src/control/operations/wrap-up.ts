import { z } from 'zod';
import { isSupervisor } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import { callField } from '../fields.ts';
import type { Operation } from '../operation.ts';
import { agentVerb } from './agent-verb.ts';

/** The time after a call, and what came of it. */
export function wrapUpOperations(exchange: Exchange): Operation[] {
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
    verb({
      name: 'dispose',
      summary: 'Say what came of a call, during it or in its wrap-up; saying it again corrects it',
      input: {
        call: callField.optional().describe('the present call, or that of the wrap-up, when left out'),
        disposition: z
          .string()
          .regex(/^[a-z0-9-]{1,40}$/, 'is not a disposition: 1 to 40 small letters, digits and hyphens')
          .describe('such as sold'),
        note: z.string().trim().max(2_000).default(''),
      },
      command: (agent, { call, disposition, note }) => ({ name: 'dispose', agent, call, disposition, note }),
    }),
  ];
}
