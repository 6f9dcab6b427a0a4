import type { AgentId, LegId, PhoneId, QueueId } from '../../../src/board/ids.ts';
import type { LineEvent, SurveyedChannel } from '../../../src/board/input.ts';
import {
  emptyOffice,
  type AgentSettings,
  type NumberSettings,
  type Office,
  type OutsideRoute,
  type PhoneSettings,
} from '../../../src/board/office.ts';
import { memberOf, queueWith, type MissRule, type QueueSettings } from '../../../src/board/queue-settings.ts';

/** An office and what comes to it, with everything that a test does not care about filled in. */

export const agentOf = (id: string, more: Partial<AgentSettings> = {}): AgentSettings => ({
  id: id as AgentId,
  name: id,
  phone: null,
  record: null,
  skills: {},
  connect: 'ring',
  capacity: 1,
  quietWhenNotReady: false,
  ...more,
});

export const phoneOf = (id: string, more: Partial<PhoneSettings> = {}): PhoneSettings => ({
  id: id as PhoneId,
  name: '',
  endpoint: `PJSIP/${id}`,
  autoAnswer: false,
  ringMs: 20_000,
  callWaiting: true,
  group: null,
  mailbox: false,
  email: null,
  ...more,
});

export const queueOf = (
  id: string,
  members: readonly AgentId[],
  more: Partial<QueueSettings> = {},
): QueueSettings =>
  queueWith({
    id: id as QueueId,
    name: id,
    members: members.map((agent) => memberOf(agent)),
    music: 'calm',
    record: 'never',
    ...more,
  });

export const numberOf = (number: string, queue: string): NumberSettings => ({
  number,
  to: { kind: 'queue', queue: queue as QueueId },
});

export const routeOf = (pattern: string, more: Partial<OutsideRoute> = {}): OutsideRoute => ({
  pattern,
  strip: 0,
  prefix: '',
  by: { kind: 'trunks', trunks: ['main'] },
  callerId: null,
  ringMs: 30_000,
  ...more,
});

export const officeOf = (more: Partial<Office> = {}): Office => ({ ...emptyOffice, ...more });

type Entered = Extract<LineEvent, { name: 'entered' }>;

/** A caller from outside who has dialled a number of the office. */
export const entered = (channel: string, number: string, more: Partial<Entered> = {}): Entered => ({
  name: 'entered',
  channel: channel as LegId,
  args: ['number', number],
  caller: { name: '', number: '0311111' },
  dialled: number,
  endpoint: 'PJSIP/trunk',
  ...more,
});

export const channelOf = (id: string, more: Partial<SurveyedChannel> = {}): SurveyedChannel => ({
  id: id as LegId,
  state: 'up',
  args: [],
  caller: { name: '', number: '0311111' },
  dialled: '',
  endpoint: 'PJSIP/trunk',
  ...more,
});

/** The same consequence of every miss. */
export const missedAlways = (becomes: MissRule['becomes']): QueueSettings['missed'] => ({
  'no-answer': { becomes, after: 1 },
  rejected: { becomes, after: 1 },
  busy: { becomes, after: 1 },
  unreachable: { becomes, after: 1 },
});
