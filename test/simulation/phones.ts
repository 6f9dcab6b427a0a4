import type { PhoneId } from '../../src/board/ids.ts';
import type { Random } from './random.ts';
import type { Channel } from './sim-asterisk.ts';
import { anyNumber } from './sim-office.ts';
import { Verbs } from './verbs.ts';
import type { World } from './world.ts';

interface Phone {
  isRegistered: boolean;
  readonly channels: Set<Channel>;
  /** The one channel whose handset is lifted. */
  active: Channel | null;
}

export interface PhoneHabits {
  /** How often a ringing phone is picked up. */
  readonly diligence: number;
  /** How long somebody talks, and how long he bears anything else. */
  readonly talkMs: number;
  readonly patienceMs: number;
  /** How often somebody does something with the keys of a phone. */
  readonly keyMs: number;
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

const hungUp = { q850: 16, sip: null };

/** Phones of some lines each, and whoever sits by them. */
export class Phones {
  readonly verbs = new Verbs();
  readonly #phones = new Map<string, Phone>();
  readonly #world: World;
  readonly #random: Random;
  readonly #habits: PhoneHabits;

  constructor(world: World, random: Random, habits: PhoneHabits) {
    this.#world = world;
    this.#random = random;
    this.#habits = habits;
    this.#useKeysLater();
  }

  isRegistered(endpoint: string): boolean {
    return this.#phone(endpoint).isRegistered;
  }

  invite(channel: Channel, autoAnswer: boolean): void {
    const { asterisk, agenda } = this.#world;
    const phone = this.#phone(channel.endpoint);
    const random = this.#random;
    if (!phone.isRegistered) return this.#fail(channel, 18, 408, 32_000);
    if (phone.channels.size >= this.#linesOf(channel.endpoint)) return this.#fail(channel, 17, 486, 5);
    phone.channels.add(channel);
    if (random.chance(0.03)) {
      const { q850, sip } = random.pick(failures);
      return this.#fail(channel, q850, sip, random.between(1, 2_000));
    }
    // Some phones answer without having said that they ring.
    if (random.chance(0.95)) agenda.after(random.between(1, 80), () => asterisk.alert(channel));
    if (autoAnswer) this.#pickUp(channel, random.between(20, 400));
    else if (random.chance(this.#habits.diligence)) this.#pickUp(channel, random.about(3_000));
    else if (random.chance(0.3)) this.#fail(channel, 21, 603, random.about(3_000));
  }

  /** Out of the wall: what rings rings on, what talks falls silent and is noticed later. */
  unplug(endpoint: string, forMs: number): void {
    const phone = this.#phone(endpoint);
    phone.isRegistered = false;
    this.#world.agenda.after(forMs, () => {
      phone.isRegistered = true;
    });
    const silentMs = this.#random.between(3_000, 20_000);
    for (const channel of phone.channels) {
      if (channel.state === 'up') this.#fail(channel, 44, null, silentMs);
    }
  }

  /** Whoever has transferred hangs up, if we have not done so already. */
  transferAnswered(channel: Channel, accepted: boolean): void {
    this.verbs.did(accepted ? 'transfer-key' : 'transfer-key-refused');
    if (accepted) {
      this.#world.agenda.after(this.#random.between(10, 2_000), () =>
        this.#world.asterisk.end(channel, hungUp, 'person'),
      );
    }
  }

  ended(channel: Channel): void {
    const phone = this.#phone(channel.endpoint);
    phone.channels.delete(channel);
    if (phone.active === channel) phone.active = null;
  }

  #pickUp(channel: Channel, afterMs: number): void {
    const { agenda, asterisk } = this.#world;
    agenda.after(afterMs, () => {
      const phone = this.#phone(channel.endpoint);
      if (!asterisk.lives(channel) || !phone.isRegistered || channel.state === 'up') return;
      this.#makeActive(phone, channel);
      asterisk.answer(channel);
      // Picked up and put down again at once.
      if (this.#random.chance(0.02)) this.#fail(channel, 16, null, this.#random.between(0, 100));
      this.#linger(channel);
    });
  }

