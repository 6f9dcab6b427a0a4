import { z } from 'zod';
import type { CallId } from '../../board/ids.ts';
import type { WaitingCommand } from '../../board/input.ts';
import { highestPriority } from '../../board/hooks/answer.ts';
import { soundNamed, soundPattern } from '../../office/waiting-schema.ts';
import { agentMeant, type Caller } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import { agentField, callField, doneOutput, queueField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import { needSeenInQueue } from '../own-queues.ts';

/** What people do with one waiting caller. */
export function waitingCallOperations(exchange: Exchange): Operation[] {
  const { state } = exchange;

  const verb = <Input extends z.ZodRawShape>(
    name: WaitingCommand['name'],
    summary: string,
    input: Input,
    command: (call: CallId, input: z.output<z.ZodObject<Input>>, caller: Caller) => WaitingCommand,
    permission: 'agent' | 'supervisor' = 'supervisor',
  ): Operation =>
    operation({
      name,
      summary,
      permission,
      method: 'post',
      path: `/calls/{call}/${name.replace('-call', '')}`,
      input: z.strictObject({ call: callField, ...input }),
      output: doneOutput,
      run: async (caller, asked) => {
        const { call } = asked as { readonly call: CallId };
        needSeenInQueue(state, caller, call);
        const wanted = command(call, asked as z.output<z.ZodObject<Input>>, caller);
        return { seq: await exchange.command(wanted) };
      },
    });

  return [
    verb(
      'prioritise-call',
      'Give a waiting caller another priority: he is served in that order at once',
      { priority: z.int().min(-highestPriority).max(highestPriority).describe('higher goes first') },
      (call, { priority }) => ({ name: 'prioritise-call', call, priority }),
    ),
    verb(
      'move-call',
      'Move a waiting caller to another queue, with his age and priority',
      { queue: queueField },
      (call, { queue }) => ({ name: 'move-call', call, queue }),
    ),
    verb(
      'withdraw-call',
      'Take a waiting caller out of his queue: to a number, or off the line',
      { number: z.string().min(1).max(40).optional().describe('without it he is hung up on') },
      (call, { number }) => ({ name: 'withdraw-call', call, number }),
    ),
    verb(
      'offer-call',
      'Let a phone ring for this waiting caller: the own one, or for supervisors that of any agent of the queue',
      { agent: agentField.optional().describe('oneself when left out') },
      (call, { agent }, caller) => ({ name: 'offer-call', call, agent: agentMeant(caller, agent) }),
      'agent',
    ),
    verb(
      'tell-call',
      'Play something to a waiting caller',
      {
        sound: z
          .string()
          .regex(soundPattern)
          .describe('name of a prompt, or a sound such as sound:custom/wait'),
      },
      (call, { sound }) => ({ name: 'tell-call', call, sound: soundNamed(sound) }),
    ),
  ];
}
