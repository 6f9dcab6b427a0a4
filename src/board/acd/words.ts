import type { Call, Wishes } from '../call/call.ts';
import type { Exit, QueueSettings } from '../queue-settings.ts';
import { numberOfCall } from '../ids.ts';
import { lot } from './strategies/lot.ts';

/** Which of the prompts of `sounds/prompts` say what a waiting caller is to hear. */

/** Of "more than so many callers before you". */
const moreThan = [30, 20, 15, 10, 5];
const leastMoreThan = 5;
const furthestNumber = 30;
/** Minutes of "less than so many". */
const bands = [1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 45, 60];
const minuteMs = 60_000;
export const leastBandMs = minuteMs;

const nameOfKey: Readonly<Record<string, string>> = { '*': 'star', '#': 'hash' };

/** In the caller's language, or in that of the queue. What is no prompt of ours is what it is. */
export function inLanguage(
  { wishes }: { readonly wishes: Pick<Wishes, 'language'> },
  { language }: QueueSettings,
  sounds: readonly string[],
): readonly string[] {
  const spoken = wishes.language ?? language;
  return sounds.map((sound) => sound.replace(/^prompt:(?=[^/]*$)/, `prompt:${spoken}/`));
}

/**
 * 1 is the next. Further back than `most` the number is not said, as long as "more than so many before you" is true: who
 * is the eleventh has ten before him, which are not more than ten.
 */
export function positionPrompt(position: number, most: number): string {
  if (position === 1) return 'prompt:position-next';
  const count = moreThan.find((one) => one <= Math.max(most, leastMoreThan));
  const isTrue = count !== undefined && position - 1 > count;
  if (position <= most || (!isTrue && position <= furthestNumber)) return `prompt:position-${position}`;
  return `prompt:position-more-than-${isTrue ? count : moreThan.find((one) => position - 1 > one)}`;
}

/** What a wait is rounded up to; above an hour there is one word for all. */
export function bandOf(ms: number): number {
  const minutes = bands.find((band) => ms <= band * minuteMs);
  return minutes === undefined ? ms : minutes * minuteMs;
}

export function waitPrompt(ms: number): string {
  const minutes = bands.find((band) => ms <= band * minuteMs);
  return minutes === undefined ? 'prompt:wait-over-60' : `prompt:wait-under-${minutes}`;
}

/** What callers may press; an exit of several keys is told by the office's own prompts. */
export function menuPrompts(exits: readonly Exit[]): readonly string[] {
  return exits.flatMap(({ digits, as }) =>
    as === null || digits.length !== 1 ? [] : [`prompt:press-${nameOfKey[digits] ?? digits}-${as}`],
  );
}

/** The so-many-th of the periodic prompts that a caller hears. By lot none comes twice in a row. */
export function periodicPrompt(
  { id }: Call,
  play: readonly string[],
  order: 'in-order' | 'random',
  count: number,
): string | undefined {
  if (order === 'in-order') return play[count % play.length];
  const draw = (among: number, turn: number): number => Math.floor(among * lot(numberOfCall(id), turn));
  let index = draw(play.length, 0);
  for (let turn = 1; turn <= count; turn += 1) {
    index = (index + 1 + draw(play.length - 1, turn)) % play.length;
  }
  return play[index];
}
