import { z } from 'zod';
import type { AgentId, PhoneId, QueueId } from '../board/ids.ts';
import {
  callingSections,
  dialledNumber,
  hooksOfQueue,
  phoneFields,
  recordOfAgent,
  recordOfQueue,
  target,
  toTarget,
} from './calling-schema.ts';
import { directorySections } from './directory/schema.ts';
import { duration, id, integer, label, like, network, timeZone, yesOrNo } from './values.ts';
import { webhooks } from './webhooks-schema.ts';

/** The office file, section by section. */

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
    failureRoute: dialledNumber
      .optional()
      .describe(
        'number to which calls go while the queue is suspended or stopped; without one they are refused',
      ),
    record: recordOfQueue,
    hooks: hooksOfQueue,
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
  record: recordOfAgent,
});

const phone = z.strictObject({
  id: id<PhoneId>().describe('SIP user name of the phone, and the number by which others reach it'),
  secret: like(
    'secret',
    'is not a secret: 8 to 80 letters, digits and signs without space',
    /^[!-:<-~]{8,80}$/,
  ).describe('SIP password of the phone'),
  autoAnswer: yesOrNo
    .prefault('false')
    .describe('the phone picks up by itself when asked to, so that the agent can answer from the desk'),
  callerId: label.optional().describe('name that others see when this phone calls'),
  ...phoneFields,
});

const trunk = z.strictObject({
  id: id<string>().describe('name of the trunk'),
  host: like('host', 'is not a host name or IP address', /^[A-Za-z0-9]([A-Za-z0-9.:-]{0,252})$/).describe(
    'where calls to this trunk go',
  ),
  port: integer(1, 65_535).prefault('5060').describe('SIP port (UDP) of that host'),
  match: z.array(network).min(1).describe('IP addresses or networks from which its calls come'),
});

const number = z
  .strictObject({
    number: dialledNumber.describe('the dialled number, as Asterisk gets it'),
    ...target,
  })
  .transform(toTarget);

export const officeSchema = z.strictObject({
  office: label.describe('name of the office'),
  timeZone: timeZone
    .prefault('UTC')
    .describe('time zone of what is done every night, from the next start on'),
  queues: z.array(queue).prefault([]).describe('where callers wait'),
  agents: z.array(agent).prefault([]).describe('who answers, watches and administers'),
  phones: z.array(phone).prefault([]).describe('SIP phones'),
  trunks: z.array(trunk).prefault([]).describe('lines to the world'),
  numbers: z.array(number).prefault([]).describe('which number reaches what'),
  ...callingSections,
  webhooks: webhooks.optional().describe('who hears of calls over HTTP'),
  ...directorySections,
});

/** A whole, valid office file. */
export type OfficeDocument = z.output<typeof officeSchema>;
export type AgentEntry = OfficeDocument['agents'][number];
