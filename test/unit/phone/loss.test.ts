import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { Phone } from '../../phone/phone.ts';
import type { Peer } from '../../phone/sip/address.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** A relay to a phone that loses each datagram's first appearance, or passes each on twice. */
async function openRelay(to: Peer, how: 'loses' | 'repeats'): Promise<{ address: Peer; lost: string[] }> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  closers.push(() => socket.close());
  const lost: string[] = [];
  const seen = new Set<string>();
  let caller = to;
  socket.on('message', (datagram, { address, port }) => {
    const text = datagram.toString();
    if (how === 'loses' && !seen.has(text)) {
      seen.add(text);
      lost.push(text.split('\r\n', 1)[0]!);
      return;
    }
    const isFromCallee = port === to.port;
    if (!isFromCallee) caller = { host: address, port };
    const next = isFromCallee ? caller : to;
    socket.send(datagram, next.port, next.host);
    if (how === 'repeats') socket.send(datagram, next.port, next.host);
  });
  return { address: { host: '127.0.0.1', port: socket.address().port }, lost };
}

test('what is lost is sent again', async () => {
  const bert = await Phone.open({
    server: { host: '127.0.0.1', port: 9 },
    user: 'bert',
    answer: { afterMs: 0 },
  });
  const relay = await openRelay(bert.address, 'loses');
  const anna = await Phone.open({ server: relay.address, user: 'anna' });
  closers.push(
    () => bert.close(),
    () => anna.close(),
  );
  const out = anna.call('bert');
  const answeredAt = await out.answered();
  expect(answeredAt - out.times.inviteAt!).toBeGreaterThan(900);
  expect(
    relay.lost.filter((line) => line.startsWith('INVITE') || line.startsWith('SIP/2.0 200')),
  ).toHaveLength(2);
  const call = await bert.nextCall();
  await call.until('acknowledgement', () => call.times.ackAt !== undefined);
});

test('what comes twice counts once, and each repeated answer is acknowledged', async () => {
  const bert = await Phone.open({
    server: { host: '127.0.0.1', port: 9 },
    user: 'bert',
    answer: { afterMs: 0 },
  });
  const relay = await openRelay(bert.address, 'repeats');
  const anna = await Phone.open({ server: relay.address, user: 'anna' });
  closers.push(
    () => bert.close(),
    () => anna.close(),
  );
  const out = anna.call('bert');
  await out.answered();
  await (await bert.nextCall()).hold();
  await out.hangup();
  await expect(bert.nextCall({ timeoutMs: 20 })).rejects.toMatchObject({ code: 'timeout' });
});

test('a refusal that is lost is repeated until it is acknowledged', async () => {
  const bert = await Phone.open({ server: { host: '127.0.0.1', port: 9 }, user: 'bert', answer: 'busy' });
  const relay = await openRelay(bert.address, 'loses');
  const anna = await Phone.open({ server: relay.address, user: 'anna' });
  closers.push(
    () => bert.close(),
    () => anna.close(),
  );
  await expect(anna.call('bert').answered()).rejects.toMatchObject({ sipStatus: 486 });
});

test('a phone that is unplugged leaves nobody waiting', async () => {
  const nobody = createSocket('udp4').bind(0, '127.0.0.1');
  await once(nobody, 'listening');
  closers.push(() => nobody.close());
  const anna = await Phone.open({ server: { host: '127.0.0.1', port: nobody.address().port }, user: 'anna' });
  const registering = anna.register();
  const out = anna.call('bert');
  const answered = out.answered();
  const hangup = new Promise((resolve) => setTimeout(resolve, 20)).then(() => out.hangup());
  setTimeout(() => anna.unplug(), 50);
  await expect(registering).rejects.toMatchObject({ code: 'refused', sipStatus: 408 });
  await expect(answered).rejects.toMatchObject({ code: 'call-ended' });
  await hangup;
  expect(() => anna.call('bert')).toThrow('anna is closed');
});
