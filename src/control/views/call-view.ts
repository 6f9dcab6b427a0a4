import { z } from 'zod';
import type { Call } from '../../board/call/call.ts';
import type { BoardState } from '../../board/state.ts';
import { isSupervisor, type Caller } from '../caller.ts';
import { agentField, callField, partyField, queueField, timeField } from '../fields.ts';

export const callOutput = z.object({
  call: callField,
  state: z.enum(['arriving', 'waiting', 'talking']),
  since: timeField.describe('when this state began'),
  arrivedAt: timeField,
  caller: partyField,
  dialled: z.string(),
  queue: queueField.nullable(),
  waitingSince: timeField.nullable().describe('since when the caller waits, or waited before the talk'),
  position: z.int().nullable().describe('place in the queue, 1 for the next; null when not waiting'),
  agent: agentField.nullable().describe('who talks'),
  ringing: z.array(agentField).describe('whose phones ring'),
});
export type CallView = z.output<typeof callOutput>;

/** null for a call that is over and only waits for its legs to go. */
export function callView(state: Readonly<BoardState>, call: Call): CallView | null {
  const { phase } = call;
  if (phase.name === 'ended') return null;
  const line = phase.name === 'waiting' ? state.waiting.get(phase.queue) : undefined;
  return {
    call: call.id,
    state: phase.name,
    since: call.phaseSince,
    arrivedAt: call.arrivedAt,
    caller: call.caller,
    dialled: call.dialled,
    queue: 'queue' in phase ? phase.queue : null,
    waitingSince: 'enteredAt' in phase ? phase.enteredAt : null,
    position: line?.positionOf(call.id) ?? null,
    agent: phase.name === 'talking' ? phase.agent : null,
    ringing: phase.name === 'waiting' ? phase.offers.map(({ agent }) => agent) : [],
  };
}

/** Agents see the calls that they talk in or that ring for them. */
export function maySeeCall(caller: Caller, view: CallView): boolean {
  return isSupervisor(caller) || view.agent === caller.user || view.ringing.includes(caller.user);
}
