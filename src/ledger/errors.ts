import { CordboardError, messageOf } from '../base/errors.ts';

export type LedgerErrorCode =
  /** The folder or the file cannot be written. */
  | 'ledger-unwritable'
  /** No space is left for it. */
  | 'ledger-full'
  /** What the file holds is no longer a database, or is a broken one. */
  | 'ledger-damaged'
  /** Another process has it open. */
  | 'ledger-in-use'
  /** A newer program than this one has written it. */
  | 'ledger-newer'
  /** A step of `sql/` could not be carried out. */
  | 'ledger-migration'
  /** A mistake of ours: SQLite refused a statement. */
  | 'ledger-failed';

export class LedgerError extends CordboardError {
  override readonly name = 'LedgerError';
  declare readonly code: LedgerErrorCode;

  constructor(code: LedgerErrorCode, message: string, file: string, cause?: unknown) {
    super(code, message, { cause, details: { file } });
  }
}

/** The one place where SQLite's and the file system's codes are read. */
export function ledgerErrorOf(thrown: unknown, file: string): LedgerError {
  if (thrown instanceof LedgerError) return thrown;
  const code = kindOf(thrown);
  return new LedgerError(code, sentenceOf(code, file, messageOf(thrown)), file, thrown);
}

type Translated = Exclude<LedgerErrorCode, 'ledger-newer' | 'ledger-migration'>;

function kindOf(thrown: unknown): Translated {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)/.test(code)) return 'ledger-full';
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return 'ledger-damaged';
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'ledger-in-use';
  if (/^(SQLITE_(READONLY|CANTOPEN|IOERR|PERM|AUTH)|E[A-Z]+$)/.test(code)) return 'ledger-unwritable';
  return 'ledger-failed';
}

function sentenceOf(code: Translated, file: string, reason: string): string {
  const sentences: Record<Translated, string> = {
    'ledger-full': `no space is left for the ledger ${file}: free some space on its disk; calls go on meanwhile`,
    'ledger-damaged':
      `the ledger ${file} is damaged (${reason}): stop Cordboard, copy the file and its -wal aside, then restore the ` +
      `last backup, or save what can be read of the copy: sqlite3 copy.db .recover | sqlite3 ${file}`,
    'ledger-in-use': `another process has the ledger ${file} open: stop the other Cordboard, or give this one its own data folder`,
    'ledger-unwritable':
      `the ledger ${file} cannot be written (${reason}): let the user who runs Cordboard write the file and its ` +
      'folder, and see that the disk is well and not mounted read-only',
    'ledger-failed': `the ledger ${file} refused a statement (${reason}): a defect of Cordboard, please report it`,
  };
  return sentences[code];
}
