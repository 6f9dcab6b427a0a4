import { freshSurvival, learnLasted, type Survival } from './survival.ts';

/**
 * What a campaign has learned about its customers and its agents. Plain data: it is stored as JSON with the campaign,
 * and the same facts in the same order give the same numbers. Everything forgets exponentially, so that an evening is
 * not paced by the morning.
 */
export interface Learned {
  readonly answers: Answers;
  readonly talk: Survival;
  readonly wrapUp: Survival;
  /** The risk that one more call may bear, in limits, while the budget is where it should be: see `price.ts`. */
  price: number;
}

/**
 * Answer hazards by age of the attempt, in seconds: the ways an attempt ends compete (person, or anything else), and
 * each second has its own chance of each among the attempts that reached it. Discrete competing risks, Prentice and
 * others 1978.
 */
export interface Answers {
  /** How many attempts have been learned; tables made from it are of one count. */
  count: number;
  /** Attempts that reached each second. */
  readonly atRisk: number[];
  readonly persons: number[];
  readonly others: number[];
}

/** What an attempt came to. A machine that is taken for a person is one: it takes an agent. */
export type AttemptEnd = 'person' | 'machine' | 'none';

/** The last attempts that count: what is older weighs less than 1/e. */
const memory = 800;
/** What is assumed at the start weighs as much as this many attempts. */
const priorWorth = 15;
/** Attempts older than this are taken together. */
export const agesS = 60;

/** Assumed of talk and wrap-up before the first has ended. */
export interface Expected {
  readonly talkMs: number;
  readonly wrapUpMs: number;
}

export function freshLearned(expected: Expected = { talkMs: 120_000, wrapUpMs: 20_000 }): Learned {
  return {
    answers: freshAnswers(),
    talk: freshSurvival(expected.talkMs),
    wrapUp: freshSurvival(expected.wrapUpMs),
    price: 1,
  };
}

/** Three in ten answer, from the 4th to the 18th second alike; the others end from the 15th to the 25th. */
function freshAnswers(): Answers {
  const persons = spread(0.3, 4, 18);
  const others = spread(0.7, 15, 25);
  const atRisk: number[] = [];
  let left = priorWorth;
  for (let age = 0; age < agesS; age += 1) {
    atRisk.push(left);
    left = Math.max(0, left - (persons[age] ?? 0) - (others[age] ?? 0));
  }
  return { count: 0, atRisk, persons, others };
}

function spread(share: number, from: number, to: number): number[] {
  return Array.from({ length: agesS }, (_, age) =>
    age >= from && age < to ? (priorWorth * share) / (to - from) : 0,
  );
}

/** An attempt has ended or was answered, at this age. */
export function learnAttempt(learned: Learned, { ageMs, end }: { ageMs: number; end: AttemptEnd }): void {
  const { answers } = learned;
  const at = Math.min(agesS - 1, Math.max(0, Math.floor(ageMs / 1_000)));
  const keep = 1 - 1 / memory;
  for (let age = 0; age < agesS; age += 1) {
    answers.atRisk[age] = (answers.atRisk[age] ?? 0) * keep + (age <= at ? 1 : 0);
    answers.persons[age] = (answers.persons[age] ?? 0) * keep + (age === at && end === 'person' ? 1 : 0);
    answers.others[age] = (answers.others[age] ?? 0) * keep + (age === at && end !== 'person' ? 1 : 0);
  }
  answers.count += 1;
}

/** An agent's talk with a customer has ended. */
export function learnTalk(learned: Learned, lastedMs: number): void {
  learnLasted(learned.talk, lastedMs);
}

/** An agent's wrap-up has ended. */
export function learnWrapUp(learned: Learned, lastedMs: number): void {
  learnLasted(learned.wrapUp, lastedMs);
}
