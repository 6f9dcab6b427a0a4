import { startOfDay } from '../../base/day.ts';
import type { QueueId } from '../../board/ids.ts';
import type { QueueSettings } from '../../board/queue-settings.ts';
import type { BoardState } from '../../board/state.ts';
import { serviceLevels } from './formulas.ts';
import { pageLength, paged } from './paged.ts';
import type { FigureRows, StoredVisit } from './rows.ts';
import { VisitTally } from './visit-tally.ts';

const hourMs = 3_600_000;

/** What a wallboard says of the callers of some time; without those who are there yet. */
export interface LiveCounts {
  readonly offered: number;
  readonly answered: number;
  /** However soon. */
  readonly abandoned: number;
  /** By the queue's variant; null: nobody came. */
  readonly serviceLevel: number | null;
}

interface OfQueue {
  readonly today: VisitTally;
  recent: StoredVisit[];
}

/** Counts the visits of today and of the last hour as they end, so that nothing is read twice. */
export class LiveVisits {
  readonly #rows: FigureRows;
  readonly #state: Readonly<BoardState>;
  readonly #queues = new Map<QueueId, OfQueue>();
  #dayStart = 0;
  #lastId = 0;

  constructor(rows: FigureRows, state: Readonly<BoardState>) {
    this.#rows = rows;
    this.#state = state;
  }

  /** Reads what there is of today and of the last hour. */
  async load(now: number): Promise<void> {
    this.#dayStart = startOfDay(now, this.#state.office.timeZone);
    const upTo = this.#rows.lastVisit;
    const from = Math.min(this.#dayStart, now - hourMs);
    for (const { id } of this.#state.office.queues) {
      const visits = paged<StoredVisit>((last) =>
        this.#rows.visits(id, {
          from,
          to: now + 1,
          upTo,
          limit: pageLength,
          after: last === null ? null : { at: last.since, id: last.id },
        }),
      );
      // oxlint-disable-next-line no-await-in-loop
      for await (const visit of visits) this.#add(visit, now);
    }
    this.#lastId = upTo;
  }

  /** What has ended since. */
  catchUp(now: number): void {
    const dayStart = startOfDay(now, this.#state.office.timeZone);
    if (dayStart !== this.#dayStart) {
      this.#dayStart = dayStart;
      for (const [id, { recent }] of this.#queues) this.#queues.set(id, { today: new VisitTally(), recent });
    }
    for (;;) {
      const page = this.#rows.visitsAfter(this.#lastId, pageLength);
      for (const visit of page) this.#add(visit, now);
      this.#lastId = page.at(-1)?.id ?? this.#lastId;
      if (page.length < pageLength) return;
    }
  }

  get dayStart(): number {
    return this.#dayStart;
  }

  /** Those of today as they are counted, for formulas. */
  tallyOf(queue: QueueId): VisitTally {
    return this.#of(queue).today;
  }

  today(queue: QueueSettings): LiveCounts {
    return countsOf(this.#of(queue.id).today, queue);
  }

  lastHour(queue: QueueSettings, now: number): LiveCounts {
    const of = this.#of(queue.id);
    of.recent = of.recent.filter(({ since }) => since > now - hourMs);
    const tally = new VisitTally();
    for (const visit of of.recent) tally.add(visit, queue);
    return countsOf(tally, queue);
  }

  #add(visit: StoredVisit, now: number): void {
    const settings = this.#state.queues.get(visit.queue);
    if (settings === undefined) return;
    const { today, recent } = this.#of(visit.queue);
    if (visit.since >= this.#dayStart) today.add(visit, settings);
    if (visit.since > now - hourMs) recent.push(visit);
  }

  #of(queue: QueueId): OfQueue {
    const known = this.#queues.get(queue);
    if (known !== undefined) return known;
    const fresh = { today: new VisitTally(), recent: [] };
    this.#queues.set(queue, fresh);
    return fresh;
  }
}

function countsOf(tally: VisitTally, { serviceLevel }: QueueSettings): LiveCounts {
  const { offered, answered, abandoned, shortAbandoned } = tally;
  return {
    offered,
    answered,
    abandoned: abandoned + shortAbandoned,
    serviceLevel: serviceLevels[serviceLevel](tally),
  };
}
