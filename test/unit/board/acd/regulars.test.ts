import { describe, expect, it } from 'vitest';
import { regularKey } from '../../../../src/board/acd/memory.ts';
import { liveStateOf, stateFrom } from '../../../../src/board/live.ts';
import { openLedger } from '../../ledger/scenes.ts';
import { entered } from '../settings.ts';
import { support } from '../stage.ts';
import { Crew } from './crew.ts';

const sticky = { forMs: 20_000, rememberMs: 60_000, waitForAbsent: false };

function talked(stage: Crew, number: string): void {
  const call = stage.board.state.nextCall;
  const caller = { name: '', number };
  stage.take({ kind: 'line', event: entered(`x${call}`, '900', { caller }) });
  const id = `cbt-${call}` as never;
  stage.talks(id);
  stage.wait(1_000).hangsUp(id).sweep();
}

const known = (stage: Crew): readonly string[] =>
  [...stage.board.state.regulars.values()].map(({ number }) => number);

describe('whom callers spoke with', () => {
  it('is forgotten when no queue would heed it any more, or a house would know all who ever called', () => {
    const stage = new Crew({ agents: ['a'], queue: { sticky } }).begins(['a']);
    talked(stage, '0301');
    stage.wait(30_000);
    talked(stage, '0302 & "co"');
    stage.wait(20_000);
    talked(stage, '0301');
    expect(known(stage)).toEqual(['0302 & "co"', '0301']);
    stage.wait(50_000);
    talked(stage, '0303');
    expect(known(stage)).toEqual(['0301', '0303']);
  });

  it('is forgotten in the same order after a start', () => {
    const stage = new Crew({ agents: ['a'], queue: { sticky } }).begins(['a']);
    for (const number of ['0301', '0302', '0301']) {
      talked(stage, number);
      stage.wait(10_000);
    }
    const live = structuredClone(liveStateOf(stage.board.state));
    // Rows stand as they were written first.
    const rows = live.regulars.toSorted((a, b) => a.number.localeCompare(b.number));
    const state = stateFrom({ ...live, regulars: rows });
    expect([...state.regulars.keys()]).toEqual([regularKey(support, '0302'), regularKey(support, '0301')]);
  });

  it('is no row of the ledger any more either', () => {
    const stage = new Crew({ agents: ['a'], queue: { sticky } }).begins(['a']);
    const ledger = openLedger();
    const take = stage.take.bind(stage);
    stage.take = (input) => {
      const turn = take(input);
      ledger.commit([turn], stage.board.state);
      return turn;
    };
    talked(stage, '0301 a');
    expect(ledger.load().regulars.map(({ number }) => number)).toEqual(['0301 a']);
    stage.wait(120_000);
    talked(stage, '0302');
    expect(ledger.load().regulars.map(({ number }) => number)).toEqual(['0302']);
  });
});
