import { ringSpareMs } from '../bounds.ts';
import type { Call } from '../call/call.ts';
import { abandon } from '../call/ending.ts';
import { busy, congestion, failToReach, noAnswer, unallocated, type Failure } from '../call/failing.ts';
import { ringOutside } from '../call/ringing.ts';
import { legId } from '../ids.ts';
import type { HangupCause } from '../input.ts';
import type { OutsideRoute } from '../office.ts';
import type { Turn } from '../turn.ts';
import type { Attempt } from './attempt.ts';
import { mayDial } from './campaign-hours.ts';
import type { CampaignSettings } from './campaign-settings.ts';
import { endAttempt } from './ending.ts';
import { judge, partyOf } from './gate.ts';
import type { Outcome } from './outcome.ts';
import { settingsNow, settingsOfCall } from './settings-now.ts';
import { pickTrunk } from './trunks.ts';

/** A campaign's call goes out, or does not. */

const nothing: HangupCause = { q850: 0, sip: null };

/** Dials the number on the next trunk that can carry it; when there is none, that is no attempt. */
export function dialNext(turn: Turn, call: Call, cause: HangupCause = nothing): void {
  const { attempt } = call;
  const settings = settingsOfCall(turn.state, call);
  if (attempt === null || settings === null) return;
  const picked = pickTrunk(turn.state, attempt.trunks, turn.at);
  if (picked === null) return notReached(turn, call, 'network', cause);
  const { trunk, rest } = picked;
  const leg = legId(call.id, call.nextId);
  turn.record({ kind: 'attempt.dialled', call: call.id, leg, trunk: trunk.id, trunks: rest });
  const target = { kind: 'outside', number: attempt.dial, route: routeOf(settings, attempt) } as const;
  ringOutside(turn, call, trunk, target, attempt.number, settings.ringMs + ringSpareMs);
}

function routeOf({ ringMs, prefix }: CampaignSettings, { callerId }: Attempt): OutsideRoute {
  return {
    pattern: '',
    strip: 0,
    prefix,
    by: { kind: 'trunks', trunks: [] },
    callerId: callerId === '' ? null : callerId,
    ringMs,
  };
}

/**
 * The agent who is rung first has picked up, or a trunk has refused: the gate is asked again, and whether the campaign dials
 * at all, for it is now that the customer is called.
 */
export function dialForAgent(turn: Turn, call: Call, cause: HangupCause = nothing): void {
  const { attempt } = call;
  const now = attempt === null ? null : settingsNow(turn.state, attempt.campaign);
  if (attempt === null || now === null) return failToReach(turn, call, congestion);
  const { settings } = now;
  const dials = now.campaign.run === 'running' && mayDial(turn.state, now, turn.at);
  if (attempt.contact !== null && !dials) return notReached(turn, call, 'cancelled', nothing);
  const contact = attempt.contact === null ? undefined : turn.state.contacts.get(attempt.contact);
  const party = contact === undefined ? attempt.stranger : partyOf(contact);
  const verdict = party === null ? null : judge(turn.state, settings, party, turn.at, call.id);
  if (verdict?.allowed !== false) return dialNext(turn, call, cause);
  const { campaign, contact: id, number, agent } = attempt;
  const { reason, detail, until } = verdict;
  turn.record({ kind: 'contact.refused', campaign, contact: id, number, agent, reason, detail, until });
  notReached(turn, call, 'cancelled', nothing);
}

/** The attempt has come to nothing, and an agent who waits for it hears so. */
export function notReached(turn: Turn, call: Call, outcome: Outcome, cause: HangupCause): void {
  if (call.attempt === null) return;
  endAttempt(turn, call.id, call.attempt, outcome, cause);
  if (call.phase.name === 'reaching') failToReach(turn, call, failureOf(outcome));
  else abandon(turn, call, 'unanswered', cause.q850);
}

function failureOf(outcome: Outcome): Failure {
  if (outcome === 'busy' || outcome === 'rejected') return busy;
  if (outcome === 'invalid') return unallocated;
  return outcome === 'no-answer' ? noAnswer : congestion;
}
