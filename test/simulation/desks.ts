import { deviceCallsOf } from '../../src/board/device/device-calls.ts';
import { unreachable } from '../../src/base/errors.ts';
import { forwardTypes } from '../../src/board/device/device.ts';
import type { Service } from '../../src/board/device/device-call.ts';
import type { PhoneId } from '../../src/board/ids.ts';
import type { PhoneCommand } from '../../src/board/input.ts';
import type { Random } from './random.ts';
import { anyNumber } from './sim-office.ts';
import type { World } from './world.ts';

/** Whoever clicks on a screen on behalf of a phone: mostly on what it shows to be possible, at times on anything. */
export class Desks {
  readonly #world: World;
  readonly #random: Random;

  constructor(world: World) {
    this.#world = world;
    this.#random = world.random.split();
  }

  start(clickMs: number): void {
    this.#clickLater(clickMs);
  }

  #clickLater(clickMs: number): void {
    const { agenda, endsAt, cordboard } = this.#world;
    agenda.after(this.#random.about(clickMs), () => {
      if (agenda.now > endsAt) return;
      const command = this.#random.chance(0.1) ? this.#anything(this.#anyPhone()) : this.#sensible();
      if (command !== null) cordboard.take({ kind: 'command', command });
      this.#clickLater(clickMs);
    });
  }

  #anyPhone(): PhoneId {
    const { phones } = this.#world.office;
    return this.#random.chance(0.02) ? ('nowhere' as PhoneId) : this.#random.pick(phones).id;
  }

  /** Phones that do something are clicked on more often. */
  #sensible(): PhoneCommand | null {
    const state = this.#world.cordboard.board?.state;
    if (state === undefined) return null;
    const random = this.#random;
    const busy = [...state.callsOfPhone.keys()];
    const phone = busy.length > 0 && random.chance(0.8) ? random.pick(busy) : this.#anyPhone();
    const calls = state.phones.has(phone) ? deviceCallsOf(state, phone) : null;
    if (calls === null) return this.#idle(phone);
    if (calls.permitted.length > 0 && random.chance(0.75)) {
      return this.#service(phone, random.pick(calls.permitted));
    }
    return this.#beside(phone);
  }

  #idle(phone: PhoneId): PhoneCommand {
    const random = this.#random;
    const slots = this.#parked();
    const mood = random.next();
    if (mood < 0.25) return { name: 'make-call', phone, number: this.#number(), data: 'customer 7' };
    if (mood < 0.45) return { name: 'pick-up', phone };
    if (mood < 0.6) return { name: 'pick-up', phone, at: this.#anyPhone() };
    if (mood < 0.7) return this.#message(phone);
    if (mood < 0.9 && slots.length > 0) return { name: 'unpark-call', phone, slot: random.pick(slots) };
    return this.#settings(phone);
  }

  #service(phone: PhoneId, service: Service): PhoneCommand {
    switch (service) {
      case 'alternateCall':
        return { name: 'alternate-call', phone };
      case 'answerCall':
        return { name: 'answer-call', phone };
      case 'conferenceCall':
        return { name: 'conference-call', phone };
      case 'consultationCall':
        return { name: 'consult', phone, number: this.#number() };
      case 'divertCall':
        return { name: 'divert-call', phone, number: this.#number() };
      case 'dropCall':
        return { name: 'drop-call', phone };
      case 'holdCall':
        return { name: 'hold-call', phone };
      case 'reconnectCall':
        return { name: 'reconnect-call', phone };
      case 'retrieveCall':
        return { name: 'retrieve-call', phone };
      case 'transferCall':
        return { name: 'transfer-call', phone };
      default:
        return unreachable(service);
    }
  }

  /** What the lists of permitted services do not name. */
  #beside(phone: PhoneId): PhoneCommand {
    const random = this.#random;
    return random.pick<() => PhoneCommand>([
      () => ({ name: 'park-call', phone }),
      () => ({ name: 'park-call', phone, slot: random.between(700, 706) }),
      () => ({ name: 'add-party', phone, number: this.#number() }),
      () => ({ name: 'add-party', phone, number: this.#number() }),
      () => ({ name: 'drop-party', phone, number: this.#partyNumber(phone) }),
      () => ({ name: 'mute', phone, on: random.chance(0.5) }),
      () => ({ name: 'send-digits', phone, digits: random.pick(['12#', '0', '']) }),
      () => ({ name: 'reject-call', phone }),
      () => ({ name: 'start-recording', phone }),
      () => ({ name: 'stop-recording', phone }),
      () => ({ name: 'pause-recording', phone }),
      () => ({ name: 'resume-recording', phone }),
      () => ({ name: 'stop-supervising', phone }),
      () => this.#settings(phone),
    ])();
  }

  #message(phone: PhoneId): PhoneCommand {
    const random = this.#random;
    const messages = this.#world.cordboard.board?.state.devices.get(phone)?.messages ?? [];
    if (messages.length === 0) return this.#settings(phone);
    const message = random.pick(messages).id;
    const name = random.pick(['mark-message-heard', 'delete-message'] as const);
    return { name, phone, message, by: 'user' };
  }

  #settings(phone: PhoneId): PhoneCommand {
    const random = this.#random;
    if (random.chance(0.3)) return { name: 'do-not-disturb', phone, on: random.chance(0.3) };
    const number = random.chance(0.5) ? null : this.#number();
    return { name: 'forward', phone, type: random.pick(forwardTypes), number };
  }

  #anything(phone: PhoneId): PhoneCommand {
    const random = this.#random;
    const number = this.#number();
    const other = random.chance(0.5) ? undefined : this.#partyNumber(phone);
    return random.pick<PhoneCommand>([
      { name: 'make-call', phone, number },
      { name: 'answer-call', phone, other },
      { name: 'reject-call', phone, other },
      { name: 'drop-call', phone, other },
      { name: 'drop-party', phone, number: this.#partyNumber(phone) },
      { name: 'hold-call', phone, other },
      { name: 'retrieve-call', phone, other },
      { name: 'alternate-call', phone },
      { name: 'consult', phone, number, other },
      { name: 'reconnect-call', phone },
      { name: 'transfer-call', phone },
      { name: 'conference-call', phone },
      { name: 'add-party', phone, number, other },
      { name: 'divert-call', phone, number, other },
      { name: 'pick-up', phone, at: this.#anyPhone() },
      { name: 'park-call', phone },
      { name: 'unpark-call', phone, slot: random.between(700, 706) },
      { name: 'mute', phone, on: random.chance(0.5) },
      { name: 'send-digits', phone, digits: '1' },
      { name: 'start-recording', phone, other },
      { name: 'stop-supervising', phone },
    ]);
  }

  #number(): string {
    return anyNumber(this.#world.office, this.#random);
  }

  /** Somebody who is in a call with the phone, or nobody. */
  #partyNumber(phone: PhoneId): string {
    const state = this.#world.cordboard.board?.state;
    const calls = (state?.callsOfPhone.get(phone) ?? []).flatMap((id) => state?.calls.get(id) ?? []);
    const numbers = calls.flatMap((call) => call.legs.map((leg) => leg.party.number));
    return numbers.length === 0 ? 'nobody' : this.#random.pick(numbers);
  }

  #parked(): number[] {
    const calls = [...(this.#world.cordboard.board?.state.calls.values() ?? [])];
    return calls.flatMap(({ phase }) => (phase.name === 'parked' ? [phase.slot] : []));
  }
}
