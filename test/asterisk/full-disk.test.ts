import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { Ledger } from '../../src/ledger/ledger.ts';
import { LedgerError } from '../../src/ledger/errors.ts';
import { TestOffice } from './harness/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await TestOffice.start({ queue: { wrapUp: '0s' } });
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await office?.stop();
});

test('the disk is full for a while: callers are served all the same, and afterwards nothing is missing', async () => {
  const phone = await office.phone('1001');
  const world = await office.trunk();
  const anna = await office.desk('anna');
  await anna.command('ready');
  const known = anna.events.length;

  // A disk cannot be filled on demand; the ledger's own tests have SQLite's real error.
  const commit = vi.spyOn(Ledger.prototype, 'commit').mockImplementation(() => {
    throw new LedgerError('ledger-full', 'no space is left', 'cordboard.db');
  });
  const call = world.call('700', { callerNumber: '111' });
  const rings = await phone.nextCall();
  rings.sendTone(700);
  await rings.answer();
  await call.hearsTone(700);
  await expect(anna.command('not-ready', { reason: 'lunch' })).rejects.toMatchObject({ code: 'ledger-full' });
  expect(anna.events).toHaveLength(known);

  commit.mockRestore();
  await anna.event('call.connected', { agent: 'anna' });
  await call.hangup();
  await rings.ended();
  await anna.event('agent.wrap-up', { agent: 'anna' });
  const { calls } = (await anna.command('history')) as { calls: unknown[] };
  expect(calls).toHaveLength(1);
});
