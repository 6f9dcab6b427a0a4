import type { Call } from '../../call/call.ts';
import type { CallId, QueueId } from '../../ids.ts';
import { targetOf, type Target } from '../../numbering/target.ts';
import type { PhoneSettings } from '../../office.ts';
import type { BoardState } from '../../state.ts';

/** How a customer is called: over the office's trunks, or at a phone of its own. */
export type Way =
  | {
      readonly kind: 'outside';
      readonly target: Extract<Target, { kind: 'outside' }>;
      readonly trunks: readonly string[];
    }
  | { readonly kind: 'phone'; readonly phone: PhoneSettings };

/**
 * null: the office cannot call this number. What the engineer's dialplan would have to place cannot be either: it needs a
 * party to place it for.
 */
export function wayTo(state: Readonly<BoardState>, number: string): Way | null {
  if (!/^\+?[0-9*#]{2,32}$/.test(number)) return null;
  const target = targetOf(state, number, 'inside');
  if (target.kind === 'outside') {
    const { by } = target.route;
    return by.kind === 'trunks' ? { kind: 'outside', target, trunks: by.trunks } : null;
  }
  const phone = target.kind === 'phone' ? state.phones.get(target.phone) : undefined;
  return phone === undefined ? null : { kind: 'phone', phone };
}

/** The call-back of this number that is open in a queue. */
export function openCallback(state: Readonly<BoardState>, queue: QueueId, number: string): Call | undefined {
  for (const id of state.callsIn.get(queue) ?? []) {
    const call = state.calls.get(id);
    if (call?.phase.name === 'waiting' && call.phase.callback?.number === number) return call;
  }
  return undefined;
}

/** Somebody of this number is called or on the line already, be it in another queue: he is not called twice at once. */
export function isOnLine(state: Readonly<BoardState>, number: string, besides: CallId): boolean {
  for (const call of state.calls.values()) {
    if (call.id !== besides && call.legs.some(({ party }) => party.number === number)) return true;
  }
  return false;
}
