import type { CampaignId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import type { Barred } from './gate.ts';

/** The entry that bars a number at this moment: one that an agent has just made, or one of the list. null: none. */
export function barredBy(
  state: Readonly<BoardState>,
  number: string,
  campaign: CampaignId,
  at: number,
): Barred | null {
  return barredSince(state, number, campaign, at) ?? state.doNotCall.find(number, campaign, at);
}

/** Of these the list itself may not know yet. */
function barredSince(
  { numberLog: { barred } }: Readonly<BoardState>,
  number: string,
  campaign: CampaignId,
  at: number,
): Barred | null {
  if (barred.size === 0) return null;
  for (const forWhom of ['', campaign]) {
    for (const pattern of patternsOf(number)) {
      const entry = barred.get(`${forWhom} ${pattern}`);
      if (entry !== undefined && (entry.until === null || entry.until > at)) return entry;
    }
  }
  return null;
}

/** The number itself, and each of its beginnings. */
function patternsOf(number: string): string[] {
  return [number, ...Array.from({ length: number.length + 1 }, (_, cut) => `${number.slice(0, cut)}*`)];
}
