import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Database } from '../../../src/ledger/database.ts';
import { Directories, type StoredDirectoryEntry } from '../../../src/ledger/directories.ts';
import { migrate } from '../../../src/ledger/migrate.ts';
import { freshFolder } from './scenes.ts';

function openStore(): { db: Database; store: Directories } {
  const db = new Database(join(freshFolder(), 'ledger.db'));
  onTestFinished(() => db.close());
  migrate(db);
  return { db, store: new Directories(db) };
}

function entry(name: string, number: string): StoredDirectoryEntry {
  return { name, number, numberType: null, company: null };
}

const staff = { owner: null, name: 'staff' };
const outlook = { owner: 'anna', name: 'outlook' };
/** A user may call his own what the office calls one of its. */
const ofAnna = { owner: 'anna', name: 'staff' };

it('keeps each directory whole and in its order', () => {
  const { store } = openStore();
  const zoe = { name: 'Zoe', number: '01 60', numberType: 'mobile', company: 'Acme' } as const;
  store.replace(staff, [zoe, entry('Anna', '1')], 5);
  store.replace(outlook, [entry('Ben', '2')], 6);
  store.replace(ofAnna, [entry('Carla', '3')], 7);
  expect(store.list()).toEqual([
    { ...staff, syncedAt: 5 },
    { ...outlook, syncedAt: 6 },
    { ...ofAnna, syncedAt: 7 },
  ]);
  expect(store.entries(staff)).toEqual([zoe, entry('Anna', '1')]);
  expect(store.entries(ofAnna)).toEqual([entry('Carla', '3')]);
  expect(store.entries({ owner: 'ben', name: 'outlook' })).toEqual([]);
});

it('replaces the whole, or nothing', () => {
  const { store } = openStore();
  store.replace(staff, [entry('Anna', '1'), entry('Ben', '2')], 5);
  store.replace(staff, [entry('Carla', '3')], 6);
  expect(store.entries(staff)).toEqual([entry('Carla', '3')]);
  const wrong = { ...entry('Emil', '5'), numberType: 'fax' } as unknown as StoredDirectoryEntry;
  expect(() => store.replace(staff, [entry('Dora', '4'), wrong], 7)).toThrow(
    expect.objectContaining({ code: 'ledger-failed' }),
  );
  expect(store.entries(staff)).toEqual([entry('Carla', '3')]);
  expect(store.list()).toEqual([{ ...staff, syncedAt: 6 }]);
});

it('is told that nothing has changed, and forgets with all entries', () => {
  const { db, store } = openStore();
  store.replace(staff, [entry('Anna', '1')], 5);
  store.replace(ofAnna, [entry('Ben', '2')], 5);
  expect(store.touch(staff, 9)).toBe(true);
  expect(store.touch({ owner: null, name: 'nothing' }, 9)).toBe(false);
  expect(store.list()[0]).toEqual({ ...staff, syncedAt: 9 });
  expect(store.remove(staff)).toBe(true);
  expect(store.remove(staff)).toBe(false);
  expect(store.list()).toEqual([{ ...ofAnna, syncedAt: 5 }]);
  expect(db.prepare<[], { name: string }>('SELECT name FROM directory_entry').all()).toEqual([
    { name: 'Ben' },
  ]);
});
