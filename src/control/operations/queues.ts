import { z } from 'zod';
import type { Clock } from '../../base/clock.ts';
import { CordboardError } from '../../base/errors.ts';
import type { CallbackRow } from '../../board/account.ts';
import type { QueueId } from '../../board/ids.ts';
import type { QueueCommand } from '../../board/input.ts';
import { isSupervisor, type Caller } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import { callField, doneOutput, durationField, partyField, queueField, timeField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import { queueOutput, queueView } from '../views/queue-view.ts';

export interface CallbackStore {
  callbacks(): readonly (CallbackRow & { readonly doneAt: number | null; readonly doneBy: string | null })[];
  /** False when there is no such call-back or it has been done. */
  markCallbackDone(call: string, by: string, at: number): boolean;
}

export function queueOperations(exchange: Exchange, ledger: CallbackStore, clock: Clock): Operation[] {
  const { state } = exchange;

  const sees = (caller: Caller, queue: QueueId) =>
    isSupervisor(caller) || state.queuesOfAgent.get(caller.user)?.includes(queue) === true;

  const open = (caller: Caller) =>
    ledger.callbacks().filter(({ doneAt, queue }) => doneAt === null && sees(caller, queue));

  const change = (name: QueueCommand['name'], summary: string): Operation =>
    operation({
      name,
      summary,
      permission: 'supervisor',
      method: 'post',
      path: `/queues/{queue}/${name.replace('-queue', '')}`,
      input: z.strictObject({ queue: queueField }),
      output: doneOutput,
      run: async (_caller, { queue }) => ({ seq: await exchange.command({ name, queue }) }),
    });

  return [
    change(
      'suspend-queue',
      'Take no more calls for a while: they go to the failure route; who waits is served',
    ),
    change('resume-queue', 'Let a suspended queue take calls again'),
    change('stop-queue', 'The same as suspending, until the queue is started'),
    change('start-queue', 'Let a stopped or suspended queue take calls again'),
    operation({
      name: 'queues',
      summary: 'How the queues are: all and who waits for supervisors, the own ones for agents',
      permission: 'agent',
      method: 'get',
      path: '/queues',
      input: z.strictObject({}),
      output: z.object({ at: timeField, queues: z.array(queueOutput) }),
      run: (caller) => {
        const at = clock.now();
        const seen = state.office.queues.filter(({ id }) => sees(caller, id));
        return { at, queues: seen.map((queue) => queueView(state, queue, at, isSupervisor(caller))) };
      },
    }),
    operation({
      name: 'callbacks',
      summary: 'Callers whom Asterisk cut off and whom nobody has called back yet, the longest first',
      permission: 'agent',
      method: 'get',
      path: '/callbacks',
      input: z.strictObject({}),
      output: z.object({
        callbacks: z.array(
          z.object({
            call: callField,
            at: timeField,
            queue: queueField,
            caller: partyField,
            waitedMs: durationField,
          }),
        ),
      }),
      run: (caller) => ({
        callbacks: open(caller).map(({ call, at, queue, caller: party, waitedMs }) => ({
          call,
          at,
          queue,
          caller: party,
          waitedMs,
        })),
      }),
    }),
    operation({
      name: 'callback-done',
      summary: 'Take a caller off the call-back list',
      permission: 'agent',
      method: 'post',
      path: '/callbacks/{call}/done',
      input: z.strictObject({ call: callField }),
      output: z.object({ done: z.literal(true) }),
      run: (caller, { call }) => {
        const listed = open(caller).some((row) => row.call === call);
        if (!listed || !ledger.markCallbackDone(call, caller.user, clock.now())) {
          throw new CordboardError('callback-unknown', `nobody is to be called back for call ${call}`);
        }
        return { done: true as const };
      },
    }),
  ];
}
