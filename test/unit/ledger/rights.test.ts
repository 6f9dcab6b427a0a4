import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Database } from '../../../src/ledger/database.ts';
import { freshFolder } from './scenes.ts';

const rightsOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

it('a new ledger, its folder and its copies are for their owner only', async () => {
  const folder = join(freshFolder(), 'new');
  const file = join(folder, 'ledger.db');
  const copy = join(folder, 'backups/copy.db');
  const db = new Database(file);
  onTestFinished(() => db.close());
  db.exec('CREATE TABLE t (a)');
  await db.backup(copy);
  expect([folder, file, `${file}-wal`, copy].map(rightsOf)).toEqual(['700', '600', '600', '600']);
});
