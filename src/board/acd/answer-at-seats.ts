import { callerLeg, isRinging, type Call } from '../call/call.ts';
import { legAnswered } from '../call/leg-events.ts';
import { isWhisperedTo } from './whisper.ts';
import { legsOfChannel } from '../state.ts';
import type { Turn } from '../turn.ts';

/** Who has his seat has picked up already: what is offered to him there, and what he is to dial from there, he has answered. */
export function answerAtSeats(turn: Turn): void {
  for (const fact of turn.facts.slice()) {
    if (fact.kind !== 'offer.made' && fact.kind !== 'call.made') continue;
    const legs = legsOfChannel(turn.state, fact.leg);
    const isSeat = legs.some(({ call }) => call.phase.name === 'seated');
    const isAsked = legs.some(({ call, leg }) => isRinging(leg) && !isWhisperedTo(call, leg.id));
    if (!isSeat || !isAsked) continue;
    legAnswered(turn, fact.leg);
    const call = turn.state.calls.get(fact.call);
    const caller = call === undefined ? undefined : callerLeg(call);
    if (
      call?.phase.name !== 'talking' ||
      call.attempt !== null ||
      caller === undefined ||
      !hasJustCome(turn, call)
    )
      continue;
    turn.want({ name: 'answer', channel: caller.id });
  }
}

/** Whoever waits is answered with music. This caller has not waited at all. */
function hasJustCome({ facts }: Turn, { id }: Call): boolean {
  return facts.some((fact) => fact.kind === 'call.queued' && fact.call === id);
}
