import type { Random } from './random.ts';
import type { Channel, EndedBy } from './sim-asterisk.ts';
import { callbackKey } from './sim-office.ts';
import { must } from './violation.ts';
import type { World } from './world.ts';

export interface CallerHabits {
  readonly betweenMs: number;
  readonly patienceMs: number;
  readonly talkMs: number;
  readonly wrongRate: number;
}

const hungUp = { q850: 16, sip: null };

/** What a trunk may say of a number that it does not reach. */
const failures = [
  { q850: 1, sip: 404 },
  { q850: 17, sip: 486 },
  { q850: 19, sip: 480 },
  { q850: 34, sip: 503 },
  { q850: 38, sip: 500 },
] as const;

/** The world outside: people who call, wait while they can bear it, talk and hang up, and people who are called. */
export class Callers {
  readonly #world: World;
  readonly #random: Random;
  readonly #habits: CallerHabits;
  dialled = 0;

  constructor(world: World, habits: CallerHabits) {
    this.#world = world;
    this.#random = world.random.split();
    this.#habits = habits;
    this.#callLater();
  }

  /** Somebody outside is called by a trunk. */
  invite(channel: Channel): void {
    const { asterisk, agenda } = this.#world;
    const random = this.#random;
    if (random.chance(0.35)) {
      const cause = random.pick(failures);
      return agenda.after(random.between(1, 5_000), () => asterisk.end(channel, cause, 'person'));
    }
    if (random.chance(0.8)) agenda.after(random.between(1, 2_000), () => asterisk.alert(channel));
    if (random.chance(0.2)) return;
    agenda.after(random.about(5_000), () => {
      asterisk.answer(channel);
      // Who is called back may have to.
      if (random.chance(0.6)) this.#press(channel, ['1']);
      this.#linger(channel);
    });
  }

  /** Nobody is cut off by us who was neither served, nor refused, nor put out on purpose. */
  ended(channel: Channel, by: EndedBy): void {
    if (by !== 'us' || channel.origin !== 'came') return;
    const fate = this.#world.fates.get(channel.id);
    must(
      isRight(fate, channel),
      'no caller is lost',
      () => `${channel.id} was hung up on: ${describe(fate)}`,
    );
  }

  #callLater(): void {
    const { agenda, endsAt } = this.#world;
    agenda.after(this.#random.about(this.#habits.betweenMs), () => {
      if (agenda.now > endsAt) return;
      this.#call();
      this.#callLater();
    });
  }

  #call(): void {
    const { asterisk, office } = this.#world;
    // Some call again and again.
    const most = this.#random.chance(0.2) ? 1_000_004 : 9_999_999;
    const caller = { name: '', number: `03${this.#random.between(1_000_000, most)}` };
    const isWrong = this.#random.chance(this.#habits.wrongRate);
    const entry = this.#random.chance(0.7) ? 'number' : 'queue';
    const queues = office.queues.map((one) => one.id);
    const queueNumbers = office.numbers.filter(({ to }) => to.kind === 'queue').map(({ number }) => number);
    const others = [...office.numbers.map(({ number }) => number), ...office.phones.map(({ id }) => id)];
    const numbers = this.#random.chance(0.75) ? queueNumbers : others;
    const target = isWrong ? 'nobody' : this.#random.pick<string>(entry === 'number' ? numbers : queues);
    const channel = asterisk.dial(entry, target, caller, this.#random.pick(office.trunks).endpoint);
    if (channel === null) return;
    this.dialled += 1;
    const presses = this.#random.between(1, 100);
    if (presses <= 15) this.#wantCallback(channel);
    else if (presses <= 28) this.#press(channel, this.#random.pick([['1'], ['1', '2'], ['7', '9']]));
    this.#linger(channel);
  }

  /** At the own number or at another one, or not after all. */
  #wantCallback(channel: Channel): void {
    const random = this.#random;
    const other = ['2', ...`0${random.between(10, 99)}`.split(''), '#', '1'];
    this.#press(channel, [callbackKey, ...random.pick([['1'], ['1'], ['1'], other, ['*'], []])]);
  }

  #press(channel: Channel, [key, ...more]: readonly string[]): void {
    if (key === undefined) return;
    this.#world.agenda.after(this.#random.about(1_500), () => {
      this.#world.asterisk.press(channel, key);
      this.#press(channel, more);
    });
  }

  /** Somebody talks while there is something to say, waits while he can bear it, and hangs up. */
  #linger(channel: Channel): void {
    const { asterisk, agenda } = this.#world;
    const { talkMs, patienceMs } = this.#habits;
    const talked = asterisk.isTalking(channel);
    agenda.after(this.#random.about(talked ? talkMs : patienceMs), () => {
      if (!asterisk.lives(channel)) return;
      if (talked !== asterisk.isTalking(channel)) return this.#linger(channel);
      const isPlain = talked || this.#random.chance(0.5);
      asterisk.end(channel, isPlain ? hungUp : { q850: 127, sip: 487 }, 'person');
    });
  }
}

type Fate = ReturnType<World['fates']['get']>;

function isRight(fate: Fate, channel: Channel): boolean {
  switch (fate?.end) {
    case 'refused':
    case 'ended-by-command':
    case 'message-left':
    case 'lost-by-asterisk':
      return true;
    case 'completed-by-agent':
    case 'completed-by-caller':
    case 'abandoned':
      return channel.served || fate.byCommand || channel.hook !== '' || fate.inMailbox;
    // Only who was in no queue may be told that nobody is there.
    case 'unanswered':
      return !fate.hasPlace;
    // Whom the engineer's dialplan does not give back is hung up on at last.
    case 'merged':
    case null:
      return fate.byCommand || channel.hook !== '';
    default:
      return false;
  }
}

function describe(fate: Fate): string {
  return fate === undefined ? 'for no reason' : JSON.stringify(fate);
}
