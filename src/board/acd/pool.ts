import { isRinging, legOf, offersOf, type Call } from '../call/call.ts';
import { clearLeg } from '../call/clearing.ts';
import type { Offer, Waiting } from '../call/waiting.ts';
import type { OfferOutcome } from '../agent-facts.ts';
import type { ConnectionCause } from '../device/device-call.ts';
import type { HangupReason } from '../effect.ts';
import { contextAt } from '../hooks/points.ts';
import type { AgentId, LegId } from '../ids.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { callerBarrier, justMissed } from './barrier.ts';
import { isFull } from './caps.ts';
import { endOffer } from './offer.ts';
import { activeNeeds } from './skills.ts';
import { regularOf } from './sticky.ts';
import { inOpenTier } from './tiers.ts';

/**
 * Phones that ring for a whole queue (`ring-all-pooled`). Each rings for one caller as far as anybody sees, the first who
 * may have its agent; whoever picks up has the one who is first then; and when the caller is served or gone the phone
 * rings on for the next one. It stops when nobody waits any more.
 */

/** The caller whom an agent has who has just picked up. */
export function callerFor(turn: Turn, call: Call, { agent }: Offer): Call {
  const { state, at } = turn;
  const queue = pooledQueue(state, call);
  if (queue === undefined || !turn.state.lineIsUp) return call;
  for (const place of state.waiting.get(queue.id)?.places(queue.ageing, at) ?? []) {
    if (place.call === call.id) return call;
    const other = state.calls.get(place.call);
    if (other !== undefined && mayRingFor(state, queue, other, agent, at)) return other;
  }
  return call;
}

interface Release {
  /** The phone that goes on. */
  readonly but: LegId | null;
  readonly outcome: OfferOutcome;
  readonly reason: HangupReason;
  readonly cause?: ConnectionCause | null;
  /** The caller leaves the queue, and is not talked with instead. */
  readonly isLeaving?: boolean;
}

/** The other phones are not to ring for this caller any more: those of a pool ring on for the next, the rest stop. */
export function releaseOffers(turn: Turn, call: Call, release: Release): void {
  const { state, at } = turn;
  const queue = pooledQueue(state, call);
  const members = queue === undefined ? undefined : state.membersOf.get(queue.id);
  const places =
    queue === undefined || !state.lineIsUp
      ? []
      : (state.waiting.get(queue.id)?.places(queue.ageing, at) ?? []);
  const leaving = release.isLeaving === true ? call.id : null;
  const tierOf = ({ agent }: Offer): number => members?.get(agent)?.tier ?? 0;
  // Who is told who comes has picked up already: there is nothing that could ring on.
  const whisper = call.phase.name === 'waiting' ? call.phase.whisper : null;
  for (const offer of offersOf(call).toSorted((a, b) => tierOf(a) - tierOf(b))) {
    if (offer.leg === release.but) continue;
    const leg = offer.leg === whisper?.leg ? undefined : legOf(call, offer.leg);
    const next = places.find((place) => {
      const other = place.call === call.id ? undefined : state.calls.get(place.call);
      if (queue === undefined || other?.phase.name !== 'waiting') return false;
      if (leg === undefined || !isRinging(leg)) return false;
      if (other.phase.offers.length === 0 && isFull(state, queue, leaving)) return false;
      return mayRingFor(state, queue, other, offer.agent, at);
    });
    if (next !== undefined && queue !== undefined) {
      const { agent } = offer;
      turn.record({
        kind: 'offer.passed',
        call: call.id,
        to: next.call,
        queue: queue.id,
        agent,
        leg: offer.leg,
      });
      continue;
    }
    endOffer(turn, call, offer, release.outcome);
    clearLeg(turn, call.id, offer.leg, release.reason, release.cause ?? null);
  }
}

function pooledQueue(state: Readonly<BoardState>, { phase }: Call): QueueSettings | undefined {
  const queue = phase.name === 'waiting' ? state.queues.get(phase.queue) : undefined;
  return queue?.strategy.ring.kind === 'pooled' ? queue : undefined;
}

/** Whether the caller may have an agent whose phone rings for the queue. */
function mayRingFor(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
  id: AgentId,
  at: number,
): boolean {
  const { phase } = call;
  const agent = state.agents.get(id);
  const member = state.membersOf.get(queue.id)?.get(id);
  if (phase.name !== 'waiting' || agent === undefined || member === undefined) return false;
  if (!isHere(state, queue, phase) || justMissed(phase, agent, at)) return false;
  const active = activeNeeds(state, queue, call, phase, at);
  if (callerBarrier(state, agent, member, phase, active, at) !== null) return false;
  const regular = regularOf(state, queue, call, phase, at);
  if (regular !== null) return regular === id;
  return inOpenTier(state, queue, phase, [{ agent, member, missed: 0 }], at).length > 0;
}

/** On the line, and through what comes before an offer. */
function isHere(state: Readonly<BoardState>, { id }: QueueSettings, waiting: Waiting): boolean {
  const { callback, whisper } = waiting;
  if ((callback !== null && callback.dial?.state !== 'there') || whisper !== null) return false;
  return waiting.isPrepared || contextAt(state, 'before-offer', id) === null;
}
