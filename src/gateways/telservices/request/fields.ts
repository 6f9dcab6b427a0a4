import { numberTypes } from '../words.ts';
import { choice, exactText, optional, record, text, wholeNumber } from './read.ts';

/** What most requests have in common. */
export const number = text({
  pattern: /^[^\p{C}]{1,64}$/u,
  is: 'a number of 1 to 64 characters',
});
export const name = text({ pattern: /^[^\p{C}]{1,200}$/u, is: 'a text of 1 to 200 characters' });

/** Correlator data, as it stands. */
export const extraData = optional(exactText);

/** The party that names one of the device's calls. */
export const otherNumber = optional(number);

export const device = { deviceNumber: number };
export const bothParties = { ...device, primOtherNumber: optional(number), secOtherNumber: optional(number) };

export const seconds = wholeNumber(0, 2_000_000);
export const limit = optional(wholeNumber(1, 100_000));

export const party = record({
  number,
  name: optional(name),
  numberType: optional(choice(numberTypes)),
  company: optional(name),
});
