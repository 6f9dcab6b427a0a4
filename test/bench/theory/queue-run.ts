import { Board } from '../../../src/board/board.ts';
import type { AgentId, BridgeId, LegId, PhoneId } from '../../../src/board/ids.ts';
import type { Command, Input, LineEvent } from '../../../src/board/input.ts';
import { emptyState, type BoardState } from '../../../src/board/state.ts';
import { Timers } from '../../../src/board/timers.ts';
import { agentOf, entered, numberOf, officeOf, phoneOf, queueOf } from '../../unit/board/settings.ts';

/** What theory supposes of a queue; times in milliseconds, each drawn anew. */
export interface Model {
  readonly agents: number;
  /** Until the next caller comes, after this time. */
  gapMs(at: number): number;
  serviceMs(): number;
  /** How long a caller waits before he gives up; Infinity: he does not. */
  patienceMs(): number;
}

/** How one caller fared. */
export interface Stay<Notes> {
  readonly arrivedAt: number;
  readonly waitMs: number;
  readonly isServed: boolean;
  /** What was noted when he had come. */
  readonly notes: Notes;
}

interface Present<Notes> {
  readonly arrivedAt: number;
  readonly notes: Notes;
  agentLeg: LegId | null;
}

type Event =
  | { readonly kind: 'arrival' }
  | { readonly kind: 'patience' | 'service'; readonly channel: LegId };

/**
 * A queue of the board that runs calls, in virtual time, with phones that answer at once: nothing but the rules of the
 * board decides who waits, and for how long.
 */
export class QueueRun<Notes> {
  readonly board = new Board(emptyState('t'));
  readonly #model: Model;
  readonly #note: (state: Readonly<BoardState>, channel: LegId, at: number) => Notes;
  readonly #events = new Timers<Event>();
  readonly #present = new Map<LegId, Present<Notes>>();
  readonly #stays: Stay<Notes>[] = [];
  #at = Date.UTC(2026, 0, 5, 9);
  #arrivals = 0;

  constructor(model: Model, note: (state: Readonly<BoardState>, channel: LegId, at: number) => Notes) {
    this.#model = model;
    this.#note = note;
    const ids = Array.from({ length: model.agents }, (_, at) => `agent${at}`);
    const queue = queueOf('q', ids as AgentId[], { wrapUpMs: 0, wrapUp: 'none' });
    const office = officeOf({
      agents: ids.map((id, at) => agentOf(id, { phone: String(1000 + at) as PhoneId })),
      phones: ids.map((_, at) => phoneOf(String(1000 + at))),
      queues: [queue],
      numbers: [numberOf('900', 'q')],
    });
    this.#take({ kind: 'office', office });
    this.#take({ kind: 'line-up', survey: { asteriskStartedAt: 1, channels: [], bridges: [] } });
    for (const id of ids) {
      this.#command({ name: 'sign-in', agent: id as AgentId });
      this.#command({ name: 'ready', agent: id as AgentId });
    }
    this.#events.set(this.#at + Math.round(model.gapMs(this.#at)), { kind: 'arrival' });
  }

  /** The next so many callers who were served or gave up, in the order in which that was settled. */
  run(count: number): Stay<Notes>[] {
    while (this.#stays.length < count) this.#step();
    return this.#stays.splice(0, count);
  }

  #step(): void {
    const { wakeAt } = this.board;
    const next = this.#events.next ?? Infinity;
    if (wakeAt !== null && wakeAt < next) {
      this.#at = Math.max(this.#at, wakeAt);
      this.#take({ kind: 'tick' });
      return;
    }
    const event = this.#events.takeDue(next);
    if (event === null) return;
    this.#at = Math.max(this.#at, event.at);
    if (event.owner.kind === 'arrival') this.#arrive();
    else if (event.owner.kind === 'service') this.#hangUp(event.owner.channel);
    else if (this.#present.get(event.owner.channel)?.agentLeg === null) this.#giveUp(event.owner.channel);
  }

  #arrive(): void {
    const model = this.#model;
    this.#events.set(this.#at + Math.max(0, Math.round(model.gapMs(this.#at))), { kind: 'arrival' });
    this.#arrivals += 1;
    const channel = `c${this.#arrivals}` as LegId;
    const notes = this.#note(this.board.state, channel, this.#at);
    this.#present.set(channel, { arrivedAt: this.#at, notes, agentLeg: null });
    const patience = model.patienceMs();
    if (patience !== Infinity) {
      this.#events.set(this.#at + Math.max(1, Math.round(patience)), { kind: 'patience', channel });
    }
    this.#hear(entered(channel, '900', { caller: { name: '', number: '' } }));
  }

  #giveUp(channel: LegId): void {
    this.#settle(channel, false);
    this.#present.delete(channel);
    this.#gone(channel);
  }

  #hangUp(channel: LegId): void {
    this.#present.delete(channel);
    this.#gone(channel);
  }

  #settle(channel: LegId, isServed: boolean): void {
    const one = this.#present.get(channel);
    if (one === undefined) return;
    const { arrivedAt, notes } = one;
    this.#stays.push({ arrivedAt, waitMs: this.#at - arrivedAt, isServed, notes });
  }

  #gone(channel: LegId): void {
    this.#hear({ name: 'gone', channel, cause: { q850: 16, sip: null } });
  }

  /** Phones answer at once, bridges stand at once, who is hung up on is gone at once. */
  #take(input: Input extends infer One ? (One extends unknown ? Omit<One, 'at'> : never) : never): void {
    const turn = this.board.take({ ...input, at: this.#at });
    if (turn.failure !== null) throw new Error('the turn was cut short', { cause: turn.failure });
    for (const effect of turn.effects) {
      if (effect.name === 'ring') this.#hear({ name: 'answered', channel: effect.leg });
      else if (effect.name === 'connect') this.#connected(effect.bridge, effect.channels);
      else if (effect.name === 'hang-up') this.#gone(effect.channel);
    }
  }

  #connected(bridge: BridgeId, channels: readonly LegId[]): void {
    const caller = channels.find((channel) => this.#present.has(channel));
    const agentLeg = channels.find((channel) => channel !== caller) ?? null;
    const one = caller === undefined ? undefined : this.#present.get(caller);
    if (caller !== undefined && one !== undefined) {
      one.agentLeg = agentLeg;
      this.#settle(caller, true);
      const end = this.#at + Math.max(1, Math.round(this.#model.serviceMs()));
      this.#events.set(end, { kind: 'service', channel: caller });
    }
    this.#hear({ name: 'bridged', bridge });
  }

  #hear(event: LineEvent): void {
    this.#take({ kind: 'line', event });
  }

  #command(command: Command): void {
    this.#take({ kind: 'command', command });
  }
}
