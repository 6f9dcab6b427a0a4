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
      // What it has heard it need not read.
      expect(source.reads).toBe(0);
    });
  });

  it('holds only so much of what it could not write, and reads the rest again', async () => {
    const mute = await openReceiver();
    await run(ledgerFile(), new FakeSource(), mute.url('/'), async ({ store, source, clock, desk }) => {
      store.failing = 'advance';
      source.tell(...wholeCall(1, 1));
      for (let seq = 4; seq <= 10_004; seq += 1) source.tell(batch(phone(seq)));
      source.tell(...wholeCall(2, 10_005));
      store.failing = null;
      clock.advance(1_000);
      await expect.poll(() => store.cursor).toEqual({ seq: 10_007, data: '{}' });
      expect(desk.endpoints()).toMatchObject([{ pending: 6 }]);
      expect(source.reads).toBe(1);
    });
  });

  it('that cannot be written while the journal is read gets the rest of it without another reading', async () => {
    const mute = await openReceiver();
    const file = ledgerFile();
    const source = new FakeSource();
    await run(file, source, mute.url('/'), () => {});
    source.tell(...journal.slice(0, 6));
    await run(file, source, mute.url('/'), async ({ store, clock, desk }) => {
      store.failing = 'advance';
      await new Promise(setImmediate);
      source.tell(...journal.slice(6));
      clock.advance(1_000);
      await new Promise(setImmediate);
      expect([store.cursor?.seq, source.reads]).toEqual([0, 1]);
      store.failing = null;
      clock.advance(1_000);
      await expect.poll(() => store.cursor).toEqual({ seq: 11, data: '{}' });
      expect(desk.endpoints()).toMatchObject([{ pending: expected.length }]);
      expect(source.reads).toBe(1);
    });
  });

  it('is left in the middle of a reading that is broken off, and the next start goes on from there', async () => {
    const mute = await openReceiver();
    const file = ledgerFile();
    const source = new FakeSource();
    await run(file, source, mute.url('/'), () => {});
    source.tell(...journal);
    const readFrom: unknown[] = [];
    await run(file, source, mute.url('/'), async ({ store }) => {
      readFrom.push(store.cursor?.seq);
      await new Promise(setImmediate);
    });
    await run(file, source, mute.url('/'), async ({ store, desk }) => {
      readFrom.push(store.cursor?.seq);
      expect(readFrom).toEqual([0, expect.toSatisfy((seq: number) => seq > 0 && seq < 11)]);
      await expect.poll(() => store.cursor?.seq).toBe(11);
      expect(desk.endpoints()).toMatchObject([{ pending: expected.length }]);
    });
  });

  it('has nothing to read at a start, though much was stored since it was told of something', async () => {
    const file = ledgerFile();
    const source = new FakeSource();
    const mute = await openReceiver();
    await run(file, source, mute.url('/'), ({ store, clock }) => {
      source.tell(batch(phone(1, side(1))));
      for (let seq = 2; seq <= 1_500; seq += 1) source.tell({ upTo: seq, changes: [] });
      expect(store.cursor?.seq).toBe(1);
      clock.advance(5_000);
      expect(store.cursor?.seq).toBe(1_500);
      source.tell({ upTo: 1_501, changes: [] });
    });
    const { outbox, close } = openLedger(file);
    expect(outbox.cursor?.seq).toBe(1_501);
    // As at every start: the journal goes on before the office is in force.
    const early = [batch(phone(1_502, side(1, { state: 'connected' })))];
    const { desk, gateway } = rig({ outbox }, hook(mute.url('/')), { source, early });
    expect(desk.endpoints()).toMatchObject([{ pending: 2 }]);
    await gateway.stop();
    close();
    expect(source.reads).toBe(0);
  });

  it('reads nothing when nothing goes anywhere', async () => {
    const { outbox } = openLedger();
    outbox.begin({ seq: 0, data: '{"cbtest-1-1":{"id":"cbtest-1-1","stage":"rung"}}' });
    const source = new FakeSource();
    source.tell(...journal);
    const { clock, gateway } = rig({ outbox }, settings({}), { source });
    clock.advance(5_000);
    expect(outbox.cursor).toEqual({ seq: 11, data: '{}' });
    source.tell(...wholeCall(5, 12));
    await gateway.stop();
    expect(outbox.cursor).toEqual({ seq: 14, data: '{}' });
    expect([source.reads, outbox.lanes()]).toEqual([0, []]);
  });

  it('hears only while something goes somewhere, and then knows what is under way', async () => {
    const mute = await openReceiver();
    const { outbox } = openLedger();
    const source = new FakeSource();
    const { desk, gateway } = rig({ outbox }, settings({}), { source });
    const use = (webhooks: ReturnType<typeof settings>) =>
      gateway.useOffice({ timeZone: 'UTC', agents: [], webhooks });
    expect(source.isAwake).toBe(false);
    source.tell(batch(phone(1, side(1))), batch(phone(2, side(1, { state: 'connected' }))));
    source.present = [phone(2, side(1, { state: 'connected' }))];
    use(hook(mute.url('/')));
    expect([source.isAwake, outbox.cursor?.seq]).toEqual([true, 2]);
    source.tell(batch(phone(3, side(1, { state: 'hold' }))), batch(over(4, side(1))), ...wholeCall(5, 5));
    const lane = ['ended', 'incoming', 'answered', 'ended'];
    expect(desk.endpoints()).toMatchObject([{ pending: lane.length }]);
    expect(outbox.head('crm')).toMatchObject({ event: 'ended' });
    use(settings({}));
    expect([source.isAwake, outbox.cursor]).toEqual([false, { seq: 7, data: '{}' }]);
    source.tell(...wholeCall(6, 8));
    await gateway.stop();
    expect([outbox.cursor?.seq, source.reads]).toEqual([10, 0]);
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
});
