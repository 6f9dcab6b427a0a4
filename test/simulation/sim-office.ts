import { unlimited } from '../../src/board/outbound/campaign-settings.ts';
import type { AgentId, PhoneId, QueueId } from '../../src/board/ids.ts';
import {
  emptyOffice,
  type AgentSettings,
  type HookContexts,
  type HookPoint,
  type NotReadyReason,
  type NumberSettings,
  type Office,
  type OutsideRoute,
  type PhoneSettings,
  type RecordingPolicy,
} from '../../src/board/office.ts';
import { strategies } from '../../src/board/acd/strategies/all.ts';
import {
  defaultStrategy,
  queueWith,
  type MissRule,
  type OneAgentStrategy,
  type QueueSettings,
  type RingPlan,
  type StrategySettings,
  type WrapUpMode,
} from '../../src/board/queue-settings.ts';
import { greetingCode, messagesCode, pickUpCode } from '../../src/board/numbering/target.ts';
import type { Random } from './random.ts';
import { choiceOf, membershipsOf, skillsOf } from './sim-members.ts';
import { calendarOf, waysOf } from './sim-ways.ts';

const wrapUpModes: readonly WrapUpMode[] = [
  'none',
  'timed',
  'fixed',
  'optional',
  'until-disposition',
  'on-request',
];
/** What agents say when they are not ready. */
export const reasons = ['break', 'lunch', 'training'] as const;

const policies: readonly RecordingPolicy[] = ['never', 'on-demand', 'always', 'forced'];
const hookPoints: readonly HookPoint[] = [
  'before-queue',
  'before-offer',
  'agent-connected',
  'after-agent',
  'overflow',
  'before-record',
];

export function randomOffice(random: Random): Office {
  const agentCount = random.between(1, random.chance(0.2) ? 14 : 6);
  const queueCount = random.between(1, 4);
  const agents = upTo(agentCount).map((number) => agentNumber(number, random));
  const phones = upTo(agentCount + random.between(1, 4)).map((number) => phoneNumber(number, random));
  const queues = upTo(queueCount).map((number) => queueNumber(number, agents, random));
  const trunks = upTo(random.between(1, 2)).map((number) => ({
    id: `trunk${number}`,
    endpoint: `PJSIP/trunk${number}`,
    limits: unlimited,
  }));
  return {
    ...emptyOffice,
    calendars: [calendarOf(random)],
    agents,
    phones,
    trunks,
    queues,
    numbers: [...queues.map(numberOf), ...phones.slice(0, 2).flatMap(directNumbersOf)],
    outside: outsideRoutes(
      trunks.map(({ id }) => id),
      random,
    ),
    parking: { first: 701, last: 700 + random.between(1, 4), returnMs: random.between(5, 60) * 1000 },
    hooks: { contexts: hookContexts(random), longestMs: random.between(5, 60) * 1000 },
    reasons: random.chance(0.5) ? [] : reasonsOf(random),
    voicemail: {
      format: random.pick(['wav', 'gsm']),
      longestMs: random.between(5, 60) * 1000,
      silenceMs: random.between(1, 5) * 1000,
      shortestMs: random.between(0, 3) * 1000,
      mostPerBox: random.between(1, 10),
    },
    recording: {
      mostPerCall: random.between(1, 3),
      direct: policy(random),
    },
  };
}

/** What an administrator may do to an office while it works; the board may well refuse it. */
export function changedOffice(office: Office, random: Random): Office {
  const { agents, queues, numbers, phones } = office;
  const kind = random.between(1, 8);
  switch (kind) {
    case 1: {
      const phone = phoneNumber(nextNumber(phones) - 100, random);
      const agent = { ...agentNumber(nextNumber(agents), random), phone: phone.id };
      return { ...office, agents: [...agents, agent], phones: [...phones, phone] };
    }
    case 2: {
      if (agents.length < 2) return office;
      const { id, phone } = random.pick(agents);
      return {
        ...office,
        agents: agents.filter((agent) => agent.id !== id),
        phones: phones.filter((one) => one.id !== phone),
        numbers: numbers.filter(({ to }) => !('phone' in to) || to.phone !== phone),
        queues: queues.map((queue) => ({
          ...queue,
          members: queue.members.filter((member) => member.agent !== id),
        })),
      };
    }
    case 3: {
      const queue = queueNumber(nextNumber(queues), agents, random);
      return { ...office, queues: [...queues, queue], numbers: [...numbers, numberOf(queue)] };
    }
    case 4: {
      if (queues.length < 2) return office;
      const { id } = random.pick(queues);
      const other = queues.find((queue) => queue.id !== id);
      if (other === undefined) return office;
      return {
        ...office,
        queues: queues.filter((queue) => queue.id !== id),
        numbers: numbers.filter(({ to }) => to.kind !== 'queue' || to.queue !== id),
        campaigns: office.campaigns.map((one) => (one.queue === id ? { ...one, queue: other.id } : one)),
      };
    }
    case 5: {
      const { id } = random.pick(phones);
      return {
        ...office,
        phones: phones.map((phone) => (phone.id === id ? { ...phone, ...habitsOf(random) } : phone)),
      };
    }
    default: {
      const { id } = random.pick(queues);
      const changed = (queue: QueueSettings): QueueSettings =>
        kind === 6
          ? { ...queue, members: membershipsOf(agents, random) }
          : { ...queue, ...timesOf(random), weight: random.between(0, 2) };
      return { ...office, queues: queues.map((queue) => (queue.id === id ? changed(queue) : queue)) };
    }
  }
}

