import { z } from 'zod';
import { CordboardError } from '../../base/errors.ts';
import type { FoundAttempt } from '../../reports/outbound/rows.ts';
import type { Outcome } from '../../board/outbound/outcome.ts';
import { isSupervisor } from '../caller.ts';
import {
  agentField,
  callField,
  campaignField,
  contactField,
  durationField,
  limitField,
  timeField,
} from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import type { CampaignParts } from '../outbound/parts.ts';

const outcomes = [
  'person',
  'abandoned',
  'hung-up',
  'machine',
  'silence',
  'no-answer',
  'busy',
  'rejected',
  'invalid',
  'blocked',
  'congestion',
  'network',
  'cancelled',
] as const satisfies readonly Outcome[];

const attemptOutput = z.object({
  call: callField,
  campaign: campaignField,
  contact: contactField.nullable().describe('null: a number that an agent has dialled himself'),
  number: z.string(),
  mode: z.string(),
  agent: agentField.nullable(),
  trunk: z.string().nullable(),
  callerId: z.string(),
  begunAt: timeField,
  answeredAt: timeField.nullable(),
  detected: z.string().nullable().describe('person, machine, unknown, tone; null: nothing was asked'),
  waitMs: durationField.nullable().describe("from the answer to the agent's sound"),
  endedAt: timeField,
  outcome: z.enum(outcomes),
  cause: z.int().describe('Q.850, of the last trunk that was tried'),
  sip: z.int().nullable(),
  rules: z.array(z.string()).describe('the calling rules that the gate compared it with'),
  disposition: z.string().nullable().describe('the last one, its levels joined by |'),
  action: z.string().nullable(),
});

const saidOutput = z.object({
  at: timeField,
  by: z.string().nullable().describe('the user who said so; null: it was booked by time-out'),
  agent: agentField.nullable(),
  disposition: z.string(),
  action: z.string(),
  note: z.string(),
  data: z.record(z.string(), z.string()),
  schedule: z
    .object({ at: timeField, number: z.string().nullable(), agent: z.string().nullable() })
    .nullable(),
});

const refusalOutput = z.object({
  refusal: z.int(),
  at: timeField,
  campaign: campaignField,
  contact: contactField.nullable(),
  number: z.string(),
  agent: agentField.nullable(),
  reason: z.string(),
  detail: z.string(),
  until: timeField.nullable().describe('it may be asked again then; null: never'),
});

/** Where a page goes on: `<time>-<place>`. */
const cursorField = z.string().regex(/^\d{1,15}-\d{1,15}$/, 'is not what the page before has said');

function cursorOf(before: string | undefined): { readonly at: number; readonly id: number } | undefined {
  if (before === undefined) return undefined;
  const [at = 0, id = 0] = before.split('-').map(Number);
  return { at, id };
}

/** Calls of campaigns one by one, and those that were not made. */
export function attemptOperations({ rows }: Pick<CampaignParts, 'rows'>): Operation[] {
  return [
    operation({
      name: 'attempts',
      summary:
        "Calls of campaigns that are over, the latest first: all for supervisors, one's own for agents",
      permission: 'agent',
      method: 'get',
      path: '/attempts',
      input: z.strictObject({
        campaign: campaignField.optional(),
        contact: contactField.optional(),
        number: z.string().max(40).optional().describe('as lists hold it: +4930…'),
        agent: agentField.optional(),
        outcome: z.enum(outcomes).optional(),
        from: timeField.optional().describe('only those that began then or later'),
        to: timeField.optional(),
        before: cursorField.optional().describe('only what comes after the page that has said so'),
        limit: limitField(1_000, 100),
      }),
      output: z.object({
        attempts: z.array(attemptOutput),
        before: z.string().nullable().describe('for the next page; null: this is the last one'),
      }),
      run: (caller, { before, agent, ...filter }) => {
        const found = rows.attemptList({
          ...filter,
          agent: isSupervisor(caller) ? agent : caller.user,
          before: cursorOf(before),
        });
        const last = found.at(-1);
        const isLast = found.length < filter.limit || last === undefined;
        return { attempts: found.map(shown), before: isLast ? null : `${last.begunAt}-${last.id}` };
      },
    }),
    operation({
      name: 'attempt',
      summary: 'One of them, with all that was ever said of it',
      permission: 'agent',
      method: 'get',
      path: '/attempts/{call}',
      input: z.strictObject({ call: callField }),
      output: attemptOutput.extend({ said: z.array(saidOutput) }),
      run: (caller, { call }) => {
        const [found] = rows.attemptList({ call, limit: 1 });
        if (found === undefined || !(isSupervisor(caller) || found.agent === caller.user)) {
          throw new CordboardError('call-unknown', `there was no campaign's call ${call}`);
        }
        const said = rows.saidOf(call).map(({ at, by, agent, path, action, note, data, schedule }) => ({
          at,
          by,
          agent,
          disposition: path,
          action,
          note,
          data: { ...data },
          schedule,
        }));
        return { ...shown(found), said };
      },
    }),
    operation({
      name: 'refusals',
      summary: 'Calls of a campaign that the gate has forbidden, the latest first, with the reason of each',
      permission: 'supervisor',
      method: 'get',
      path: '/campaigns/{campaign}/refusals',
      input: z.strictObject({
        campaign: campaignField,
        contact: contactField.optional(),
        number: z.string().max(40).optional(),
        reason: z.string().max(40).optional().describe('such as outside-window'),
        from: timeField.optional(),
        to: timeField.optional(),
        before: cursorField.optional().describe('only what comes after the page that has said so'),
        limit: limitField(1_000, 100),
      }),
      output: z.object({
        refusals: z.array(refusalOutput),
        before: z.string().nullable().describe('for the next page; null: this is the last one'),
      }),
      run: (_caller, { before, ...filter }) => {
        const found = rows.refusalList({ ...filter, before: cursorOf(before) });
        const last = found.at(-1);
        const isLast = found.length < filter.limit || last === undefined;
        const refusals = found.map(({ id: refusal, ...rest }) => ({ refusal, ...rest }));
        return { refusals, before: isLast ? null : `${last.at}-${last.id}` };
      },
    }),
  ];
}

function shown(found: FoundAttempt): z.input<typeof attemptOutput> {
  const { id: _, path, verdict, ...row } = found;
  return { ...row, rules: verdict.allowed ? [...verdict.rules] : [], disposition: path };
}
