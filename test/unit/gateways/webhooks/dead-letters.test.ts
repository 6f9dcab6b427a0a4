import { describe, expect, it } from 'vitest';
import { wholeCall } from './changes.ts';
import { crm, told } from './crm.ts';

describe('a dead letter', () => {
  it('is what failed too often, was too old when it failed, or is refused for good', async () => {
    const { receiver, source, clock, settled, desk } = await crm({
      attempts: 2,
      giveUpAfterMs: 3_600_000,
    });
    source.tell(...wholeCall(1, 1));
    (await receiver.next()).answer(500);
    await settled();
    clock.advance(750);
    (await receiver.next()).answer(500);
    expect(await settled()).toMatchObject({ failure: { retryAt: null } });
    const second = await receiver.next();
    clock.advance(14_999);
    second.answer(422);
    expect(await settled()).toMatchObject({ failure: { retryAt: null, status: 422 } });
    const third = await receiver.next();
    third.answer(302, { location: '/', 'retry-after': '3600' });
    expect(await settled()).toMatchObject({ failure: { retryAt: expect.any(Number) as unknown } });
    clock.advance(3_600_000);
    (await receiver.next()).answer(500);
    expect(await settled()).toMatchObject({ failure: { retryAt: null } });
    expect(desk.deadLetters({ limit: 10 })).toMatchObject([
      { endpoint: 'crm', event: 'incoming', attempts: 2, status: 500, error: 'answered 500' },
      { event: 'answered', attempts: 1, status: 422 },
      { event: 'ended', attempts: 2 },
    ]);
    expect(desk.endpoints()).toMatchObject([{ endpoint: 'crm', dead: 3, pending: 0 }]);
  });

  it('that is replayed begins anew, one by one or all, before what is younger', async () => {
    const { receiver, source, settled, desk, answer } = await crm({ attempts: 1 });
    source.tell(...wholeCall(1, 1));
    await answer(3, 500);
    const [first, second] = desk.deadLetters({ endpoint: 'crm', limit: 2 });
    expect(desk.replay('crm', second?.id)).toBe(1);
    const replayed = await receiver.next();
    expect(told(replayed)).toBe('answered cbtest-1');
    expect(replayed.headers['cordboard-delivery']).toBe(second?.delivery);
    source.tell(...wholeCall(2, 4).slice(0, 1));
    expect(desk.replay('crm', undefined)).toBe(2);
    replayed.answer(200);
    await settled();
    expect(await answer(3, 200)).toEqual(['incoming cbtest-1', 'ended cbtest-1', 'incoming cbtest-2']);
    expect(desk.replay('crm', first?.id)).toBe(0);
    expect(desk.deadLetters({ limit: 10 })).toEqual([]);
  });

  it('is gone when it is discarded', async () => {
    const { source, desk, answer } = await crm({ attempts: 1 });
    source.tell(...wholeCall(1, 1));
    await answer(3, 500);
    const [first] = desk.deadLetters({ limit: 1 });
    expect(desk.discard('crm', first?.id)).toBe(1);
    expect(desk.discard('crm', first?.id)).toBe(0);
    expect(desk.deadLetters({ limit: 10, afterId: first?.id })).toHaveLength(2);
    expect(desk.discard('other', undefined)).toBe(0);
    expect(desk.discard('crm', undefined)).toBe(2);
  });

  it('is also what waits for an endpoint that the office has no more', async () => {
    const { receiver, source, settled, desk, gateway, clock } = await crm();
    source.tell(...wholeCall(1, 1));
    (await receiver.next()).answer(500);
    await settled();
    gateway.useOffice({ timeZone: 'UTC', agents: [] });
    clock.advance(1_000);
    for (let count = 0; count < 3; count += 1) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await settled()).toMatchObject({ failure: { retryAt: null, status: null } });
    }
    expect(desk.endpoints()).toMatchObject([{ endpoint: 'crm', isCurrent: false, events: [], dead: 3 }]);
    expect(receiver.requests.size).toBe(0);
  });
});
