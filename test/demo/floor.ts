import type { Part } from './cast.ts';
import type { CallerPlan } from './plan.ts';

/** Times are UTC milliseconds, of the datagrams where there are any. */
export interface OfferSeen {
  readonly agent: string;
  readonly invitedAt: number;
  /** When the phone stopped ringing without a talk. */
  endedAt: number | null;
}

export interface TalkSeen {
  readonly agent: string;
  readonly answeredAt: number;
  /** When each heard the other's tone first. */
  callerHeardAt: number | null;
  agentHeardAt: number | null;
  agentHungUp: boolean;
}

/** What the phones saw of one call. */
export interface CallSeen {
  readonly plan: CallerPlan;
  invitedAt: number | null;
  /** When the line took the call: from here on the caller waits. */
  acceptedAt: number | null;
  readonly offers: OfferSeen[];
  talk: TalkSeen | null;
  /** The longest time in which the caller got no sound at all, not even silence. */
  longestGapMs: number;
  ended: { readonly at: number; readonly by: 'caller' | 'far end'; readonly sipStatus: number | null } | null;
}

export type SeatState = 'signed-in' | 'ready' | 'ringing' | 'talking' | 'wrap-up' | 'break' | 'resting';

/** An agent as the audience sees him. */
export interface Seat {
  readonly id: string;
  readonly name: string;
  state: SeatState;
  /** With whom he talks, or why he rests. */
  detail: string;
  since: number;
}

/** What is worth a line. */
export type Happening =
  | { readonly kind: 'calls'; readonly call: CallSeen }
  | { readonly kind: 'talk'; readonly call: CallSeen; readonly seat: Seat; readonly waitedMs: number }
  | { readonly kind: 'talked'; readonly call: CallSeen; readonly seat: Seat; readonly talkedMs: number }
  | { readonly kind: 'gave-up'; readonly call: CallSeen; readonly waitedMs: number }
  | { readonly kind: 'rejects'; readonly call: CallSeen; readonly seat: Seat }
  | { readonly kind: 'break'; readonly seat: Seat }
  | { readonly kind: 'back'; readonly seat: Seat }
  | { readonly kind: 'trouble'; readonly what: string };

export interface Audience {
  /** Something has changed; `happening` when it is worth a line. */
  look(at: number, happening: Happening | null): void;
}

/** Everything that goes on, as the phones see it: for the audience now and for the score later. */
export class Floor {
  readonly calls: CallSeen[] = [];
  readonly seats: ReadonlyMap<string, Seat>;
  /** The moments at which each agent became free. */
  readonly freed = new Map<string, number[]>();
  audience: Audience = { look: () => {} };
  readonly #now: () => number;

  constructor(parts: readonly Part[], now: () => number) {
    this.#now = now;
    this.seats = new Map(
      parts.map(({ id, name }) => [id, { id, name, state: 'signed-in', detail: '', since: now() }]),
    );
  }

  enter(plan: CallerPlan): CallSeen {
    const call: CallSeen = {
      plan,
      invitedAt: null,
      acceptedAt: null,
      offers: [],
      talk: null,
      longestGapMs: 0,
      ended: null,
    };
    this.calls.push(call);
    this.tell({ kind: 'calls', call });
    return call;
  }

  seat(id: string): Seat {
    const seat = this.seats.get(id);
    if (seat === undefined) throw new Error(`nobody plays ${id}`);
    return seat;
  }

  sits(id: string, state: SeatState, detail = ''): void {
    Object.assign(this.seat(id), { state, detail, since: this.#now() });
    this.changed();
  }

  becameFree(id: string, at: number): void {
    this.freed.set(id, [...(this.freed.get(id) ?? []), at]);
  }

  tell(happening: Happening): void {
    this.audience.look(this.#now(), happening);
  }

  changed(): void {
    this.audience.look(this.#now(), null);
  }
}
