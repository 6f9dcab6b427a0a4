import type { CampaignSettings } from './campaign-settings.ts';

/** Whom a call is shown to come from. */
export interface CallerIdAsked {
  /** The called number. */
  readonly number: string;
  /** The list's own, which comes before the campaign's. */
  readonly callerId?: string | undefined;
}

/** `turn`: how many calls of the campaign came before, for caller ids that rotate. Empty: the trunk's own. */
export function callerIdFor(
  { callerIds }: Pick<CampaignSettings, 'callerIds'>,
  { number, callerId }: CallerIdAsked,
  turn: number,
): string {
  const { numbers, by } = callerIds;
  if (callerId !== undefined && callerId !== '') return callerId;
  const first = numbers[0] ?? '';
  if (by === 'rotate') return numbers[turn % numbers.length] ?? first;
  if (by === 'first') return first;
  return numbers.reduce(
    (best, one) => (commonDigits(one, number) > commonDigits(best, number) ? one : best),
    first,
  );
}

/** Leading ones, without the plus. */
function commonDigits(a: string, b: string): number {
  const [one, other] = [a.replace(/^\+/, ''), b.replace(/^\+/, '')];
  let count = 0;
  while (count < one.length && one[count] === other[count]) count += 1;
  return count;
}
