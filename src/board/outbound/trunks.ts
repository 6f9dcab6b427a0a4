import { isRinging, type Leg } from '../call/call.ts';
import type { HangupCause } from '../input.ts';
import type { TrunkSettings } from '../office.ts';
import { legsOfChannel, type BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { outcomeOfCause } from './outcome-of-cause.ts';
import type { Outcome } from './outcome.ts';
import { wellTrunk } from './trunk-health.ts';

/** So many faults in a row are the trunk's: what one number alone meets may be the number's. */
const mostFaults = 3;
/** A trunk rests so long after them; after each further one, when its time is over, twice as long. */
const firstRestMs = 30_000;
const longestRestMs = 600_000;

/** The first of these trunks that can carry a call now, and those that are left for later; null: none can. */
export function pickTrunk(
  state: Readonly<BoardState>,
  trunks: readonly string[],
  at: number,
): { readonly trunk: TrunkSettings; readonly rest: readonly string[] } | null {
  for (const [index, id] of trunks.entries()) {
    const trunk = state.trunks.get(id);
    if (trunk !== undefined && roomOn(state, trunk, at) > 0) return { trunk, rest: trunks.slice(index + 1) };
  }
  return null;
}

/**
 * How many calls may begin now on all of these trunks together: a call that none could carry is not begun, as that would
 * be an attempt for nothing.
 */
export function trunkRoom(
  state: Readonly<BoardState>,
  { trunks }: { readonly trunks: readonly string[] },
  at: number,
): number {
  let room = 0;
  for (const id of new Set(trunks)) {
    const trunk = state.trunks.get(id);
    if (trunk !== undefined) room += roomOn(state, trunk, at);
  }
  return room;
}

/** Whatever goes over the trunk counts: campaigns' calls, other calls outside, and callers who came in on it. */
function roomOn(state: Readonly<BoardState>, { id, limits }: TrunkSettings, at: number): number {
  const { isThere, restsUntil } = state.trunkHealth.get(id) ?? wellTrunk;
  if (!isThere || (restsUntil !== null && restsUntil > at)) return 0;
  const legs = state.legsOfTrunk.get(id);
  const byCalls = limits.most === null ? Infinity : limits.most - (legs?.size ?? 0);
  const bySecond = limits.perSecond === null ? Infinity : limits.perSecond - lately(state, id, at);
  const room = Math.max(0, Math.min(byCalls, bySecond));
  if (restsUntil === null) return room;
  // Its rest is over: one call tells whether it works again.
  const isTried = [...(legs ?? [])].some((leg) =>
    legsOfChannel(state, leg).some(({ leg: one }) => one.startedAt >= restsUntil && isRinging(one)),
  );
  return isTried ? 0 : Math.min(room, 1);
}

function lately(state: Readonly<BoardState>, id: string, at: number): number {
  return (state.trunkStarts.get(id) ?? []).filter((begun) => begun > at - 1_000).length;
}

/** A leg that rang outside is gone unanswered, or what it called says something at last: how its trunk does. */
export function noteTrunk(turn: Turn, leg: Leg, cause: HangupCause | null): void {
  const { state, at } = turn;
  if (leg.trunk === undefined || leg.role === 'caller' || cause?.isLost === true) return;
  const { failures, restsUntil, restedAt } = state.trunkHealth.get(leg.trunk) ?? wellTrunk;
  // Of before its rest: that has been counted.
  if (restedAt !== null && leg.startedAt <= restedAt) return;
  if (cause === null || !isFault(leg, cause)) {
    if (failures > 0) turn.record({ kind: 'trunk.recovered', trunk: leg.trunk });
    return;
  }
  const inARow = failures + 1;
  const restMs = Math.min(longestRestMs, firstRestMs * 2 ** Math.min(20, inARow - mostFaults));
  const until = inARow >= mostFaults ? at + restMs : restsUntil;
  turn.record({ kind: 'trunk.failed', trunk: leg.trunk, inARow, until, cause: cause.q850, sip: cause.sip });
}

/** Congestion that is met before it has rung is as likely the trunk's own. */
function isFault(leg: Leg, cause: HangupCause): boolean {
  const hasRung = leg.state === 'alerting';
  const outcome = outcomeOfCause(cause, hasRung);
  return outcome === 'network' || (outcome === 'congestion' && !hasRung);
}

/** A refusal that may not be the number's: another trunk may carry the call. */
export function mayBeTrunks(outcome: Outcome, hasRung: boolean): boolean {
  return outcome === 'network' || (outcome === 'congestion' && !hasRung);
}

/** Congestion on a trunk that carries nothing any more says nothing of the number. */
export function isTrunksFault(state: Readonly<BoardState>, trunk: string | null): boolean {
  return trunk !== null && (state.trunkHealth.get(trunk)?.failures ?? 0) >= mostFaults;
}

/**
 * Its ring time is over and it has never said that it rings. Trunks that only ever say that somebody has answered do so;
 * of any other it means that the call has got nowhere.
 */
export function isSilentTrunk(state: Readonly<BoardState>, trunk: string | null): boolean {
  return trunk === null || state.trunkHealth.get(trunk)?.says !== 'answers';
}

/** Asterisk says that a trunk can be reached, or cannot (its registration, or `qualify`). */
export function trunkSeen(turn: Turn, endpoint: string, isThere: boolean): void {
  for (const { id, endpoint: own } of turn.state.trunks.values()) {
    if (own !== endpoint) continue;
    const known = turn.state.trunkHealth.get(id)?.isThere ?? true;
    if (known !== isThere) turn.record({ kind: 'trunk.seen', trunk: id, isThere });
  }
}
