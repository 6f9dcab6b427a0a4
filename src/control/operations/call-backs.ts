import { z } from 'zod';
import { positionOf } from '../../board/acd/position.ts';
import { isAfar, type Call } from '../../board/call/call.ts';
import type { Exchange } from '../exchange.ts';
import { callField, doneOutput, partyField, queueField, timeField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import { needSeenInQueue, seesInQueue } from '../own-queues.ts';

const waitingOutput = z.object({
  call: callField,
  queue: queueField,
  position: z.int().describe('place in the queue among all who wait there, on the line or not'),
  caller: partyField,
  number: z.string().describe('at which he is called back'),
  waitingSince: timeField.describe('since when he waits: his place depends on it'),
  wantedAt: timeField,
  attempts: z.int().describe('so often he was called and not reached'),
  dueAt: timeField.describe('he is not called before then'),
  expiresAt: timeField,
  state: z
    .enum(['waiting', 'offered', 'calling', 'pressing'])
    .describe('what is done for him now: nothing; an agent is rung; he is called; he is to press 1'),
});

/** Callers who have hung up and are called back when it is their turn. */
export function callBackOperations(exchange: Exchange): Operation[] {
  const { state } = exchange;

  const change = (name: 'cancel-callback' | 'call-back-now', path: string, summary: string): Operation =>
    operation({
      name,
      summary,
      permission: 'agent',
      method: 'post',
      path: `/call-backs/{call}/${path}`,
      input: z.strictObject({ call: callField }),
      output: doneOutput,
      run: async (caller, { call }) => {
        needSeenInQueue(state, caller, call);
        return { seq: await exchange.command({ name, call }) };
      },
    });

  return [
    operation({
      name: 'call-backs',
      summary: 'Callers who have hung up and keep their place, in the order in which they are called back',
      permission: 'agent',
      method: 'get',
      path: '/call-backs',
      input: z.strictObject({}),
      output: z.object({ callBacks: z.array(waitingOutput) }),
      run: (caller) => ({
        callBacks: [...state.calls.values()]
          .filter((call) => isAfar(call) && seesInQueue(state, caller, call))
          .flatMap((call) => shown(exchange, call))
          .toSorted((a, b) => a.queue.localeCompare(b.queue) || a.position - b.position),
      }),
    }),
    operation({
      name: 'want-callback',
      summary: 'Promise a waiting caller a call-back, at his own number or at another one: he is told so',
      permission: 'agent',
      method: 'post',
      path: '/calls/{call}/call-back',
      input: z.strictObject({
        call: callField,
        number: z
          .string()
          .regex(/^\+?[0-9*#]{2,32}$/)
          .optional()
          .describe("without it the caller's own"),
      }),
      output: doneOutput,
      run: async (caller, { call, number }) => {
        needSeenInQueue(state, caller, call);
        return { seq: await exchange.command({ name: 'want-callback', call, number }) };
      },
    }),
    change('cancel-callback', 'cancel', 'Take back a call-back that nobody is on the line for yet'),
    change('call-back-now', 'now', 'Do not wait for the next attempt; the place in the queue stays'),
  ];
}

function shown({ state, now }: Exchange, call: Call): z.output<typeof waitingOutput>[] {
  const { phase } = call;
  if (phase.name !== 'waiting' || phase.callback === null) return [];
  const { number, wantedAt, attempts, dueAt, expiresAt, dial } = phase.callback;
  const isCalled = dial?.state === 'ringing' ? 'calling' : 'pressing';
  return [
    {
      call: call.id,
      queue: phase.queue,
      position: positionOf(state, call, now) ?? 0,
      caller: call.caller,
      number,
      waitingSince: phase.enteredAt,
      wantedAt,
      attempts,
      dueAt,
      expiresAt,
      state: dial !== null ? isCalled : phase.offers.length > 0 ? 'offered' : 'waiting',
    },
  ];
}
