import type { AgentId, PhoneId, QueueId } from '../../src/board/ids.ts';
import type {
  AgentSettings,
  NumberSettings,
  Office,
  PhoneSettings,
  QueueSettings,
} from '../../src/board/office.ts';
import type { Random } from './random.ts';

export function randomOffice(random: Random): Office {
  const agentCount = random.between(1, random.chance(0.2) ? 14 : 6);
  const queueCount = random.between(1, 4);
  const numbers = Array.from({ length: agentCount }, (_, index) => index + 1);
  const agents = numbers.map((number) => agentNumber(number));
  const phones = numbers.map((number) => phoneNumber(number, random));
  const queues = Array.from({ length: queueCount }, (_, index) => queueNumber(index + 1, agents, random));
  return { agents, phones, queues, numbers: queues.map((queue) => numberOf(queue)) };
}

/** What an administrator may do to an office while it works; the board may well refuse it. */
export function changedOffice(office: Office, random: Random): Office {
  const { agents, queues, numbers, phones } = office;
  const kind = random.between(1, 7);
  switch (kind) {
    case 1: {
      const count = nextNumber(agents);
      const phone = phoneNumber(count, random);
      return { ...office, agents: [...agents, agentNumber(count)], phones: [...phones, phone] };
    }
    case 2: {
      if (agents.length < 2) return office;
      const { id, phone } = random.pick(agents);
      return {
        ...office,
        agents: agents.filter((agent) => agent.id !== id),
        phones: phones.filter((one) => one.id !== phone),
        queues: queues.map((queue) => ({
          ...queue,
          members: queue.members.filter((member) => member !== id),
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
        numbers: numbers.filter((number) => number.queue !== id),
      };
    }
    default: {
      const { id } = random.pick(queues);
      const changed = (queue: QueueSettings): QueueSettings =>
        kind === 5
          ? { ...queue, members: membersOf(agents, random) }
          : { ...queue, ...timesOf(random), weight: random.between(0, 2) };
      return { ...office, queues: queues.map((queue) => (queue.id === id ? changed(queue) : queue)) };
    }
  }
}

function agentNumber(number: number): AgentSettings {
  return { id: `agent${number}` as AgentId, name: `Agent ${number}`, phone: `phone${number}` as PhoneId };
}

function phoneNumber(number: number, random: Random): PhoneSettings {
  return {
    id: `phone${number}` as PhoneId,
    endpoint: `PJSIP/${1000 + number}`,
    autoAnswer: random.chance(0.6),
  };
}

function queueNumber(number: number, agents: readonly AgentSettings[], random: Random): QueueSettings {
  return {
    id: `queue${number}` as QueueId,
    name: `Queue ${number}`,
    strategy: 'longest-idle',
    members: membersOf(agents, random),
    weight: random.chance(0.7) ? 0 : random.between(1, 2),
    music: 'default',
    serviceLevelMs: 20_000,
    ...timesOf(random),
  };
}

function timesOf(random: Random): Pick<QueueSettings, 'ringMs' | 'wrapUpMs' | 'restMs' | 'whenMissed'> {
  return {
    ringMs: random.between(5, 30) * 1000,
    wrapUpMs: random.chance(0.3) ? 0 : random.between(1, 30_000),
    restMs: random.between(1, 20) * 500,
    whenMissed: random.chance(0.5) ? 'rest' : 'not-ready',
  };
}

function membersOf(agents: readonly AgentSettings[], random: Random): AgentId[] {
  return agents.map((agent) => agent.id).filter(() => random.chance(0.7));
}

function numberOf(queue: QueueSettings): NumberSettings {
  return { number: queue.id.replace('queue', '90'), queue: queue.id };
}

/** Ids are not used twice, or almost: sometimes one that has left comes back. */
function nextNumber(named: readonly { readonly id: string }[]): number {
  return 1 + Math.max(0, ...named.map(({ id }) => Number(id.replace(/\D/g, ''))));
}
