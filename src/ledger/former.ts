import type { Fact } from '../board/fact.ts';
import type { QueueId } from '../board/ids.ts';
import { emptyOffice, type Office } from '../board/office.ts';

/** Fields that facts of version 0.1 have not. */
interface FormerOffice extends Pick<Office, 'agents' | 'phones' | 'queues'> {
  readonly numbers: readonly { readonly number: string; readonly queue: string }[];
}

/**
 * A fact as this program states it, of one that an earlier version has stated: the journal is never rewritten, so what
 * was added to facts since is filled in when it is read.
 */
export function presentFact(fact: Fact): Fact {
  switch (fact.kind) {
    case 'office.applied':
      return 'outside' in fact.office ? fact : { ...fact, office: presentOffice(fact.office) };
    case 'call.arrived':
      return { ...fact, phone: present(fact.phone, null), agent: present(fact.agent, null) };
    case 'call.requeued':
      return { ...fact, priority: present(fact.priority, 0), missedBy: present(fact.missedBy, []) };
    case 'leg.clearing':
      return { ...fact, cause: present(fact.cause, null) };
    default:
      return fact;
  }
}

function presentOffice(office: unknown): Office {
  const { agents, phones, queues, numbers } = office as FormerOffice;
  return {
    ...emptyOffice,
    agents: agents.map((agent) => ({ ...agent, record: null })),
    phones: phones.map((phone) => ({
      ...phone,
      name: '',
      ringMs: 30_000,
      callWaiting: false,
      group: null,
      mailbox: false,
      email: null,
    })),
    queues: queues.map((queue) => ({ ...queue, record: 'never' })),
    numbers: numbers.map(({ number, queue }) => ({ number, to: { kind: 'queue', queue: queue as QueueId } })),
  };
}

/** The types say what facts are now; what was stored may not have it. */
function present<T>(value: T | undefined, otherwise: T): T {
  return value === undefined ? otherwise : value;
}
