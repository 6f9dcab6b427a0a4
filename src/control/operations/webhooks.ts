import { z } from 'zod';
import { CordboardError } from '../../base/errors.ts';
import { durationField, limitField, timeField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';

const kinds = ['incoming', 'answered', 'outgoing', 'ended'] as const;
type Kind = (typeof kinds)[number];

/** Who sends web calls, as far as admins deal with it. */
export interface WebhookDesk {
  endpoints(): readonly {
    readonly endpoint: string;
    readonly isCurrent: boolean;
    readonly events: readonly { readonly kind: Kind; readonly address: string }[];
    readonly pending: number;
    readonly oldestAt: number | null;
    readonly dead: number;
    readonly delivered: number;
    readonly deliveredAt: number | null;
    readonly failedAt: number | null;
    readonly error: string | null;
  }[];
  deadLetters(filter: {
    endpoint?: string | undefined;
    afterId?: number | undefined;
    limit: number;
  }): readonly {
    readonly id: number;
    readonly delivery: string;
    readonly endpoint: string;
    readonly event: string;
    readonly payload: string;
    readonly createdAt: number;
    readonly deadAt: number | null;
    readonly attempts: number;
    readonly status: number | null;
    readonly error: string | null;
  }[];
  /** Both return how many. */
  replay(endpoint: string, id: number | undefined): number;
  discard(endpoint: string, id: number | undefined): number;
  /** Throws 'webhook-unknown' when nothing of the kind is sent there. */
  test(endpoint: string, kind: Kind | undefined): Promise<TestResult>;
}

interface TestResult {
  readonly event: Kind;
  readonly status: number | null;
  readonly error: string | null;
  readonly latencyMs: number;
}

const endpointField = z
  .string()
  .min(1)
  .max(80)
  .describe('id of an endpoint; `calls` and `calls.<queue>` for web calls');
const errorField = z.string().nullable().describe('what was wrong at the last attempt that failed');
const statusField = z.int().nullable().describe('HTTP status; null when there was no answer');
const idField = z.int().min(1).optional().describe('one dead letter; all of the endpoint when left out');

const deadLetter = z.object({
  id: z.int(),
  delivery: z.string().describe('the id that the receiver gets with it'),
  endpoint: endpointField,
  event: z.string(),
  payload: z.string().describe('what would be sent: JSON, or the parameters as a JSON list of pairs'),
  createdAt: timeField,
  deadAt: timeField.nullable(),
  attempts: z.int(),
  status: statusField,
  error: errorField,
});

export function webhookOperations(desk: WebhookDesk): Operation[] {
  return [
    operation({
      name: 'webhooks',
      summary: 'Who hears of calls over HTTP, and how that goes',
      permission: 'supervisor',
      method: 'get',
      path: '/webhooks',
      input: z.strictObject({}),
      output: z.object({
        endpoints: z.array(
          z.object({
            endpoint: endpointField,
            isCurrent: z.boolean().describe('false when the office has it no more'),
            events: z.array(
              z.object({ kind: z.enum(kinds), address: z.string().describe('without its query') }),
            ),
            pending: z.int().describe('deliveries that wait'),
            oldestAt: timeField.nullable().describe('when the oldest of them was made'),
            dead: z.int().describe('dead letters'),
            delivered: z.int().describe('how many have been delivered, ever'),
            deliveredAt: timeField.nullable(),
            failedAt: timeField.nullable(),
            error: errorField,
          }),
        ),
      }),
      run: () => ({
        endpoints: desk.endpoints().map((endpoint) => ({ ...endpoint, events: [...endpoint.events] })),
      }),
    }),
    operation({
      name: 'dead-letters',
      summary: 'Deliveries that were given up, the oldest first',
      permission: 'admin',
      method: 'get',
      path: '/webhooks/dead-letters',
      input: z.strictObject({
        endpoint: endpointField.optional(),
        after: z.int().min(0).optional().describe('only those after this id'),
        limit: limitField(1_000, 100),
      }),
      output: z.object({ deadLetters: z.array(deadLetter) }),
      run: (_caller, { endpoint, after, limit }) => ({
        deadLetters: [...desk.deadLetters({ endpoint, afterId: after, limit })],
      }),
    }),
    operation({
      name: 'replay-dead-letters',
      summary: 'Send dead letters of an endpoint again, at their old places',
      permission: 'admin',
      method: 'post',
      path: '/webhooks/{endpoint}/replay',
      input: z.strictObject({ endpoint: endpointField, id: idField }),
      output: z.object({ replayed: z.int() }),
      run: (_caller, { endpoint, id }) => ({ replayed: found(desk.replay(endpoint, id), endpoint, id) }),
    }),
    operation({
      name: 'discard-dead-letters',
      summary: 'Throw dead letters of an endpoint away',
      permission: 'admin',
      method: 'post',
      path: '/webhooks/{endpoint}/discard',
      input: z.strictObject({ endpoint: endpointField, id: idField }),
      output: z.object({ discarded: z.int() }),
      run: (_caller, { endpoint, id }) => ({ discarded: found(desk.discard(endpoint, id), endpoint, id) }),
    }),
    operation({
      name: 'test-webhook',
      summary: 'Send a sample to an endpoint now and tell how that went',
      permission: 'admin',
      method: 'post',
      path: '/webhooks/{endpoint}/test',
      input: z.strictObject({
        endpoint: endpointField,
        event: z
          .enum(kinds)
          .optional()
          .describe('which event; the first that the endpoint gets when left out'),
      }),
      output: z.object({
        event: z.enum(kinds),
        status: statusField,
        error: z.string().nullable().describe('null when the receiver has taken it'),
        latencyMs: durationField,
      }),
      run: (_caller, { endpoint, event }) => desk.test(endpoint, event),
    }),
  ];
}

/** One that is named must be there; all of none is none. */
function found(count: number, endpoint: string, id: number | undefined): number {
  if (count > 0 || id === undefined) return count;
  throw new CordboardError('dead-letter-unknown', `${endpoint} has no dead letter ${id}`);
}
