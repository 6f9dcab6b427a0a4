import { WaitingLine } from './acd/waiting-line.ts';
import type { Agent } from './agent/agent.ts';
import type { Call } from './call/call.ts';
import type { AgentId, CallId, LegId, PhoneId, QueueId } from './ids.ts';
import { emptyOffice, type Office, type PhoneSettings, type QueueSettings } from './office.ts';
import { Timers } from './timers.ts';

/** All that the board knows. Only `fold.ts` changes it. What stands below the line is derived from what stands above. */
export interface BoardState {
  /** Part of every id: two ledgers on one Asterisk never mistake each other's channels. */
  readonly instance: string;
  nextCall: number;
  lineIsUp: boolean;
  /** When the Asterisk that we last spoke to began; 0 before the first. */
  asteriskStartedAt: number;
  office: Office;
  readonly calls: Map<CallId, Call>;
  readonly agents: Map<AgentId, Agent>;
  // ─────────────
  readonly callOfLeg: Map<LegId, CallId>;
  readonly waiting: Map<QueueId, WaitingLine>;
  readonly queues: Map<QueueId, QueueSettings>;
  readonly phones: Map<PhoneId, PhoneSettings>;
  readonly queueOfNumber: Map<string, QueueId>;
  /** Which queues an agent serves. */
  readonly queuesOfAgent: Map<AgentId, QueueId[]>;
  readonly freeAgents: Set<AgentId>;
  readonly legTimers: Timers<LegId>;
  readonly agentTimers: Timers<AgentId>;
}

export function emptyState(instance: string): BoardState {
  return {
    instance,
    nextCall: 1,
    lineIsUp: false,
    asteriskStartedAt: 0,
    office: emptyOffice,
    calls: new Map(),
    agents: new Map(),
    callOfLeg: new Map(),
    waiting: new Map(),
    queues: new Map(),
    phones: new Map(),
    queueOfNumber: new Map(),
    queuesOfAgent: new Map(),
    freeAgents: new Set(),
    legTimers: new Timers(),
    agentTimers: new Timers(),
  };
}

export function waitingLine(state: BoardState, queue: QueueId): WaitingLine {
  let line = state.waiting.get(queue);
  if (line === undefined) {
    line = new WaitingLine();
    state.waiting.set(queue, line);
  }
  return line;
}
