import { z } from 'zod';
import { QueueLogExport } from '../../reports/queue-log/export.ts';
import type { Exchange } from '../exchange.ts';
import type { EntryReader } from '../events.ts';
import { agentField, limitField, queueField, timeField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';

/** A call under the titles that call records usually have. */
const record = z.object({
  UNITUID: z.string(),
  UNIQUEID: z.string(),
  CALLDATE: z.string().describe('UTC'),
  SRC: z.string(),
  DST: z.string(),
  DURATION: z.int().describe('seconds'),
  BILLSEC: z.int().describe('seconds'),
  DISPOSITION: z.string(),
  SKILL: z.string().nullable(),
  SKILLEVENT: z.string(),
  AUDIOFILENAME: z.string().nullable(),
  UID: z.string().nullable(),
  CAMPAIGNID: z.string().nullable(),
  CONTID: z.string().nullable(),
});

export interface RecordReader {
  /** The latest first. */
  cdr(filter: {
    readonly from?: number;
    readonly to?: number;
    readonly queue?: string;
    readonly agent?: string;
    readonly src?: string;
    readonly beforeCall?: string;
    readonly limit: number;
  }): readonly z.input<typeof record>[];
}

/** What other programs read: call records under their usual titles, and app_queue's log. */
export function logOperations(exchange: Exchange, ledger: RecordReader & EntryReader): Operation[] {
  const queueLog = new QueueLogExport({
    entriesAfter: (seq, limit) => ledger.entriesAfter(seq, limit),
    get firstSeq() {
      return ledger.firstSeq;
    },
    get lastSeq() {
      return exchange.lastSeq;
    },
    get office() {
      return exchange.state.office;
    },
  });
  return [
    operation({
      name: 'call-records',
      summary: 'Calls that are over under the titles that call records usually have, the latest first',
      permission: 'supervisor',
      method: 'get',
      path: '/call-records',
      input: z.strictObject({
        from: timeField.optional(),
        to: timeField.optional(),
        queue: queueField.optional(),
        agent: agentField.optional(),
        number: z.string().max(80).optional().describe("the caller's number"),
        before: z.string().max(80).optional().describe('only what comes after this call in the list'),
        limit: limitField(1_000, 100),
      }),
      output: z.object({ records: z.array(record) }),
      run: (_caller, { from, to, queue, agent, number, before, limit }) => ({
        records: [
          ...ledger.cdr({
            ...(from === undefined ? {} : { from }),
            ...(to === undefined ? {} : { to }),
            ...(queue === undefined ? {} : { queue }),
            ...(agent === undefined ? {} : { agent }),
            ...(number === undefined ? {} : { src: number }),
            ...(before === undefined ? {} : { beforeCall: before }),
            limit,
          }),
        ],
      }),
    }),
    operation({
      name: 'queue-log',
      summary: 'What app_queue would have logged, in the format of its queue_log',
      permission: 'supervisor',
      method: 'get',
      path: '/queue-log',
      input: z.strictObject({
        from: timeField.default(0),
        to: timeField.optional().describe('not later than now'),
        after: z.int().optional().describe('`next` of the part before'),
        limit: limitField(20_000, 5_000).describe('about so many lines'),
      }),
      output: z.object({
        lines: z.array(z.string()),
        next: z.int().nullable().describe('value of `after` for the next part; null: this was the last one'),
      }),
      run: async (_caller, { from, to, after, limit }) => {
        const end = to ?? Number.MAX_SAFE_INTEGER;
        const { lines, next } = await queueLog.part({ from, to: end, after: after ?? null, limit });
        return { lines: [...lines], next };
      },
    }),
  ];
}
