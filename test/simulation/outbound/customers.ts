import type { LegId } from '../../../src/board/ids.ts';
import type { HangupCause } from '../../../src/board/input.ts';
import type { Random } from '../random.ts';
import type { Channel } from '../sim-asterisk.ts';
import type { World } from '../world.ts';

/** What became of one ring at a customer's, as he saw it. */
export interface Rung {
  readonly channel: Channel;
  readonly number: string;
  readonly at: number;
  answeredAt: number | null;
  /** Why he could not be reached; null where we gave it up. */
  said: HangupCause | null;
  /** When he hung up by himself. */
  hungUpAt: number | null;
}

const hungUp = { q850: 16, sip: null };

const refusals = [
  { q850: 34, sip: 503 },
  { q850: 38, sip: 500 },
  { q850: 3, sip: null },
] as const;
const invalid = { q850: 1, sip: 404 };
const busy = { q850: 17, sip: 486 };
const rejected = { q850: 21, sip: 603 };

/** The number that an endpoint of a trunk names, if a campaign may have called it. */
export function customerOf({ origin, endpoint }: Pick<Channel, 'origin' | 'endpoint'>): string | null {
  return origin === 'rung' ? (/^PJSIP\/(\+\d+)@/.exec(endpoint)?.[1] ?? null) : null;
}

/** Those whom campaigns call, and the networks between. */
export class Customers {
  readonly rings = new Map<LegId, Rung>();
  readonly #world: () => World;
  readonly #random: Random;
  readonly #talkMs: number;

  constructor(world: () => World, random: Random, talkMs: number) {
    this.#world = world;
    this.#random = random;
    this.#talkMs = talkMs;
  }

  invite(channel: Channel, number: string): void {
    const { asterisk, agenda } = this.#world();
    const random = this.#random;
    const rung: Rung = { channel, number, at: agenda.now, answeredAt: null, said: null, hungUpAt: null };
    this.rings.set(channel.id, rung);
    const fail = (cause: HangupCause, afterMs: number): void => {
      agenda.after(afterMs, () => {
        if (!asterisk.lives(channel)) return;
        rung.said = cause;
        asterisk.end(channel, cause, 'person');
      });
    };
    const fate = random.next();
    if (fate < 0.1) return fail(random.pick(refusals), random.between(1, 3_000));
    if (fate < 0.13) return fail(invalid, random.between(1, 2_000));
    if (random.chance(0.9)) agenda.after(random.between(1, 2_000), () => asterisk.alert(channel));
    if (fate < 0.25) return fail(busy, random.between(100, 4_000));
    if (fate < 0.3) return fail(rejected, random.about(5_000));
    if (fate < 0.45) return;
    agenda.after(random.about(4_000), () => {
      if (!asterisk.lives(channel)) return;
      asterisk.answer(channel);
      if (!asterisk.lives(channel)) return;
      rung.answeredAt = agenda.now;
      this.#linger(
        channel,
        rung,
        random.chance(0.12) ? random.between(10, 2_000) : random.about(this.#talkMs),
      );
    });
  }

  /** He talks while there is something to say, and puts up with silence for some seconds. */
  #linger(channel: Channel, rung: Rung, ms: number): void {
    const { asterisk, agenda } = this.#world();
    agenda.after(ms, () => {
      if (!asterisk.lives(channel)) return;
      if (!asterisk.isTalking(channel) && this.#random.chance(0.3)) return this.#linger(channel, rung, 5_000);
      rung.hungUpAt = agenda.now;
      asterisk.end(channel, hungUp, 'person');
    });
  }
}
