import { isDeepStrictEqual } from 'node:util';
import { Book, type Party } from './book.ts';
import type { DirectoryEntry } from './entry.ts';
import { normaliseNumber, usualDialling, type DiallingRules } from './normalise.ts';
import { searchName, searchNumber } from './search.ts';

/** What names a directory: those of the office by their id, those of a user by his name for them. */
export interface DirectoryName {
  /** The user whose it is; null for a directory of the office. */
  readonly owner: string | null;
  readonly name: string;
}

interface Placed extends DirectoryName {
  readonly book: Book;
}

/** Users who see a directory of the office; null for everybody, signed in or not. */
export type Readers = readonly string[] | null;

/** All directories in memory, and who may see which. */
export class Shelf {
  #rules: DiallingRules = usualDialling;
  readonly #placed = new Map<string, Placed>();
  readonly #readers = new Map<string, Readers>();
  /** Made when somebody first looks: most users ask again and again. */
  readonly #visible = new Map<string | null, readonly Placed[]>();

  get names(): DirectoryName[] {
    return [...this.#placed.values()].map(({ owner, name }) => ({ owner, name }));
  }

  /** Takes the place of what had this name. */
  put({ owner, name }: DirectoryName, entries: readonly DirectoryEntry[]): void {
    this.#placed.set(keyOf({ owner, name }), { owner, name, book: new Book(entries, this.#rules) });
    this.#visible.clear();
  }

  remove(name: DirectoryName): void {
    this.#placed.delete(keyOf(name));
    this.#visible.clear();
  }

  entries(name: DirectoryName): readonly DirectoryEntry[] | null {
    return this.#placed.get(keyOf(name))?.book.entries ?? null;
  }

  /** Who sees which directory of the office; one that is not named here is seen by nobody. */
  setReaders(readers: ReadonlyMap<string, Readers>): void {
    this.#readers.clear();
    for (const [name, users] of readers) this.#readers.set(name, users);
    this.#visible.clear();
  }

  /** Makes every number comparable by these rules. */
  setRules(rules: DiallingRules): void {
    if (isDeepStrictEqual(rules, this.#rules)) return;
    this.#rules = rules;
    for (const [key, { owner, name, book }] of this.#placed) {
      this.#placed.set(key, { owner, name, book: new Book(book.entries, rules) });
    }
    this.#visible.clear();
  }

  mayRead(user: string | null, { owner, name }: DirectoryName): boolean {
    if (owner !== null) return owner === user;
    const readers = this.#readers.get(name);
    return readers === null || (user !== null && readers?.includes(user) === true);
  }

  /** As the user sees the world; null sees what is for everybody. */
  searchName(user: string | null, text: string, limit: number): Party[] {
    return searchName(this.#booksOf(user), text, limit);
  }

  searchNumber(user: string | null, number: string): Party[] {
    return searchNumber(this.#booksOf(user), normaliseNumber(number, this.#rules));
  }

  /** Who calls: what the user himself has noted comes first, then the office's directories in their order. */
  partyOf(user: string | null, number: string): Party | null {
    const wanted = normaliseNumber(number, this.#rules);
    if (wanted === '') return null;
    for (const book of this.#booksOf(user)) {
      const [found] = book.withNumber(wanted);
      if (found !== undefined) return found.party;
    }
    return null;
  }

  #booksOf(user: string | null): Book[] {
    let visible = this.#visible.get(user);
    if (visible === undefined) {
      const order = [...this.#readers.keys()];
      const rank = ({ owner, name }: DirectoryName) => (owner === null ? order.indexOf(name) : -1);
      visible = [...this.#placed.values()]
        .filter((one) => this.mayRead(user, one))
        .sort((a, b) => rank(a) - rank(b));
      this.#visible.set(user, visible);
    }
    return visible.map(({ book }) => book);
  }
}

/** Two pairs of texts never have the same one. */
export function keyOf({ owner, name }: DirectoryName): string {
  return JSON.stringify([owner, name]);
}
