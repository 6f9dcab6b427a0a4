import type { AgentCall } from './agent-phones.ts';

/** What has been measured of one side in one cell. */
export interface Readings {
  /** From an agent's BYE to the next INVITE at that agent, while a caller waited who was nobody else's. */
  readonly gapMs: number[];
  /** Talks that an agent has ended. */
  calls: number;
  refused: number;
}

export const noReadings = (): Readings => ({ gapMs: [], calls: 0, refused: 0 });

/** Counts who is where, and takes the times. */
export class Meter {
  /** Where measured values go; null while nothing is measured. */
  readings: Readings | null = null;
  /** With ring-all a ringing phone does not say that a caller has his agent. */
  #ringsAll = false;
  #inQueue = 0;
  #ringing = 0;
  #talking = 0;
  /** Talks that the agent has ended and the caller has not heard of. */
  #ending = 0;
  readonly #freedAt = new Map<string, number>();

  reset(ringsAll: boolean): void {
    this.readings = null;
    this.#ringsAll = ringsAll;
    [this.#inQueue, this.#ringing, this.#talking, this.#ending] = [0, 0, 0, 0];
    this.#freedAt.clear();
  }

  inQueue(): void {
    this.#inQueue += 1;
  }

  served(): void {
    this.#inQueue -= 1;
    this.#ending = Math.max(0, this.#ending - 1);
  }

  rung(user: string, at: number): void {
    this.#ringing += 1;
    const freedAt = this.#freedAt.get(user);
    this.#freedAt.delete(user);
    if (freedAt !== undefined) this.readings?.gapMs.push(at - freedAt);
  }

  talking(): void {
    this.#ringing -= 1;
    this.#talking += 1;
  }

  hungUp(user: string, at: number): void {
    this.#talking -= 1;
    this.#ending += 1;
    if (this.readings === null) return;
    this.readings.calls += 1;
    if (this.#unclaimed > 0) this.#freedAt.set(user, at);
  }

  taken(was: AgentCall['state']): void {
    if (was === 'talking') this.#talking -= 1;
    else this.#ringing -= 1;
  }

  refused(): void {
    if (this.readings !== null) this.readings.refused += 1;
  }

  /** Callers who wait and have neither an agent nor one who was freed before. */
  get #unclaimed(): number {
    const waiting = this.#inQueue - this.#ending - this.#talking;
    return this.#ringsAll ? waiting : waiting - this.#ringing - this.#freedAt.size;
  }
}
