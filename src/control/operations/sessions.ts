import { z } from 'zod';
import { CordboardError } from '../../base/errors.ts';
import type { AgentId, PhoneId } from '../../board/ids.ts';
import { agentMeant, isSupervisor, type Caller } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import { agentField, doneOutput, phoneField, timeField } from '../fields.ts';
import type { OfficeInForce } from '../office-in-force.ts';
import { operation, publicOperation, type Operation } from '../operation.ts';
import type { PasswordCheck } from '../password-check.ts';
import type { Sessions } from '../sessions.ts';

const meOutput = z.object({
  user: agentField,
  name: z.string(),
  role: z.enum(['agent', 'supervisor', 'admin']),
  phone: phoneField.nullable().describe('phone at which the user is signed in as an agent'),
  expiresAt: timeField
    .nullable()
    .describe('when the session ends; null for the command line: with Cordboard'),
  seq: z.int().describe('last entry of the journal: events after it are news'),
});

export function sessionOperations(parts: {
  readonly exchange: Exchange;
  readonly office: OfficeInForce;
  readonly passwords: PasswordCheck;
  readonly sessions: Sessions;
}): Operation[] {
  const { exchange, office, passwords, sessions } = parts;

  const me = ({ user, expiresAt }: Pick<Caller, 'user' | 'expiresAt'>) => {
    const entry = expiresAt === null ? ({ name: 'Command line', role: 'admin' } as const) : office.user(user);
    if (entry === undefined)
      throw new CordboardError('session-over', `${user} is no user of this office any more`);
    const phone = exchange.state.agents.get(user)?.phone ?? null;
    return { user, name: entry.name, role: entry.role, phone, expiresAt, seq: exchange.lastSeq };
  };

  /** Agents come to work, supervisors and admins to look, unless they say otherwise. */
  async function takeSeat(
    user: AgentId,
    phone: PhoneId | undefined,
    seat: boolean | undefined,
  ): Promise<void> {
    if (!(seat ?? (phone !== undefined || office.user(user)?.role === 'agent'))) return;
    const seated = exchange.state.agents.get(user)?.phone ?? null;
    if (phone === undefined && seated !== null) return;
    await exchange.command({ name: 'sign-in', agent: user, phone });
  }

  return [
    publicOperation({
      name: 'sign-in',
      summary: 'Start a session with name and password; an agent also takes his phone',
      method: 'post',
      path: '/sign-in',
      input: z.strictObject({
        user: agentField.describe('name of the user'),
        password: z.string().min(1).max(256),
        phone: phoneField.optional().describe('phone to take; the own one when left out'),
        seat: z
          .boolean()
          .optional()
          .describe('whether to take a phone; when left out, agents do, supervisors and admins do not'),
      }),
      output: meOutput.extend({ token: z.string().describe('for the header Authorization: Bearer …') }),
      run: async ({ user, password, phone, seat }) => {
        await passwords.check(user, password);
        if (office.user(user) === undefined) {
          throw new CordboardError('sign-in-refused', 'no user has this name and this password');
        }
        await takeSeat(user, phone, seat);
        const { token, expiresAt } = sessions.open(user);
        return { ...me({ user, expiresAt }), token };
      },
    }),
    operation({
      name: 'me',
      summary: 'Who is signed in with this token',
      permission: 'agent',
      method: 'get',
      path: '/me',
      input: z.strictObject({}),
      output: meOutput,
      run: me,
    }),
    operation({
      name: 'sign-out',
      summary:
        'Leave the phone and end the session; a supervisor may sign out others, from all their sessions',
      permission: 'agent',
      method: 'post',
      path: '/sign-out',
      input: z.strictObject({ agent: agentField.optional() }),
      output: doneOutput,
      run: async (caller, input) => {
        const agent = agentMeant(caller, input.agent);
        const forced = isSupervisor(caller);
        const seq = await exchange.command({ name: 'sign-out', agent, forced });
        endSessions(caller, agent);
        return { seq };
      },
    }),
  ];

  function endSessions(caller: Caller, agent: AgentId): void {
    if (agent === caller.user) sessions.end(caller.session);
    else sessions.endAllOf(agent);
  }
}
