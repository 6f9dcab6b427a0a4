import type { Fact } from '../../board/fact.ts';
import type { AgentId, QueueId } from '../../board/ids.ts';
import type { Office } from '../../board/office.ts';
import { none, queueLogLine } from './line.ts';

interface SignedIn {
  readonly queues: readonly QueueId[];
  /** null: all that the office names him in. */
  readonly chosen: readonly QueueId[] | null;
  /** null while ready. */
  pausedFor: string | null;
}

/** Agents as app_queue has them: members who are added at sign-in, paused while not ready, and removed at sign-out. */
export class Members {
  #queuesOf: ReadonlyMap<AgentId, readonly QueueId[]>;
  readonly #signedIn = new Map<AgentId, SignedIn>();

  /** With the office that was in force before the first fact. */
  constructor(office: Office) {
    this.#queuesOf = queuesByAgent(office);
  }

  /** The lines that this fact makes of agents. */
  take(fact: Fact): string[] {
    switch (fact.kind) {
      case 'office.applied':
        this.#queuesOf = queuesByAgent(fact.office);
        return [
          queueLogLine(fact.at, none, none, none, 'CONFIGRELOAD'),
          ...[...this.#signedIn].flatMap(([agent, { chosen }]) => this.#sets(fact.at, agent, chosen)),
        ];
      case 'agent.signed-in':
        return [
          ...this.#sets(fact.at, fact.agent, fact.queues),
          ...this.#pauses(fact.at, fact.agent, fact.reason),
        ];
      case 'agent.queues':
        return this.#signedIn.has(fact.agent) ? this.#sets(fact.at, fact.agent, fact.queues) : [];
      case 'agent.not-ready':
        return this.#pauses(fact.at, fact.agent, fact.reason);
      case 'agent.ready':
        return this.#pauses(fact.at, fact.agent, null);
      case 'agent.signed-out': {
        const member = this.#signedIn.get(fact.agent);
        this.#signedIn.delete(fact.agent);
        return (member?.queues ?? []).map((queue) =>
          queueLogLine(fact.at, none, queue, fact.agent, 'REMOVEMEMBER', ''),
        );
      }
      default:
        return [];
    }
  }

  /** He serves these queues from now on, of those that the office names him in; null: all of them. */
  #sets(at: number, agent: AgentId, chosen: readonly QueueId[] | null): string[] {
    const member = this.#signedIn.get(agent);
    const all = this.#queuesOf.get(agent) ?? [];
    const queues = chosen === null ? all : all.filter((queue) => chosen.includes(queue));
    this.#signedIn.set(agent, { queues, chosen, pausedFor: member?.pausedFor ?? null });
    const isPaused = member?.pausedFor != null;
    const gone = (member?.queues ?? []).filter((queue) => !queues.includes(queue));
    const added = queues.filter((queue) => member?.queues.includes(queue) !== true);
    return [
      ...gone.map((queue) => queueLogLine(at, none, queue, agent, 'REMOVEMEMBER', '')),
      ...added.map((queue) => queueLogLine(at, none, queue, agent, 'ADDMEMBER', isPaused ? 'PAUSED' : '')),
    ];
  }

  /** As app_queue does for all queues of a member: one line for all of them, and one for each. */
  #pauses(at: number, agent: AgentId, reason: string | null): string[] {
    const member = this.#signedIn.get(agent);
    if (member === undefined || member.pausedFor === reason) return [];
    member.pausedFor = reason;
    const event = reason === null ? 'UNPAUSE' : 'PAUSE';
    return [
      queueLogLine(at, none, none, agent, `${event}ALL`, ''),
      ...member.queues.map((queue) => queueLogLine(at, none, queue, agent, event, reason ?? '')),
    ];
  }
}

function queuesByAgent({ queues }: Office): ReadonlyMap<AgentId, readonly QueueId[]> {
  const lists = new Map<AgentId, QueueId[]>();
  for (const { id, members } of queues) {
    for (const { agent } of members) lists.set(agent, [...(lists.get(agent) ?? []), id]);
  }
  return lists;
}
