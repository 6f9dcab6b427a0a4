import { callerLeg, isRinging, legOf, type Call } from '../../call/call.ts';
import { ringOutside, ringPhone } from '../../call/ringing.ts';
import type { Offer } from '../../call/waiting.ts';
import { legId, type AgentId } from '../../ids.ts';
import type { Turn } from '../../turn.ts';
import { releaseOffers } from '../pool.ts';
import { attemptFailed } from './failed.ts';
import { isOnLine, wayTo } from './number.ts';
import { callbackSettings } from './settings.ts';

/** Calls the customer, for an agent who waits for him on the line or before any agent is rung. */
export function dialCustomer(turn: Turn, call: Call, agent: AgentId | null): void {
  const { state } = turn;
  if (call.phase.name !== 'waiting' || call.phase.callback === null) return;
  const { number } = call.phase.callback;
  if (isOnLine(state, number, call.id)) return attemptFailed(turn, call, 'network');
  const way = wayTo(state, number);
  if (way?.kind !== 'phone') return dialTrunk(turn, call, agent, way?.trunks ?? []);
  const leg = legId(call.id, call.nextId);
  const { queue } = call.phase;
  const ringMs = callbackSettings(state, queue).ringMs;
  turn.record({ kind: 'callback.dialled', call: call.id, queue, leg, trunks: [], agent });
  ringPhone(turn, call, { ...way.phone, ringMs }, { name: state.queues.get(queue)?.name ?? '', number: '' });
}

/** On the next of the trunks that are left; when none is, it was the network's fault. */
export function dialTrunk(turn: Turn, call: Call, agent: AgentId | null, trunks: readonly string[]): void {
  const { state } = turn;
  if (call.phase.name !== 'waiting' || call.phase.callback === null) return;
  const { queue, callback } = call.phase;
  const way = wayTo(state, callback.number);
  const [id, ...rest] = trunks;
  if (way?.kind !== 'outside') return attemptFailed(turn, call, 'unreachable');
  if (id === undefined) return attemptFailed(turn, call, 'network');
  const trunk = state.trunks.get(id);
  if (trunk === undefined) return dialTrunk(turn, call, agent, rest);
  const leg = legId(call.id, call.nextId);
  turn.record({ kind: 'callback.dialled', call: call.id, queue, leg, trunks: rest, agent });
  const { ringMs } = callbackSettings(state, queue);
  const target = { ...way.target, route: { ...way.target.route, ringMs } };
  ringOutside(turn, call, trunk, target, callback.number);
}

/** An agent has picked up for somebody who is not there yet: he hears that it rings at the customer's. */
export function pickedUpAfar(turn: Turn, call: Call, offer: Offer): void {
  if (call.phase.name !== 'waiting') return;
  const leg = legOf(call, offer.leg);
  if (leg === undefined) return;
  releaseOffers(turn, call, { but: offer.leg, outcome: 'withdrawn', reason: 'answered-elsewhere' });
  if (isRinging(leg)) {
    turn.record({ kind: 'leg.changed', call: call.id, leg: leg.id, state: 'connected', cause: null });
  }
  // He may have picked up just when the customer was called first.
  if (call.phase.callback?.dial == null && callerLeg(call) === undefined)
    dialCustomer(turn, call, offer.agent);
}
