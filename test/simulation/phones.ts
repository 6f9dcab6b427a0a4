import type { Agenda } from './agenda.ts';
import type { Random } from './random.ts';
import type { Channel, SimAsterisk } from './sim-asterisk.ts';

interface Phone {
  isRegistered: boolean;
  /** The one channel whose handset is lifted. */
  talking: Channel | null;
}

/** How a call to a phone may end without an answer, and how often: Q.850 cause and SIP status as Asterisk tells them. */
const failures = [
  { q850: 1, sip: 404 },
  { q850: 17, sip: 486 },
  { q850: 18, sip: 408 },
  { q850: 19, sip: 480 },
  { q850: 34, sip: 503 },
  { q850: 38, sip: 500 },
] as const;

/** Phones of one line each, and whoever sits by them. */
export class Phones {
  readonly #phones = new Map<string, Phone>();
  readonly #agenda: Agenda;
  readonly #random: Random;
  readonly #asterisk: SimAsterisk;
  /** How often a ringing phone is picked up. */
  readonly #diligence: number;

  constructor(options: { agenda: Agenda; random: Random; asterisk: SimAsterisk; diligence: number }) {
    this.#agenda = options.agenda;
    this.#random = options.random;
    this.#asterisk = options.asterisk;
    this.#diligence = options.diligence;
  }

  isRegistered(endpoint: string): boolean {
    return this.#phone(endpoint).isRegistered;
  }

  invite(channel: Channel, autoAnswer: boolean): void {
    const phone = this.#phone(channel.endpoint);
    const random = this.#random;
    if (!phone.isRegistered) return this.#fail(channel, 18, 408, 32_000);
    if (phone.talking !== null) return this.#fail(channel, 17, 486, 5);
    if (random.chance(0.03)) {
      const { q850, sip } = random.pick(failures);
      return this.#fail(channel, q850, sip, random.between(1, 2_000));
    }
    // Some phones answer without having said that they ring.
    if (random.chance(0.95)) this.#agenda.after(random.between(1, 80), () => this.#asterisk.alert(channel));
    if (autoAnswer) this.#pickUp(channel, random.between(20, 400));
    else if (random.chance(this.#diligence)) this.#pickUp(channel, random.about(3_000));
    else if (random.chance(0.3)) this.#fail(channel, 21, 603, random.about(3_000));
  }

  /** Out of the wall: what rings rings on, what talks falls silent and is noticed later. */
  unplug(endpoint: string, forMs: number): void {
    const phone = this.#phone(endpoint);
    phone.isRegistered = false;
    this.#agenda.after(forMs, () => {
      phone.isRegistered = true;
    });
    const { talking } = phone;
    if (talking !== null) this.#fail(talking, 44, null, this.#random.between(3_000, 20_000));
  }

  ended(channel: Channel): void {
    const phone = this.#phone(channel.endpoint);
    if (phone.talking === channel) phone.talking = null;
  }

  #pickUp(channel: Channel, afterMs: number): void {
    this.#agenda.after(afterMs, () => {
      const phone = this.#phone(channel.endpoint);
      if (this.#asterisk.channels.get(channel.id) !== channel || !phone.isRegistered) return;
      if (phone.talking !== null) return;
      phone.talking = channel;
      this.#asterisk.answer(channel);
      // Picked up and put down again at once.
      if (this.#random.chance(0.02)) this.#fail(channel, 16, null, this.#random.between(0, 100));
    });
  }

  #fail(channel: Channel, q850: number, sip: number | null, afterMs: number): void {
    this.#agenda.after(afterMs, () => this.#asterisk.end(channel, { q850, sip }, 'person'));
  }

  #phone(endpoint: string): Phone {
    let phone = this.#phones.get(endpoint);
    if (phone === undefined) {
      phone = { isRegistered: true, talking: null };
      this.#phones.set(endpoint, phone);
    }
    return phone;
  }
}
