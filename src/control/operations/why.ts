import { z } from 'zod';
import { CordboardError } from '../../base/errors.ts';
import type { Fact } from '../../board/fact.ts';
import type { Exchange } from '../exchange.ts';
import { agentField, callField, queueField, timeField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import { whyOf } from '../why/why.ts';

/** What is known of how a call went. */
export interface CallStory {
  entriesOfCall(call: string): readonly { readonly fact: Fact }[];
}

const output = z.object({
  call: callField,
  waits: z
    .object({
      queue: queueField,
      position: z.int().describe('1 is the next to be served'),
      waitMs: z.int(),
      priority: z.int(),
      ringing: z.array(agentField).describe('whose phones ring for it'),
      agents: z.array(
        z.object({
          agent: agentField,
          barrier: z.string().nullable().describe('what keeps this agent from the call; null: nothing'),
          words: z.string(),
        }),
      ),
    })
    .nullable()
    .describe('null when the call does not wait'),
  decisions: z.array(
    z.object({ at: timeField, kind: z.string().describe('kind of the journal entry'), words: z.string() }),
  ),
});

export function whyOperations(exchange: Exchange, ledger: CallStory): Operation[] {
  return [
    operation({
      name: 'why',
      summary: 'Why a call waits, and why each offer of it went to that agent',
      permission: 'supervisor',
      method: 'get',
      path: '/calls/{call}/why',
      input: z.strictObject({ call: callField }),
      output,
      run: (_caller, { call }) => {
        const facts = ledger.entriesOfCall(call).map(({ fact }) => fact);
        if (facts.length === 0) throw new CordboardError('call-unknown', `there was no call ${call}`);
        const { waits, decisions } = whyOf(exchange.state, call, facts, exchange.now);
        return {
          call,
          waits: waits === null ? null : { ...waits, ringing: [...waits.ringing], agents: [...waits.agents] },
          decisions: [...decisions],
        };
      },
    }),
  ];
}
