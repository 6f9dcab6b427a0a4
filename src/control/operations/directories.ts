import { z } from 'zod';
import { CordboardError } from '../../base/errors.ts';
import type { AgentId } from '../../board/ids.ts';
import { numberTypes } from '../../office/directory/entry.ts';
import { agentMeant, isSupervisor, type Caller } from '../caller.ts';
import type { Directories, DirectoryStatus } from '../directories.ts';
import { agentField, limitField, timeField } from '../fields.ts';
import type { OfficeInForce } from '../office-in-force.ts';
import { operation, type Operation } from '../operation.ts';

const numberType = z.enum(numberTypes).nullable();
const user = agentField
  .optional()
  .describe('for supervisors: as this user sees or has it; oneself when left out');

const partiesOutput = z.object({
  parties: z.array(
    z.object({
      number: z.string().describe('normalised'),
      givenNumber: z.string().describe('as the directory has it'),
      name: z.string(),
      numberType,
      company: z.string().nullable(),
    }),
  ),
});

const rejected = z.array(z.object({ where: z.string(), reason: z.string() }));
const directoryOutput = z.object({
  directory: z.string().describe('id in the office file, or what its user calls it'),
  owner: agentField.nullable().describe('the user whose it is; null for a directory of the office'),
  kind: z.enum(['csv', 'vcard', 'ldap', 'user']),
  users: z.array(agentField).nullable().describe('who sees it; null for everybody'),
  count: z.int().describe('numbers in it'),
  syncedAt: timeField.nullable().describe('when it was last known to be as its source; null before'),
  failedAt: timeField.nullable().describe('when reading it failed, if it failed the last time'),
  problem: z.string().nullable().describe('why it failed; for supervisors'),
  rejectedCount: z.int().describe('what its source has and could not be used'),
  rejected: rejected.describe('the first of these; for supervisors'),
});

type Users = Pick<OfficeInForce, 'user'>;

export function directoryOperations(directories: Directories, office: Users): Operation[] {
  return [
    operation({
      name: 'search-name',
      summary: 'Who is called so: names that begin so, else that contain it after a space, else companies',
      permission: 'agent',
      method: 'get',
      path: '/directories/names',
      input: z.strictObject({
        user,
        name: z.string().trim().min(1).max(120).describe('a name or the start of one'),
        limit: limitField(500, 50),
      }),
      output: partiesOutput,
      run: (caller, input) => ({
        parties: directories.searchName(agentMeant(caller, input.user), input.name, input.limit),
      }),
    }),
    operation({
      name: 'search-number',
      summary: 'Whose number this is, however it is written',
      permission: 'agent',
      method: 'get',
      path: '/directories/numbers',
      input: z.strictObject({ user, number: z.string().trim().min(1).max(120) }),
      output: partiesOutput,
      run: (caller, input) => ({
        parties: directories.searchNumber(agentMeant(caller, input.user), input.number),
      }),
    }),
    operation({
      name: 'directories',
      summary: 'Directories with their size and last reading: all for supervisors, what they see for agents',
      permission: 'agent',
      method: 'get',
      path: '/directories',
      input: z.strictObject({}),
      output: z.object({ directories: z.array(directoryOutput) }),
      run: (caller) => ({
        directories: directories
          .list(isSupervisor(caller) ? null : caller.user)
          .map((status) => shown(caller, status)),
      }),
    }),
    operation({
      name: 'update-directory',
      summary: 'Read a directory of the office from its source now',
      permission: 'supervisor',
      method: 'post',
      path: '/directories/{directory}/update',
      input: z.strictObject({ directory: z.string().min(1).max(80).describe('id in the office file') }),
      output: directoryOutput,
      run: async (caller, { directory }) => shown(caller, await directories.sync(directory)),
    }),
    operation({
      name: 'update-user-directory',
      summary: "Replace a user's own directory as a whole; without parties it is gone",
      permission: 'agent',
      method: 'put',
      path: '/user-directories/{directory}',
      input: z.strictObject({
        user,
        directory: z.string().trim().min(1).max(80).describe('what the user calls it, such as outlook'),
        parties: z
          .array(
            z.strictObject({
              number: z.string().max(120),
              name: z.string().max(240),
              numberType: numberType.default(null),
              company: z.string().max(240).nullable().default(null),
            }),
          )
          .max(10_000),
      }),
      output: z.object({
        count: z.int().describe('numbers in it now'),
        rejectedCount: z.int(),
        rejected: rejected.describe('the first that could not be used'),
      }),
      run: (caller, { directory, parties, user: of }) => {
        const owner = knownUser(office, agentMeant(caller, of));
        const {
          entries,
          rejected: refused,
          rejectedCount,
        } = directories.replaceOfUser(owner, directory, parties);
        return { count: entries.length, rejected: [...refused], rejectedCount };
      },
    }),
  ];
}

function knownUser(office: Users, id: AgentId): AgentId {
  if (office.user(id) !== undefined) return id;
  throw new CordboardError('user-unknown', `there is no user ${id}`);
}

function shown(caller: Caller, status: DirectoryStatus): z.input<typeof directoryOutput> {
  const {
    owner,
    name,
    kind,
    users,
    count,
    syncedAt,
    failedAt,
    problem,
    rejected: refused,
    rejectedCount,
  } = status;
  const ofSupervisor = isSupervisor(caller);
  return {
    directory: name,
    owner: owner as AgentId | null,
    kind,
    users: users === null ? null : (users as readonly AgentId[]).slice(),
    count,
    syncedAt,
    failedAt,
    problem: ofSupervisor ? problem : null,
    rejectedCount,
    rejected: ofSupervisor ? [...refused] : [],
  };
}
