import { z } from 'zod';
import { CordboardError } from '../../base/errors.ts';
import type { OfficeProblem } from '../../office/problem.ts';
import { withoutSecrets } from '../../office/without-secrets.ts';
import { agentField } from '../fields.ts';
import type { OfficeInForce } from '../office-in-force.ts';
import { operation, type Operation } from '../operation.ts';
import type { CredentialStore } from '../password-check.ts';

const changes = z.array(z.object({ sign: z.enum(['+', '~', '-']), text: z.string() }));
const input = z.strictObject({ yaml: z.string().max(200_000).describe('the office file') });
const problems = z.array(
  z.object({
    line: z.int(),
    column: z.int(),
    field: z.string(),
    rule: z.string(),
    value: z.string().nullable(),
    message: z.string(),
  }),
);

export function officeOperations(office: OfficeInForce, credentials: CredentialStore): Operation[] {
  return [
    operation({
      name: 'office',
      summary: 'The office in force, without passwords and secrets; durations in milliseconds',
      permission: 'supervisor',
      method: 'get',
      path: '/office',
      input: z.strictObject({}),
      output: z.object({ office: z.looseObject({ office: z.string() }).nullable() }),
      run: () => ({ office: office.document === null ? null : withoutSecrets(office.document) }),
    }),
    operation({
      name: 'plan-office',
      summary: 'What an office file would change, or everything that is wrong with it',
      permission: 'admin',
      method: 'post',
      path: '/office/plan',
      input,
      output: z.object({ problems, changes }),
      run: async (_caller, { yaml }) => {
        try {
          return { problems: [], changes: [...(await office.plan(yaml))] };
        } catch (error) {
          if (!(error instanceof CordboardError) || error.code !== 'office-wrong') throw error;
          return { problems: error.details['problems'] as OfficeProblem[], changes: [] };
        }
      },
    }),
    operation({
      name: 'apply-office',
      summary: 'Put an office file in force, as a whole or not at all, while calls go on',
      permission: 'admin',
      method: 'put',
      path: '/office',
      input,
      output: z.object({
        version: z.int(),
        seq: z.int(),
        changes,
        warnings: z.array(z.string()).describe('what is in force but has not reached Asterisk yet'),
      }),
      run: async (caller, { yaml }) => {
        const applied = await office.apply(yaml, caller.user);
        return { ...applied, changes: [...applied.changes], warnings: [...applied.warnings] };
      },
    }),
    operation({
      name: 'unlock-user',
      summary: 'Let a user sign in again who was locked after wrong passwords',
      permission: 'admin',
      method: 'post',
      path: '/users/{user}/unlock',
      input: z.strictObject({ user: agentField.describe('name of the user') }),
      output: z.object({ unlocked: z.literal(true) }),
      run: (_caller, { user }) => {
        if (office.user(user) === undefined)
          throw new CordboardError('user-unknown', `there is no user ${user}`);
        credentials.clearFailures(user);
        return { unlocked: true as const };
      },
    }),
  ];
}
