import { CordboardError } from '../../base/errors.ts';
import type { Changes } from '../changes.ts';
import type { Fact } from '../fact.ts';
import type { QueueId } from '../ids.ts';
import type { QueueCommand } from '../input.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';

/**
 * What supervisors have made of a queue. Suspended or stopped, it takes no more calls: who comes goes on to its failure
 * route. Who waits there already stays and is served. A suspended queue is resumed, a stopped one started.
 */
export type QueueState = 'running' | 'suspended' | 'stopped';

/** A queue that takes no calls; the others are running. */
export interface ShutQueue {
  readonly id: QueueId;
  readonly state: Exclude<QueueState, 'running'>;
  readonly since: number;
}

export function queueStateOf(state: Readonly<BoardState>, queue: QueueId): QueueState {
  return state.shutQueues.get(queue)?.state ?? 'running';
}

/** Asking for what already is changes nothing. Throws 'queue-unknown', 'queue-stopped'. */
export function obeyQueue(turn: Turn, { name, queue }: QueueCommand): void {
  if (!turn.state.queues.has(queue)) {
    throw new CordboardError('queue-unknown', `there is no queue ${queue}`);
  }
  const state = queueStateOf(turn.state, queue);
  if (state === 'stopped' && (name === 'suspend-queue' || name === 'resume-queue')) {
    throw new CordboardError('queue-stopped', `queue ${queue} is stopped: start it first`);
  }
  switch (name) {
    case 'suspend-queue':
      if (state !== 'suspended') turn.record({ kind: 'queue.suspended', queue });
      return;
    case 'stop-queue':
      if (state !== 'stopped') turn.record({ kind: 'queue.stopped', queue });
      return;
    case 'resume-queue':
    case 'start-queue':
      if (state !== 'running') turn.record({ kind: 'queue.resumed', queue });
  }
}

export function foldQueue(
  state: BoardState,
  { kind, queue, at }: Extract<Fact, { kind: `queue.${string}` }>,
  changes: Changes,
): void {
  changes.queues.add(queue);
  if (kind === 'queue.resumed') state.shutQueues.delete(queue);
  else {
    const shut = kind === 'queue.suspended' ? 'suspended' : 'stopped';
    state.shutQueues.set(queue, { id: queue, state: shut, since: at });
  }
}
