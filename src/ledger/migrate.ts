import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CordboardError, messageOf } from '../base/errors.ts';
import type { Database } from './database.ts';
import { LedgerError, ledgerErrorOf } from './errors.ts';

/** Where the steps are: `NNNN-name.sql`, numbered from 1 without a gap. */
export const stepsFolder = fileURLToPath(new URL('../../sql/', import.meta.url));

/** Brings the file to the schema of this program, or leaves it as it is; returns the names of the steps it took. */
export function migrate(db: Database, folder: string = stepsFolder): string[] {
  const steps = stepsIn(folder);
  const version = Number(db.pragma('user_version'));
  if (version > steps.length) {
    throw new LedgerError(
      'ledger-newer',
      `the ledger ${db.file} has schema ${version}, this program knows up to ${steps.length}: start the newer ` +
        'program that wrote it, or restore a backup from before the upgrade',
      db.file,
    );
  }
  const taken = steps.slice(version);
  db.transaction(() => {
    for (const name of taken) takeStep(db, name, readFileSync(`${folder}/${name}`, 'utf8'), version);
    if (taken.length > 0) db.pragma(`user_version = ${steps.length}`);
  })();
  return taken;
}

function takeStep(db: Database, name: string, sql: string, before: number): void {
  try {
    db.exec(sql);
  } catch (error) {
    const { code, cause } = ledgerErrorOf(error, db.file);
    if (code !== 'ledger-failed') throw error;
    throw new LedgerError(
      'ledger-migration',
      `step ${name} failed on the ledger ${db.file} (${messageOf(cause)}): the file is at schema ${before} as ` +
        'before; start the former program again and report this',
      db.file,
      cause,
    );
  }
}

function stepsIn(folder: string): string[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  for (const [index, name] of names.entries()) {
    const number = String(index + 1).padStart(4, '0');
    if (!name.startsWith(`${number}-`)) {
      throw new CordboardError('migration-misnumbered', `${folder}${name} should be number ${number}`);
    }
  }
  return names;
}
