import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AriError } from '../../../src/asterisk/ari/errors.ts';
import type { AriEvent } from '../../../src/asterisk/ari/events.generated.ts';
import type { AriPort } from '../../../src/asterisk/ari/port.ts';
import { superviseLine } from '../../../src/asterisk/ari/supervisor.ts';
import type { Line, LineOptions } from '../../../src/asterisk/ari/supervisor.ts';
import type { Clock } from '../../../src/base/clock.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { startFakeAsterisk } from './fake-asterisk.ts';
import type { FakeAsterisk } from './fake-asterisk.ts';
import { event, portOptions } from './port-options.ts';

describe('a supervised line', () => {
  const ups: AriPort[] = [];
  const downs: AriError[] = [];
  const events: AriEvent[] = [];
  /** The pauses asked for; they pass at once. */
  const pauses: number[] = [];
  let fake: FakeAsterisk;
  let line: Line;

  /** Pings and time-outs as they are, pauses between tries at once. */
  const hastyClock: Clock = {
    now: () => systemClock.now(),
    steady: () => systemClock.steady(),
    after(delayMs, run) {
      if (delayMs === 2_000 || delayMs === 500) return systemClock.after(delayMs, run);
      pauses.push(delayMs);
      return systemClock.after(1, run);
    },
  };

  beforeEach(async () => {
    fake = await startFakeAsterisk();
    for (const list of [ups, downs, events, pauses]) list.length = 0;
    line = supervise();
  });

  afterEach(async () => {
    await line.stop();
    expect(line.state).toBe('stopped');
    await fake.close();
  });

  function supervise(changes: Partial<LineOptions> = {}): Line {
    return superviseLine({
      ...portOptions(fake.url),
      clock: hastyClock,
      allowedEvents: ['StasisStart', 'StasisEnd'],
      random: () => 1,
      onUp: (port) => void ups.push(port),
      onDown: (reason) => void downs.push(reason),
      onEvent: (event) => void events.push(event),
      ...changes,
    });
  }

  async function untilUp(times = 1): Promise<void> {
    await vi.waitFor(() => expect(ups).toHaveLength(times), { timeout: 5_000 });
  }

  test('sets the event filter first, then says that it is up', async () => {
    line.start();
    line.start();
    await untilUp();
    expect(line.state).toBe('up');
    const [request] = fake.requests;
    expect(request).toMatchObject({ method: 'PUT', uri: 'applications/test/eventFilter' });
    const allowed = ['RESTResponse', 'ApplicationReplaced', 'StasisStart', 'StasisEnd'].map((type) => ({
      type,
    }));
    expect(JSON.parse(request!.message_body!)).toEqual({ allowed });
  });

  test('hands over an event that came before it was up, afterwards', async () => {
    fake.answer = () => {
      fake.send(event('StasisStart'));
      return { status: 200 };
    };
    let eventsAtUp = -1;
    line = supervise({
      onUp(port) {
        ups.push(port);
        eventsAtUp = events.length;
      },
    });
    line.start();
    await vi.waitFor(() => expect(events).toHaveLength(1));
    expect(eventsAtUp).toBe(0);
  });

  test('comes back after each loss', async () => {
    line.start();
    for (let times = 1; times <= 5; times += 1) {
      await untilUp(times);
      fake.drop();
      await vi.waitFor(() => expect(downs).toHaveLength(times));
    }
    expect(downs[0]).toMatchObject({ code: 'line-down' });
    await untilUp(6);
    // A line that falls at once is tried ever more slowly, even though each try succeeds.
    expect(pauses).toEqual([100, 200, 400, 800, 1_600]);
  });

  test('tries for ever, up to every 5 seconds, and says a reason once', async () => {
    await fake.close();
    line.start();
    await vi.waitFor(() => expect(pauses.length).toBeGreaterThan(12), { timeout: 5_000 });
    expect(pauses.slice(0, 8)).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
    expect(downs).toHaveLength(1);
    expect(downs[0]).toMatchObject({ code: 'unreachable' });
    fake = await startFakeAsterisk(Number(new URL(fake.url).port));
    await untilUp();
  });

  test.each([
    ['a wrong password', 'unauthorized', { password: 'wrong' }],
    ['an Asterisk that is too old', 'too-old', {}],
  ] as const)('given %s, it says so at once and goes on slowly', async (_, code, changes) => {
    fake.version = code === 'too-old' ? '18.20.0' : '22.10.1';
    line = supervise(changes);
    line.start();
    await vi.waitFor(() => expect(pauses.length).toBeGreaterThan(2));
    expect(new Set(pauses)).toEqual(new Set([5_000]));
    expect(downs).toHaveLength(1);
    expect(downs[0]).toMatchObject({ code });
  });

  test('when another program takes its application, it gives way for 30 seconds', async () => {
    line.start();
    await untilUp();
    fake.send(event('ApplicationReplaced'));
    await untilUp(2);
    expect(pauses).toEqual([30_000]);
    expect(downs).toHaveLength(1);
    expect(downs[0]?.message).toContain('another program has taken over the ARI application "test"');
  });

  test('handlers that throw do not end it', async () => {
    line = supervise({
      onUp(port) {
        ups.push(port);
        throw new Error('a fault of ours');
      },
    });
    line.start();
    await untilUp();
    expect(line.counts.listenerErrors).toBe(1);
    fake.drop();
    await untilUp(2);
  });

  test('stops at once, whatever it is doing, and can start again', async () => {
    fake.silent = true;
    line.start();
    await line.stop();
    expect(line.state).toBe('stopped');
    fake.silent = false;
    line.start();
    await untilUp();
    const [port] = ups;
    await Promise.all([line.stop(), line.stop()]);
    await expect(port!.request('asterisk.ping', {})).rejects.toMatchObject({ code: 'line-down' });
  });

  test('spreads its tries by the random number it is given', async () => {
    await fake.close();
    line = supervise({ random: () => 0 });
    line.start();
    await vi.waitFor(() => expect(pauses.length).toBeGreaterThan(3));
    expect(pauses.slice(0, 3)).toEqual([50, 100, 200]);
  });
});
