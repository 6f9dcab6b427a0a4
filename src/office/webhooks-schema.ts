import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import type { QueueId } from '../board/ids.ts';
import { duration, id, integer, label, like, value } from './values.ts';

const isAddress = (text: string): boolean => {
  if (text.length > 2_000 || !URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && username + password + hash === '';
};

const addressSentence =
  'is not an address such as https://crm.example.com/calls, without user, password and #';
const address = value('address', addressSentence, (text) => (isAddress(text) ? text : null));

/** An empty one is off: null, which is not the same as left out. */
const addressOrOff = value('address', addressSentence, (text) =>
  text === '' ? { url: null } : isAddress(text) ? { url: text } : null,
)
  .transform(({ url }) => url)
  .optional();

const allowed = value(
  'host-or-network',
  'is neither a host such as crm.example.com or *.example.com nor an address or network such as 10.1.0.0/16',
  (text) => {
    const [ip = '', prefix] = text.split('/');
    const bits = { 4: 32, 6: 128 }[isIP(ip)];
    if (bits === undefined) return /^(\*\.)?[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(text) ? text : null;
    return /^[^/%]+(\/\d{1,3})?$/.test(text) && Number(prefix ?? bits) <= bits ? text : null;
  },
);

const events = ['incoming', 'answered', 'outgoing', 'ended'] as const;

const addresses = {
  method: z.enum(['GET', 'POST']).optional().describe('how parameters are sent; POST unless said otherwise'),
  answered: addressOrOff.describe('called when an employee answers a call; empty is off'),
  ended: addressOrOff.describe('called when a call is over for a phone'),
  outgoing: addressOrOff.describe('called when an employee makes a call'),
  incoming: addressOrOff.describe('called when the phone of an employee rings'),
};

const endpoint = z.strictObject({
  id: value(
    'id',
    'is not an id: lower-case letters, digits and hyphens, at most 40; "calls" is taken',
    (text) => (/^[a-z0-9][a-z0-9-]{0,39}$/.test(text) && text !== 'calls' ? text : null),
  ).describe('name of the endpoint for machines'),
  url: address.describe('where events go, by POST'),
  secret: like(
    'secret',
    'is not a secret: 16 to 128 letters, digits and signs without space',
    /^[!-~]{16,128}$/,
  ).describe('key of the signature by which the receiver knows us'),
  events: z
    .array(z.enum(events))
    .min(1)
    .prefault([...events])
    .describe('which events'),
});

/** Who hears of calls over HTTP; `docs/webhooks.md` explains it. */
export const webhooks = z
  .strictObject({
    accountId: label
      .optional()
      .describe('what receivers know this office by; the name of its ledger unless said otherwise'),
    allow: z
      .array(allowed)
      .prefault([])
      .describe('hosts to which addresses may lead, and networks outside of the public Internet'),
    attempts: integer(1, 1_000).prefault('100').describe('so many failures make a delivery a dead letter'),
    giveUpAfter: duration(60_000, 168 * 3_600_000, '1m to 168h')
      .prefault('24h')
      .describe('a delivery that fails at this age becomes a dead letter'),
    calls: z.strictObject(addresses).optional().describe('web calls with parameters, for all calls'),
    queues: z
      .array(
        z.strictObject({
          queue: id<QueueId>().describe('queue whose calls are told of here'),
          ...addresses,
        }),
      )
      .prefault([])
      .describe('addresses that hold instead of the ones for all calls, for the calls of one queue'),
    endpoints: z.array(endpoint).prefault([]).describe('receivers of signed JSON'),
  })
  .superRefine(({ allow, calls, queues, endpoints }, context) => {
    const isAllowed = hostRule(allow);
    const check = (entry: Readonly<Record<string, unknown>>, path: (string | number)[]) => {
      for (const field of [...events, 'url']) {
        const url = entry[field];
        if (typeof url !== 'string' || isAllowed(new URL(url).hostname)) continue;
        const message = 'leads to a host that is not listed under webhooks.allow';
        context.addIssue({ code: 'custom', message, path: [...path, field], params: { rule: 'allow' } });
      }
    };
    check(calls ?? {}, ['calls']);
    for (const [at, entry] of queues.entries()) check(entry, ['queues', at]);
    for (const [at, entry] of endpoints.entries()) check(entry, ['endpoints', at]);
  })
  .transform(({ giveUpAfter, ...plain }) => ({ ...plain, giveUpAfterMs: giveUpAfter }));

/** Names are allowed by name only, addresses by address or network. */
function hostRule(allow: readonly string[]): (hostname: string) => boolean {
  const networks = new BlockList();
  for (const entry of allow) {
    const [ip = '', prefix] = entry.split('/');
    const version = isIP(ip);
    if (version === 4) networks.addSubnet(ip, Number(prefix ?? 32), 'ipv4');
    if (version === 6) networks.addSubnet(ip, Number(prefix ?? 128), 'ipv6');
  }
  return (hostname) => {
    const host = hostname.replace(/^\[(.*)\]$/, '$1');
    const version = isIP(host);
    if (version !== 0) return networks.check(host, version === 6 ? 'ipv6' : 'ipv4');
    return allow.some((entry) => (entry.startsWith('*.') ? host.endsWith(entry.slice(1)) : host === entry));
  };
}
