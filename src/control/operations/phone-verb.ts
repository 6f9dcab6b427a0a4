import { z } from 'zod';
import { CordboardError } from '../../base/errors.ts';
import type { AgentId, PhoneId } from '../../board/ids.ts';
import type { PhoneCommand } from '../../board/input.ts';
import { isSupervisor, type Caller } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import { agentField, callField, doneOutput, phoneField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';

const whose = {
  agent: agentField.optional().describe('for supervisors: at the phone of this agent; oneself when left out'),
  phone: phoneField.optional().describe('for supervisors: at this phone'),
};
export const which = {
  other: z.string().max(80).optional().describe("number of the call's other party, to choose among calls"),
  call: callField.optional().describe('the call itself, to choose among calls'),
};

type Whose = { readonly agent?: AgentId | undefined; readonly phone?: PhoneId | undefined };
type Distribute<T> = T extends unknown ? Omit<T, 'phone'> : never;

interface Verb<Input extends z.ZodRawShape> {
  readonly name: string;
  readonly summary: string;
  readonly input: Input;
  readonly command: (input: z.output<z.ZodObject<Input>>) => Distribute<PhoneCommand>;
}

/** Makes operations of what can be asked for on behalf of a phone, be it named by who sits there. */
export function phoneVerb(exchange: Exchange) {
  return <Input extends z.ZodRawShape>({ name, summary, input, command }: Verb<Input>): Operation =>
    operation({
      name,
      summary,
      permission: 'agent',
      method: 'post',
      path: `/phones/${name}`,
      input: z.strictObject({ ...whose, ...input }),
      output: doneOutput,
      run: async (caller, asked) => {
        const { agent, phone: named, ...own } = asked as Whose;
        const phone = phoneMeant(exchange, caller, { agent, phone: named });
        const wanted = command(own as z.output<z.ZodObject<Input>>);
        return { seq: await exchange.command({ ...wanted, phone }) };
      },
    });
}

/** The phone at which an agent sits, or his own when he is not signed in. */
export function phoneOf({ state }: Exchange, agent: AgentId): PhoneId | null {
  return state.agents.get(agent)?.phone ?? state.office.agents.find(({ id }) => id === agent)?.phone ?? null;
}

/** Whose phone a command is for. Throws 'phone-missing', 'not-permitted'. */
export function phoneMeant(exchange: Exchange, caller: Caller, { agent, phone }: Whose): PhoneId {
  const own = phoneOf(exchange, caller.user);
  const meant = phone ?? (agent === undefined ? own : phoneOf(exchange, agent));
  if (meant === null) {
    throw new CordboardError('phone-missing', `${agent ?? caller.user} has no phone: name one`);
  }
  if (meant !== own && !isSupervisor(caller)) {
    throw new CordboardError('not-permitted', `${caller.user} may use his own phone only, not ${meant}`);
  }
  return meant;
}
