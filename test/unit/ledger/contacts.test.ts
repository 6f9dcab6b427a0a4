import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CallId, CampaignId } from '../../../src/board/ids.ts';
import { rememberAttempts, toRemember } from '../../../src/board/outbound/number-log.ts';
import { campaignOf } from '../board/outbound/campaign-stage.ts';
import { freshFolder, openLedger, openOffice, takeBackLastStep, work } from './scenes.ts';

const spring = 'spring' as CampaignId;

it('an upgrade makes rows of the journal anew, and leaves contacts and the do-not-call list as they are', () => {
  const file = join(freshFolder(), 'ledger.db');
  const ledger = openLedger(file);
  work(openOffice(ledger, 3), 100);
  const shared = { campaign: spring, priority: 1, timeZone: null, state: 'ready', at: 1, by: 'eva' } as const;
  const list = ledger.lists.create({ ...shared, name: 'a' });
  const numbers = [{ number: '+4930901820', zones: ['Europe/Berlin'], region: null }];
  const contact = {
    name: 'Max',
    priority: 1,
    agent: null,
    dueAt: 5,
    kind: 'first',
    note: '',
    data: {},
    numbers,
  } as const;
  const [first] = ledger.lists.add({ list, duplicates: 'none', at: 1 }, [contact, contact]);
  if (first === undefined || !('id' in first)) throw new Error('nobody was added');
  ledger.contacts.change(first.id, { state: 'finished', result: 'sold', attempts: 3 }, 9);
  const entry = {
    pattern: '+4930*',
    campaign: null,
    source: 'test',
    addedBy: null,
    addedAt: 1,
    expiresAt: null,
    note: '',
  };
  ledger.doNotCall.put(entry);
  const all = ledger.contacts.find({ limit: 9 });
  expect(all.map(({ state, attempts }) => [state, attempts])).toEqual([
    ['finished', 3],
    ['open', 0],
  ]);
  ledger.close();
  takeBackLastStep(file);
  const again = openLedger(file);
  expect(again.contacts.find({ limit: 9 })).toEqual(all);
  expect(again.doNotCall.list({ limit: 9 })).toEqual([entry]);
  expect(again.verify()).toEqual([]);
});

it('ids of lists and contacts are never given twice: what is on record of calls names those that are gone', () => {
  const file = join(freshFolder(), 'ledger.db');
  let ledger = openLedger(file);
  const fill = () => {
    const shared = {
      campaign: spring,
      priority: 1,
      timeZone: null,
      state: 'ready',
      at: 1,
      by: 'eva',
    } as const;
    const list = ledger.lists.create({ ...shared, name: 'a' });
    const plain = {
      name: 'Max',
      priority: 1,
      agent: null,
      dueAt: 5,
      kind: 'first',
      note: '',
      data: {},
    } as const;
    const numbers = [{ number: '+4930901820', zones: [], region: null }];
    const [added] = ledger.lists.addUnindexed({ list, duplicates: 'none', at: 1 }, [{ ...plain, numbers }]);
    if (added === undefined || !('id' in added)) throw new Error('nobody was added');
    return { list, contact: added.id };
  };
  const former = fill();
  ledger.lists.startDeletion(former.list);
  while (!ledger.lists.deleteSome(former.list, 50));
  ledger.close();
  ledger = openLedger(file);
  expect(ledger.contacts.find({ limit: 9 })).toEqual([]);
  expect(fill()).toEqual({ list: former.list + 1, contact: former.contact + 1 });
});

it('a list of thousands of priorities is looked through in order, and in a moment', () => {
  const ledger = openLedger(join(freshFolder(), 'ledger.db'));
  const list = ledger.lists.create({
    campaign: spring,
    name: 'scored',
    priority: 1,
    timeZone: null,
    state: 'ready',
    at: 1,
    by: 'eva',
  });
  const plain = { name: 'Max', agent: null, kind: 'first', note: '', data: {}, numbers: [] } as const;
  const scored = Array.from({ length: 5_000 }, (_, index) => ({
    ...plain,
    priority: 5_000 - index,
    // Only the last ones of each kind are due.
    dueAt: index % 1_000 === 0 ? 10 : 20 + index,
  }));
  ledger.lists.add({ list, duplicates: 'none', at: 1 }, scored);
  const begun = performance.now();
  const due = ledger.contacts.due(list, { at: 10, order: 'oldest', limit: 9, random: () => 0 });
  expect(due.map(({ priority }) => priority)).toEqual([1_000, 2_000, 3_000, 4_000, 5_000]);
  expect(ledger.contacts.nextDueAfter(list, 10)).toBe(21);
  expect(ledger.contacts.nextDueAfter(list, 20 + 4_999)).toBeNull();
  expect(performance.now() - begun).toBeLessThan(120);
});

it('a start is told of the attempts of a day, and of those that were abandoned longer ago', () => {
  const ledger = openLedger(join(freshFolder(), 'ledger.db'));
  const add = (number: string, begunAt: number, outcome: 'person' | 'abandoned'): void => {
    ledger.attempts.add({
      call: `cbt${number}` as CallId,
      campaign: spring,
      contact: null,
      number,
      mode: 'power',
      agent: null,
      trunk: 'main',
      callerId: '',
      begunAt,
      answeredAt: begunAt,
      detected: null,
      waitMs: null,
      endedAt: begunAt,
      outcome,
      verdict: { allowed: true, at: begunAt, rules: [] },
      cause: 16,
      sip: null,
    });
  };
  const hour = 3_600_000;
  const now = 100 * hour;
  add('+491', now - hour, 'person');
  add('+492', now - 30 * hour, 'person');
  add('+493', now - 71 * hour, 'abandoned');
  add('+494', now - 73 * hour, 'abandoned');
  // The campaign that abandoned him is gone meanwhile.
  const office = campaignOf({ id: 'autumn' as CampaignId });
  const abandon = { ...office.abandon, lockOutMs: 72 * hour };
  const state = {
    numberLog: { dialled: new Map(), barred: new Map(), locked: new Map() },
    campaignSettings: new Map([[office.id, { ...office, abandon }]]),
  };
  rememberAttempts(state, ledger.attempts.since(toRemember(state, now)));
  expect(state.numberLog.dialled.has('+491')).toBe(true);
  expect(state.numberLog.dialled.has('+492')).toBe(false);
  expect([...state.numberLog.locked]).toEqual([['+493', now + hour]]);
});
