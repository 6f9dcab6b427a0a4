import { describe, expect, it } from 'vitest';
import type { ChangeBatch } from '../../../../src/gateways/webhooks/source.ts';
import { FakeClock } from '../../control/fake-clock.ts';
import { over, phone, side, wholeCall, batch } from './changes.ts';
import { ledgerFile, openLedger } from './ledger-file.ts';
import { openReceiver, type Received } from './receiver.ts';
import { FakeSource, rig, settings } from './rig.ts';

const all = ['incoming', 'answered', 'outgoing', 'ended'] as const;
const hook = (url: string) =>
  settings({ endpoints: [{ id: 'crm', url, secret: 'a-secret-of-sixteen', events: all }] });
const idOf = ({ headers }: Received) => String(headers['cordboard-delivery']);
const told = ({ body }: Received) => {
  const { event, call, seq } = JSON.parse(body) as { event: string; call: string; seq: number };
  return `${seq} ${event} ${call}`;
};

/** Calls that overlap, so that at every entry some phone is in the middle of something. */
const journal: readonly ChangeBatch[] = [
  batch(phone(1, side(1))),
  batch(phone(2, side(1, { state: 'connected' }))),
  batch(
    phone(3, side(1, { state: 'hold' }), side(2, { isOutgoing: true, state: 'initiated', calledNumber: '' })),
  ),
  batch(phone(4, side(1, { state: 'hold' }), side(2, { isOutgoing: true, state: 'originated' }))),
  batch(over(5, side(2, { isOutgoing: true })), phone(5, side(1, { state: 'connected' }))),
  batch(phone(6, side(1, { state: 'connected' })), phone(7, side(1, { state: 'connected' }), side(3))),
  batch(over(8, side(1)), over(8, side(3))),
  ...wholeCall(4, 9),
];
const expected = [
  '1 incoming cbtest-1',
  '2 answered cbtest-1',
  '4 outgoing cbtest-2',
  '5 ended cbtest-2',
  '7 incoming cbtest-3',
  '8 ended cbtest-1',
  '8 ended cbtest-3',
  '9 incoming cbtest-4',
  '10 answered cbtest-4',
  '11 ended cbtest-4',
];

/** A run that is killed: nothing of it does anything any more, and what it has not stored is lost. */
async function run(
  file: string,
  source: FakeSource,
  url: string,
  work: (parts: ReturnType<typeof rig>) => Promise<void> | void,
): Promise<void> {
  const { close, outbox } = openLedger(file);
  const parts = rig({ outbox }, hook(url), { source, clock: new FakeClock() });
  await work(parts);
  await parts.gateway.stop();
  close();
}

describe('a restart', () => {
  it('at any entry loses nothing and doubles nothing', async () => {
    for (let cut = 0; cut <= journal.length; cut += 1) {
      // oxlint-disable no-await-in-loop
      const receiver = await openReceiver();
      const file = ledgerFile();
      const source = new FakeSource();
      const mute = await openReceiver();
      await run(file, source, mute.url('/'), () => source.tell(...journal.slice(0, cut)));
      // While Cordboard's gateway is down the journal has got all of these.
      source.tell(...journal.slice(cut));
      await run(file, source, receiver.url('/'), async ({ settled }) => {
        const seen: Received[] = [];
        while (seen.length < expected.length) {
          const received = await receiver.next();
          received.answer(200);
          seen.push(received);
          await settled();
        }
        expect(seen.map(told)).toEqual(expected);
        expect(new Set(seen.map(idOf)).size).toBe(expected.length);
      });
      await run(file, source, receiver.url('/'), ({ desk }) => {
        expect(desk.endpoints()).toMatchObject([{ pending: 0, delivered: expected.length }]);
      });
      expect(receiver.requests.size).toBe(0);
      // oxlint-enable no-await-in-loop
    }
  });

  it('in the middle of a delivery sends that one again, under the same id', async () => {
    const receiver = await openReceiver();
    const file = ledgerFile();
    const source = new FakeSource();
    let cut: Received | undefined;
    await run(file, source, receiver.url('/'), async ({ settled }) => {
      source.tell(...wholeCall(1, 1));
      (await receiver.next()).answer(200);
      await settled();
      cut = await receiver.next();
    });
    await run(file, source, receiver.url('/'), async () => {
      const again = await receiver.next();
      expect(told(again)).toBe('2 answered cbtest-1');
      expect(idOf(again)).toBe(idOf(cut!));
      again.answer(200);
      const last = await receiver.next();
      expect(told(last)).toBe('3 ended cbtest-1');
      last.answer(200);
    });
  });

  it('keeps what was found out about a delivery: its attempts and when it is due', async () => {
    const receiver = await openReceiver();
    const file = ledgerFile();
    const source = new FakeSource();
    await run(file, source, receiver.url('/'), async ({ settled }) => {
      source.tell(...wholeCall(1, 1));
      (await receiver.next()).answer(503, { 'retry-after': '600' });
      await settled();
    });
    await run(file, source, receiver.url('/'), async ({ clock, settled }) => {
      clock.advance(599_999);
      expect(receiver.requests.size).toBe(0);
      clock.advance(1);
      (await receiver.next()).answer(200);
      expect(await settled()).toMatchObject({ ok: true, delivery: { attempts: 1 } });
    });
  });
});

