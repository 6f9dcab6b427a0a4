import { positionOf } from '../../board/acd/position.ts';
import { z } from 'zod';
import { customerAfar, isParty, placeOf, type Call } from '../../board/call/call.ts';
import type { BoardState } from '../../board/state.ts';
import { isSupervisor, type Caller } from '../caller.ts';
import { agentField, callField, partyField, phoneField, queueField, timeField } from '../fields.ts';

export const callOutput = z.object({
  call: callField,
  state: z.enum([
    'arriving',
    'calling',
    'dialling',
    'waiting',
    'reaching',
    'talking',
    'parked',
    'message',
    'away',
    'monitoring',
  ]),
  since: timeField.describe('when this state began'),
  arrivedAt: timeField,
  caller: partyField,
  dialled: z.string(),
  queue: queueField.nullable(),
  waitingSince: timeField.nullable().describe('since when the caller waits, or waited before the talk'),
  position: z.int().nullable().describe('place in the queue, 1 for the next; null when not waiting'),
  agent: agentField.nullable().describe('who talks'),
  ringing: z.array(agentField).describe('whose phones ring'),
  callBack: z
    .string()
    .nullable()
    .describe('the number at which who waits is to be called back; null while he is on the line'),
  parties: z
    .array(
      z.object({
        party: partyField,
        phone: phoneField.nullable().describe('null for parties outside'),
        agent: agentField.nullable(),
        state: z.enum(['connected', 'hold']),
        muted: z.boolean(),
      }),
    )
    .describe('who is in the talk'),
});
export type CallView = z.output<typeof callOutput>;

/** null for a call that is over and only waits for its legs to go, and for a seat, which is no call. */
export function callView(state: Readonly<BoardState>, call: Call, at: number): CallView | null {
  const { phase } = call;
  if (phase.name === 'ended' || phase.name === 'seated') return null;
  const place = placeOf(call);
  return {
    call: call.id,
    state: phase.name,
    since: call.phaseSince,
    arrivedAt: call.arrivedAt,
    caller: call.caller,
    dialled: call.dialled,
    queue: place?.queue ?? null,
    waitingSince: place?.enteredAt ?? null,
    position: positionOf(state, call, at),
    agent: phase.name === 'talking' ? phase.agent : null,
    ringing: phase.name === 'waiting' ? phase.offers.map(({ agent }) => agent) : [],
    callBack: customerAfar(call)?.number ?? null,
    parties: call.legs.filter(isParty).map(({ party, phone, agent, state: now, muted }) => ({
      party,
      phone,
      agent,
      state: now === 'hold' ? 'hold' : 'connected',
      muted,
    })),
  };
}

/** Agents see the calls that they talk in or that ring for them. */
export function maySeeCall(caller: Caller, view: CallView): boolean {
  return (
    isSupervisor(caller) ||
    view.agent === caller.user ||
    view.ringing.includes(caller.user) ||
    view.parties.some(({ agent }) => agent === caller.user)
  );
}
