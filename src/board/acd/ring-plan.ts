import type { Waiting } from '../call/waiting.ts';
import type { RingPlan } from '../queue-settings.ts';

/** How many more phones may ring for a caller now. */
export function phonesToAdd(plan: RingPlan, { offers, ringingSince }: Waiting, at: number): number {
  switch (plan.kind) {
    case 'one':
      return 1 - offers.length;
    case 'all':
      return (plan.most ?? Infinity) - offers.length;
    case 'pooled':
      return Infinity;
    case 'progressive': {
      if (plan.stepMs === 0) return (plan.most ?? Infinity) - offers.length;
      const due = ringingSince === null ? 1 : 1 + Math.floor((at - ringingSince) / plan.stepMs);
      return Math.min(due, plan.most ?? Infinity) - offers.length;
    }
    default:
      return offers.length === 0 ? plan.count : 0;
  }
}

/** When one more phone is due; null: not by time. */
export function nextPhoneAt(plan: RingPlan, { ringingSince }: Waiting, at: number): number | null {
  if (plan.kind !== 'progressive' || plan.stepMs === 0 || ringingSince === null) return null;
  const steps = Math.floor((at - ringingSince) / plan.stepMs) + 1;
  return plan.most !== null && steps >= plan.most ? null : ringingSince + steps * plan.stepMs;
}
