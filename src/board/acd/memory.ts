import type { AgentId, QueueId } from '../ids.ts';
import type { BoardState } from '../state.ts';

/** What a queue remembers from call to call. Only `fold-memory.ts` and `keep-cursors.ts` change it. */
export interface QueueMemory {
  readonly id: QueueId;
  /** Whom each tier was last offered to, and whom it was last answered by; with the place that he had in the office file. */
  readonly offered: Readonly<Record<number, Cursor>>;
  readonly answered: Readonly<Record<number, Cursor>>;
  /** The number of the pick by which each agent was last asked; kept for `round-robin-debt` only. */
  readonly offeredAs: Readonly<Record<AgentId, number>>;
  /** How many picks there were: seeds those by lot. */
  readonly picks: number;
  /** Calls that each agent has had today, or would have had by his share while he was away; for `quota-share` only. */
  readonly got: { readonly since: number; readonly calls: Readonly<Record<AgentId, number>> };
  readonly handling: Handling;
  /** The callers' patience: time waited by all since the beginning, and how many gave up. Old ones fade. */
  readonly waitedMs: number;
  readonly abandonedCount: number;
  /** Who hung up, and may come back to his place. */
  readonly gone: readonly Gone[];
}

/** How long agents have to do with one call, wrap-up included: the mean, in which old calls fade. */
export interface Handling {
  readonly count: number;
  readonly meanMs: number;
}

export interface Cursor {
  readonly agent: AgentId;
  readonly position: number;
}

export interface Gone {
  readonly number: string;
  readonly at: number;
  readonly enteredAt: number;
  readonly priority: number;
}

/** Whom a caller of a queue spoke with last. */
export interface Regular {
  readonly queue: QueueId;
  readonly number: string;
  readonly agent: AgentId;
  readonly at: number;
}

/** The one key of a caller of a queue. No id has a space in it; a number may have what it likes. */
export function regularKey(queue: QueueId, number: string): string {
  return `${queue} ${number}`;
}

export function ofRegularKey(key: string): Pick<Regular, 'queue' | 'number'> {
  const space = key.indexOf(' ');
  return { queue: key.slice(0, space) as QueueId, number: key.slice(space + 1) };
}

export function newMemory(id: QueueId): QueueMemory {
  return {
    id,
    offered: {},
    answered: {},
    offeredAs: {},
    picks: 0,
    got: { since: 0, calls: {} },
    handling: { count: 0, meanMs: 0 },
    waitedMs: 0,
    abandonedCount: 0,
    gone: [],
  };
}

export function memoryOf(state: Readonly<BoardState>, queue: QueueId): QueueMemory {
  return state.memories.get(queue) ?? newMemory(queue);
}

/** The day to which counts of today belong. */
export function memoryDay(state: Readonly<BoardState>, at: number): number {
  return state.dayStart.at(at, state.office.timeZone);
}
