import { seatAgainMs } from '../bounds.ts';
import { begin, newCall } from '../call/fold-beginning.ts';
import { addLeg } from '../call/fold-leg.ts';
import type { Changes } from '../changes.ts';
import type { BoardState } from '../state.ts';
import type { SeatFacts } from './seat-facts.ts';

export function foldSeat(
  state: BoardState,
  fact: SeatFacts & { readonly at: number },
  changes: Changes,
): void {
  const agent = state.agents.get(fact.agent);
  changes.agents.add(fact.agent);
  if (fact.kind === 'seat.ended') {
    if (agent === undefined) return;
    agent.seat = null;
    // An Asterisk that goes down would only lose the next one as well.
    if (fact.end === 'lost') agent.seatAfter = fact.at + seatAgainMs;
    return;
  }
  const call = newCall(fact, { name: 'seated', agent: fact.agent, leg: fact.leg }, 'inside');
  begin(state, call, changes);
  call.nextId += 1;
  addLeg(state, call, fact.at, {
    id: fact.leg,
    role: 'caller',
    phone: null,
    agent: fact.agent,
    party: fact.caller,
    isOutgoing: false,
    state: 'reaching',
    deadline: fact.deadline,
  });
  if (agent !== undefined) agent.seat = call.id;
}
