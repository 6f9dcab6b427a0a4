import { CordboardError, unreachable } from '../base/errors.ts';
import { explainWaits } from './acd/why.ts';
import { dispatch } from './acd/dispatch.ts';
import { answerAtSeats } from './acd/answer-at-seats.ts';
import { planMoments, takeMoments } from './acd/moments.ts';
import { endpointSeen } from './agent/unreachable.ts';
import { obey } from './commands.ts';
import { takeTimers } from './due.ts';
import type { TapId } from './ids.ts';
import type { Input, LineEvent } from './input.ts';
import { legAlerting, legAnswered, legCutOff, legGone } from './call/leg-events.ts';
import { transferAtPhone } from './call-control/transfer-at-phone.ts';
import { heldAtPhone, retrievedAtPhone } from './call-control/hold.ts';
import { callerEntered } from './call/arrival.ts';
import { channelLeft } from './hooks/away.ts';
import { keyPressed, played } from './call/keys.ts';
import { spoken } from './voicemail/visit.ts';
import { bridgeStands } from './call/talk.ts';
import { fileEnded, tapGone, tapStands } from './call/tap-events.ts';
import { letGo } from './outbound/let-go.ts';
import { applyOffice } from './apply-office.ts';
import { talkBegins, talkEnds, toneHeard } from './outbound/detection.ts';
import { dialCampaigns } from './outbound/dial.ts';
import { yieldToCaller } from './outbound/preview.ts';
import { takeContacts } from './outbound/obey.ts';
import { reconcile } from './reconcile.ts';
import { refused } from './refused.ts';
import type { BoardState } from './state.ts';
import { Turn } from './turn.ts';

/**
 * The core of Cordboard: a deterministic machine. It takes inputs one at a time, in any order that the world may
 * produce, and answers each at once with what has happened and what Asterisk is to do. No clock, no random, no wait.
 */
export class Board {
  readonly state: BoardState;

  constructor(state: BoardState) {
    this.state = state;
  }

  /**
   * Carries one input out. A command that the rules forbid throws a CordboardError and has changed nothing.
   * Times must not run backwards.
   */
  take(input: Input): Turn {
    const turn = new Turn(this.state, input.at);
    try {
      carryOut(turn, input);
      answerAtSeats(turn);
      turn.conclude();
      // Who leaves his queue may ring at somebody's phone.
      const concluded = turn.facts.length;
      takeMoments(turn);
      if (turn.facts.length > concluded) turn.conclude();
      dispatchToSeats(turn);
      if (turn.state.contacts.size > 0) yieldPreviews(turn);
      if (turn.state.campaigns.size > 0) goAway(turn);
      dialAndServe(turn);
      explainWaits(turn);
      planMoments(turn);
      turn.arrange();
    } catch (error) {
      if (turn.facts.length === 0 && error instanceof CordboardError) throw error;
      turn.failure = error;
    }
    return turn;
  }

  /** When the board wants to be ticked next. While the line is down no leg can time out: nobody could tell it. */
  get wakeAt(): number | null {
    const { lineIsUp, legTimers, callTimers, agentTimers, campaignTimers } = this.state;
    const moments = lineIsUp
      ? [legTimers.next, callTimers.next, agentTimers.next, campaignTimers.next]
      : [agentTimers.next];
    const known = moments.filter((moment) => moment !== null);
    return known.length === 0 ? null : Math.min(...known);
  }
}

/** Whoever answers at his seat may free others who rang for the same caller. */
function dispatchToSeats(turn: Turn): void {
  for (;;) {
    dispatch(turn);
    const before = turn.facts.length;
    answerAtSeats(turn);
    if (turn.facts.length === before) return;
    // Whose phone rings for something else besides is not free by that.
    turn.conclude();
  }
}

/** Whoever read himself into a contact is free for a caller: one after the other, as each may have the last who waits. */
function yieldPreviews(turn: Turn): void {
  while (yieldToCaller(turn)) {
    turn.conclude();
    dispatchToSeats(turn);
  }
}

/** Customers who are given up while they ring had agents promised whom callers may wait for. */
function dialAndServe(turn: Turn): void {
  const before = turn.facts.length;
  dialCampaigns(turn);
  if (turn.facts.slice(before).some(({ kind }) => kind === 'attempt.ended')) dispatchToSeats(turn);
}

/** Agents who have waited for a customer to answer, and need not any more. */
function goAway(turn: Turn): void {
  const before = turn.facts.length;
  letGo(turn);
  if (turn.facts.length > before) turn.conclude();
}

function carryOut(turn: Turn, input: Input): void {
  switch (input.kind) {
    case 'line':
      return hear(turn, input.event);
    case 'line-up':
      return reconcile(turn, input.survey);
    case 'line-down':
      if (turn.state.lineIsUp) turn.record({ kind: 'line.down', reason: input.reason });
      return undefined;
    case 'refused':
      return refused(turn, input.effect, input.code);
    case 'command':
      return obey(turn, input.command);
    case 'office':
      return applyOffice(turn, input.office);
    case 'contacts':
      return takeContacts(turn, input);
    case 'tick':
      return takeTimers(turn);
    default:
      return unreachable(input);
  }
}

function hear(turn: Turn, event: LineEvent): void {
  switch (event.name) {
    case 'entered':
      return callerEntered(turn, event);
    case 'alerting':
      return legAlerting(turn, event.channel);
    case 'answered':
      return legAnswered(turn, event.channel);
    case 'bridged':
      return bridgeStands(turn, event.bridge);
    case 'left':
      return channelLeft(turn, event.channel);
    case 'held':
      return heldAtPhone(turn, event.channel);
    case 'retrieved':
      return retrievedAtPhone(turn, event.channel);
    case 'digit':
      return keyPressed(turn, event.channel, event.digit);
    case 'talks':
      return talkBegins(turn, event.channel);
    case 'silent':
      return talkEnds(turn, event.channel, event.talkedMs);
    case 'tone':
      return toneHeard(turn, event.channel);
    case 'transfer':
      return transferAtPhone(turn, event.channel, event.to);
    case 'tapped':
      return tapStands(turn, event.tap);
    case 'played':
      return played(turn, event.playback);
    case 'recorded':
      fileEnded(turn, event.file);
      return spoken(turn, event.file, event.durationMs);
    case 'gone':
      tapGone(turn, event.channel as string as TapId);
      return legGone(turn, event.channel, event.cause);
    case 'cut-off':
      return legCutOff(turn, event.channel);
    case 'reachable':
      return endpointSeen(turn, event.endpoint, event.isThere);
    default:
      return unreachable(event);
  }
}
