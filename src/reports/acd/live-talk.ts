import type { QueueId } from '../../board/ids.ts';
import type { BoardState } from '../../board/state.ts';
import type { FigureRows } from './rows.ts';

interface Sum {
  readonly from: number;
  last: number;
  ms: number;
}

/** How long callers of queues were talked with since a time; only what is new is read. */
export class LiveTalk {
  readonly #rows: Pick<FigureRows, 'talks'>;
  readonly #state: Pick<BoardState, 'calls'>;
  readonly #sums = new Map<QueueId, Sum>();

  constructor(rows: Pick<FigureRows, 'talks'>, state: Pick<BoardState, 'calls'>) {
    this.#rows = rows;
    this.#state = state;
  }

  /** Talks that go on are not in it, and neither are those of campaigns, which have figures of their own. */
  since(queue: QueueId, from: number): number {
    const known = this.#sums.get(queue);
    const sum = known?.from === from ? known : { from, last: 0, ms: 0 };
    this.#sums.set(queue, sum);
    for (const { id, call, ms } of this.#rows.talks(queue, from, sum.last)) {
      sum.last = id;
      if (this.#state.calls.get(call)?.attempt == null) sum.ms += ms;
    }
    return sum.ms;
  }
}
