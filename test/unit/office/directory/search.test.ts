import { expect, test } from 'vitest';
import { Book } from '../../../../src/office/directory/book.ts';
import type { DirectoryEntry } from '../../../../src/office/directory/entry.ts';
import { usualDialling } from '../../../../src/office/directory/normalise.ts';
import { searchName, searchNumber } from '../../../../src/office/directory/search.ts';
import { Shelf } from '../../../../src/office/directory/shelf.ts';

const france = { ...usualDialling, countryCode: '33' };

function entry(name: string, number: string, company: string | null = null): DirectoryEntry {
  return { name, number, numberType: 'work', company };
}

/** As in the manual, and who must not be found by mistake. */
const people: DirectoryEntry[] = [
  { name: 'Martin Jagger', number: '01 60 12 77 64', numberType: 'home', company: 'uniGone' },
  { name: 'Marcel Jagger', number: '+801', numberType: 'work', company: 'uniGone' },
  { name: 'Bob Blake', number: '0160121314', numberType: 'work', company: 'TheCompany' },
  { name: 'Bob Blake', number: '0160121315', numberType: 'ip', company: 'TheCompany' },
  { name: 'Ann Omar', number: '0160121316', numberType: null, company: null },
];
const book = new Book(people, france);
const names = (text: string, limit = 50, books = [book]) =>
  searchName(books, text, limit).map(({ name }) => name);

test('the example of the manual: all names that begin with Mar', () => {
  expect(searchName([book], 'Mar', 50)).toEqual([
    { number: '+801', givenNumber: '+801', name: 'Marcel Jagger', numberType: 'work', company: 'uniGone' },
    {
      number: '+33160127764',
      givenNumber: '01 60 12 77 64',
      name: 'Martin Jagger',
      numberType: 'home',
      company: 'uniGone',
    },
  ]);
});

test('first names that begin so, then those that contain it after a space, then companies', () => {
  expect(names('mAR')).toEqual(['Marcel Jagger', 'Martin Jagger']);
  expect(names('jag')).toEqual(['Marcel Jagger', 'Martin Jagger']);
  expect(names('UNIG')).toEqual(['Marcel Jagger', 'Martin Jagger']);
  expect(names('agger')).toEqual([]);
  expect(names('gone')).toEqual([]);
  expect(names('Bob B')).toEqual(['Bob Blake', 'Bob Blake']);
  expect(names('  bob   blake ')).toEqual(['Bob Blake', 'Bob Blake']);
  expect(names(' ')).toEqual([]);
});

test('a later step counts only when the former found nothing, in all books together', () => {
  const other = new Book([entry('Jagger Mick', '1'), entry('Zoe', '2', 'Marble')], france);
  expect(names('jag', 50, [book, other])).toEqual(['Jagger Mick']);
  expect(names('mar', 50, [book, other])).toEqual(['Marcel Jagger', 'Martin Jagger']);
  expect(names('marb', 50, [book, other])).toEqual(['Zoe']);
});

test('all are in lexicographic order, each once, and no more than wanted', () => {
  const twin = new Book([entry('martha', '3'), ...people], france);
  expect(names('mar', 50, [book, twin])).toEqual(['Marcel Jagger', 'martha', 'Martin Jagger']);
  expect(names('mar', 2, [book, twin])).toEqual(['Marcel Jagger', 'martha']);
  expect(searchName([book], 'bob', 50).map(({ number }) => number)).toEqual(['+33160121314', '+33160121315']);
});

test('upper and lower case are the same in every script, composed or not', () => {
  const umlauts = new Book([entry('Élodie Müller', '1'), entry('ОЛЬГА', '2')], france);
  expect(names('éLO', 9, [umlauts])).toEqual(['Élodie Müller']);
  expect(names('mu\u0308l', 9, [umlauts])).toEqual(['Élodie Müller']);
  expect(names('ольга', 9, [umlauts])).toEqual(['ОЛЬГА']);
});

test('the example of the manual: whose number it is', () => {
  expect(searchNumber([book], '+33160127764')).toMatchObject([{ name: 'Martin Jagger', numberType: 'home' }]);
  expect(searchNumber([book], '+33130127764')).toEqual([]);
});

test('users see what is for everybody, what is for them and what is their own', () => {
  const shelf = new Shelf();
  shelf.setRules(france);
  shelf.put({ owner: null, name: 'staff' }, [entry('All A', '0160000001')]);
  shelf.put({ owner: null, name: 'board' }, [entry('All B', '0160000002')]);
  shelf.put({ owner: null, name: 'old' }, [entry('All C', '0160000003')]);
  shelf.put({ owner: 'anna', name: 'outlook' }, [entry('All D', '0160000001')]);
  shelf.put({ owner: 'anna', name: 'staff' }, [entry('All E', '0160000005')]);
  shelf.setReaders(
    new Map([
      ['board', ['ben']],
      ['staff', null],
    ]),
  );
  const seen = (user: string | null) => shelf.searchName(user, 'all', 9).map(({ name }) => name);
  expect(seen(null)).toEqual(['All A']);
  expect(seen('anna')).toEqual(['All A', 'All D', 'All E']);
  expect(seen('ben')).toEqual(['All A', 'All B']);
  expect(seen('null')).toEqual(['All A']);
  expect(shelf.searchNumber('ben', '01 60 00 00 02')).toHaveLength(1);
  expect(shelf.searchNumber('anna', '01 60 00 00 02')).toEqual([]);

  shelf.setReaders(new Map([['staff', ['anna']]]));
  expect(seen(null)).toEqual([]);
  expect(seen('ben')).toEqual([]);
  shelf.remove({ owner: 'anna', name: 'outlook' });
  expect(seen('anna')).toEqual(['All A', 'All E']);
});

test('a caller has the name that the user gave him, else that of the first directory of the office', () => {
  const shelf = new Shelf();
  shelf.put({ owner: null, name: 'second' }, [entry('Of the second', '0160000001')]);
  shelf.put({ owner: null, name: 'first' }, [entry('Of the first', '0160000001')]);
  shelf.put({ owner: 'anna', name: 'outlook' }, [entry('My friend', '+33 1 60 00 00 01')]);
  shelf.setReaders(
    new Map([
      ['first', null],
      ['second', null],
    ]),
  );
  expect(shelf.partyOf('anna', '0160000001')?.name).toBe('Of the first');
  // The rules change with the office.
  shelf.setRules(france);
  expect(shelf.partyOf('anna', '0033160000001')?.name).toBe('My friend');
  expect(shelf.partyOf('ben', '+33160000001')?.name).toBe('Of the first');
  expect(shelf.partyOf('ben', '+33160000009')).toBeNull();
  expect(shelf.partyOf('ben', 'anonymous')).toBeNull();
});
