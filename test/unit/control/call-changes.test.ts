import { expect, test } from 'vitest';
import { liveStateOf } from '../../../src/board/live.ts';
import type { AgentId } from '../../../src/board/ids.ts';
import { emptyOffice } from '../../../src/board/office.ts';
import { CallChanges, type CallChange } from '../../../src/control/call-changes.ts';
import { House } from './house.ts';

/** A journal of some pages. */
async function longJournal() {
  const house = await House.open();
  for (let n = 0; house.exchange.lastSeq < 1_200; n += 1) {
    // oxlint-disable no-await-in-loop
    await house.callIn(`c${n}`);
    await house.hangUpChannel(`c${n}`);
    // oxlint-enable no-await-in-loop
  }
  const meta = { instance: 'test', nextCall: 1, lineIsUp: false, asteriskStartedAt: 0 };
  const live = {
    meta,
    office: emptyOffice,
    calls: [],
    agents: [],
    devices: [],
    shutQueues: [],
    memories: [],
    tallies: [],
    regulars: [],
    campaigns: [],
    contacts: [],
  };
  const reader = {
    entriesAfter: (seq: number, limit: number) => house.ledger.entriesAfter(seq, limit),
    load: () => live,
  };
  const changes = new CallChanges({ reader, instance: 'test', lastSeq: 0 });
  changes.wake();
  const heard: CallChange[] = [];
  changes.listen((batch) => heard.push(...batch.changes));
  changes.hear(house.ledger.entriesAfter(0, 10_000));
  return { changes, heard };
}

test('the journal read again gives what was heard, and leaves time for others between its pages', async () => {
  const { changes, heard } = await longJournal();
  const { lastSeq } = changes;
  expect(heard.length).toBeGreaterThan(0);
  for (const after of [0, 700, lastSeq - 1]) {
    let turns = 0;
    const count = (): void => {
      turns += 1;
      next = setImmediate(count);
    };
    let next = setImmediate(count);
    const read: CallChange[] = [];
    const ends: number[] = [];
    // oxlint-disable-next-line no-await-in-loop
    for await (const batch of changes.batchesAfter(after)) {
      read.push(...batch.changes);
      ends.push(batch.upTo);
    }
    clearImmediate(next);
    expect(read).toEqual(heard.filter(({ seq }) => seq > after));
    expect(ends).toEqual([500, 1_000, lastSeq]);
    expect(turns).toBeGreaterThanOrEqual(2);
  }
});

test('there is nothing to read after the last entry', async () => {
  const { changes } = await longJournal();
  expect(await changes.batchesAfter(changes.lastSeq).next()).toMatchObject({ done: true });
});

test('what happens while it sleeps is not heard, and what happens afterwards is the same as if it had been awake', async () => {
  const house = await House.open();
  const reader = {
    entriesAfter: (seq: number, limit: number) => house.ledger.entriesAfter(seq, limit),
    load: () => structuredClone(liveStateOf(house.exchange.state)),
  };
  const { lastSeq } = house.exchange;
  const [woken, awake] = [0, 1].map(() => new CallChanges({ reader, instance: 'test', lastSeq }));
  if (woken === undefined || awake === undefined) throw new Error('two were made');
  awake.wake();
  const heard: CallChange[][] = [[], []];
  woken.listen((batch) => heard[0]?.push(...batch.changes));
  awake.listen((batch) => heard[1]?.push(...batch.changes));
  house.exchange.listen((entries) => woken.hear(entries));
  house.exchange.listen((entries) => awake.hear(entries));
  const agent = 'anna' as AgentId;
  await house.exchange.command({ name: 'sign-in', agent });
  await house.exchange.command({ name: 'ready', agent });
  await house.callIn('c1');
  await house.pickUp('anna');
  expect([heard[0]?.length, woken.lastSeq]).toEqual([0, awake.lastSeq]);
  expect(heard[1]?.length).toBeGreaterThan(0);
  const present = woken.wake();
  expect(present).toMatchObject([{ kind: 'phone', seq: woken.lastSeq, calls: [{ state: 'connected' }] }]);
  const before = heard[1]?.length;
  await house.hangUpChannel('c1');
  expect(heard[0]?.length).toBeGreaterThan(0);
  expect(heard[0]).toEqual(heard[1]?.slice(before));
});
