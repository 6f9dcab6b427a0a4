import type { Fact } from '../board/fact.ts';
import type { AgentId, QueueId } from '../board/ids.ts';
import {
  emptyOffice,
  type AgentSettings,
  type NumberTarget,
  type Office,
  type PhoneSettings,
} from '../board/office.ts';
import { memberOf, queueWith, type QueueSettings } from '../board/queue-settings.ts';

/** An office of a version that knew neither strategies nor skills; of version 0.1 it has no more than this. */
interface FormerOffice extends Omit<Office, 'agents' | 'phones' | 'queues' | 'numbers'> {
  readonly agents: readonly Partial<AgentSettings>[];
  readonly phones: readonly Partial<PhoneSettings>[];
  readonly queues: readonly FormerQueue[];
  readonly numbers: readonly {
    readonly number: string;
    readonly queue?: string;
    readonly to?: NumberTarget;
  }[];
}

interface FormerQueue extends Omit<QueueSettings, 'members' | 'strategy' | 'missed'> {
  readonly members: readonly AgentId[];
  readonly whenMissed: 'not-ready' | 'rest';
}

/**
 * A fact as this program states it, of one that an earlier version has stated: the journal is never rewritten, so what
 * was added to facts since is filled in when it is read.
 */
export function presentFact(fact: Fact): Fact {
  switch (fact.kind) {
    case 'office.applied':
      return 'campaigns' in fact.office ? fact : { ...fact, office: presentOffice(fact.office) };
    case 'call.arrived':
      return { ...fact, phone: present(fact.phone, null), agent: present(fact.agent, null) };
    case 'call.requeued':
      return { ...fact, priority: present(fact.priority, 0), missedBy: present(fact.missedBy, []) };
    case 'call.turned-away':
      return { ...fact, reason: present(fact.reason, 'suspended') };
    case 'agent.signed-in':
      return { ...fact, queues: present(fact.queues, null) };
    case 'leg.clearing':
      return { ...fact, cause: present(fact.cause, null) };
    default:
      return fact;
  }
}

function presentOffice(stored: Office): Office {
  const office = 'calendars' in stored ? stored : officeWithQueues(stored);
  return {
    ...office,
    campaigns: [],
    callingRules: [],
    trunks: office.trunks.map((trunk) => ({ ...trunk, limits: { most: null, perSecond: null } })),
  };
}

/** Until version 0.2 offices had neither strategies nor calendars. */
function officeWithQueues(stored: Office): Office {
  const { agents, phones, queues, numbers, ...others } = stored as unknown as FormerOffice;
  return {
    ...emptyOffice,
    ...others,
    agents: agents.map((agent) => ({ ...plainAgent, ...(agent as AgentSettings) })),
    phones: phones.map((phone) => ({ ...plainPhone, ...(phone as PhoneSettings) })),
    queues: queues.map(presentQueue),
    numbers: numbers.map(({ number, queue, to }) => ({
      number,
      to: to ?? { kind: 'queue', queue: queue as QueueId },
    })),
  };
}

const plainAgent = {
  record: null,
  skills: {},
  connect: 'ring',
  capacity: 1,
  quietWhenNotReady: false,
} as const;

const plainPhone = {
  name: '',
  ringMs: 30_000,
  callWaiting: false,
  group: null,
  mailbox: false,
  email: null,
} as const;

function presentQueue({ members, whenMissed, ...queue }: FormerQueue): QueueSettings {
  const { strategy: _, ...others } = queue as typeof queue & { readonly strategy: unknown };
  const { missed } = queueWith(others);
  const becomes = whenMissed;
  return queueWith({
    ...others,
    record: present(others.record, 'never'),
    members: members.map((member) => memberOf(member)),
    missed: { ...missed, 'no-answer': { becomes, after: 1 }, unreachable: { becomes, after: 1 } },
  });
}

/** The types say what facts are now; what was stored may not have it. */
function present<T>(value: T | undefined, otherwise: T): T {
  return value === undefined ? otherwise : value;
}