/** A number that somebody may dial: mostly one that leads somewhere. */
export function anyNumber(office: Office, random: Random): string {
  const { phones, queues, numbers, parking } = office;
  const { id } = random.pick(phones);
  return random.pick([
    id,
    id,
    id,
    random.pick(queues).id,
    random.pick(numbers).number,
    outsideNumber(random),
    outsideNumber(random),
    `9${id}`,
    String(random.between(parking.first, parking.last)),
    pickUpCode,
    `${pickUpCode}${id}`,
    messagesCode,
    greetingCode,
    'nobody',
  ]);
}

function outsideNumber(random: Random): string {
  return `0${random.between(1_000_000, 1_000_020)}`;
}

function outsideRoutes(trunks: readonly string[], random: Random): OutsideRoute[] {
  const ringMs = random.between(5, 30) * 1000;
  return [
    {
      pattern: '0X.',
      strip: 1,
      prefix: '',
      by: { kind: 'trunks', trunks },
      callerId: random.chance(0.5) ? '0399' : null,
      ringMs,
    },
    {
      pattern: '9X.',
      strip: 0,
      prefix: '',
      by: { kind: 'dialplan', context: 'world' },
      callerId: null,
      ringMs,
    },
  ];
}

/** Most offices have none, so that the rest is tried without. */
function hookContexts(random: Random): HookContexts {
  if (random.chance(0.7)) return {};
  return Object.fromEntries(
    hookPoints.filter(() => random.chance(0.3)).map((point) => [point, `hook-${point}`]),
  );
}

/** Not ready without being asked may last too long as well. */
function reasonsOf(random: Random): NotReadyReason[] {
  return [...reasons.slice(random.between(0, 1)), 'missed', 'signed-in'].map((id) => ({
    id,
    name: id,
    paid: random.chance(0.5),
    longestMs: random.chance(0.4) ? null : random.between(1, 120) * 1000,
    whenTooLong: random.pick(['alarm', 'ready', 'sign-out']),
  }));
}

function policy(random: Random): RecordingPolicy {
  return random.pick(policies);
}

function agentNumber(number: number, random: Random): AgentSettings {
  return {
    id: `agent${number}` as AgentId,
    name: `Agent ${number}`,
    phone: `${100 + number}` as PhoneId,
    record: random.chance(0.8) ? null : policy(random),
    skills: skillsOf(random),
    connect: random.chance(0.5) ? 'ring' : random.pick(['auto-answer', 'stay', 'stay']),
    capacity: random.chance(0.6) ? 1 : random.between(2, 3),
    quietWhenNotReady: random.chance(0.2),
  };
}

function phoneNumber(number: number, random: Random): PhoneSettings {
  const id = `${100 + number}` as PhoneId;
  return { id, name: `Phone ${id}`, endpoint: `PJSIP/${id}`, ...habitsOf(random) };
}

function habitsOf(
  random: Random,
): Pick<PhoneSettings, 'autoAnswer' | 'ringMs' | 'callWaiting' | 'group' | 'mailbox' | 'email'> {
  return {
    autoAnswer: random.chance(0.7),
    ringMs: random.between(5, 30) * 1000,
    callWaiting: random.chance(0.5),
    group: random.chance(0.7) ? random.pick(['a', 'b']) : null,
    mailbox: random.chance(0.4),
    email: null,
  };
}

/** Half of the queues choose and ring as they do when the office says nothing. */
function strategyOf(random: Random): StrategySettings {
  if (random.chance(0.5)) return defaultStrategy;
  const most = random.chance(0.5) ? null : random.between(1, 3);
  return {
    by: [random.pick(Object.keys(strategies) as OneAgentStrategy[])],
    ring: random.pick<RingPlan>([
      { kind: 'one' },
      { kind: 'all', most },
      { kind: 'pooled' },
      { kind: 'pooled' },
      { kind: 'progressive', stepMs: random.between(0, 8_000), most },
      { kind: 'first', count: random.between(1, 3) },
    ]),
    window: random.pick(['day', 'shift', 'hour']),
  };
}

