import type { Leg, LegState } from '../call/call.ts';
import type { Fact } from '../fact.ts';
import type { BoardState } from '../state.ts';

/**
 * How a trunk does, as far as is known since the start: no live row holds it, so that after a restart each of them is
 * tried anew.
 */
export interface TrunkHealth {
  /** Faults in a row. */
  readonly failures: number;
  /** No call goes out on it before; null: it does not rest. */
  readonly restsUntil: number | null;
  /** When its present or last rest began. */
  readonly restedAt: number | null;
  /** As Asterisk says. */
  readonly isThere: boolean;
  /** What it has said of calls that were not refused at once. */
  readonly says: 'nothing' | 'answers' | 'rings';
}

export const wellTrunk: TrunkHealth = {
  failures: 0,
  restsUntil: null,
  restedAt: null,
  isThere: true,
  says: 'nothing',
};

export function foldTrunk(state: BoardState, fact: Extract<Fact, { kind: `trunk.${string}` }>): void {
  const before = state.trunkHealth.get(fact.trunk) ?? wellTrunk;
  state.trunkHealth.set(fact.trunk, after(before, fact));
}

function after(before: TrunkHealth, fact: Extract<Fact, { kind: `trunk.${string}` }>): TrunkHealth {
  if (fact.kind === 'trunk.seen') return { ...before, isThere: fact.isThere };
  if (fact.kind === 'trunk.recovered') return { ...before, failures: 0, restsUntil: null, restedAt: null };
  const restedAt = fact.until === null ? before.restedAt : fact.at;
  return { ...before, failures: fact.inARow, restsUntil: fact.until, restedAt };
}

/** A leg that is called over a trunk begins. */
export function beginOnTrunk(state: BoardState, trunk: string, at: number): void {
  const starts = state.trunkStarts.get(trunk) ?? [];
  state.trunkStarts.set(trunk, [...starts.filter((begun) => begun > at - 1_000), at]);
}

/** It rings, or somebody answers without that. */
export function noteSaid(state: BoardState, { trunk, state: former }: Leg, to: LegState): void {
  if (trunk === undefined || former !== 'reaching') return;
  const before = state.trunkHealth.get(trunk) ?? wellTrunk;
  if (to === 'alerting') state.trunkHealth.set(trunk, { ...before, says: 'rings' });
  else if (to === 'connected' && before.says === 'nothing') {
    state.trunkHealth.set(trunk, { ...before, says: 'answers' });
  }
}
