import { agesS } from './learned.ts';
import type { Situation } from './policy.ts';
import { type Race, raceOf } from './race.ts';
import { binStartsS } from './survival.ts';
import { horizonS, type Tables } from './tables.ts';

/** The race of the busy agents, with no attempt in it yet; `attempts` is how many may be added. */
export function outlookOf(tables: Tables, situation: Situation, attempts: number): Race {
  const { busy, free, now, waiting } = situation;
  const race = raceOf(tables.steps, free - waiting, busy.length, attempts);
  for (const { phase, since } of busy) {
    const spentS = Math.max(0, (now - since) / 1_000);
    const row = rowOf(spentS);
    const next = Math.min(row + 1, binStartsS.length - 1);
    const from = binStartsS[row] ?? 0;
    const to = binStartsS[next] ?? from;
    race.ready(
      phase === 'talk' ? tables.talkReady : tables.wrapUpReady,
      row * horizonS,
      next * horizonS,
      to > from ? (spentS - from) / (to - from) : 0,
    );
  }
  return race;
}

/**
 * The chance that an attempt of this age, still ringing, has been answered by each step, into `into`:
 * (A(age + t) − A(age)) / S(age), with A the share answered by an age and S the share still ringing.
 */
export function answerChances(tables: Tables, ageMs: number, into: Float64Array): Float64Array {
  const { answeredBy, ringing, steps } = tables;
  const age = Math.max(0, ageMs / 1_000);
  const whole = Math.min(agesS, Math.floor(age));
  const part = Math.min(1, age - whole);
  const here = valueAt(answeredBy, whole, part);
  const still = valueAt(ringing, whole, part);
  // Steps stand for the middle of their second.
  const first = part < 0.5 ? whole : whole + 1;
  const laterPart = part < 0.5 ? part + 0.5 : part - 0.5;
  for (let step = 0; step < steps; step += 1) {
    const later = valueAt(answeredBy, first + step, laterPart);
    into[step] = still > 1e-9 ? Math.min(1, Math.max(0, (later - here) / still)) : 0;
  }
  return into;
}

function valueAt(curve: Float64Array, index: number, part: number): number {
  const last = curve.length - 1;
  if (index >= last) return curve[last] ?? 0;
  const here = curve[index] ?? 0;
  return here + ((curve[index + 1] ?? 0) - here) * part;
}

/** The risk that an answer finds no agent, if the answer comes in each step with these weights, which sum to 1. */
export function riskOf(race: Race, weights: Float64Array, steps: number): number {
  let risk = 0;
  for (let step = 0; step < steps; step += 1) risk += (weights[step] ?? 0) * race.shortage(step);
  return risk;
}

function rowOf(seconds: number): number {
  let low = 0;
  let high = binStartsS.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((binStartsS[middle] ?? 0) <= seconds) low = middle;
    else high = middle - 1;
  }
  return low;
}
