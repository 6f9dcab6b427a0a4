import { isIP } from 'node:net';
import { z } from 'zod';
import type { AgentId, PhoneId, QueueId } from '../board/ids.ts';
import { parseDuration } from './duration.ts';

/**
 * The office file. Every single value reaches this schema as the text that stands in the file, so that `0700` keeps
 * its zero and a password may look like a number. Messages go on after the value: `"bob" is not …`.
 */
function value<T>(rule: string, sentence: string, read: (text: string) => T | null) {
  return z.string().transform((text, context): T => {
    const result = read(text);
    if (result !== null) return result;
    context.addIssue({ code: 'custom', message: sentence, params: { rule } });
    return z.NEVER;
  });
}

const like = (rule: string, sentence: string, pattern: RegExp) =>
  value(rule, sentence, (text) => (pattern.test(text) ? text : null));

const id = <Of extends string>() =>
  value('id', 'is not an id: lower-case letters, digits and hyphens, at most 40', (text) =>
    /^[a-z0-9][a-z0-9-]{0,39}$/.test(text) ? (text as Of) : null,
  );

const label = like('text', 'is not a line of 1 to 80 characters', /^(?=.*\S)[^\p{C}]{1,80}$/u);

const duration = (leastMs: number, mostMs: number, range: string) =>
  value('duration', `is not a duration from ${range}, such as 500ms, 20s, 2m or 1h`, (text) => {
    const ms = parseDuration(text);
    return ms !== null && ms >= leastMs && ms <= mostMs ? ms : null;
  });

const integer = (least: number, most: number) =>
  value('integer', `is not a whole number from ${least} to ${most}`, (text) =>
    /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : null,
  );

const yesOrNo = value('yes-or-no', 'is neither true nor false', (text) =>
  text === 'true' || text === 'false' ? text === 'true' : null,
);

const timeZone = value('time-zone', 'is not a time zone such as Europe/Berlin', (text) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().locale === '' ? null : text;
  } catch {
    return null;
  }
});

const network = value(
  'network',
  'is not an IP address or network such as 192.0.2.7 or 192.0.2.0/24',
  (text) => {
    const [address = '', prefix, ...rest] = text.split('/');
    const bits = { 4: 32, 6: 128 }[isIP(address)];
    if (bits === undefined || rest.length > 0) return null;
    return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits) ? text : null;
  },
);

const queue = z
  .strictObject({
    id: id<QueueId>().describe('name of the queue for machines: in the API, the dialplan and the reports'),
    name: label.describe('name of the queue for people; it is shown on ringing phones'),
    strategy: z.enum(['longest-idle']).prefault('longest-idle').describe('who gets the next call'),
    members: z.array(id<AgentId>()).prefault([]).describe('ids of the agents who serve the queue'),
    weight: integer(0, 1_000)
      .prefault('0')
      .describe('of two callers in different queues, the one of the heavier queue goes first'),
    music: like('music', 'is not the name of a music class', /^[A-Za-z0-9_-]{1,40}$/)
      .prefault('default')
      .describe('music class of Asterisk that callers hear while they wait'),
    ring: duration(1_000, 600_000, '1s to 10m').prefault('20s').describe('how long one offer rings'),
    wrapUp: duration(0, 3_600_000, '0s to 1h').prefault('10s').describe('time for notes after each call'),
    rest: duration(1_000, 3_600_000, '1s to 1h')
      .prefault('5s')
      .describe('how long an agent who refused an offer is spared the next one'),
    whenMissed: z
      .enum(['not-ready', 'rest'])
      .prefault('not-ready')
      .describe('what a missed offer makes of the agent: not ready until he says otherwise, or only a rest'),
    serviceLevel: duration(1_000, 3_600_000, '1s to 1h')
      .prefault('20s')
      .describe('calls answered within this time count as answered in time'),
  })
  .transform(({ ring, wrapUp, rest, serviceLevel, ...plain }) => ({
    ...plain,
    ringMs: ring,
    wrapUpMs: wrapUp,
    restMs: rest,
    serviceLevelMs: serviceLevel,
  }));

export const roles = ['agent', 'supervisor', 'admin'] as const;
export type Role = (typeof roles)[number];

const agent = z.strictObject({
  id: id<AgentId>().describe('name of the agent for machines; it is also the user name'),
  name: label.describe('name of the agent for people'),
  phone: id<PhoneId>().optional().describe('phone that the agent takes at sign-in unless another is named'),
  role: z.enum(roles).prefault('agent').describe('what the user may do: each role includes the former'),
  password: like('password', 'is not a password: 8 to 128 characters', /^[^\p{Cc}]{8,128}$/u)
    .optional()
    .describe('password to set; it is stored as a hash only. Without it the password stays what it was'),
});

const phone = z.strictObject({
  id: id<PhoneId>().describe('SIP user name of the phone'),
  secret: like(
    'secret',
    'is not a secret: 8 to 80 letters, digits and signs without space',
    /^[!-:<-~]{8,80}$/,
  ).describe('SIP password of the phone'),
  autoAnswer: yesOrNo
    .prefault('false')
    .describe('the phone picks up by itself when asked to, so that the agent can answer from the desk'),
  callerId: label.optional().describe('name that others see when this phone calls'),
});

const trunk = z.strictObject({
  id: id<string>().describe('name of the trunk'),
  host: like('host', 'is not a host name or IP address', /^[A-Za-z0-9]([A-Za-z0-9.:-]{0,252})$/).describe(
    'where calls to this trunk go',
  ),
  port: integer(1, 65_535).prefault('5060').describe('SIP port (UDP) of that host'),
  match: z.array(network).min(1).describe('IP addresses or networks from which its calls come'),
});

const number = z.strictObject({
  number: like(
    'number',
    'is not a number: digits, * and #, with or without a leading +',
    /^\+?[0-9*#]{1,32}$/,
  ).describe('the dialled number, as Asterisk gets it'),
  queue: id<QueueId>().describe('id of the queue that it reaches'),
});

export const officeSchema = z.strictObject({
  office: label.describe('name of the office'),
  timeZone: timeZone
    .prefault('UTC')
    .describe('time zone of what is done every night, from the next start on'),
  queues: z.array(queue).prefault([]).describe('where callers wait'),
  agents: z.array(agent).prefault([]).describe('who answers, watches and administers'),
  phones: z.array(phone).prefault([]).describe('SIP phones'),
  trunks: z.array(trunk).prefault([]).describe('lines to the world'),
  numbers: z.array(number).prefault([]).describe('which number reaches which queue'),
});

/** A whole, valid office file. */
export type OfficeDocument = z.output<typeof officeSchema>;
export type AgentEntry = OfficeDocument['agents'][number];
