import { z } from 'zod';
import type { AgentId, PhoneId } from '../board/ids.ts';
import {
  callingSections,
  dialledNumber,
  phoneFields,
  recordOfAgent,
  target,
  toTarget,
} from './calling-schema.ts';
import { callingRulesSection } from './calling-rules-schema.ts';
import { campaignSection, trunkLimits } from './campaign-schema.ts';
import { directorySections } from './directory/schema.ts';
import { numbering } from './numbering-schema.ts';
import { agentFields, dutySections } from './duty-schema.ts';
import { queue } from './queue-schema.ts';
import { id, integer, label, like, network, timeZone, yesOrNo } from './values.ts';
import { webhooks } from './webhooks-schema.ts';

/** The office file, section by section. */

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
  ...agentFields,
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
  ...trunkLimits,
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
  numbering: numbering.describe('how numbers of lists are written'),
  ...callingSections,
  ...dutySections,
  ...callingRulesSection,
  ...campaignSection,
  webhooks: webhooks.optional().describe('who hears of calls over HTTP'),
  ...directorySections,
});

/** A whole, valid office file. */
export type OfficeDocument = z.output<typeof officeSchema>;
export type AgentEntry = OfficeDocument['agents'][number];
