import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AriError } from '../../src/asterisk/ari/errors.ts';
import type { AriEvent, AriEventType } from '../../src/asterisk/ari/events.generated.ts';
import type { AriPort } from '../../src/asterisk/ari/port.ts';
import { startLineBench } from './line-bench.ts';
import type { LineBench } from './line-bench.ts';

describe.each(['websocket', 'ari-client'] as const)('a port by %s', (transport) => {
  const events: AriEvent[] = [];
  let bench: LineBench;
  let port: AriPort;

  beforeAll(async () => {
    bench = await startLineBench(transport, events);
  });
  afterAll(() => bench.stop());

  beforeEach(async () => {
    events.length = 0;
    port = await bench.open();
  });
  afterEach(() => bench.clear());

  const originate = (channelId: string) =>
    port.request('channels.originate', {
      endpoint: 'Local/wait@test',
      app: 'test',
      appArgs: 'a,b',
      channelId,
    });

  async function untilEvent<T extends AriEventType>(type: T): Promise<Extract<AriEvent, { type: T }>> {
    const isWanted = (event: AriEvent): event is Extract<AriEvent, { type: T }> => event.type === type;
    return vi.waitFor(() => events.find(isWanted) ?? Promise.reject(new Error(`no ${type} yet`)));
  }

  test('knows whom it talks to', () => {
    expect(port.transport).toBe(transport);
    expect(port.info.version).toMatch(/^\d+\.\d+/);
    expect(Date.parse(port.info.startedAt)).toBeLessThan(Date.now());
  });

  test('originates a call with variables, and its events come typed', async () => {
    const created = await port.request('channels.originate', {
      endpoint: 'Local/wait@test',
      app: 'test',
      appArgs: 'a,b',
      channelId: 'leg-1',
      callerId: '"Kundin & Söhne" <0311111>',
      variables: { PLAIN: 'x', CALLKEY: { value: 'k 1', report_events: true } },
    });
    expect(created).toMatchObject({ id: 'leg-1', state: 'Down' });
    expect(JSON.parse(JSON.stringify(created))).toEqual(created);

    const started = await untilEvent('StasisStart');
    expect(started.args).toEqual(['a', 'b']);
    expect(started.channel).toMatchObject({ id: 'leg-1', state: 'Up', channelvars: { CALLKEY: 'k 1' } });
    expect(started.channel.connected.name).toBe('Kundin & Söhne');

    const plain = await port.request('channels.getChannelVar', { channelId: 'leg-1', variable: 'PLAIN' });
    expect(plain).toEqual({ value: 'x' });
    expect(await port.request('channels.hangup', { channelId: 'leg-1', reason_code: '17' })).toBeUndefined();
    await vi.waitFor(() => {
      const ended = events.find((event) => event.type === 'ChannelDestroyed' && event.channel.id === 'leg-1');
      expect(ended).toMatchObject({ cause: 17 });
    });
  });

  test('lists what there is, as plain data', async () => {
    expect(await port.request('bridges.list', {})).toEqual([]);
    await originate('leg-1');
    const bridge = await port.request('bridges.create', {
      bridgeId: 'b-1',
      type: 'mixing,dtmf_events',
      name: 'n',
    });
    expect(bridge).toMatchObject({ id: 'b-1', name: 'n', channels: [] });
    await untilEvent('StasisStart');
    await port.request('bridges.addChannel', { bridgeId: 'b-1', channel: ['leg-1'] });
    expect(await untilEvent('ChannelEnteredBridge')).toMatchObject({
      bridge: { id: 'b-1', channels: ['leg-1'] },
    });
    const channels = await port.request('channels.list', {});
    expect(channels.map(({ id }) => id)).toContain('leg-1');
    expect(JSON.parse(JSON.stringify(channels))).toEqual(channels);
    await port.request('bridges.destroy', { bridgeId: 'b-1' });
  });

  test('an id with a slash and a percent sign is one id', async () => {
    const channelId = 'call/1%2F leg';
    await originate(channelId);
    expect(await port.request('channels.get', { channelId })).toMatchObject({ id: channelId });
  });

  test('says why Asterisk refuses', async () => {
    const refusal = (request: Promise<unknown>): Promise<unknown> =>
      request.then(
        () => 'nothing',
        (error: AriError) => ({ code: error.code, status: error.status, said: error.message }),
      );
    expect(await refusal(port.request('channels.get', { channelId: 'gone' }))).toEqual({
      code: 'not-found',
      status: 404,
      said: 'channels.get: Channel not found',
    });
    const nowhere = port.request('channels.originate', { endpoint: 'Local/wait@test' });
    expect(await refusal(nowhere)).toMatchObject({ code: 'bad-request', status: 400 });
    const noPhone = port.request('channels.originate', { endpoint: 'PJSIP/nobody', app: 'test' });
    expect(await refusal(noPhone)).toMatchObject({ code: 'allocation-failed', status: 500 });
    await originate('leg-1');
    expect(await refusal(originate('leg-1'))).toMatchObject({ code: 'conflict', status: 409 });
    await port.request('bridges.create', { bridgeId: 'b-1' });
    const other = (await port.request('channels.list', {})).find(({ name }) => name.endsWith(';2'));
    const foreign = port.request('bridges.addChannel', { bridgeId: 'b-1', channel: other!.id });
    expect(await refusal(foreign)).toMatchObject({ code: 'unprocessable', status: 422 });
    await port.request('bridges.destroy', { bridgeId: 'b-1' });
  });

  test('an empty id never reaches Asterisk', async () => {
    await expect(port.request('channels.hangup', { channelId: '' })).rejects.toMatchObject({
      code: 'bad-request',
    });
  });

  test('carries 300 requests out in the order they were made', async () => {
    const values = Array.from({ length: 300 }, (_, index) => String(index));
    const answered: string[] = [];
    await Promise.all(
      values.map(async (value) => {
        await port.request('events.userEvent', { eventName: value, application: 'test' });
        answered.push(value);
      }),
    );
    expect(answered).toEqual(values);
    const carriedOut = (): string[] =>
      events.flatMap((event) => (event.type === 'ChannelUserevent' ? [event.eventname] : []));
    await vi.waitFor(() => expect(carriedOut()).toEqual(values));
  });

  test('a wrong password is said to be one', async () => {
    const opening = bench.open({ password: 'wrong' });
    await expect(opening).rejects.toMatchObject({ code: 'unauthorized', status: 401 });
    await expect(port.request('asterisk.ping', {})).resolves.toMatchObject({ ping: 'pong' });
  });

  test('a listener that throws costs its event only', async () => {
    const types: string[] = [];
    const noisy = await bench.open({
      app: 'noisy',
      listener: {
        onEvent({ type }) {
          types.push(type);
          throw new Error('a fault of ours');
        },
      },
    });
    const userEvent = { eventName: 'probe', application: 'noisy' };
    await noisy.request('events.userEvent', userEvent);
    await noisy.request('events.userEvent', userEvent);
    await vi.waitFor(() => expect(types).toEqual(['ChannelUserevent', 'ChannelUserevent']));
  });
});