describe('the outbox', () => {
  it('begins with what comes next: what happened before it was there is not told', async () => {
    const receiver = await openReceiver();
    const source = new FakeSource();
    source.tell(...wholeCall(1, 1));
    await run(ledgerFile(), source, receiver.url('/'), async () => {
      source.tell(...wholeCall(2, 4));
      const received = await receiver.next();
      received.answer(200);
      expect(told(received)).toBe('4 incoming cbtest-2');
    });
  });

  it('takes a batch once, however often it hears of it', async () => {
    const mute = await openReceiver();
    await run(ledgerFile(), new FakeSource(), mute.url('/'), ({ source, desk, store }) => {
      source.tell(...wholeCall(1, 1));
      for (const heard of source.batches) source.repeat(heard);
      expect(desk.endpoints()).toMatchObject([{ pending: 3 }]);
      expect(store.cursor).toEqual({ seq: 3, data: '{}' });
    });
  });

  it('that cannot be written gets all that it missed as soon as it can', async () => {
    const receiver = await openReceiver();
    await run(ledgerFile(), new FakeSource(), receiver.url('/'), async ({ store, source, clock }) => {
      source.tell(batch(phone(1, side(1))));
      const first = await receiver.next();
      store.failing = 'advance';
      source.tell(...journal.slice(1, 5));
      clock.advance(5_000);
      store.failing = null;
      source.tell(...journal.slice(5));
      clock.advance(1_000);
      const seen = [told(first)];
      first.answer(200);
      while (seen.length < expected.length) {
        // oxlint-disable-next-line no-await-in-loop
        const received = await receiver.next();
        seen.push(told(received));
        received.answer(200);
      }
      expect(seen).toEqual(expected);
    });
  });

  it('on a full disk stores a batch as a whole or not at all', async () => {
    const { outbox, db } = openLedger();
    outbox.begin({ seq: 0, data: '{}' });
    const row = (n: number) => ({
      delivery: `test-${n}`,
      endpoint: 'crm',
      lane: 'crm',
      event: 'ended',
      payload: 'x'.repeat(2e3),
    });
    db.pragma(`max_page_count = ${Number(db.pragma('page_count')) + 5}`);
    const many = Array.from({ length: 100 }, (_, n) => row(n));
    expect(() => outbox.advance(0, { seq: 1, data: '{}' }, many, 1)).toThrow(
      expect.objectContaining({ code: 'ledger-full' }),
    );
    expect([outbox.cursor, outbox.lanes()]).toEqual([{ seq: 0, data: '{}' }, []]);
    expect(outbox.advance(0, { seq: 1, data: '{}' }, [row(1)], 1)).toBe(true);
    expect(outbox.advance(0, { seq: 1, data: '{}' }, [row(2)], 1)).toBe(false);
    expect(outbox.head('crm')).toMatchObject({ delivery: 'test-1', attempts: 0, deadAt: null });
    expect(outbox.endpoints()).toMatchObject([{ pending: 1 }]);
  });

  it('moves on over entries that tell nothing, so that a start has little to read', async () => {
    const file = ledgerFile();
    const source = new FakeSource();
    await run(file, source, 'http://127.0.0.1:1/', () => {
      source.tell(batch(phone(1, side(1))));
      for (let seq = 2; seq <= 1_500; seq += 1) source.tell({ upTo: seq, changes: [] });
    });
    expect(openLedger(file).outbox.cursor?.seq).toBe(1_001);
  });
});
