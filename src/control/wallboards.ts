import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import type { AgentId, QueueId } from '../board/ids.ts';
import type { ServiceLevelVariant } from '../board/queue-settings.ts';
import { serviceLevels } from '../reports/acd/formulas.ts';
import type { FigureRows } from '../reports/acd/rows.ts';
import { LiveTalk } from '../reports/acd/live-talk.ts';
import { LiveVisits } from '../reports/acd/live-visits.ts';
import type { Entry, Exchange } from './exchange.ts';
import { wallboardView, type WallboardView } from './views/wallboard-view.ts';

/** News of one queue come no closer than this. */
const gapMs = 1_000;

export type WallboardListener = (view: WallboardView) => void;

/** What a queue has had since midnight, as far as it is over. */
export interface QueueDay {
  readonly since: number;
  readonly offered: number;
  readonly answered: number;
  /** However soon. */
  readonly abandoned: number;
  /** Of those answered, all together. */
  readonly waitMs: number;
  readonly talkMs: number;
  /** 0 to 1; null: nobody came. */
  readonly serviceLevels: Readonly<Record<ServiceLevelVariant, number | null>>;
}

/** Tells wallboards how queues are, when something has changed, and each queue at most once a second. */
export class Wallboards {
  readonly #exchange: Exchange;
  readonly #rows: FigureRows;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #listeners = new Set<WallboardListener>();
  readonly #changed = new Set<QueueId>();
  readonly #toldAt = new Map<QueueId, number>();
  readonly #talk: LiveTalk;
  #visits: Promise<LiveVisits> | null = null;
  #loaded: LiveVisits | null = null;
  #cancel: (() => void) | null = null;
  #endsListening: (() => void) | null = null;

  constructor(exchange: Exchange, rows: FigureRows, clock: Clock, log: Logger) {
    this.#exchange = exchange;
    this.#rows = rows;
    this.#clock = clock;
    this.#log = log;
    this.#talk = new LiveTalk(rows, exchange.state);
  }

  /** How these queues are now. */
  async views(queues: readonly QueueId[]): Promise<WallboardView[]> {
    const visits = await (this.#visits ??= this.#load());
    const { now } = this.#exchange;
    visits.catchUp(now);
    return queues.flatMap((id) => this.#view(id, visits, now));
  }

  /** What gateways make their own figures of. */
  async today(queues: readonly QueueId[]): Promise<ReadonlyMap<QueueId, QueueDay>> {
    const visits = await (this.#visits ??= this.#load());
    visits.catchUp(this.#exchange.now);
    return new Map(queues.map((queue) => [queue, this.#dayOf(queue, visits)]));
  }

  /** How many callers of the queue, who came since then, each agent has answered. */
  answeredBy(queue: QueueId, since: number): ReadonlyMap<AgentId, number> {
    return this.#rows.answeredBy(queue, since);
  }

  /** After `views`: hears how a queue is whenever it has changed. The returned function ends it. */
  listen(listener: WallboardListener): () => void {
    this.#listeners.add(listener);
    this.#endsListening ??= this.#exchange.listen((entries) => this.#hear(entries));
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#endsListening?.();
      this.#endsListening = null;
      this.#cancel?.();
      this.#cancel = null;
      this.#changed.clear();
    };
  }

  async #load(): Promise<LiveVisits> {
    const visits = new LiveVisits(this.#rows, this.#exchange.state);
    try {
      await visits.load(this.#exchange.now);
    } catch (error) {
      this.#visits = null;
      throw error;
    }
    this.#loaded = visits;
    return visits;
  }

  #hear(entries: readonly Entry[]): void {
    const { queuesOfAgent, calls } = this.#exchange.state;
    for (const { fact } of entries) {
      if ('queue' in fact && fact.queue !== null) this.#changed.add(fact.queue);
      if ('agent' in fact && fact.agent != null) {
        for (const queue of queuesOfAgent.get(fact.agent) ?? []) this.#changed.add(queue);
      }
      const queue = 'call' in fact && fact.call !== null ? calls.get(fact.call)?.account.queue : null;
      if (queue != null) this.#changed.add(queue);
    }
    this.#tell();
  }

  /** Those that may be told of now; the others in their time. */
  #tell(): void {
    const visits = this.#loaded;
    this.#cancel?.();
    this.#cancel = null;
    const { now } = this.#exchange;
    const due = [...this.#changed].filter((queue) => now - (this.#toldAt.get(queue) ?? 0) >= gapMs);
    if (visits !== null && due.length > 0) {
      visits.catchUp(now);
      for (const queue of due) {
        this.#changed.delete(queue);
        this.#toldAt.set(queue, now);
        for (const view of this.#view(queue, visits, now)) {
          for (const listener of this.#listeners) listener(view);
        }
      }
    }
    if (this.#changed.size === 0) return;
    const waits = [...this.#changed].map((queue) => gapMs - (now - (this.#toldAt.get(queue) ?? 0)));
    this.#cancel = this.#clock.after(Math.max(10, Math.min(...waits)), () => {
      this.#cancel = null;
      try {
        this.#tell();
      } catch (error) {
        this.#log.error({ err: error }, 'wallboards were not told');
      }
    });
  }

  #dayOf(queue: QueueId, visits: LiveVisits): QueueDay {
    const since = visits.dayStart;
    const tally = visits.tallyOf(queue);
    const { offered, answered, abandoned, shortAbandoned, waitsMs } = tally;
    const levels = Object.entries(serviceLevels).map(([variant, formula]) => [variant, formula(tally)]);
    return {
      since,
      offered,
      answered,
      abandoned: abandoned + shortAbandoned,
      waitMs: waitsMs.reduce((sum, ms) => sum + ms, 0),
      talkMs: this.#talk.since(queue, since),
      serviceLevels: Object.fromEntries(levels) as QueueDay['serviceLevels'],
    };
  }

  #view(id: QueueId, visits: LiveVisits, at: number): WallboardView[] {
    const queue = this.#exchange.state.queues.get(id);
    return queue === undefined ? [] : [wallboardView(this.#exchange.state, queue, visits, at)];
  }
}
