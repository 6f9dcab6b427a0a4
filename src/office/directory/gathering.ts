import { CordboardError } from '../../base/errors.ts';
import type { DirectoryEntry, NumberType, Reading, Rejection } from './entry.ts';

/** A directory with more entries is refused as a whole: an office has no use for half of one. */
export const mostEntries = 50_000;
/** More rejections than these tell nothing new. */
const rejectionsShown = 100;
const longestText = 120;
const longestNumber = 64;

/** Somebody in a source, with all his numbers. Empty texts are what the source does not say. */
export interface Contact {
  readonly where: string;
  readonly name: string;
  readonly company: string;
  readonly numbers: readonly { readonly number: string; readonly numberType: NumberType | null }[];
}

/** Makes entries of the contacts of a source, and keeps account of what it cannot use. */
export class Gathering {
  readonly #most: number;
  readonly #entries: DirectoryEntry[] = [];
  readonly #rejected: Rejection[] = [];
  #rejectedCount = 0;

  constructor(most: number = mostEntries) {
    this.#most = most;
  }

  get reading(): Reading {
    return { entries: this.#entries, rejected: this.#rejected, rejectedCount: this.#rejectedCount };
  }

  /** Throws 'directory-too-large' when it is one entry too many. */
  add({ where, name, company, numbers }: Contact): void {
    const firm = oneLine(company);
    // A firm has a telephone too.
    const called = oneLine(name) || firm;
    const given = numbers.map(({ number, numberType }) => ({ number: oneLine(number), numberType }));
    const used = given.filter(({ number }) => number !== '');
    if (called === '') return this.reject(where, 'has no name');
    if (called.length > longestText) return this.reject(where, `the name is longer than ${longestText}`);
    if (firm.length > longestText) return this.reject(where, `the company is longer than ${longestText}`);
    if (used.length === 0) return this.reject(where, 'has no number');
    for (const { number, numberType } of used) {
      if (!/\d|@/u.test(number.normalize('NFKC'))) this.reject(where, 'the number has no digit');
      else if (number.length > longestNumber)
        this.reject(where, `the number is longer than ${longestNumber}`);
      else this.#keep({ number, name: called, numberType, company: firm === '' ? null : firm });
    }
  }

  reject(where: string, reason: string): void {
    this.#rejectedCount += 1;
    if (this.#rejected.length < rejectionsShown) this.#rejected.push({ where, reason });
  }

  #keep(entry: DirectoryEntry): void {
    if (this.#entries.length === this.#most) {
      throw new CordboardError('directory-too-large', `there are more than ${this.#most} numbers`, {
        details: { most: this.#most },
      });
    }
    this.#entries.push(entry);
  }
}

/** The text on one line, without what cannot be printed, without space that says nothing. */
export function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim();
}
