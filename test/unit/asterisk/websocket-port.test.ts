import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AriError } from '../../../src/asterisk/ari/errors.ts';
import type { AriEvent } from '../../../src/asterisk/ari/events.generated.ts';
import { newCounts } from '../../../src/asterisk/ari/inbox.ts';
import { openPort } from '../../../src/asterisk/ari/port.ts';
import type { AriPort, PortOptions } from '../../../src/asterisk/ari/port.ts';
import { startFakeAsterisk } from './fake-asterisk.ts';
import type { FakeAsterisk } from './fake-asterisk.ts';
import { event, portOptions } from './port-options.ts';

describe('the line to an Asterisk that misbehaves', () => {
  const ports: AriPort[] = [];
  const events: AriEvent[] = [];
  let fake: FakeAsterisk;
  let counts = newCounts();

  beforeEach(async () => {
    fake = await startFakeAsterisk();
    counts = newCounts();
    events.length = 0;
  });

  afterEach(async () => {
    await Promise.all(ports.splice(0).map((port) => port.close()));
    await fake.close();
  });

  async function open(changes: Partial<PortOptions> = {}): Promise<AriPort> {
    const port = await openPort({ ...portOptions(fake.url, events), counts, ...changes });
    ports.push(port);
    return port;
  }

  const ping = (port: AriPort): Promise<unknown> => port.request('asterisk.ping', {});

  test('given no answer, a request times out and its late answer is counted', async () => {
    const port = await open({ requestTimeoutMs: 500 });
    fake.answer = () => undefined;
    await expect(ping(port)).rejects.toMatchObject({ code: 'timeout', operation: 'asterisk.ping' });
    fake.send(JSON.stringify({ type: 'RESTResponse', request_id: '1', status_code: 204 }));
    await vi.waitFor(() => expect(counts.lateAnswers).toBe(1));
    fake.answer = () => ({ status: 200, body: { ping: 'pong' } });
    await expect(ping(port)).resolves.toEqual({ ping: 'pong' });
  });

  test('given unknown events and nonsense, it counts them and goes on', async () => {
    await open();
    fake.send(event('BrandNewEvent'));
    fake.send(event('BrandNewEvent'));
    fake.send('{"type":"Stasis');
    fake.send('42');
    fake.send('{}');
    fake.send(event('StasisEnd'));
    await vi.waitFor(() => expect(events).toHaveLength(1));
    expect(events[0]?.type).toBe('StasisEnd');
    expect(counts).toMatchObject({ unknownEvents: 2, malformedMessages: 3, listenerErrors: 0 });
  });

  test('given an answer that is no JSON, the request rejects and the line goes on', async () => {
    const port = await open();
    fake.answer = () => undefined;
    const asked = ping(port);
    fake.send(JSON.stringify({ type: 'RESTResponse', request_id: '1', status_code: 200, message_body: '{' }));
    await expect(asked).rejects.toMatchObject({ code: 'server-error' });
    fake.answer = () => ({ status: 204 });
    await expect(ping(port)).resolves.toBeUndefined();
  });

  test('given a listener that throws, it counts that and hands over the next event', async () => {
    const types: string[] = [];
    await open({
      listener: {
        onEvent({ type }) {
          types.push(type);
          throw new Error('a fault of ours');
        },
      },
    });
    fake.send(event('StasisStart'));
    fake.send(event('StasisEnd'));
    await vi.waitFor(() => expect(types).toEqual(['StasisStart', 'StasisEnd']));
    expect(counts.listenerErrors).toBe(2);
  });

  test('when the connection drops, every request under way rejects, and every later one', async () => {
    const port = await open();
    fake.answer = () => undefined;
    const asked = Promise.allSettled([ping(port), ping(port), ping(port)]);
    await vi.waitFor(() => expect(fake.requests).toHaveLength(3));
    fake.drop();
    const codes = (await asked).map((outcome) => outcome.status === 'rejected' && outcome.reason.code);
    expect(codes).toEqual(['line-down', 'line-down', 'line-down']);
    expect(await port.closed).toMatchObject({ code: 'line-down' });
    await expect(ping(port)).rejects.toMatchObject({ code: 'line-down' });
  });

  test('given a message that is too long to be true, the line ends with a reason', async () => {
    const port = await open();
    fake.send(event('StasisEnd', { filler: 'x'.repeat(65 * 1024 * 1024) }));
    expect((await port.closed).message).toContain('Max payload size exceeded');
    expect(events).toEqual([]);
  });

  test('given a request longer than Asterisk takes, it refuses that one and keeps the line', async () => {
    const port = await open();
    const value = 'x'.repeat(70_000);
    const tooLong = port.request('asterisk.setGlobalVar', { variable: 'a', value });
    await expect(tooLong).rejects.toMatchObject({ code: 'bad-request' });
    await expect(ping(port)).resolves.toEqual({});
    expect(fake.requests).toHaveLength(1);
  });

  test('close says good-bye, rejects what is under way and leaves nothing', async () => {
    const port = await open();
    fake.answer = () => undefined;
    const asked = ping(port);
    await Promise.all([
      port.close(),
      port.close(),
      expect(asked).rejects.toMatchObject({ code: 'line-down' }),
    ]);
    expect((await port.closed).message).toBe('Cordboard closed the line');
  });
});

describe('opening a line', () => {
  test('given an older Asterisk, the error names the versions that fit', async () => {
    const fake = await startFakeAsterisk();
    fake.version = '18.26.4';
    const opening = openPort(portOptions(fake.url));
    await expect(opening).rejects.toMatchObject({
      code: 'too-old',
      message: expect.stringContaining('18.26.4'),
    });
    await expect(opening).rejects.toThrow(/20, 21, 22 or newer/);
    await fake.close();
  });

  test('given a host that takes connections and says nothing, it gives up in time', async () => {
    const fake = await startFakeAsterisk();
    fake.silent = true;
    const opening = openPort({ ...portOptions(fake.url), requestTimeoutMs: 100 });
    await expect(opening).rejects.toMatchObject({ code: 'unreachable' });
    await fake.close();
  });

  test('given nobody there, or a wrong password, the error says what to mend', async () => {
    const fake = await startFakeAsterisk();
    const { url } = fake;
    const wrong = openPort({ ...portOptions(url), password: 'wrong' });
    await expect(wrong).rejects.toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('ari.conf'),
    });
    await fake.close();
    await expect(openPort(portOptions(url))).rejects.toMatchObject({ code: 'unreachable' });
    await expect(openPort(portOptions(url))).rejects.toThrow(/ECONNREFUSED.*is it running/);
  });

  test('stops when told to', async () => {
    const fake = await startFakeAsterisk();
    fake.silent = true;
    const opening = openPort({ ...portOptions(fake.url), signal: AbortSignal.timeout(50) });
    await expect(opening).rejects.toBeInstanceOf(AriError);
    await fake.close();
  });
});
