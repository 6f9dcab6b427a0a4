import { existsSync, readdirSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { ledgerErrorOf } from './errors.ts';
import { stepsFolder } from './migrate.ts';

export interface Inspection {
  /** The file's. */
  readonly schema: number;
  /** This program's. */
  readonly known: number;
}

/** Looks at a ledger without changing it; null when there is none. Throws a LedgerError when it is not whole. */
export function inspect(file: string): Inspection | null {
  if (!existsSync(file)) return null;
  try {
    const db = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 500 });
    try {
      const schema = Number(db.pragma('user_version', { simple: true }));
      const said = String(db.pragma('quick_check(1)', { simple: true }));
      if (said !== 'ok') throw Object.assign(new Error(said), { code: 'SQLITE_CORRUPT' });
      return { schema, known: readdirSync(stepsFolder).filter((name) => name.endsWith('.sql')).length };
    } finally {
      db.close();
    }
  } catch (error) {
    throw ledgerErrorOf(error, file);
  }
}
