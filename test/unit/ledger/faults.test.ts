import { execFile } from 'node:child_process';
import { closeSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import { freshFolder, openLedger, openOffice, work } from './scenes.ts';

const child = fileURLToPath(new URL('./child.ts', import.meta.url));

function expectRefused(open: () => unknown, code: string, ...words: string[]): void {
  let refusal: unknown;
  try {
    open();
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toMatchObject({ code });
  for (const word of words) expect((refusal as Error).message).toContain(word);
}

/** A closed ledger file with some work in it. */
function workedFile(): string {
  const file = join(freshFolder(), 'ledger.db');
  const ledger = openLedger(file);
  work(openOffice(ledger, 21), 500);
  ledger.close();
  return file;
}

function overwrite(file: string, from: number, to: number): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(to - from, 0xa5), 0, to - from, from);
  closeSync(handle);
}

describe('a ledger that cannot be opened says what to do', () => {
  it('when its folder cannot be made', () => {
    const blocked = join(freshFolder(), 'blocked');
    writeFileSync(blocked, 'a file where the folder should be');
    expectRefused(
      () => openLedger(join(blocked, 'data', 'ledger.db')),
      'ledger-unwritable',
      blocked,
      'folder',
    );
    // Nobody can write here, not even root.
    expectRefused(() => openLedger('/proc/ledger.db'), 'ledger-unwritable', '/proc/ledger.db');
  });

  it('when a folder stands where the file should be', () => {
    const folder = freshFolder();
    expectRefused(() => openLedger(folder), 'ledger-unwritable', folder);
  });

  it('when its first page is not that of a database', () => {
    const file = workedFile();
    overwrite(file, 0, 100);
    expectRefused(
      () => openLedger(file),
      'ledger-damaged',
      file,
      'copy the file and its -wal aside',
      '.recover',
    );
  });

  it('when another process has it open, until that one ends', async () => {
    const file = join(freshFolder(), 'ledger.db');
    const ledger = openLedger(file);
    const opened = promisify(execFile)(process.execPath, [child, file, '1', '1']);
    await expect(opened).rejects.toMatchObject({ code: 1, stdout: 'ledger-in-use\n' });
    expectRefused(() => openLedger(file), 'ledger-in-use', file, 'its own data folder');
    ledger.close();
    await promisify(execFile)(process.execPath, [child, file, '1', '1']);
  });
});

describe('a ledger whose pages are damaged', () => {
  it('says so when it is read', () => {
    const file = workedFile();
    overwrite(file, 4_096, statSync(file).size);
    const readAll = (ledger: Ledger): void => {
      ledger.load();
      ledger.entriesAfter(0, -1);
    };
    expectRefused(() => readAll(openLedger(file)), 'ledger-damaged', file);
  });

  it('says so when it is verified', () => {
    const file = workedFile();
    const { size } = statSync(file);
    overwrite(file, size - 3 * 4_096, size - 4_096);
    const whats = (): string[] =>
      openLedger(file)
        .verify()
        .map((difference) => difference.what);
    try {
      expect(whats()).toContain('file');
    } catch (error) {
      expect(error).toMatchObject({ code: 'ledger-damaged' });
    }
  });
});
