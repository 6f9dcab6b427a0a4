import {
  countAbandoned,
  countAnswered,
  freshBudget,
  tokensLeft,
} from '../../../../src/board/outbound/pacing/budget.ts';
import {
  freshLearned,
  learnAttempt,
  learnTalk,
  learnWrapUp,
} from '../../../../src/board/outbound/pacing/learned.ts';
import { answerChances, outlookOf, riskOf } from '../../../../src/board/outbound/pacing/outlook.ts';
import { learnPerson, planOf } from '../../../../src/board/outbound/pacing/price.ts';
import { raceOf, type Race } from '../../../../src/board/outbound/pacing/race.ts';
import { lendable } from '../../../../src/board/outbound/pacing/reserve.ts';
import { tablesOf } from '../../../../src/board/outbound/pacing/tables.ts';
import type { Office, Pacer } from './campaign.ts';

const atOnce = 10;

/**
 * The same look-ahead with a part of the future known: `agents` knows when each busy agent will be ready, `answers`
 * what becomes of every call. Both spend the same budget; nothing is held in reserve, so single days may pass it.
 */
export function oracle(knows: 'agents' | 'answers', limit: number): Pacer {
  const learned = freshLearned();
  const budget = freshBudget();
  const measured = { limit, days: 1 };
  let refusedAt = -Infinity;
  return {
    calls(office) {
      const { day, free, inFlight, now, waiting } = office;
      if (office.agents >= 30 && now - refusedAt < 200) return 0;
      const owned = Math.max(0, free - inFlight.length - waiting);
      const loan = lendable(learned, office.agents, limit, day.dayMs - now);
      const funds = { tokens: tokensLeft(budget, measured, 0), loan };
      const price = limit * learned.price * planOf(funds, 0, office.agents);
      const calls = knows === 'agents' ? byAgents(office, owned, price) : byAnswers(office, price);
      if (calls === 0) refusedAt = now;
      return calls;
    },
    ended: (office, attempt, end) => learnAttempt(learned, { ageMs: office.now - attempt.startedAt, end }),
    answered(office) {
      countAnswered(budget, 0);
      learnPerson(
        learned,
        tokensLeft(budget, measured, 0),
        office.agents,
        limit,
        office.day.dayMs - office.now,
      );
    },
    abandoned: () => countAbandoned(budget, 0),
    talked: (_, ms) => learnTalk(learned, ms),
    wrappedUp: (_, ms) => learnWrapUp(learned, ms),
  };

  function byAgents(office: Office, owned: number, price: number): number {
    const { busy, day, free, inFlight, maxNew, now, waiting } = office;
    if (owned >= maxNew) return maxNew;
    const tables = tablesOf(learned, day.toleranceMs);
    const { answerGiven, steps } = tables;
    const race = raceOf(steps, free - waiting, busy.length, inFlight.length + owned + atOnce);
    const chances = new Float64Array(steps);
    for (const { readyAt } of busy) {
      for (let step = 0; step < steps; step += 1) {
        chances[step] = readyAt <= now + (step + 0.5) * 1_000 + day.toleranceMs ? 1 : 0;
      }
      race.ready(chances, 0, 0, 0);
    }
    for (const dialledAt of inFlight) race.answers(answerChances(tables, now - dialledAt, chances));
    answerChances(tables, 0, chances);
    let calls = 0;
    while (
      calls < Math.min(maxNew, owned + atOnce) &&
      (calls < owned || riskOf(race, answerGiven, steps) <= price)
    ) {
      race.answers(chances);
      calls += 1;
    }
    return calls;
  }

  function byAnswers(office: Office, price: number): number {
    const { attempts, day, maxNew, now } = office;
    const tables = tablesOf(learned, day.toleranceMs);
    const known = attempts.filter(({ customer }) => customer.kind === 'person').map(({ dueAt }) => dueAt);
    const situation = { ...office, day: 0, budget, free: office.free, waiting: office.waiting, now };
    const wide = { ...tables, steps: Math.max(tables.steps, 28) };
    let race: Race | undefined;
    let calls = 0;
    let persons = 0;
    for (; calls < maxNew && persons < atOnce; calls += 1) {
      const customer = office.customer(calls);
      if (customer.kind !== 'person') continue;
      if (race === undefined) {
        race = outlookOf(wide, situation, known.length + atOnce);
        for (const dueAt of known) race.answers(fromMoment(dueAt - now, wide.steps));
      }
      const step = Math.min(wide.steps - 1, Math.floor(customer.afterMs / 1_000));
      // It may take the agent from one who answers later: the worst moment from its answer on counts.
      let risk = 0;
      for (let later = step; later < wide.steps; later += 1) risk = Math.max(risk, race.shortage(later));
      if (risk > price) break;
      race.answers(fromMoment(customer.afterMs, wide.steps));
      persons += 1;
    }
    return calls;
  }
}

function fromMoment(ms: number, steps: number): Float64Array {
  return Float64Array.from({ length: steps }, (_, step) => (ms <= (step + 0.5) * 1_000 ? 1 : 0));
}
