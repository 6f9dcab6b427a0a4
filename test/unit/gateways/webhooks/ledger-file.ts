import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Database } from '../../../../src/ledger/database.ts';
import { migrate } from '../../../../src/ledger/migrate.ts';
import { Outbox } from '../../../../src/ledger/outbox.ts';

/** Where a ledger can be; gone after the test. */
export function ledgerFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-webhooks-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'cordboard.db');
}

/** The outbox of a real ledger file, which can be closed, opened again and found full. */
export function openLedger(file = ledgerFile()) {
  const db = new Database(file);
  migrate(db);
  let isOpen = true;
  const close = (): void => {
    if (isOpen) db.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { outbox: new Outbox(db), db, close };
}
