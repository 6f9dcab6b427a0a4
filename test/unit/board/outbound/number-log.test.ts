import { expect, it, test } from 'vitest';
import {
  noteDialled,
  noteLocked,
  takeBackDialled,
  type NumberLog,
} from '../../../../src/board/outbound/number-log.ts';
import { anna } from '../stage.ts';
import { CampaignStage, contactOf, outboundOffice } from './campaign-stage.ts';

const hourMs = 3_600_000;
const empty = (): NumberLog => ({ dialled: new Map(), barred: new Map(), locked: new Map() });

test('calls of more than 25 hours ago are forgotten, with numbers that were not called since', () => {
  const log = empty();
  noteDialled(log, '+491', 0);
  noteDialled(log, '+492', hourMs);
  noteDialled(log, '+491', 2 * hourMs);
  expect(Object.fromEntries(log.dialled)).toEqual({ '+492': [hourMs], '+491': [0, 2 * hourMs] });
  noteDialled(log, '+491', 25 * hourMs);
  expect(Object.fromEntries(log.dialled)).toEqual({ '+492': [hourMs], '+491': [2 * hourMs, 25 * hourMs] });
  noteDialled(log, '+493', 26 * hourMs);
  expect([...log.dialled.keys()]).toEqual(['+491', '+493']);
});

test('a call that our lines have spoiled was none', () => {
  const log = empty();
  noteDialled(log, '+491', 5);
  noteDialled(log, '+491', 9);
  takeBackDialled(log, '+491', 9);
  expect(log.dialled.get('+491')).toEqual([5]);
  takeBackDialled(log, '+491', 5);
  expect(log.dialled.size).toBe(0);
});

test('locks that are over are forgotten', () => {
  const log = empty();
  noteLocked(log, '+491', 0, 10);
  noteLocked(log, '+492', 5, 20);
  noteLocked(log, '+493', 10, 30);
  expect([...log.locked]).toEqual([
    ['+492', 20],
    ['+493', 30],
  ]);
});

it('is kept by what happens to attempts', () => {
  const campaign = {
    abandon: {
      limit: 0.03,
      days: 1,
      withinMs: 2_000,
      message: 'sound:sorry',
      lockOutMs: 72 * hourMs,
      guarantee: 'expected' as const,
      dropAfterMs: null,
    },
    trunks: ['main'],
  };
  const stage = new CampaignStage(outboundOffice(campaign)).ready(anna);
  const { numberLog } = stage.board.state;
  stage.starts(contactOf(1));
  const [spoiled] = stage.attempts;
  if (spoiled === undefined) throw new Error('nobody is called');
  expect([...numberLog.dialled.keys()]).toEqual(['+49301000001']);
  stage.goes(stage.customer(spoiled), 38, 500);
  expect(numberLog.dialled.size).toBe(0);
  stage.hands(contactOf(2));
  const call = stage.attempts.at(-1);
  if (call === undefined) throw new Error('nobody is called');
  stage.answers(stage.customer(call));
  const answeredAt = stage.at;
  stage.wait(2_000);
  expect(numberLog.locked.get('+49301000002')).toBe(answeredAt + 2_000 + 72 * hourMs);
  expect(numberLog.dialled.get('+49301000002')).toHaveLength(1);
});
