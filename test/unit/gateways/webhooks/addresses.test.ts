import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { addressRule } from '../../../../src/gateways/webhooks/address-rules.ts';

import { openLedger } from './ledger-file.ts';
import { openReceiver } from './receiver.ts';
import { rig, settings } from './rig.ts';

const child = fileURLToPath(new URL('./post-once.ts', import.meta.url));
const ipv4 = (address: string) => ({ address, family: 4 });
const ipv6 = (address: string) => ({ address, family: 6 });

describe('connections go', () => {
  it('to the public Internet and nowhere else', () => {
    const mayConnect = addressRule(['hooks.example.com', '*.example.org']);
    for (const open of ['8.8.8.8', '172.32.0.1', '193.0.0.1', '223.255.255.255'])
      expect([open, mayConnect(ipv4(open))]).toEqual([open, true]);
    for (const open of ['2a00:1450:4001::1', '2606:4700::1'])
      expect([open, mayConnect(ipv6(open))]).toEqual([open, true]);
    const closed4 = [
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '127.0.0.1',
      '127.9.9.9',
      '169.254.169.254',
      '172.16.0.1',
    ];
    for (const closed of [...closed4, '192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'])
      expect([closed, mayConnect(ipv4(closed))]).toEqual([closed, false]);
    const closed6 = [
      '::1',
      '::',
      'fe80::1',
      'fe80::1%eth0',
      'fd00::1',
      'ff02::1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
    ];
    for (const closed of [...closed6, '64:ff9b::a00:1', '2002:7f00:1::1', '2001::1', '2001:db8::1'])
      expect([closed, mayConnect(ipv6(closed))]).toEqual([closed, false]);
  });

  it('to networks that are allowed by themselves, whichever way their addresses are written', () => {
    const mayConnect = addressRule(['10.0.0.0/8', '192.168.7.7', 'fd00::/8']);
    expect(['10.255.0.1', '192.168.7.7'].map((one) => mayConnect(ipv4(one)))).toEqual([true, true]);
    expect(['192.168.7.8', '127.0.0.1'].map((one) => mayConnect(ipv4(one)))).toEqual([false, false]);
    expect(['fd12::1', '::ffff:10.0.0.1', 'fe80::1'].map((one) => mayConnect(ipv6(one)))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('a name', () => {
  it('that leads to loopback is refused before anything is sent, unless loopback is allowed', async () => {
    const receiver = await openReceiver();
    const resolve = async () => [ipv4('127.0.0.1')];
    const url = receiver.url('/', 'hooks.example.com');
    const refused = rig(openLedger(), settings({ allow: ['hooks.example.com'], calls: { ended: url } }), {
      resolve,
    });
    expect(await refused.desk.test('calls', 'ended')).toMatchObject({
      status: null,
      error: expect.stringContaining('not allowed') as unknown,
    });
    expect(receiver.requests.size).toBe(0);

    const allow = ['hooks.example.com', '127.0.0.0/8'];
    const allowed = rig(openLedger(), settings({ allow, calls: { ended: url } }), { resolve });
    const sent = allowed.desk.test('calls', 'ended');
    const received = await receiver.next();
    expect(received.headers.host).toBe(new URL(url).host);
    received.answer(204);
    expect(await sent).toMatchObject({ status: 204, error: null });
  });

  it('that means something else a moment later is connected to what was checked', async () => {
    const receiver = await openReceiver();
    // The first answer is allowed, every later one would not be.
    const resolve = vi.fn(async () => [ipv4('169.254.169.254')]).mockResolvedValueOnce([ipv4('127.0.0.1')]);
    const url = receiver.url('/', 'rebinding.example.com');
    const { desk } = rig(openLedger(), settings({ calls: { ended: url } }), { resolve });
    const sent = desk.test('calls', 'ended');
    (await receiver.next()).answer(200);
    expect(await sent).toMatchObject({ status: 200, error: null });
    expect(resolve).toHaveBeenCalledTimes(1);
    expect(await desk.test('calls', 'ended')).toMatchObject({ status: null });
    expect(resolve).toHaveBeenCalledTimes(2);
    expect(receiver.requests.size).toBe(0);
  });

  it('of which one address is not allowed is refused, as is one without any', async () => {
    const receiver = await openReceiver();
    const url = receiver.url('/', 'mixed.example.com');
    const mixed = async () => [ipv4('127.0.0.1'), ipv6('fe80::1')];
    const one = rig(openLedger(), settings({ calls: { ended: url } }), { resolve: mixed });
    expect((await one.desk.test('calls', 'ended')).error).toContain('not allowed');
    const none = rig(openLedger(), settings({ calls: { ended: url } }), { resolve: async () => [] });
    expect((await none.desk.test('calls', 'ended')).error).toContain('no address');
    expect(receiver.requests.size).toBe(0);
  });

  it('is not asked for when the address is a number already: that is checked', async () => {
    const receiver = await openReceiver();
    const resolve = vi.fn(async () => [ipv4('8.8.8.8')]);
    const calls = { ended: receiver.url('/'), incoming: 'http://[::1]:1/', answered: 'http://2130706433:1/' };
    const { desk } = rig(openLedger(), settings({ allow: [], calls }), { resolve });
    for (const kind of ['ended', 'incoming', 'answered'] as const) {
      // oxlint-disable-next-line no-await-in-loop
      expect((await desk.test('calls', kind)).error).toContain('not allowed');
    }
    expect(resolve).not.toHaveBeenCalled();
  });
});

it('proxies of the environment are not used', async () => {
  const receiver = await openReceiver();
  const proxy = await openReceiver();
  const env = {
    http_proxy: proxy.url('/'),
    HTTP_PROXY: proxy.url('/'),
    NODE_USE_ENV_PROXY: '1',
    NO_PROXY: '',
  };
  const sent = promisify(execFile)(process.execPath, [child, receiver.url('/direct')], { env });
  const received = await Promise.race([receiver.next(), proxy.next()]);
  received.answer(204);
  expect([received.path, (await sent).stdout]).toEqual(['/direct', '204\n']);
});
