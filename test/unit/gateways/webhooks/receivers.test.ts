import { describe, expect, it } from 'vitest';

import { openLedger } from './ledger-file.ts';
import { openReceiver } from './receiver.ts';
import { rig, settings } from './rig.ts';

/** A receiver and a test that is on its way to it. */
async function asked() {
  const receiver = await openReceiver();
  const { desk, clock } = rig(openLedger(), settings({ calls: { ended: receiver.url('/') } }));
  const sent = desk.test('calls', 'ended');
  return { sent, clock, receiver, desk, received: await receiver.next() };
}

describe('a receiver', () => {
  it('that answers slowly has taken it, and how slowly is told', async () => {
    const { sent, clock, received } = await asked();
    clock.advance(14_000);
    received.answer(202);
    expect(await sent).toEqual({ event: 'ended', status: 202, error: null, latencyMs: 14_000 });
  });

  it('that fails is told by its status', async () => {
    const { sent, received } = await asked();
    received.answer(500, {}, 'stack trace');
    expect(await sent).toMatchObject({ status: 500, error: 'answered 500' });
  });

  it('that redirects is not followed', async () => {
    const { sent, received, receiver } = await asked();
    received.answer(302, { location: receiver.url('/elsewhere') });
    expect(await sent).toMatchObject({ status: 302, error: 'answered 302: redirects are not followed' });
    expect(receiver.requests.size).toBe(0);
  });

  it('that gives no answer is left after a while', async () => {
    const { sent, clock, received } = await asked();
    const left = new Promise((resolve) => received.response.once('close', resolve));
    clock.advance(15_000);
    expect(await sent).toMatchObject({
      status: null,
      error: 'no whole answer within 15 s',
      latencyMs: 15_000,
    });
    await left;
  });

  it('that does not come to the end of its answer is left too', async () => {
    const { sent, clock, received } = await asked();
    received.response.writeHead(200);
    await new Promise((resolve) => received.response.write('half', resolve));
    clock.advance(15_000);
    expect(await sent).toMatchObject({ error: 'no whole answer within 15 s' });
  });

  it('that cuts the connection has not taken it', async () => {
    const first = await asked();
    first.received.response.destroy();
    expect(await first.sent).toMatchObject({ status: null, error: expect.any(String) as unknown });
    const sent = first.desk.test('calls', 'ended');
    const { response } = await first.receiver.next();
    response.writeHead(200, { 'content-length': '1000' });
    response.write('half', () => response.destroy());
    expect(await sent).toMatchObject({ status: null, error: expect.any(String) as unknown });
  });

  it('that answers without end is read up to a limit: its status counts', async () => {
    const { sent, received } = await asked();
    const { response } = received;
    response.writeHead(200);
    const closed = new Promise((resolve) => response.once('close', resolve));
    const fill = (): void => {
      if (!response.closed) response.write('x'.repeat(16_384), fill);
    };
    fill();
    expect(await sent).toMatchObject({ status: 200, error: null });
    await closed;
  });

  it('that is not there is told of', async () => {
    const { desk } = rig(openLedger(), settings({ calls: { ended: 'http://127.0.0.1:1/' } }));
    expect(await desk.test('calls', 'ended')).toMatchObject({
      status: null,
      error: expect.stringContaining('ECONNREFUSED') as unknown,
    });
  });

  it('whose name cannot be found out holds nobody for long', async () => {
    const asking = Promise.withResolvers<void>();
    const resolve = () => {
      asking.resolve();
      return new Promise<never>(() => undefined);
    };
    const calls = { ended: 'http://slow.example.com/' };
    const { desk, clock } = rig(openLedger(), settings({ calls }), { resolve });
    const sent = desk.test('calls', 'ended');
    await asking.promise;
    clock.advance(5_000);
    expect(await sent).toMatchObject({ status: null, error: 'no connection within 5 s' });
  });
});

describe('a test', () => {
  it('says by itself that it is one, and leaves no timer behind', async () => {
    const { sent, clock, received } = await asked();
    received.answer(200);
    await sent;
    expect(clock.armed).toBe(0);
    expect(received.headers['cordboard-delivery']).toMatch(/^test-\d+$/);
    expect(new URLSearchParams(received.body).get('Unique CallId')).toBe('test-1-1');
  });

  it('takes the first event that the endpoint gets, and is refused when it gets none', async () => {
    const { desk, sent, received } = await asked();
    received.answer(200);
    await sent;
    await expect(desk.test('calls', 'incoming')).rejects.toMatchObject({ code: 'webhook-unknown' });
    await expect(desk.test('nobody', undefined)).rejects.toMatchObject({ code: 'webhook-unknown' });
  });

  it('is broken off when Cordboard is stopped', async () => {
    const receiver = await openReceiver();
    const { desk, gateway } = rig(openLedger(), settings({ calls: { ended: receiver.url('/') } }));
    const sent = desk.test('calls', undefined);
    await receiver.next();
    await Promise.all([gateway.stop(), expect(sent).rejects.toMatchObject({ code: 'stopping' })]);
  });
});
