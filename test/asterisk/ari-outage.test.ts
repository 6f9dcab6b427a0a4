import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { AriError } from '../../src/asterisk/ari/errors.ts';
import type { AriPort } from '../../src/asterisk/ari/port.ts';
import { superviseLine } from '../../src/asterisk/ari/supervisor.ts';
import { startLineBench } from './line-bench.ts';
import type { LineBench } from './line-bench.ts';

describe.each(['websocket', 'ari-client'] as const)('a line by %s', (transport) => {
  let bench: LineBench;
  let port: AriPort;

  beforeAll(async () => {
    bench = await startLineBench(transport, []);
  });
  afterAll(() => bench.stop());

  beforeEach(async () => {
    port = await bench.open();
  });
  afterEach(() => bench.clear());

  test('a frozen Asterisk is found out by its silence', async () => {
    const watched = await bench.open({ pingIntervalMs: 200, requestTimeoutMs: 5_000 });
    const thaw = await bench.freeze();
    try {
      const asked = expect(watched.request('channels.list', {})).rejects.toMatchObject({ code: 'line-down' });
      const frozenAt = Date.now();
      expect((await watched.closed).message).toContain('did not answer a ping');
      expect(Date.now() - frozenAt).toBeLessThan(1_000);
      await asked;
    } finally {
      thaw();
    }
  });

  test('a request to a frozen Asterisk times out', async () => {
    const hasty = await bench.open({ requestTimeoutMs: 300, pingIntervalMs: 60_000 });
    const thaw = await bench.freeze();
    try {
      await expect(hasty.request('channels.list', {})).rejects.toMatchObject({ code: 'timeout' });
    } finally {
      thaw();
    }
    await vi.waitFor(() => hasty.request('asterisk.ping', {}));
  });

  test('when Asterisk dies, every request under way rejects, and opening says so', async () => {
    await bench.freeze();
    const asked = Array.from({ length: 50 }, () => port.request('channels.list', {}));
    const outcomes = Promise.allSettled(asked);
    bench.asterisk.kill();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'line-down' } });
      expect((outcome as PromiseRejectedResult).reason).toBeInstanceOf(AriError);
    }
    expect((await port.closed).code).toBe('line-down');
    await bench.asterisk.exited;
    await expect(bench.open()).rejects.toMatchObject({ code: 'unreachable' });
    await bench.asterisk.restart();
  });

  test('a supervised line comes back when Asterisk does, and filters events at their source', async () => {
    const told: string[] = [];
    const types: string[] = [];
    const line = superviseLine({
      ...bench.options({ app: 'supervised' }),
      allowedEvents: ['ChannelUserevent'],
      random: () => 0,
      onUp: ({ info }) => void told.push(`up ${info.startedAt}`),
      onDown: ({ code }) => void told.push(`down ${code}`),
      onEvent: ({ type }) => void types.push(type),
    });
    line.start();
    await vi.waitFor(() => expect(told).toHaveLength(1));
    const before = told[0];
    bench.asterisk.kill();
    await bench.asterisk.exited;
    await vi.waitFor(() => expect(told).toContain('down line-down'));
    await bench.asterisk.restart();
    await vi.waitFor(() => expect(line.state).toBe('up'), { timeout: 10_000 });
    expect(told.at(-1)).toMatch(/^up /);
    expect(told.at(-1)).not.toBe(before);

    port = await bench.open();
    await port.request('channels.originate', {
      endpoint: 'Local/wait@test',
      app: 'supervised',
      channelId: 'leg-1',
    });
    await vi.waitFor(async () =>
      expect(await port.request('channels.get', { channelId: 'leg-1' })).toMatchObject({ state: 'Up' }),
    );
    await port.request('events.userEvent', { eventName: 'probe', application: 'supervised' });
    await vi.waitFor(() => expect(types).toEqual(['ChannelUserevent']));
    await line.stop();
  });

  test('the later of two supervised lines keeps the application', async () => {
    const told: string[] = [];
    const supervise = (name: string) =>
      superviseLine({
        ...bench.options({ app: 'contested' }),
        allowedEvents: ['ChannelUserevent'],
        random: () => 0,
        onUp: () => void told.push(`${name} up`),
        onDown: ({ message }) => void told.push(`${name} down: ${message}`),
        onEvent: () => void told.push(`${name} event`),
      });
    const first = supervise('first');
    const second = supervise('second');
    first.start();
    await vi.waitFor(() => expect(told).toEqual(['first up']));
    second.start();
    await vi.waitFor(() => expect(first.state).toBe('replaced'));
    await vi.waitFor(() => expect(second.state).toBe('up'));
    expect(told.some((said) => said.startsWith('first down: another program has taken over'))).toBe(true);
    await port.request('events.userEvent', { eventName: 'probe', application: 'contested' });
    await vi.waitFor(() => expect(told.at(-1)).toBe('second event'));
    await Promise.all([first.stop(), second.stop()]);
  });
});
