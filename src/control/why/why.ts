import type { Barrier } from '../../board/acd/barrier.ts';
import { positionOf } from '../../board/acd/position.ts';
import { barriersOf } from '../../board/acd/why.ts';
import type { Call } from '../../board/call/call.ts';
import type { Fact } from '../../board/fact.ts';
import type { AgentId, CallId, QueueId } from '../../board/ids.ts';
import type { BoardState } from '../../board/state.ts';
import { barrierInWords } from './barriers.ts';
import { inWords } from './story.ts';

/** Why a call is where it is: what was decided about it and for which reason, and what keeps it waiting now. */
export interface Why {
  readonly call: CallId;
  /** null when it does not wait. */
  readonly waits: WaitsBecause | null;
  readonly decisions: readonly { readonly at: number; readonly kind: Fact['kind']; readonly words: string }[];
}

interface WaitsBecause {
  readonly queue: QueueId;
  readonly position: number;
  readonly waitMs: number;
  readonly priority: number;
  /** Whose phones ring for it. */
  readonly ringing: readonly AgentId[];
  readonly agents: readonly {
    readonly agent: AgentId;
    /** null: nothing keeps this agent from the call. */
    readonly barrier: Barrier | null;
    readonly words: string;
  }[];
}

export function whyOf(state: Readonly<BoardState>, id: CallId, facts: readonly Fact[], at: number): Why {
  const call = state.calls.get(id);
  return {
    call: id,
    waits: call === undefined ? null : waitsBecause(state, call, at),
    decisions: facts.flatMap((fact) => {
      const words = inWords(fact);
      return words === null ? [] : [{ at: fact.at, kind: fact.kind, words }];
    }),
  };
}

function waitsBecause(state: Readonly<BoardState>, call: Call, at: number): WaitsBecause | null {
  const { phase } = call;
  const queue = phase.name === 'waiting' ? state.queues.get(phase.queue) : undefined;
  if (phase.name !== 'waiting' || queue === undefined) return null;
  const agents = [...barriersOf(state, queue, call, phase, at)].flatMap(([id, barrier]) => {
    const agent = state.agents.get(id);
    if (agent === undefined) return [];
    const words =
      barrier === null ? 'free' : barrierInWords(state, queue, agent, barrier, { call, waiting: phase, at });
    return [{ agent: id, barrier, words }];
  });
  return {
    queue: phase.queue,
    position: positionOf(state, call, at) ?? 0,
    waitMs: at - phase.enteredAt,
    priority: phase.priority,
    ringing: phase.offers.map(({ agent }) => agent),
    agents,
  };
}
