import { z } from 'zod';
import type { PhoneId, QueueId } from '../board/ids.ts';
import { emptyOffice, type HookContexts, type HookPoint, type NumberTarget } from '../board/office.ts';
import { duration, id, integer, like, yesOrNo } from './values.ts';

/** The parts of the office file that say how calls go between phones, outside and into the engineer's dialplan. */

export const dialledNumber = like(
  'number',
  'is not a number: digits, * and #, with or without a leading +',
  /^\+?[0-9*#]{1,32}$/,
);

/** What a number reaches: exactly one of these. */
export const target = {
  queue: id<QueueId>().optional().describe('id of the queue that it reaches'),
  phone: id<PhoneId>().optional().describe('id of the phone that it reaches'),
  mailbox: id<PhoneId>().optional().describe('id of the phone whose mailbox it reaches'),
};

interface Targets {
  readonly number: string;
  readonly queue?: QueueId | undefined;
  readonly phone?: PhoneId | undefined;
  readonly mailbox?: PhoneId | undefined;
}

export function toTarget(
  { number, queue, phone, mailbox }: Targets,
  context: z.RefinementCtx,
): { readonly number: string; readonly to: NumberTarget } {
  const targets: NumberTarget[] = [];
  if (queue !== undefined) targets.push({ kind: 'queue', queue });
  if (phone !== undefined) targets.push({ kind: 'phone', phone });
  if (mailbox !== undefined) targets.push({ kind: 'mailbox', phone: mailbox });
  const [to] = targets;
  if (to !== undefined && targets.length === 1) return { number, to };
  context.addIssue({
    code: 'custom',
    message: 'reaches one of queue, phone and mailbox: name exactly one of them',
    params: { rule: 'one-target' },
  });
  return z.NEVER;
}

const policy = z.enum(['never', 'on-demand', 'always', 'forced']);

export const recordOfQueue = policy
  .prefault('on-demand')
  .describe('which calls are recorded: forced ones cannot be paused');
export const recordOfAgent = policy
  .optional()
  .describe("recording of this agent's calls, when it is to differ from the queue's");

const context = like('context', 'is not the name of a dialplan context', /^[A-Za-z0-9_-]{1,79}$/);

export const phoneFields = {
  ring: duration(1_000, 600_000, '1s to 10m')
    .prefault('30s')
    .describe('how long a call to this phone rings before it counts as not answered'),
  silence: duration(1_000, 3_600_000, '1s to 1h')
    .prefault('30s')
    .describe('a phone in a call that sends no sound at all for so long counts as dead'),
  callWaiting: yesOrNo.prefault('false').describe('further calls ring while the phone is in one'),
  group: like('group', 'is not a name: lower-case letters, digits and hyphens', /^[a-z0-9-]{1,40}$/)
    .optional()
    .describe("phones of one group pick up each other's calls with **"),
  mailbox: yesOrNo.prefault('false').describe('whoever is not answered may leave a message'),
  email: like('email', 'is not an e-mail address', /^[^\s@<>]{1,64}@[^\s@<>]{1,190}$/)
    .optional()
    .describe('whom the messages of its box are written to'),
};

const outsideRoute = z
  .strictObject({
    pattern: like(
      'pattern',
      'is not a pattern: digits, +, *, X (0-9), Z (1-9), N (2-9), [..], and at the end . (some more) or ! (any more)',
      /^\+?(?:[0-9XZN*#]|\[(?:\d|0-[1-9]|1-[2-9]|2-[3-9]|3-[4-9]|4-[5-9]|5-[6-9]|6-[7-9]|7-[89]|8-9)+\])+[.!]?$/,
    ).describe("dialled numbers, in Asterisk's notation without its underscore"),
    strip: integer(0, 20).prefault('0').describe('so many leading digits are not sent'),
    prefix: like('prefix', 'is not a text of digits', /^\+?[0-9*#]{0,20}$/)
      .prefault('')
      .describe('sent before what is left'),
    trunks: z
      .array(id<string>())
      .optional()
      .describe('ids of the trunks to try, one after the other while the line is not free'),
    dialplan: context
      .optional()
      .describe("a context of the office's own dialplan that takes the call instead"),
    callerId: dialledNumber.optional().describe('what the called party sees'),
    ring: duration(1_000, 600_000, '1s to 10m').prefault('60s').describe('how long it rings there'),
  })
  .transform(({ trunks, dialplan, callerId, ring, ...plain }, issues) => {
    const shared = { ...plain, callerId: callerId ?? null, ringMs: ring };
    if (trunks !== undefined && trunks.length > 0 && dialplan === undefined) {
      return { ...shared, by: { kind: 'trunks' as const, trunks } };
    }
    if (dialplan !== undefined && trunks === undefined) {
      return { ...shared, by: { kind: 'dialplan' as const, context: dialplan } };
    }
    issues.addIssue({
      code: 'custom',
      message: 'goes by trunks or to a context of the dialplan: name exactly one of trunks and dialplan',
      params: { rule: 'one-way' },
    });
    return z.NEVER;
  });

const parking = z
  .strictObject({
    first: integer(1, 999_999).prefault(String(emptyOffice.parking.first)).describe('first slot'),
    last: integer(1, 999_999).prefault(String(emptyOffice.parking.last)).describe('last slot'),
    return: duration(5_000, 3_600_000, '5s to 1h')
      .prefault('2m')
      .describe('when nobody has taken the call by then, who parked it is rung'),
  })
  .refine(({ first, last }) => first <= last && last - first < 1_000, {
    message: 'does not go from a first slot to a last one, at most 1000 of them',
    params: { rule: 'slots' },
  })
  .transform(({ first, last, return: returnMs }) => ({ first, last, returnMs }));

const points = [
  'before-queue',
  'before-offer',
  'agent-connected',
  'after-agent',
  'overflow',
  'before-record',
] as const satisfies readonly HookPoint[];

const contexts = Object.fromEntries(
  points.map((point) => [point, context.optional().describe(`context for the point ${point}`)]),
);

/** In a queue an empty one means: not in this queue. */
const contextsOfQueue = Object.fromEntries(
  points.map((point) => [
    point,
    like('context', 'is not the name of a dialplan context', /^[A-Za-z0-9_-]{0,79}$/)
      .optional()
      .describe(`context for the point ${point} in this queue; an empty one is none`),
  ]),
);

export const hooksOfQueue = z
  .strictObject(contextsOfQueue)
  .transform((named) => named as HookContexts)
  .optional()
  .describe('points at which calls of this queue go through other contexts than those of the office');

const hooks = z
  .strictObject({
    ...contexts,
    longest: duration(1_000, 3_600_000, '1s to 1h')
      .prefault('60s')
      .describe('a call that has not come back by then is taken back'),
  })
  .transform(({ longest, ...named }) => ({ longestMs: longest, contexts: named as HookContexts }));

const recording = z.strictObject({
  format: z
    .enum(['wav', 'wav49', 'gsm', 'mp3'])
    .prefault('wav')
    .describe('what a recording becomes when the call is over'),
  stereo: yesOrNo
    .prefault('true')
    .describe('besides the mix a file with the customer on the left and all others on the right'),
  keepTracks: yesOrNo.prefault('false').describe("keep each party's own file when the mix is made"),
  mostPerCall: integer(1, 100).prefault('5').describe('how many recordings one call may have'),
  direct: policy.prefault('on-demand').describe('recording of calls that are in no queue'),
});

const voicemail = z.strictObject({
  longest: duration(5_000, 3_600_000, '5s to 1h').prefault('2m').describe('a message ends then'),
  silence: duration(1_000, 60_000, '1s to 1m').prefault('5s').describe('it ends after so much silence'),
  shortest: duration(0, 60_000, '0s to 1m').prefault('2s').describe('what is shorter is not kept'),
  mostPerBox: integer(1, 10_000).prefault('100').describe('so many messages lie in one box at most'),
  format: z.enum(['wav', 'wav49', 'gsm']).prefault('wav').describe('format of messages and greetings'),
});

export const callingSections = {
  outside: z
    .array(outsideRoute)
    .prefault([])
    .describe('how phones reach the outside: the first pattern that fits is taken'),
  parking: parking.prefault({}).describe('numbers under which calls are parked'),
  hooks: hooks.prefault({}).describe("points at which calls go through the office's own dialplan"),
  voicemail: voicemail.prefault({}).describe('messages for phones that have a mailbox'),
  recording: recording.prefault({}).describe('how calls are recorded'),
};
