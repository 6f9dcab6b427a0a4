import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshFolder, openLedger, openOffice, work } from './scenes.ts';

describe('a backup', () => {
  it('made while the ledger is written is a whole ledger', async () => {
    const ledger = openLedger();
    const scene = openOffice(ledger, 31);
    work(scene, 3_000);
    const before = ledger.lastSeq;
    const copy = join(freshFolder(), 'backups', 'copy.db');
    let done = false;
    const backup = ledger.backup(copy).then(() => (done = true));
    const working = (): void => {
      if (done) return;
      work(scene, 10);
      setImmediate(working);
    };
    working();
    await backup;

    const copied = openLedger(copy);
    expect(copied.lastSeq).toBeGreaterThanOrEqual(before);
    expect(copied.lastSeq).toBeLessThanOrEqual(ledger.lastSeq);
    expect(copied.verify()).toEqual([]);
    expect(copied.load().meta.instance).toBe(ledger.load().meta.instance);
    expect(ledger.verify()).toEqual([]);
  });

  it('that fails leaves nothing behind', async () => {
    const ledger = openLedger();
    const blocked = join(freshFolder(), 'blocked');
    writeFileSync(blocked, '');
    await expect(ledger.backup(join(blocked, 'copy.db'))).rejects.toMatchObject({
      code: 'ledger-unwritable',
    });
    const folder = freshFolder();
    await expect(ledger.backup(folder)).rejects.toMatchObject({ code: 'ledger-unwritable' });
    expect(existsSync(`${folder}.part`)).toBe(false);
  });
});