  /** Holds whatever else the phone talks with. */
  #makeActive(phone: Phone, channel: Channel | null): void {
    const { active } = phone;
    if (active !== null && active !== channel) this.#world.asterisk.hold(active);
    phone.active = channel;
  }

  #useKeysLater(): void {
    const { agenda } = this.#world;
    agenda.after(this.#random.about(this.#habits.keyMs), () => {
      if (agenda.now > this.#world.endsAt) return;
      const { endpoint, id } = this.#random.pick(this.#world.office.phones);
      const phone = this.#phone(endpoint);
      if (phone.isRegistered) this.#useKeys(phone, endpoint, id);
      this.#useKeysLater();
    });
  }

  #useKeys(phone: Phone, endpoint: string, id: PhoneId): void {
    const { asterisk, office } = this.#world;
    const random = this.#random;
    const up = [...phone.channels].filter((channel) => channel.state === 'up');
    const { active } = phone;
    const canDial = phone.channels.size < this.#linesOf(endpoint);
    if (up.length === 0) {
      if (random.chance(0.4) && canDial) this.#dial(phone, endpoint, id);
      return;
    }
    const held = up.find((channel) => channel !== active && channel.held);
    switch (random.between(1, 8)) {
      case 1:
        if (active !== null && !active.held) {
          asterisk.hold(active);
          this.verbs.did('hold-key');
        }
        break;
      case 2:
      case 3: {
        const other = active?.held === true ? active : held;
        if (other === undefined) break;
        this.#makeActive(phone, other);
        asterisk.retrieve(other);
        this.verbs.did('retrieve-key');
        break;
      }
      case 4:
        if (canDial) this.#dial(phone, endpoint, id);
        break;
      case 5:
        if (active === null || !random.chance(0.5)) break;
        if (random.chance(0.7)) asterisk.hold(active);
        asterisk.refer(active, { kind: 'number', number: anyNumber(office, random) });
        break;
      case 6:
        if (active === null || held === undefined) break;
        asterisk.refer(active, { kind: 'channel', channel: held.id });
        break;
      case 7:
        asterisk.press(random.pick(up), random.pick(['1', '2', '3', '7', '9', '#', '*']));
        break;
      case 8:
        asterisk.end(random.pick(up), hungUp, 'person');
        break;
    }
  }

  #dial(phone: Phone, endpoint: string, id: PhoneId): void {
    const { asterisk, office } = this.#world;
    const number = anyNumber(office, this.#random);
    this.#makeActive(phone, null);
    const channel = asterisk.dial('number', number, { name: '', number: id }, endpoint);
    if (channel === null) return;
    phone.channels.add(channel);
    phone.active = channel;
    this.verbs.did('dial');
    this.#linger(channel);
  }

  /** Somebody talks while there is something to say, waits while he can bear it, and hangs up. */
  #linger(channel: Channel): void {
    const { asterisk, agenda } = this.#world;
    const { talkMs, patienceMs } = this.#habits;
    const talked = asterisk.isTalking(channel);
    agenda.after(this.#random.about(talked ? talkMs : patienceMs), () => {
      if (!asterisk.lives(channel)) return;
      if (talked !== asterisk.isTalking(channel)) return this.#linger(channel);
      asterisk.end(channel, this.#random.chance(0.9) ? hungUp : { q850: 0, sip: null }, 'person');
    });
  }

  #fail(channel: Channel, q850: number, sip: number | null, afterMs: number): void {
    this.#world.agenda.after(afterMs, () => this.#world.asterisk.end(channel, { q850, sip }, 'person'));
  }

  #linesOf(endpoint: string): number {
    const settings = this.#world.office.phones.find((one) => one.endpoint === endpoint);
    return settings?.callWaiting === false ? 2 : 4;
  }

  #phone(endpoint: string): Phone {
    let phone = this.#phones.get(endpoint);
    if (phone === undefined) {
      phone = { isRegistered: true, channels: new Set(), active: null };
      this.#phones.set(endpoint, phone);
    }
    return phone;
  }
}
