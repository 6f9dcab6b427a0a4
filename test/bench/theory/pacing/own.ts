import {
  countAbandoned,
  countAnswered,
  freshBudget,
  tokensLeft,
} from '../../../../src/board/outbound/pacing/budget.ts';
import { attemptsToDrop, callsToDial } from '../../../../src/board/outbound/pacing/decide.ts';
import {
  freshLearned,
  type Learned,
  learnAttempt,
  learnTalk,
  learnWrapUp,
} from '../../../../src/board/outbound/pacing/learned.ts';
import { learnPerson } from '../../../../src/board/outbound/pacing/price.ts';
import type { Predictive, Situation } from '../../../../src/board/outbound/pacing/policy.ts';
import type { Office, Pacer } from './campaign.ts';

/** The board's own, as the board would use it. */
export function lookAhead(settings: {
  readonly limit: number;
  readonly toleranceMs: number;
  readonly guarantee: 'certain' | 'expected';
  readonly dropAfterMs: number | null;
}): Pacer & { readonly learned: Learned } {
  const learned = freshLearned();
  const budget = freshBudget();
  const { limit, toleranceMs, guarantee, dropAfterMs } = settings;
  const policy: Predictive = {
    mode: 'predictive',
    measured: { limit, days: 1 },
    toleranceMs,
    guarantee,
    ...(dropAfterMs === null ? {} : { dropAfterMs }),
  };
  const situationOf = (office: Office): Situation => ({
    now: office.now,
    day: 0,
    periodEndsAt: office.day.dayMs,
    free: office.free,
    waiting: office.waiting,
    inFlight: office.inFlight,
    busy: office.busy,
    budget,
    maxNew: office.maxNew,
  });
  let refusedAt = -Infinity;
  /** In a large team so much happens that little has changed since the last refusal. */
  const isResting = ({ agents, free, inFlight, now, waiting }: Office): boolean =>
    agents >= 30 && now - refusedAt < 200 && free <= inFlight.length + waiting;
  return {
    learned,
    calls(office) {
      if (isResting(office)) return 0;
      const calls = callsToDial(policy, learned, situationOf(office));
      if (calls === 0) refusedAt = office.now;
      return calls;
    },
    drops(office) {
      if (policy.dropAfterMs === undefined || isResting(office)) return [];
      const ringing = office.attempts.map(({ startedAt, customer }) => startedAt + customer.delayMs);
      const places = attemptsToDrop(policy, learned, situationOf(office), ringing);
      return places.map((place) => office.attempts[place]!);
    },
    ended: (office, attempt, end) => learnAttempt(learned, { ageMs: office.now - attempt.startedAt, end }),
    answered(office) {
      countAnswered(budget, 0);
      const tokens = tokensLeft(budget, policy.measured, 0);
      learnPerson(
        learned,
        tokens,
        office.agents,
        limit,
        policy.guarantee === 'certain' ? 0 : office.day.dayMs - office.now,
      );
    },
    abandoned: () => countAbandoned(budget, 0),
    talked: (_, ms) => learnTalk(learned, ms),
    wrappedUp: (_, ms) => learnWrapUp(learned, ms),
  };
}
