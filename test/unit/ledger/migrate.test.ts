import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Database } from '../../../src/ledger/database.ts';
import { migrate, stepsFolder } from '../../../src/ledger/migrate.ts';
import { freshFolder, openLedger } from './scenes.ts';

const steps = readdirSync(stepsFolder).sort();

function openDatabase(file = join(freshFolder(), 'ledger.db')): Database {
  const db = new Database(file);
  onTestFinished(() => db.close());
  return db;
}

/** The steps of this program and one more. */
function stepsAnd(sql: string): { folder: string; name: string } {
  const folder = freshFolder();
  for (const step of steps) copyFileSync(join(stepsFolder, step), join(folder, step));
  const name = `${String(steps.length + 1).padStart(4, '0')}-more.sql`;
  writeFileSync(join(folder, name), sql);
  return { folder, name };
}

function schemaOf(db: Database): unknown {
  const tables = db.prepare<[], { sql: string }>('SELECT sql FROM sqlite_schema ORDER BY name').all();
  return { tables, version: db.pragma('user_version') };
}

describe('migrations', () => {
  it('make a fresh file, in order, once', () => {
    const db = openDatabase();
    expect(migrate(db)).toEqual(steps);
    expect(db.pragma('user_version')).toBe(steps.length);
    const before = schemaOf(db);
    expect(migrate(db)).toEqual([]);
    expect(schemaOf(db)).toEqual(before);
  });

  it('bring an older file forward by the steps that it lacks', () => {
    const db = openDatabase();
    migrate(db);
    const { folder, name } = stepsAnd('CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;');
    expect(migrate(db, folder)).toEqual([name]);
    expect(db.pragma('user_version')).toBe(steps.length + 1);
  });

  it('leave the file as it was when a step fails', () => {
    const db = openDatabase();
    migrate(db);
    const before = schemaOf(db);
    const { folder, name } = stepsAnd(
      'CREATE TABLE more (id INTEGER) STRICT; INSERT INTO nowhere VALUES (1);',
    );
    expect(() => migrate(db, folder)).toThrow(
      expect.objectContaining({ code: 'ledger-migration', message: expect.stringContaining(name) }),
    );
    expect(schemaOf(db)).toEqual(before);
  });

  it('refuse a file of a newer program and say what to do', () => {
    const file = join(freshFolder(), 'ledger.db');
    const db = new Database(file);
    migrate(db, stepsAnd('CREATE TABLE more (id INTEGER) STRICT;').folder);
    const before = schemaOf(db);
    db.close();
    expect(() => openLedger(file)).toThrow(
      expect.objectContaining({
        code: 'ledger-newer',
        message: expect.stringMatching(
          new RegExp(`schema ${steps.length + 1}.*up to ${steps.length}.*start the newer`),
        ),
      }),
    );
    expect(schemaOf(openDatabase(file))).toEqual(before);
  });

  it('must be numbered without a gap', () => {
    const folder = freshFolder();
    writeFileSync(join(folder, '0002-late.sql'), '');
    expect(() => migrate(openDatabase(), folder)).toThrow(
      expect.objectContaining({ code: 'migration-misnumbered' }),
    );
  });
});
