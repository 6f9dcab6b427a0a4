import { setTimeout as sleep } from 'node:timers/promises';
import type { Peer } from '../../phone/sip/address.ts';
import { AgentPhones } from './agent-phones.ts';
import { Callers } from './callers.ts';
import { Meter, type Readings } from './meter.ts';
import { Signalling } from './signalling.ts';

const comeInMs = 1_500;
const warmUpMs = 12_000;
const drainMs = 10_000;
/** Longest wait of a single caller while all agents are free. */
const patienceMs = 15_000;

/** Somewhere between 60 and 140 % of `ms`. */
const about = (ms: number): number => ms * (0.6 + 0.8 * Math.random());

/**
 * Agents who answer after 0.2 to 0.3 s and talk for 1.5 s ± 40 %; where they are many for longer, so that two processors
 * carry the calls of either side and the load besides: otherwise waiting for a processor is measured.
 */
const mannersOf = (agents: number) => ({
  answerAfterMs: () => 200 + 100 * Math.random(),
  talkMs: () => about(1_500 * Math.max(1, agents / 60)),
});
const brief = { answerAfterMs: () => 20, talkMs: () => 50 };

/** All callers and all phones, in signalling only and by one clock. */
export class Swarm {
  readonly #sockets: readonly Signalling[];
  readonly #phones: AgentPhones;
  readonly #callers: Callers;
  readonly #meter = new Meter();
  #calledAt = 0;
  #onRung: (at: number) => void = () => {};

  private constructor(phones: Signalling, trunk: Signalling) {
    this.#sockets = [phones, trunk];
    this.#phones = new AgentPhones(phones, {
      rung: (user, at) => {
        this.#meter.rung(user, at);
        this.#onRung(at);
      },
      talking: () => this.#meter.talking(),
      hungUp: (user, at) => this.#meter.hungUp(user, at),
      taken: (_user, was) => this.#meter.taken(was),
    });
    this.#callers = new Callers(trunk, {
      called: (at) => (this.#calledAt = at),
      inQueue: () => this.#meter.inQueue(),
      served: () => this.#meter.served(),
      refused: () => this.#meter.refused(),
    });
  }

  static async open(server: Peer, { trunkHost }: { trunkHost: string }): Promise<Swarm> {
    const phones = await Signalling.open(server.host, server);
    return new Swarm(phones, await Signalling.open(trunkHost, server));
  }

  async register(users: readonly string[], secret: string): Promise<void> {
    for (const user of users) await this.#phones.register(user, secret);
  }

  /**
   * Keeps as many callers in the system as there are agents and `waiting` more. `during` runs while the readings are
   * taken, and ends that when it resolves.
   */
  async saturate(
    load: {
      readonly agents: number;
      readonly waiting: number;
      readonly numbers: readonly string[];
      readonly ringsAll: boolean;
    },
    readings: Readings,
    during: () => Promise<void>,
  ): Promise<void> {
    const { agents, waiting, numbers, ringsAll } = load;
    this.#phones.manners = mannersOf(agents);
    this.#meter.reset(ringsAll);
    this.#callers.come(agents + waiting, numbers, comeInMs);
    await sleep(warmUpMs);
    this.#meter.readings = readings;
    await during();
    this.#meter.readings = null;
    this.#callers.leave();
    await this.#drained();
  }

  /** One caller while every agent is free; resolves with the time from his INVITE to that at the first phone. */
  async callOnce(number: string): Promise<number> {
    this.#phones.manners = brief;
    const rung = new Promise<number>((resolve) => (this.#onRung = resolve));
    this.#callers.callOnce(number);
    const at = await Promise.race([rung, sleep(patienceMs, Number.NaN, { ref: false })]);
    await this.#drained();
    // So that app_queue is met at any moment of its second.
    await sleep(300 * Math.random());
    return at - this.#calledAt;
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }

  async #drained(): Promise<void> {
    const until = performance.now() + drainMs;
    while (this.#callers.calls + this.#phones.calls > 0) {
      if (performance.now() > until) {
        const left = `${this.#callers.calls} callers and ${this.#phones.calls} phones`;
        throw new Error(`calls were not over ${drainMs / 1000} s after all had hung up: ${left}`);
      }
      await sleep(10);
    }
  }
}
