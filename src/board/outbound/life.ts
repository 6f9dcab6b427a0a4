import { isRinging, type Call, type Leg } from '../call/call.ts';
import { clearLeg } from '../call/clearing.ts';
import { abandon } from '../call/ending.ts';
import { connectDirect } from '../call/talk.ts';
import type { LegId } from '../ids.ts';
import type { HangupCause } from '../input.ts';
import type { Turn } from '../turn.ts';
import { beginDetection } from './detection.ts';
import { dialForAgent, notReached } from './dial-trunk.ts';
import { endAttempt } from './ending.ts';
import { outcomeOfCause } from './outcome-of-cause.ts';
import { settingsOfCall } from './settings-now.ts';
import { isSilentTrunk, isTrunksFault, mayBeTrunks, noteTrunk } from './trunks.ts';
import { goOnWithPerson } from './with-person.ts';

/** What happens to a campaign's call until its customer talks with somebody, or does not. */

/** Q.850: no answer from the user, who was alerted; the network is out of order. */
const noAnswerCause = 19;
const notResponding = 38;

/** A customer's ring time begins when it rings: laws count it so, and a slow network takes none of it. */
export function ringsUntil(turn: Turn, call: Call, leg: Leg): { readonly deadline?: number } {
  const settings = call.attempt?.leg === leg.id ? settingsOfCall(turn.state, call) : null;
  return settings === null ? {} : { deadline: turn.at + settings.ringMs };
}

/** False when it is not the customer of a campaign who has answered. */
export function customerPickedUp(turn: Turn, call: Call, leg: LegId): boolean {
  const { attempt, phase } = call;
  if (attempt === null || attempt.leg !== leg || attempt.answeredAt !== null) return false;
  const isForAgent = phase.name === 'reaching';
  if (!isForAgent && phase.name !== 'dialling') return false;
  turn.record({ kind: 'attempt.answered', call: call.id, leg });
  if (isForAgent) connectDirect(turn, call, leg);
  else if (!beginDetection(turn, call)) goOnWithPerson(turn, call);
  return true;
}

/** False when the leg that is gone was not the customer's, whom nobody has talked with yet. */
export function customerLost(turn: Turn, call: Call, leg: Leg, cause: HangupCause): boolean {
  const { attempt, phase } = call;
  if (attempt === null || attempt.leg !== leg.id) return false;
  if (phase.name === 'talking' && attempt.heardAt === null && attempt.outcome === null) {
    // The call may go on with others.
    endAttempt(turn, call.id, attempt, cause.isLost === true ? 'abandoned' : 'hung-up', cause);
  }
  if (phase.name !== 'dialling' && phase.name !== 'reaching') return false;
  if (attempt.answeredAt !== null) {
    abandon(turn, call, cause.isLost === true ? 'lost-by-asterisk' : 'abandoned', cause.q850);
  } else {
    // After a gap nobody can say what became of it: it counts, so that nobody is called twice.
    const hasRung = leg.state === 'alerting';
    const said = cause.isLost === true ? 'no-answer' : outcomeOfCause(cause, hasRung);
    // Whose fault it was that it rang no longer does not undo that it rang: he is not rung again at once, and the law counts it.
    const outcome = said === 'network' && hasRung ? 'no-answer' : said;
    // What a trunk refuses another one may carry; what the far end says it says on all of them.
    if (!mayBeTrunks(outcome, hasRung)) notReached(turn, call, outcome, cause);
    else if (attempt.trunks.length > 0) dialForAgent(turn, call, cause);
    else notReached(turn, call, isTrunksFault(turn.state, attempt.trunk) ? 'network' : outcome, cause);
  }
  return true;
}

/** False when it is not a campaign's customer whose ring time is over. */
export function customerRangTooLong(turn: Turn, call: Call, leg: Leg): boolean {
  const { attempt } = call;
  if (attempt === null || attempt.leg !== leg.id || !isRinging(leg) || attempt.answeredAt !== null)
    return false;
  const isSilent = leg.state === 'reaching' && isSilentTrunk(turn.state, attempt.trunk);
  clearLeg(turn, call.id, leg.id, 'normal');
  const cause = { q850: isSilent ? notResponding : noAnswerCause, sip: null };
  if (isSilent) noteTrunk(turn, leg, cause);
  notReached(turn, call, isSilent ? 'network' : 'no-answer', cause);
  return true;
}
