import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../../../src/gateways/webhooks/retry.ts';
import { wholeCall } from './changes.ts';
import { crm, endpoint, told } from './crm.ts';
import { openLedger } from './ledger-file.ts';
import { openReceiver } from './receiver.ts';
import { rig, settings } from './rig.ts';

describe('a delivery that failed', () => {
  it('is tried again after delays that double up to ten minutes, until it is taken', async () => {
    const { receiver, source, clock, settled } = await crm();
    source.tell(...wholeCall(1, 1));
    const delays: number[] = [];
    for (let failures = 1; failures <= 13; failures += 1) {
      // oxlint-disable no-await-in-loop
      const received = await receiver.next();
      expect(told(received)).toBe('incoming cbtest-1');
      received.answer(failures % 2 === 0 ? 503 : 404);
      const { failure } = (await settled()) as { failure: { at: number; retryAt: number } };
      delays.push(failure.retryAt - failure.at);
      clock.advance(failure.retryAt - failure.at - 1);
      expect(receiver.requests.size).toBe(0);
      clock.advance(1);
      // oxlint-enable no-await-in-loop
    }
    // Chance is in the middle: three quarters of 1, 2, 4 … seconds.
    expect(delays.slice(0, 5)).toEqual([750, 1_500, 3_000, 6_000, 12_000]);
    expect(delays.slice(-3)).toEqual([450_000, 450_000, 450_000]);
    (await receiver.next()).answer(200);
    expect(await settled()).toMatchObject({ ok: true, delivery: { attempts: 13 } });
  });

  it('has the same id and body and a fresh signature at every attempt', async () => {
    const { receiver, source, clock, settled } = await crm();
    source.tell(...wholeCall(1, 1).slice(0, 1));
    const first = await receiver.next();
    first.answer(500, { 'retry-after': '10' });
    await settled();
    clock.advance(10_000);
    const second = await receiver.next();
    second.answer(200);
    expect(second.headers['cordboard-delivery']).toBe(first.headers['cordboard-delivery']);
    expect(second.body).toBe(first.body);
    expect(second.headers['cordboard-signature']).not.toBe(first.headers['cordboard-signature']);
  });

  it('is left alone for as long as the receiver asks, up to an hour', async () => {
    const { receiver, source, clock, settled } = await crm();
    source.tell(...wholeCall(1, 1));
    (await receiver.next()).answer(429, { 'retry-after': '120' });
    expect(await settled()).toMatchObject({ failure: { retryAt: clock.now() + 120_000, status: 429 } });
    clock.advance(120_000);
    (await receiver.next()).answer(503, { 'retry-after': new Date(clock.now() + 300_000).toUTCString() });
    expect(await settled()).toMatchObject({ failure: { retryAt: clock.now() + 300_000 } });
    clock.advance(300_000);
    (await receiver.next()).answer(503, { 'retry-after': '999999' });
    expect(await settled()).toMatchObject({ failure: { retryAt: clock.now() + 3_600_000 } });
    expect(retryAfterMs('soon', 0)).toBeNull();
    expect(retryAfterMs('Thu, 01 Jan 1970 00:00:00 GMT', 5_000)).toBe(0);
  });
});

describe('an endpoint', () => {
  it('gets one delivery at a time, in their order, also when one fails', async () => {
    const { receiver, source, clock, settled, answer } = await crm();
    source.tell(...wholeCall(1, 1), ...wholeCall(2, 4));
    (await receiver.next()).answer(200);
    await settled();
    const second = await receiver.next();
    expect(receiver.requests.size).toBe(0);
    second.answer(500);
    await settled();
    expect(receiver.requests.size).toBe(0);
    clock.advance(750);
    const rest = await answer(5, 200);
    const inOrder = ['answered 1', 'ended 1', 'incoming 2', 'answered 2', 'ended 2'];
    expect(rest).toEqual(inOrder.map((one) => one.replace(' ', ' cbtest-')));
  });

  it('that stands still holds up nobody else', async () => {
    const [stalled, well] = [await openReceiver(), await openReceiver()];
    const { source, settled, desk, clock } = rig(
      openLedger(),
      settings({
        calls: { incoming: stalled.url('/'), answered: well.url('/answered') },
        endpoints: [endpoint('stalled', stalled.url('/')), endpoint('well', well.url('/'))],
      }),
    );
    source.tell(...wholeCall(1, 1));
    // The stalled ones have begun, too.
    await Promise.all([stalled.next(), stalled.next()]);
    for (let count = 0; count < 4; count += 1) {
      // oxlint-disable no-await-in-loop
      (await well.next()).answer(200);
      expect(await settled()).toMatchObject({ ok: true });
      // oxlint-enable no-await-in-loop
    }
    expect(desk.endpoints().map(({ endpoint: id, pending, delivered }) => [id, pending, delivered])).toEqual([
      ['calls', 1, 1],
      ['stalled', 3, 0],
      ['well', 0, 3],
    ]);
    clock.advance(15_000);
    expect(await settled()).toMatchObject({ failure: { error: 'no whole answer within 15 s' } });
  });

  it('that comes back gets everything', async () => {
    const { receiver, source, clock, settled, desk, answer } = await crm();
    for (let call = 1; call <= 20; call += 1) source.tell(...wholeCall(call, call * 3));
    (await receiver.next()).response.destroy();
    await settled();
    expect(desk.endpoints()).toMatchObject([{ pending: 60, failedAt: clock.now(), delivered: 0 }]);
    clock.advance(1_000);
    await answer(60, 200);
    expect(desk.endpoints()).toMatchObject([{ pending: 0, oldestAt: null, delivered: 60, dead: 0 }]);
  });
});

it('what a receiver has taken is not sent again when the ledger cannot say so', async () => {
  const { receiver, source, store, clock, settled } = await crm();
  store.failing = 'delivered';
  source.tell(...wholeCall(1, 1).slice(0, 1));
  const received = await receiver.next();
  const closed = new Promise((resolve) => received.response.once('close', resolve));
  received.answer(200);
  await closed;
  // The lane's attempt is over when its timer for the ledger is the only one left.
  await expect.poll(() => clock.armed).toBe(1);
  clock.advance(5_000);
  expect(receiver.requests.size).toBe(0);
  store.failing = null;
  clock.advance(1_000);
  expect(await settled()).toMatchObject({ ok: true });
  expect(receiver.requests.size).toBe(0);
});
