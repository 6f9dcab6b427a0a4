import { agesS, type Learned } from './learned.ts';
import { binStartsS, survivalCurve } from './survival.ts';

/**
 * What `Learned` says, laid out for looking ahead in steps of a second. Step j stands for the moment j + ½ seconds
 * from now.
 */
export interface Tables {
  /** Steps in which a call dialled now may be answered. */
  readonly steps: number;
  /** The chance that a call dialled now is answered by a person in step j. */
  readonly answerIn: Float64Array;
  /** The same, given that a person answers. */
  readonly answerGiven: Float64Array;
  /** Chance that an attempt has been answered by a person before this age in seconds, and that it still rings then. */
  readonly answeredBy: Float64Array;
  readonly ringing: Float64Array;
  /** An agent's chance to be ready `toleranceMs` after step j, by bin of the time spent: row after row of `steps`. */
  readonly talkReady: Float64Array;
  readonly wrapUpReady: Float64Array;
}

interface Kept {
  readonly tables: Tables;
  readonly answers: number;
  readonly talk: number;
  readonly wrapUp: number;
  readonly toleranceMs: number;
}

const kept = new WeakMap<Learned, Kept>();

/** Tables for what is learned now: made anew only when something was learned, so that they never depend on history. */
export function tablesOf(learned: Learned, toleranceMs: number): Tables {
  const before = kept.get(learned);
  const counts = {
    answers: learned.answers.count,
    talk: learned.talk.count,
    wrapUp: learned.wrapUp.count,
    toleranceMs,
  };
  const sameAnswers = before?.answers === counts.answers && before.toleranceMs === toleranceMs;
  const sameAgents = before?.talk === counts.talk && before.wrapUp === counts.wrapUp;
  if (before !== undefined && sameAnswers && sameAgents) return before.tables;
  const answers = sameAnswers ? before.tables : answerTables(learned);
  const ready =
    sameAgents && before.toleranceMs === toleranceMs
      ? before.tables
      : readyTables(learned, toleranceMs / 1_000);
  const tables: Tables = {
    steps: answers.steps,
    answerIn: answers.answerIn,
    answerGiven: answers.answerGiven,
    answeredBy: answers.answeredBy,
    ringing: answers.ringing,
    talkReady: ready.talkReady,
    wrapUpReady: ready.wrapUpReady,
  };
  kept.set(learned, { tables, ...counts });
  return tables;
}

/** How far ahead agents are foretold: the ages at which attempts are still answered. */
export const horizonS = 40;
/** Standard errors that the answer rate is taken to be above what was seen: few attempts may have been lucky. */
const caution = 1;

function answerTables({ answers }: Learned): Omit<Tables, 'talkReady' | 'wrapUpReady'> {
  const answeredBy = new Float64Array(agesS + 1);
  const ringing = new Float64Array(agesS + 1);
  ringing[0] = 1;
  for (let age = 0; age < agesS; age += 1) {
    const here = ringing[age] ?? 0;
    const atRisk = answers.atRisk[age] ?? 0;
    const person = atRisk > 1e-9 ? (answers.persons[age] ?? 0) / atRisk : 0;
    const other = atRisk > 1e-9 ? (answers.others[age] ?? 0) / atRisk : 1;
    answeredBy[age + 1] = (answeredBy[age] ?? 0) + here * person;
    ringing[age + 1] = Math.max(0, here * (1 - person - other));
  }
  const rate = answeredBy[agesS] ?? 0;
  const seen = Math.max(1, answers.atRisk[0] ?? 0);
  const cautious = Math.min(1, rate + caution * Math.sqrt((rate * (1 - rate)) / seen));
  const scale = rate > 1e-6 ? cautious / rate : 1;
  let steps = 1;
  const answerIn = new Float64Array(horizonS);
  const answerGiven = new Float64Array(horizonS);
  for (let age = 0; age <= agesS; age += 1) {
    answeredBy[age] = (answeredBy[age] ?? 0) * scale;
    if (age > 0 && age <= horizonS) {
      const chance = (answeredBy[age] ?? 0) - (answeredBy[age - 1] ?? 0);
      answerIn[age - 1] = chance;
      if (chance > cautious / 1_000) steps = age;
    }
  }
  let sum = 0;
  for (let step = 0; step < steps; step += 1) sum += answerIn[step] ?? 0;
  for (let step = 0; step < steps; step += 1)
    answerGiven[step] = sum > 0 ? (answerIn[step] ?? 0) / sum : 1 / steps;
  return { steps, answerIn, answerGiven, answeredBy, ringing };
}

/**
 * Talk, then wrap-up, convolved: the chance that both are over by `x` is Σ_u P(talk ends in second u | it has lasted e)
 * · P(wrap-up lasts less than x − u).
 */
function readyTables(learned: Learned, toleranceS: number): Pick<Tables, 'talkReady' | 'wrapUpReady'> {
  const talk = survivalCurve(learned.talk);
  const wrapUp = survivalCurve(learned.wrapUp);
  const rows = binStartsS.length;
  const talkReady = new Float64Array(rows * horizonS);
  const wrapUpReady = new Float64Array(rows * horizonS);
  const longest = horizonS + Math.ceil(toleranceS) + 1;
  // Wrap-up is over x = step + ½ + tolerance from now, if talk ended at u + ½: it lasted no more than step − u + tolerance.
  const over = Float64Array.from({ length: horizonS }, (_, after) => 1 - wrapUp(after + toleranceS));
  const overEarly = Float64Array.from(
    { length: Math.ceil(toleranceS) + 1 },
    (_, early) => 1 - wrapUp(toleranceS - early),
  );
  const ends = new Float64Array(longest);
  for (let row = 0; row < rows; row += 1) {
    const spent = binStartsS[row] ?? 0;
    const lasts = talk(spent);
    const wraps = wrapUp(spent);
    let before = lasts;
    for (let second = 0; second < longest; second += 1) {
      const after = talk(spent + second + 1);
      ends[second] = lasts > 1e-12 ? (before - after) / lasts : 0;
      before = after;
    }
    for (let step = 0; step < horizonS; step += 1) {
      let ready = 0;
      for (let second = 0; second <= step; second += 1)
        ready += (ends[second] ?? 0) * (over[step - second] ?? 0);
      for (let early = 1; early < overEarly.length; early += 1) {
        ready += (ends[step + early] ?? 0) * Math.max(0, overEarly[early] ?? 0);
      }
      talkReady[row * horizonS + step] = ready;
      const longer = wrapUp(spent + step + 0.5 + toleranceS);
      wrapUpReady[row * horizonS + step] = wraps > 1e-12 ? 1 - longer / wraps : 1;
    }
  }
  return { talkReady, wrapUpReady };
}
