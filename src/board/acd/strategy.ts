import type { Agent } from '../agent/agent.ts';
import type { AgentId } from '../ids.ts';
import type { QueueSettings } from '../office.ts';
import { longestIdle } from './strategies/longest-idle.ts';

/** Chooses who gets a call. Lower keys first; what the keys do not settle, `compareTied` does. */
export interface Strategy {
  readonly name: QueueSettings['strategy'];
  key(agent: Agent, at: number): number;
}

const strategies: Readonly<Record<QueueSettings['strategy'], Strategy>> = { 'longest-idle': longestIdle };

export function strategyOf(queue: QueueSettings): Strategy {
  return strategies[queue.strategy];
}

/** A total order for equals, so that every pick can be repeated: longest ready, longest not asked, then by name. */
export function compareTied(a: Agent, b: Agent): number {
  return (
    (a.readySince ?? 0) - (b.readySince ?? 0) ||
    (a.lastOfferAt ?? 0) - (b.lastOfferAt ?? 0) ||
    compareIds(a.id, b.id)
  );
}

function compareIds(a: AgentId, b: AgentId): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
