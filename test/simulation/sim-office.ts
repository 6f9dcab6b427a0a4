import type { AgentId, PhoneId, QueueId } from '../../src/board/ids.ts';
import {
  emptyOffice,
  type AgentSettings,
  type HookContexts,
  type HookPoint,
  type NumberSettings,
  type Office,
  type OutsideRoute,
  type PhoneSettings,
  type RecordingPolicy,
} from '../../src/board/office.ts';
import {
  memberOf,
  queueWith,
  type Membership,
  type MissRule,
  type QueueSettings,
} from '../../src/board/queue-settings.ts';
import { greetingCode, messagesCode, pickUpCode } from '../../src/board/numbering/target.ts';
import type { Random } from './random.ts';

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
  }));
  return {
    ...emptyOffice,
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
      return {
        ...office,
        queues: queues.filter((queue) => queue.id !== id),
        numbers: numbers.filter(({ to }) => to.kind !== 'queue' || to.queue !== id),
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
          ? { ...queue, members: membersOf(agents, random) }
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

function policy(random: Random): RecordingPolicy {
  return random.pick(policies);
}

function agentNumber(number: number, random: Random): AgentSettings {
  return {
    id: `agent${number}` as AgentId,
    name: `Agent ${number}`,
    phone: `${100 + number}` as PhoneId,
    record: random.chance(0.8) ? null : policy(random),
    skills: {},
    connect: 'ring',
    capacity: 1,
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

function queueNumber(number: number, agents: readonly AgentSettings[], random: Random): QueueSettings {
  return queueWith({
    id: `queue${number}` as QueueId,
    name: `Queue ${number}`,
    members: membersOf(agents, random),
    weight: random.chance(0.7) ? 0 : random.between(1, 2),
    music: random.pick(['default', 'sales']),
    serviceLevelMs: 20_000,
    record: policy(random),
    ...(random.chance(0.5) ? {} : { failureRoute: outsideNumber(random) }),
    ...(random.chance(0.8) ? {} : { hooks: hookContexts(random) }),
    ...timesOf(random),
  });
}

function timesOf(random: Random): Pick<QueueSettings, 'ringMs' | 'wrapUpMs' | 'restMs' | 'missed'> {
  return {
    ringMs: random.between(5, 30) * 1000,
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

function membersOf(agents: readonly AgentSettings[], random: Random): Membership[] {
  return agents.filter(() => random.chance(0.7)).map((agent) => memberOf(agent.id));
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
