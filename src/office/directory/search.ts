import { inOrder, searchKey, type Book, type Listed, type Party } from './book.ts';
import { oneLine } from './gathering.ts';

/**
 * The search of three steps: whose names begin with the text; if there are none, whose names contain it after a
 * space; if there are none either, whose company begins with it. A step counts for all books together. Upper and
 * lower case are the same. Sorted by name; what two books have alike is found once.
 */
export function searchName(books: readonly Book[], text: string, limit: number): Party[] {
  const key = searchKey(oneLine(text));
  if (key === '') return [];
  const steps: ((book: Book) => Listed[])[] = [
    (book) => book.namesFrom(key, limit),
    (book) => book.namesWith(` ${key}`, limit),
    (book) => book.companiesFrom(key, limit),
  ];
  for (const step of steps) {
    const found = books.flatMap(step);
    if (found.length > 0) return partiesOf(found).slice(0, limit);
  }
  return [];
}

/** Whose number this is; it is normalised. */
export function searchNumber(books: readonly Book[], number: string): Party[] {
  return partiesOf(books.flatMap((book) => book.withNumber(number)));
}

function partiesOf(found: readonly Listed[]): Party[] {
  return inOrder(found).map(({ party }) => party);
}
