import {
  countAbandoned,
  countAnswered,
  freshBudget,
} from '../../../../../src/board/outbound/pacing/budget.ts';
import type { Situation } from '../../../../../src/board/outbound/pacing/decide.ts';
import {
  freshLearned,
  type Learned,
  learnAttempt,
  learnTalk,
  learnWrapUp,
} from '../../../../../src/board/outbound/pacing/learned.ts';
import type { Chance } from '../../../../bench/theory/chance.ts';

export function upTo(chance: Chance, most: number): number {
  return Math.floor(chance.share() * (most + 1) * 0.999_999);
}

/** What a campaign knows after some hundreds of calls, or none. */
export function learnedBy(chance: Chance, attempts: number): Learned {
  const learned = freshLearned();
  const rate = 0.05 + 0.6 * chance.share();
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const answered = chance.share() < rate;
    learnAttempt(learned, {
      ageMs: answered ? chance.logNormal(11_000, 0.5) : 22_000,
      end: answered ? 'person' : 'none',
    });
    if (!answered) continue;
    learnTalk(learned, chance.logNormal(90_000, 1));
    learnWrapUp(learned, chance.logNormal(20_000, 0.8));
  }
  return learned;
}

export function anySituation(chance: Chance): Situation {
  const now = 10_000_000;
  const budget = freshBudget();
  const answered = upTo(chance, 2_000);
  for (let person = 0; person < answered; person += 1) countAnswered(budget, 7);
  const abandoned = upTo(chance, Math.floor(answered * 0.04));
  for (let person = 0; person < abandoned; person += 1) countAbandoned(budget, 7);
  const busy = Array.from({ length: upTo(chance, 30) }, () => ({
    phase: chance.share() < 0.8 ? ('talk' as const) : ('wrap-up' as const),
    since: now - upTo(chance, 300_000),
  }));
  return {
    now,
    day: 7,
    ...(chance.share() < 0.5 ? { periodEndsAt: now + upTo(chance, 28_800_000) } : {}),
    free: upTo(chance, 6),
    waiting: upTo(chance, 2),
    inFlight: Array.from({ length: upTo(chance, 25) }, () => now - upTo(chance, 22_000)),
    busy,
    budget,
    maxNew: upTo(chance, 40),
  };
}
