import { z } from 'zod';
import type { VisitOutcome } from '../../board/account.ts';
import type { FigureRows, StoredVisit } from '../../reports/acd/rows.ts';
import { isSupervisor } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import {
  agentField,
  callField,
  durationField,
  limitField,
  partyField,
  queueField,
  timeField,
} from '../fields.ts';
import { operation, type Operation } from '../operation.ts';

/** All ways in which a stay can end. */
const outcomes = [
  'answered',
  'abandoned',
  'timeout',
  'empty',
  'closed',
  'rounds',
  'exit-key',
  'withdrawn',
  'moved',
  'callback',
  'callback-failed',
  'callback-expired',
  'callback-cancelled',
  'failed',
  'lost',
] as const satisfies readonly VisitOutcome[];

const visitOutput = z.object({
  visit: z.int(),
  call: callField,
  queue: queueField,
  caller: partyField,
  dialled: z.string(),
  since: timeField.describe('when he came into this queue'),
  enteredAt: timeField.describe('since when he waited at all'),
  endedAt: timeField.describe('when they heard each other, or he left'),
  waitMs: durationField,
  position: z.int().describe('at the beginning'),
  outcome: z.enum(outcomes),
  agent: agentField.nullable(),
  offers: z.int(),
  isCallback: z.boolean().describe('to be called back, not on the line'),
  isReturn: z.boolean().describe('had had an agent of the queue in the same call'),
  reached: z
    .object({ how: z.enum(['called-again', 'called-back', 'taken-off-list']), at: timeField })
    .nullable()
    .describe('of who was not answered: how he was spoken with after all; null: not yet'),
});

/** Stays in queues one by one: who gave up, and who of them is still to be called back. */
export function visitOperations(exchange: Exchange, rows: FigureRows): Operation[] {
  const { state } = exchange;
  return [
    operation({
      name: 'visits',
      summary:
        'Stays of callers in queues, the last that ended first: all for supervisors, of own queues for agents',
      permission: 'agent',
      method: 'get',
      path: '/visits',
      input: z.strictObject({
        queue: queueField.optional(),
        agent: agentField.optional().describe('whoever answered'),
        number: z.string().max(80).optional().describe("the caller's number"),
        outcome: z.enum(outcomes).optional(),
        missed: z
          .boolean()
          .default(false)
          .describe('only callers who were not answered and have not been spoken with since'),
        from: timeField.optional().describe('only stays that began then or later'),
        to: timeField.optional(),
        before: z.int().optional().describe('only what comes after this visit in the list'),
        limit: limitField(1_000, 100),
      }),
      output: z.object({
        visits: z.array(visitOutput),
        before: z.int().nullable().describe('for the next page; null: this is the last one'),
      }),
      run: (caller, { queue, missed, outcome, limit, ...filter }) => {
        const seen = isSupervisor(caller) ? undefined : (state.queuesOfAgent.get(caller.user) ?? []);
        const queues = queue === undefined ? seen : seen?.includes(queue) === false ? [] : [queue];
        const asked = outcome !== undefined ? [outcome] : missed ? outcomes.filter(isMiss) : undefined;
        const found = rows.visitList({
          ...given(filter),
          ...(queues === undefined ? {} : { queues }),
          ...(asked === undefined ? {} : { outcomes: asked }),
          limit,
        });
        const visits = found.map((row) => ({
          ...shown(row),
          reached: isMiss(row.outcome) ? rows.reachedLater(row) : null,
        }));
        return {
          visits: missed ? visits.filter(({ reached }) => reached === null) : visits,
          before: found.length < limit ? null : (found.at(-1)?.id ?? null),
        };
      },
    }),
  ];
}

function shown(row: StoredVisit) {
  const {
    id: visit,
    call,
    queue,
    caller,
    dialled,
    since,
    enteredAt,
    endedAt,
    position,
    outcome,
    agent,
  } = row;
  const { offers, isCallback, isReturn } = row;
  const waitMs = endedAt - since;
  const stay = { since, enteredAt, endedAt, waitMs, position, outcome, agent, offers, isCallback, isReturn };
  return { visit, call, queue, caller, dialled, ...stay };
}

/** He wanted to speak with somebody, and has not by this stay. */
function isMiss(outcome: VisitOutcome): boolean {
  return outcome !== 'answered' && outcome !== 'moved' && outcome !== 'callback' && outcome !== 'exit-key';
}

function given<Fields extends object>(fields: Fields): { [Key in keyof Fields]: NonNullable<Fields[Key]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]: NonNullable<Fields[Key]>;
  };
}
