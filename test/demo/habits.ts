import type { Random } from '../simulation/random.ts';

/** What an agent does with a phone that rings. */
type OfferHabit =
  | { readonly name: 'answer' | 'reject'; readonly ringMs: number }
  /** Lets it ring and goes for a break. */
  | { readonly name: 'walk-off'; readonly ringMs: number; readonly reason: string };

/** How an agent works: mostly as one should. */
export interface Habits {
  forOffer(): OfferHabit;
  talkMs(): number;
  callerEnds(): boolean;
  wrapUpMs(): number;
  /** Why there is a break after this talk; null when there is none. */
  breakReason(): string | null;
  breakMs(): number;
}

const reasons = ['coffee', 'stretching', 'a question', 'paperwork'];

export function habitsOf(random: Random): Habits {
  return {
    forOffer() {
      const dice = random.next();
      if (dice < 0.05) return { name: 'reject', ringMs: random.between(300, 1_500) };
      if (dice < 0.08) return { name: 'walk-off', ringMs: random.between(2_500, 4_000), reason: 'coffee' };
      return { name: 'answer', ringMs: random.between(300, 1_500) };
    },
    talkMs: () => random.between(1_000, 4_000),
    callerEnds: () => random.chance(0.5),
    wrapUpMs: () => random.between(200, 1_000),
    breakReason: () => (random.chance(0.1) ? random.pick(reasons) : null),
    breakMs: () => random.between(1_500, 4_000),
  };
}
