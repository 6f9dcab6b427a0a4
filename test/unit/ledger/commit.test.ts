import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { liveStateOf } from '../../../src/board/live.ts';
import type { Turn } from '../../../src/board/turn.ts';
import { Database } from '../../../src/ledger/database.ts';
import { Ledger } from '../../../src/ledger/ledger.ts';
import { freshFolder, openLedger, openOffice, silent, takeBackLastStep, work } from './scenes.ts';
import { expectTiled } from './tiling.ts';

describe('a commit', () => {
  it('is read back as the state and the facts that were committed', () => {
    const ledger = openLedger();
    const { board, office } = openOffice(ledger, 1);
    const told = [];
    for (let n = 0; n < 2_000; n += 1) {
      told.push(...ledger.commit([office.next()], board.state));
      if (n % 200 === 0) expect(ledger.load()).toEqual(liveStateOf(board.state));
    }
    expect(ledger.load()).toEqual(liveStateOf(board.state));
    expect(ledger.entriesAfter(0, -1)).toEqual(told);
    expect(told.map((entry) => entry.seq)).toEqual(told.map((_, index) => index + 1));
    expect(ledger.verify()).toEqual([]);
    expectTiled(ledger);
    expect(ledger.history({ limit: -1 }).length).toBeGreaterThan(50);
    expect(ledger.callbacks().length).toBeGreaterThan(0);
  });

  it('of many turns at once stores the same as one at a time', () => {
    const single = openLedger();
    const grouped = openLedger();
    work(openOffice(single, 2), 1_000);
    const { board, office } = openOffice(grouped, 2);
    for (let n = 0; n < 100; n += 1) {
      const turns = Array.from({ length: 10 }, () => office.next());
      grouped.commit(turns, board.state);
    }
    expect(grouped.entriesAfter(0, -1)).toEqual(single.entriesAfter(0, -1));
    expect(grouped.load()).toEqual(single.load());
    expect(grouped.segments({})).toEqual(single.segments({}));
    expect(grouped.history({ limit: -1 })).toEqual(single.history({ limit: -1 }));
    expect(grouped.verify()).toEqual([]);
  });

  it('survives closing and opening, and the board goes on from there', () => {
    const file = join(freshFolder(), 'ledger.db');
    let instance: string | undefined;
    let seq = 0;
    for (let run = 1; run <= 5; run += 1) {
      const ledger = Ledger.open({ file, log: silent });
      instance ??= ledger.load().meta.instance;
      expect(ledger.load().meta.instance).toBe(instance);
      expect(ledger.lastSeq).toBe(seq);
      work(openOffice(ledger, run), 300);
      seq = ledger.lastSeq;
      expect(ledger.verify()).toEqual([]);
      ledger.close();
    }
    expect(instance).toMatch(/^[a-z]{4}$/);
    expectTiled(openLedger(file));
  });

  it('that a full disk refuses stores nothing, and succeeds later with nothing lost or doubled', () => {
    const file = join(freshFolder(), 'ledger.db');
    Ledger.open({ file, log: silent }).close();
    const db = new Database(file);
    const ledger = new Ledger(db, Math.random);
    const scene = openOffice(ledger, 3);
    work(scene, 200);
    const before = { seq: ledger.lastSeq, live: ledger.load(), segments: ledger.segments({}) };

    db.pragma(`max_page_count = ${Number(db.pragma('page_count'))}`);
    const unstored: Turn[] = [];
    let refusal: unknown;
    while (refusal === undefined) {
      unstored.push(scene.office.next());
      try {
        ledger.commit(unstored, scene.board.state);
        unstored.length = 0;
        Object.assign(before, { seq: ledger.lastSeq, live: ledger.load(), segments: ledger.segments({}) });
      } catch (error) {
        refusal = error;
      }
    }
    expect(refusal).toMatchObject({
      code: 'ledger-full',
      message: expect.stringContaining('free some space'),
    });
    for (let n = 0; n < 50; n += 1) {
      unstored.push(scene.office.next());
      expect(() => ledger.commit(unstored, scene.board.state)).toThrow(
        expect.objectContaining({ code: 'ledger-full' }),
      );
    }
    expect(ledger.lastSeq).toBe(before.seq);
    expect(ledger.entriesAfter(before.seq, -1)).toEqual([]);
    expect(ledger.load()).toEqual(before.live);
    expect(ledger.segments({})).toEqual(before.segments);

    db.pragma('max_page_count = 1000000');
    const entries = ledger.commit(unstored, scene.board.state);
    expect(entries[0]?.seq).toBe(before.seq + 1);
    expect(entries.map((entry) => entry.fact)).toEqual(unstored.flatMap((turn) => turn.facts));
    expect(ledger.load()).toEqual(liveStateOf(scene.board.state));
    expect(ledger.verify()).toEqual([]);
    expectTiled(ledger);
    ledger.close();
  });
});

