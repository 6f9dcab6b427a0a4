import type { CallId, QueueId } from '../../board/ids.ts';

interface Place {
  readonly call: CallId;
  readonly priority: number;
  readonly enteredAt: number;
}

/** Who waits in which queue, in order: enough to say at which place somebody was. */
export class LinesUp {
  readonly #lines = new Map<QueueId, Place[]>();

  /** Returns the place from 1 on. */
  add(queue: QueueId, place: Place): number {
    const line = this.#lines.get(queue) ?? [];
    this.#lines.set(queue, line);
    const later = line.findIndex((other) => isBefore(place, other));
    const index = later === -1 ? line.length : later;
    line.splice(index, 0, place);
    return index + 1;
  }

  /** 1 for who is in no line. */
  positionOf(queue: QueueId, call: CallId): number {
    const index = (this.#lines.get(queue) ?? []).findIndex((one) => one.call === call);
    return index === -1 ? 1 : index + 1;
  }

  /** Returns the place that it had. */
  remove(queue: QueueId, call: CallId): number {
    const line = this.#lines.get(queue) ?? [];
    const index = line.findIndex((one) => one.call === call);
    if (index !== -1) line.splice(index, 1);
    return Math.max(index, 0) + 1;
  }
}

function isBefore(a: Place, b: Place): boolean {
  return a.priority === b.priority ? a.enteredAt < b.enteredAt : a.priority > b.priority;
}