function queueNumber(number: number, agents: readonly AgentSettings[], random: Random): QueueSettings {
  return queueWith({
    id: `queue${number}` as QueueId,
    name: `Queue ${number}`,
    members: membershipsOf(agents, random),
    strategy: strategyOf(random),
    weight: random.chance(0.7) ? 0 : random.between(1, 2),
    ringInUse: random.chance(0.3),
    music: random.pick(['default', 'sales']),
    ...heardThere(random),
    ...choiceOf(random),
    ...waysOf(random, ['901', '902', '101', '102', '301', outsideNumber(random)]),
    serviceLevelMs: 20_000,
    record: policy(random),
    ...(random.chance(0.6) ? {} : callbackOf(random)),
    ...(random.chance(0.5) ? {} : { failureRoute: outsideNumber(random) }),
    ...(random.chance(0.8) ? {} : { hooks: hookContexts(random) }),
    ...timesOf(random),
  });
}

/** What waiting callers are told. */
function heardThere(
  random: Random,
): Pick<QueueSettings, 'whileRinging' | 'holdMusic' | 'announce' | 'whisper'> {
  const sounds = (chance: number): string[] =>
    random.chance(chance) ? ['prompt:thank-you', 'sound:custom/hello'].slice(random.between(0, 1)) : [];
  return {
    whileRinging: random.chance(0.7) ? 'music' : 'ringing',
    holdMusic: random.chance(0.7) ? null : 'sales',
    announce: {
      welcome: sounds(0.4),
      place: random.chance(0.5)
        ? null
        : {
            firstMs: random.between(0, 10) * 1000,
            everyMs: random.between(5, 30) * 1000,
            position: random.chance(0.7),
            expectedWait: random.chance(0.7),
            onlyBetter: random.chance(0.5),
            mostPosition: random.between(1, 5),
          },
      prompts: random.chance(0.6)
        ? null
        : {
            firstMs: random.between(0, 10) * 1000,
            everyMs: random.between(1, 20) * 1000,
            order: random.pick(['in-order', 'random']),
            play: ['prompt:thank-you', 'sound:a', 'sound:b'],
          },
      gapMs: random.between(0, 5) * 1000,
    },
    whisper: { agent: sounds(0.3), caller: sounds(0.3) },
  };
}

/** The key that asks for a call-back. */
export const callbackKey = '8';

function callbackOf(random: Random): Pick<QueueSettings, 'callback' | 'exits'> {
  return {
    callback: {
      first: random.pick(['agent', 'customer']),
      attempts: random.between(1, 3),
      gapMs: random.between(10, 120) * 1000,
      ringMs: random.between(5, 30) * 1000,
      expiresMs: random.between(60, 1200) * 1000,
      pressOne: random.chance(0.4),
      otherNumber: random.chance(0.7),
    },
    exits: [{ digits: callbackKey, does: { kind: 'callback' }, as: 'callback' }],
  };
}

function timesOf(
  random: Random,
): Pick<QueueSettings, 'ringMs' | 'wrapUp' | 'wrapUpMs' | 'restMs' | 'missed'> {
  return {
    ringMs: random.between(5, 30) * 1000,
    wrapUp: random.chance(0.5) ? 'timed' : random.pick(wrapUpModes),
    wrapUpMs: random.chance(0.3) ? 0 : random.between(1, 30_000),
    restMs: random.between(1, 20) * 500,
    missed: missRules(random),
  };
}

function missRules(random: Random): QueueSettings['missed'] {
  const rule = (): MissRule => ({
    becomes: random.pick(['not-ready', 'rest', 'nothing']),
    after: random.between(1, 3),
  });
  return { 'no-answer': rule(), rejected: rule(), busy: rule(), unreachable: rule() };
}

function numberOf(queue: QueueSettings): NumberSettings {
  return { number: queue.id.replace('queue', '90'), to: { kind: 'queue', queue: queue.id } };
}

function directNumbersOf({ id }: PhoneSettings): NumberSettings[] {
  return [
    { number: `2${id}`, to: { kind: 'phone', phone: id } },
    { number: `3${id}`, to: { kind: 'mailbox', phone: id } },
  ];
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** Ids are not used twice, or almost: sometimes one that has left comes back. */
function nextNumber(named: readonly { readonly id: string }[]): number {
  return 1 + Math.max(0, ...named.map(({ id }) => Number(id.replace(/\D/g, ''))));
}
