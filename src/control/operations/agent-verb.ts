import { z } from 'zod';
import type { AgentId } from '../../board/ids.ts';
import type { Command } from '../../board/input.ts';
import { agentMeant, type Caller } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import { agentField, doneOutput } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';

const agent = agentField
  .optional()
  .describe('for supervisors: on behalf of this agent; oneself when left out');

interface Verb<Input extends z.ZodRawShape> {
  readonly name: string;
  readonly summary: string;
  readonly input: Input;
  readonly command: (agent: AgentId, input: z.output<z.ZodObject<Input>>, caller: Caller) => Command;
}

/** A command that an agent gives for himself, and a supervisor for anybody. */
export function agentVerb(exchange: Exchange) {
  return <Input extends z.ZodRawShape>({ name, summary, input, command }: Verb<Input>): Operation =>
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
}
