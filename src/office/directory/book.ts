import type { DirectoryEntry } from './entry.ts';
import { normaliseNumber, type DiallingRules } from './normalise.ts';

/** An entry as it is found. */
export interface Party extends Omit<DirectoryEntry, 'number'> {
  /** Normalised. */
  readonly number: string;
  /** As its source has it. */
  readonly givenNumber: string;
}

/** A party with what it is searched and ordered by. */
export interface Listed {
  readonly key: string;
  readonly companyKey: string;
  readonly party: Party;
}

/** One directory, made ready for searching by name and by number. It does not change: another takes its place. */
export class Book {
  /** What it was made of, in the order of its source. */
  readonly entries: readonly DirectoryEntry[];
  readonly #listed: readonly Listed[];
  readonly #byNumber = new Map<string, Listed[]>();

  constructor(entries: readonly DirectoryEntry[], rules: DiallingRules) {
    this.entries = entries;
    this.#listed = inOrder(entries.map((entry) => listed(entry, rules)));
    for (const one of this.#listed) {
      const same = this.#byNumber.get(one.party.number);
      if (same === undefined) this.#byNumber.set(one.party.number, [one]);
      else same.push(one);
    }
  }

  /** Whose names begin with the key: the first so many, in order. */
  namesFrom(key: string, limit: number): Listed[] {
    const from = this.#firstFrom(key);
    let to = from;
    while (to - from < limit && this.#listed[to]?.key.startsWith(key) === true) to += 1;
    return this.#listed.slice(from, to);
  }

  /** Whose names contain the key. */
  namesWith(key: string, limit: number): Listed[] {
    return this.#where((one) => one.key.includes(key), limit);
  }

  /** Whose company begins with the key. */
  companiesFrom(key: string, limit: number): Listed[] {
    return this.#where((one) => one.companyKey.startsWith(key), limit);
  }

  /** Whose number this is. It is normalised. */
  withNumber(number: string): readonly Listed[] {
    return this.#byNumber.get(number) ?? [];
  }

  #where(fits: (one: Listed) => boolean, limit: number): Listed[] {
    const found: Listed[] = [];
    for (const one of this.#listed) {
      if (found.length === limit) break;
      if (fits(one)) found.push(one);
    }
    return found;
  }

  /** Where names begin that are not before the key. */
  #firstFrom(key: string): number {
    let low = 0;
    let high = this.#listed.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareText(this.#listed[middle]?.key ?? '', key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Two texts have the same key when they differ in case only. */
export function searchKey(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Sorted by name, then company, then number, lexicographically; what is alike is there once. */
export function inOrder(list: readonly Listed[]): Listed[] {
  const sorted = list.toSorted(compare);
  return sorted.filter((one, at) => {
    const former = sorted[at - 1];
    return former === undefined || compare(former, one) !== 0;
  });
}

function listed(entry: DirectoryEntry, rules: DiallingRules): Listed {
  const { number: givenNumber, name, numberType, company } = entry;
  const party = { number: normaliseNumber(givenNumber, rules), givenNumber, name, numberType, company };
  return { key: searchKey(name), companyKey: searchKey(company ?? ''), party };
}

function compare(a: Listed, b: Listed): number {
  return (
    compareText(a.key, b.key) ||
    compareText(a.companyKey, b.companyKey) ||
    compareText(a.party.number, b.party.number) ||
    compareText(a.party.name, b.party.name) ||
    compareText(a.party.company ?? '', b.party.company ?? '') ||
    compareText(a.party.numberType ?? '', b.party.numberType ?? '')
  );
}

/** By code units: the same on every machine. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