describe('rows that follow the journal', () => {
  /** The file as a kill -9 would leave it, with so many turns in it of which nobody has looked at the rows. */
  function cutOff(turns: number) {
    const folder = freshFolder();
    const ledger = Ledger.open({ file: join(folder, 'ledger.db'), log: silent });
    const { board, office } = openOffice(ledger, 8);
    for (let n = 0; n < turns; n += 1) ledger.commit([office.next()], board.state);
    const copy = join(folder, 'copy.db');
    for (const end of ['', '-wal']) copyFileSync(`${ledger.file}${end}`, `${copy}${end}`);
    return { ledger, copy };
  }

  function behind(file: string): number {
    const db = new Database(file);
    const seqs = db.prepare<[], { behind: number }>(
      'SELECT (SELECT max(seq) FROM journal) - seq AS behind FROM live_meta',
    );
    const count = seqs.get()?.behind ?? 0;
    db.close();
    return count;
  }

  it('are made of it when a crash has kept them from the file', () => {
    const { ledger, copy } = cutOff(500);
    expect(behind(copy)).toBeGreaterThan(0);
    const again = openLedger(copy);
    expect(again.load()).toEqual(ledger.load());
    expect(again.segments({})).toEqual(ledger.segments({}));
    expect(again.verify()).toEqual([]);
    again.close();
    ledger.close();
    expect(behind(copy)).toBe(0);
    expect(behind(ledger.file)).toBe(0);
  });

  it('are made of it by the next program when the crash was before an upgrade', () => {
    const { ledger, copy } = cutOff(500);
    takeBackLastStep(copy);
    const again = openLedger(copy);
    expect(again.load()).toEqual(ledger.load());
    expect(again.verify()).toEqual([]);
    ledger.close();
  });
});

describe('the journal', () => {
  it('cannot be changed or thinned out', () => {
    const file = join(freshFolder(), 'ledger.db');
    const ledger = Ledger.open({ file, log: silent });
    work(openOffice(ledger, 4), 20);
    ledger.close();
    const db = new Database(file);
    for (const sql of ['DELETE FROM journal WHERE seq = 3', 'UPDATE journal SET at = 0']) {
      expect(() => db.exec(sql)).toThrow('append-only');
    }
    db.close();
  });

  it('is read in pages and by call', () => {
    const ledger = openLedger();
    expect([ledger.firstSeq, ledger.lastSeq, ledger.lastAt]).toEqual([1, 0, 0]);
    work(openOffice(ledger, 5), 200);
    const all = ledger.entriesAfter(0, -1);
    expect([ledger.firstSeq, ledger.lastSeq, ledger.lastAt]).toEqual([1, all.length, all.at(-1)?.fact.at]);
    expect(ledger.entriesAfter(10, 5)).toEqual(all.slice(10, 15));
    const call = ledger.history({ limit: 1 })[0]?.call ?? '';
    expect(ledger.entriesOfCall(call)).toEqual(
      all.filter((one) => 'call' in one.fact && one.fact.call === call),
    );
  });
});

describe('verify', () => {
  it('names a row that the journal does not bear out', () => {
    const file = join(freshFolder(), 'ledger.db');
    const ledger = Ledger.open({ file, log: silent });
    work(openOffice(ledger, 6), 300);
    ledger.close();
    const db = new Database(file);
    db.exec(`UPDATE live_agent SET data = json_set(data, '$.phone', '4711') WHERE agent = 'anna';
      DELETE FROM history WHERE id = (SELECT max(id) FROM history);
      UPDATE segment SET end_at = end_at + 1 WHERE id = 5`);
    db.close();
    const whats = openLedger(file)
      .verify()
      .map((difference) => difference.what);
    expect(whats).toHaveLength(3);
    expect(whats).toEqual([
      expect.stringContaining('segment'),
      expect.stringContaining('history'),
      'agent anna',
    ]);
  });
});
