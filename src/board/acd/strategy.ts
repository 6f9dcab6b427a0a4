import type { Agent } from '../agent/agent.ts';
import type { Call } from '../call/call.ts';
import type { Waiting } from '../call/waiting.ts';
import type { AgentId } from '../ids.ts';
import type { Needs, OneAgentStrategy, QueueSettings } from '../queue-settings.ts';
import type { BoardState, Member } from '../state.ts';
import type { QueueMemory } from './memory.ts';
import { strategies } from './strategies/all.ts';

/** One of those who may have the call. */
export interface Candidate {
  readonly agent: Agent;
  readonly member: Member;
  /** How often he has let this caller pass. */
  readonly missed: number;
}

/** What a strategy may look at. */
export interface Pick {
  readonly state: Readonly<BoardState>;
  readonly at: number;
  readonly queue: QueueSettings;
  readonly memory: QueueMemory;
  readonly call: Call;
  readonly waiting: Waiting;
  /** What the caller needs now, and what would be good to have. */
  readonly needs: Needs;
  readonly prefers: Needs;
  /** All candidates, in no particular order. */
  readonly candidates: readonly Candidate[];
}

/** A way of choosing among agents: each gets a key, and the lowest has the call. What keys leave open, `compareTied` does not. */
export interface Strategy {
  readonly name: OneAgentStrategy;
  /** Must depend on nothing but its arguments. */
  key(candidate: Candidate, pick: Pick): number;
}

export interface Ranked extends Candidate {
  /** What the first strategy compared. */
  readonly key: number;
}

/** The candidates, best first. */
export function ranked(pick: Pick): Ranked[] {
  const [first = strategies['longest-idle'], ...others] = pick.queue.strategy.by.map(
    (name) => strategies[name],
  );
  const list = pick.candidates.map((candidate) => ({ ...candidate, key: first.key(candidate, pick) }));
  return list.toSorted(
    (a, b) => compareKeys(a.key, b.key) || compareOthers(others, a, b, pick) || compareTied(a, b),
  );
}

/** The one with the lowest key, without sorting the others. */
export function best(pick: Pick): Ranked | null {
  const [first = strategies['longest-idle'], ...others] = pick.queue.strategy.by.map(
    (name) => strategies[name],
  );
  let found: Ranked | null = null;
  for (const candidate of pick.candidates) {
    const key = first.key(candidate, pick);
    const isBetter =
      found === null ||
      (compareKeys(key, found.key) ||
        compareOthers(others, candidate, found, pick) ||
        compareTied(candidate, found)) < 0;
    if (isBetter) found = { ...candidate, key };
  }
  return found;
}

function compareOthers(others: readonly Strategy[], a: Candidate, b: Candidate, pick: Pick): number {
  for (const other of others) {
    const order = compareKeys(other.key(a, pick), other.key(b, pick));
    if (order !== 0) return order;
  }
  return 0;
}

/** Infinity equals itself, which its difference does not. */
function compareKeys(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * A total order for equals, so that every pick can be repeated: who has let this caller pass less often, longest ready
 * (whoever is in a call is not), longest not asked, the order of the office file, and by name at last.
 */
function compareTied(a: Candidate, b: Candidate): number {
  return (
    a.missed - b.missed ||
    compareKeys(a.agent.readySince ?? Infinity, b.agent.readySince ?? Infinity) ||
    (a.agent.lastOfferAt ?? 0) - (b.agent.lastOfferAt ?? 0) ||
    a.member.position - b.member.position ||
    compareIds(a.agent.id, b.agent.id)
  );
}

function compareIds(a: AgentId, b: AgentId): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
