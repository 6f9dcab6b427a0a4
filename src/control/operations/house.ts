import { z } from 'zod';
import type { Clock } from '../../base/clock.ts';
import type { Events } from '../events.ts';
import type { Exchange } from '../exchange.ts';
import { durationField, limitField, timeField } from '../fields.ts';
import { operation, publicOperation, type Operation } from '../operation.ts';

export function houseOperations(parts: {
  readonly exchange: Exchange;
  readonly events: Events;
  readonly clock: Clock;
  readonly version: string;
}): Operation[] {
  const { exchange, events, clock, version } = parts;
  const startedAt = clock.now();

  return [
    publicOperation({
      name: 'alive',
      summary: 'Whether Cordboard answers at all',
      method: 'get',
      path: '/alive',
      input: z.strictObject({}),
      output: z.object({ alive: z.literal(true) }),
      run: () => ({ alive: true as const }),
    }),
    operation({
      name: 'health',
      summary: 'How Cordboard, its ledger and its line to Asterisk are',
      permission: 'agent',
      method: 'get',
      path: '/health',
      input: z.strictObject({}),
      output: z.object({
        ok: z.boolean().describe('the ledger can be written and Asterisk is there'),
        version: z.string(),
        node: z.string(),
        startedAt: timeField,
        uptimeMs: durationField,
        seq: z.int().describe('last entry of the journal'),
        calls: z.int().describe('calls that are up'),
        ledger: z.object({ ok: z.boolean(), problem: z.string().nullable() }),
        line: z.object({
          up: z.boolean(),
          asteriskStartedAt: timeField.describe(
            'when the Asterisk that we last spoke to began; 0 before the first',
          ),
        }),
      }),
      run: () => {
        const { state, storeFailure, lastSeq } = exchange;
        const problem = storeFailure?.message ?? null;
        return {
          ok: problem === null && state.lineIsUp,
          version,
          node: process.version,
          startedAt,
          uptimeMs: clock.now() - startedAt,
          seq: lastSeq,
          calls: [...state.calls.values()].filter(
            ({ phase }) => phase.name !== 'ended' && phase.name !== 'seated',
          ).length,
          ledger: { ok: problem === null, problem },
          line: { up: state.lineIsUp, asteriskStartedAt: state.asteriskStartedAt },
        };
      },
    }),
    operation({
      name: 'events',
      summary: 'A page of the journal, as far as the caller may see it',
      permission: 'agent',
      method: 'get',
      path: '/events',
      input: z.strictObject({
        after: z.int().min(0).default(0).describe('only entries after this one'),
        limit: limitField(1_000, 200).describe('how many entries to look at, seen or not'),
      }),
      output: z.object({
        events: z.array(z.looseObject({ seq: z.int(), at: timeField, kind: z.string() })),
        next: z.int().describe('value of `after` for the next page'),
        more: z.boolean().describe('whether the next page has entries already'),
      }),
      run: (caller, { after, limit }) => {
        events.checkSince(after);
        const entries = events.after(after, limit);
        const next = entries.at(-1)?.seq ?? after;
        return {
          events: entries.flatMap((entry) => events.show(caller, entry) ?? []),
          next,
          more: next < events.last,
        };
      },
    }),
  ];
}
