import { z } from 'zod';
import { supervisionModes } from '../../board/supervision/supervision.ts';
import type { Exchange } from '../exchange.ts';
import { agentField, callField, doneOutput, phoneField, timeField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import { phoneMeant } from './phone-verb.ts';

const atPhone = phoneField.optional().describe('the phone to listen at; the own one when left out');

/** Listening to agents, and more. Who did so when is in the journal, as `supervision.*`. */
export function supervisionOperations(exchange: Exchange): Operation[] {
  const { state } = exchange;
  return [
    operation({
      name: 'supervise',
      summary:
        'Hear an agent, call after call: the phone is rung first. Asked for again it changes the way, or the agent',
      permission: 'supervisor',
      method: 'post',
      path: '/supervise',
      input: z.strictObject({
        agent: agentField.describe('whom to hear'),
        mode: z
          .enum(supervisionModes)
          .describe(
            'listen: unheard; whisper: heard by the agent alone; barge: a further party; take-over: in his place',
          ),
        phone: atPhone,
      }),
      output: doneOutput,
      run: async (caller, { agent, mode, phone }) => ({
        seq: await exchange.command({
          name: 'supervise',
          phone: phoneMeant(exchange, caller, { phone }),
          agent,
          mode,
          by: caller.user,
        }),
      }),
    }),
    operation({
      name: 'stop-supervising',
      summary: 'End it; hanging up does the same',
      permission: 'supervisor',
      method: 'post',
      path: '/stop-supervising',
      input: z.strictObject({ phone: atPhone }),
      output: doneOutput,
      run: async (caller, { phone }) => ({
        seq: await exchange.command({
          name: 'stop-supervising',
          phone: phoneMeant(exchange, caller, { phone }),
        }),
      }),
    }),
    operation({
      name: 'supervisions',
      summary: 'Who hears whom just now',
      permission: 'supervisor',
      method: 'get',
      path: '/supervisions',
      input: z.strictObject({}),
      output: z.object({
        supervisions: z.array(
          z.object({
            by: agentField.nullable(),
            agent: agentField,
            mode: z.enum(supervisionModes),
            call: callField.nullable().describe('which call; null between calls'),
            since: timeField,
          }),
        ),
      }),
      run: () => ({
        supervisions: [...state.calls.values()].flatMap(({ phase, phaseSince }) => {
          if (phase.name !== 'monitoring') return [];
          const { by, agent, mode, call } = phase;
          return [{ by, agent, mode, call, since: phaseSince }];
        }),
      }),
    }),
  ];
}
