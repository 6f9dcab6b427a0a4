import { afterEach, expect, test } from 'vitest';
import { SipLink } from '../../phone/sip/link.ts';
import type { Peer } from '../../phone/sip/address.ts';
import { responseTo, SipHeaders, type SipRequest } from '../../phone/sip/message.ts';
import { Phone } from '../../phone/phone.ts';

const open: { close(): Promise<void> | void }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (one) => one.close()));
});

/** A server that takes every request, and what it was asked. */
async function startServer(): Promise<{ link: SipLink; asked: SipRequest[]; statuses: number[] }> {
  const link = await SipLink.open('127.0.0.1', 0);
  open.push(link);
  const asked: SipRequest[] = [];
  const statuses: number[] = [];
  link.onMessage((message, from) => {
    if (message.kind === 'response') statuses.push(message.status);
    else {
      asked.push(message);
      link.send(responseTo(message, 200, { toTag: 'server' }), from);
    }
  });
  return { link, asked, statuses };
}

function notify(link: SipLink, to: Peer, event: string, body: string, head: SipHeaders): void {
  const headers = new SipHeaders([
    ['Via', `SIP/2.0/UDP ${link.host}:${link.port};branch=z9hG4bK${Math.random()}`],
    ['From', head.get('To') ?? '<sip:server@127.0.0.1>;tag=server'],
    ['To', head.get('From') ?? '<sip:1001@127.0.0.1>'],
    ['Call-ID', head.get('Call-ID') ?? 'unasked'],
    ['CSeq', '7 NOTIFY'],
    ['Event', event],
  ]);
  link.send({ kind: 'request', method: 'NOTIFY', uri: 'sip:1001@127.0.0.1', headers, body }, to);
}

test('the lamp of a phone, told without being asked and in its subscription', async () => {
  const { link, asked } = await startServer();
  const phone = await Phone.open({ server: { host: link.host, port: link.port }, user: '1001' });
  open.push(phone);
  expect(phone.lamp.on).toBe(false);
  notify(
    link,
    phone.address,
    'message-summary',
    'Messages-Waiting: yes\r\nVoice-Message: 2/1 (0/0)\r\n',
    new SipHeaders(),
  );
  await phone.lamp.shows(2, 1);
  expect(phone.lamp.on).toBe(true);

  await phone.watchMessages();
  const subscribe = asked.at(-1)!;
  expect([subscribe.method, subscribe.headers.get('Event')]).toEqual(['SUBSCRIBE', 'message-summary']);
  notify(
    link,
    phone.address,
    'message-summary',
    'Messages-Waiting: no\r\nVoice-Message: 0/3 (0/0)\r\n',
    subscribe.headers,
  );
  await phone.lamp.shows(0, 3);
  expect(phone.lamp.told).toEqual([
    { waiting: true, unheard: 2, heard: 1 },
    { waiting: false, unheard: 0, heard: 3 },
  ]);
  await expect(phone.lamp.shows(9, 9, { timeoutMs: 20 })).rejects.toThrow('9 unheard, 9 heard at 1001; told');
});
