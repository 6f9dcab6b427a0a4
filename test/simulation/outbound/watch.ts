import type { Fact } from '../../../src/board/fact.ts';
import type { Input } from '../../../src/board/input.ts';
import type { Office } from '../../../src/board/office.ts';
import type { BoardState } from '../../../src/board/state.ts';
import type { Turn } from '../../../src/board/turn.ts';
import { must } from '../violation.ts';
import type { World } from '../world.ts';
import type { Booked } from './booked.ts';
import { Books, isBooked } from './books.ts';
import { placeOf } from './laws.ts';
import { customerOf } from './customers.ts';
import { clockIn, forbids, isIn } from './oracle.ts';
import { checkCounts } from './counts.ts';
import { checkOutcome } from './outcomes.ts';
import { checkPacing } from './pacing-rules.ts';
import { Places } from './places.ts';

/** Looks at what campaigns do after each step, with books of its own. */
export class OutboundWatch {
  readonly #world: () => World;
  /** How late we may know what has happened in Asterisk. */
  readonly #crossingMs: () => number;
  #books = new Books();
  readonly #places = new Places();
  /** The facts that are stored: what a crash leaves. */
  readonly #stored: { readonly fact: Fact; readonly office: Office }[] = [];
  /** The line failed, a request did, or somebody died: what far ends say may not have come through since. */
  #troubleAt = 0;
  #hadTrouble = false;
  readonly counts: Record<string, number> = {};

  constructor(world: () => World, crossingMs: () => number) {
    this.#world = world;
    this.#crossingMs = crossingMs;
  }

  get books(): Books {
    return this.#books;
  }

  stepped(input: Input, turn: Turn): void {
    const { state, facts, at } = turn;
    if (input.kind === 'line-down' || input.kind === 'line-up' || input.kind === 'refused') this.#trouble(at);
    if (state.campaignSettings.size === 0) return;
    const books = this.#books;
    for (const fact of facts) {
      if (!isBooked(fact)) continue;
      if (fact.kind === 'attempt.dialled') this.#checkDial(state, fact);
      books.take(fact, state.office);
      this.#count(fact);
      if (fact.kind === 'attempt.begun') this.#checkAllowed(state, books.calls.get(fact.call), 'begun');
      if (fact.kind === 'attempt.ended') this.#checkEnd(fact);
      if (fact.kind === 'contact.settled') this.#checkDisposed(state, fact);
    }
    this.#checkRings(turn);
    this.#places.check(turn, books);
    checkPacing(turn, books);
  }

  committed(turns: readonly Turn[]): void {
    for (const { facts, state } of turns) {
      for (const fact of facts) if (isBooked(fact)) this.#stored.push({ fact, office: state.office });
    }
  }

  restarted(): void {
    const { now } = this.#world().agenda;
    this.#trouble(now);
    this.#places.restarted(now);
    this.#books = new Books();
    for (const { fact, office } of this.#stored) this.#books.take(fact, office);
  }

  /** When everything is committed the lists and the board say the same of every contact. */
  checkRows(state: BoardState): void {
    const { contacts } = this.#world().cordboard.store;
    for (const [id, { state: is }] of contacts.rows) {
      const isHeld = state.contacts.has(id);
      must(
        isHeld === (is === 'held'),
        'contacts balance',
        () => `contact ${id} is ${is}, held by the board: ${isHeld}`,
      );
      must(
        isHeld === this.#books.held.has(id),
        'contacts balance',
        () => `the books disagree about contact ${id}`,
      );
    }
    const ended = [...this.#books.calls.values()].filter(({ outcome }) => outcome !== null).length;
    const rows = contacts.attempts.length;
    must(rows === ended, 'every attempt has its row', () => `${rows} rows of ${ended} attempts`);
  }

  /** When nobody is called any more. */
  checkEnd(): void {
    const { cordboard, customers } = this.#world();
    const { contacts } = cordboard.store;
    for (const [id, { state, result }] of contacts.rows) {
      must(state !== 'held', 'no contact is lost', () => `contact ${id} is held at the end`);
      must(
        state === 'open' || result !== null,
        'no contact is lost',
        () => `contact ${id} is ${state} for no reason`,
      );
    }
    checkCounts(contacts.attempts, this.#books, customers.rings, this.#hadTrouble);
  }

  #trouble(at: number): void {
    this.#troubleAt = at;
    this.#hadTrouble = true;
  }

  /** At the very moment at which the customer is rung, on whichever trunk. */
  #checkDial(state: BoardState, fact: Extract<Fact, { kind: 'attempt.dialled' }>): void {
    const call = this.#books.calls.get(fact.call);
    this.#checkAllowed(state, call, `dialled on ${fact.trunk}`);
    if (call === undefined || call.contact === null) return;
    const { campaign } = call;
    must(
      this.#books.running.get(campaign) === true,
      'only campaigns that run dial',
      () => `${fact.call} of ${campaign}`,
    );
    must(
      this.#isOpen(state, call, fact.at),
      'only campaigns that are open dial',
      () => `${fact.call} of ${campaign}`,
    );
  }

  #isOpen({ office }: BoardState, { campaign }: Booked, at: number): boolean {
    const changes = this.#books.changes.get(campaign);
    const settings = office.campaigns.find(({ id }) => id === campaign);
    const calendar = office.calendars.find(({ id }) => id === settings?.calendar);
    const clock = clockIn(office.timeZone, at);
    if (changes?.daysOff?.some((day) => clock.date.endsWith(day)) === true) return false;
    const hours = changes?.hours ?? calendar?.open ?? null;
    return hours === null || hours.some((one) => isIn(one, clock));
  }

  #checkAllowed({ office }: BoardState, call: Booked | undefined, when: string): void {
    if (call === undefined) return;
    const { agenda, cordboard } = this.#world();
    const { now: at } = agenda;
    const { number, campaign, contact } = call;
    const held = contact === null ? undefined : this.#books.held.get(contact)?.contact;
    const called = held?.numbers[held.next];
    const calls = [...(this.#books.dialled.get(number) ?? [])];
    const own = calls.indexOf(call.begunAt);
    if (own >= 0) calls.splice(own, 1);
    const no = forbids(office, {
      campaign,
      number,
      ...placeOf(number),
      isPromised: held === undefined || held.kind === 'call-back',
      contactAttempts: held?.attempts ?? 0,
      numberAttempts: called?.attempts ?? 0,
      calls,
      lockedUntil: this.#books.locked.get(number) ?? 0,
      at,
    });
    must(
      no === null,
      'nobody is called against the rules',
      () => `${call.call} to ${number} is ${when}: ${no}`,
    );
    const isListed =
      cordboard.store.contacts.find(number, campaign, at) ??
      this.#books.barred.find((one) => one.pattern === number && (one.until === null || one.until > at));
    must(
      isListed == null,
      'nobody on the do-not-call list is called',
      () => `${call.call} to ${number} is ${when}`,
    );
    must(called === undefined || called.number === number, "the contact's number is called", () => number);
    must(
      called === undefined || called.state === 'open',
      'only open numbers are called',
      () => `${number} is ${called?.state}`,
    );
  }

  /** The far side of every ring is a customer of one attempt, and is rung once. */
  #checkRings({ effects }: Turn): void {
    for (const effect of effects) {
      if (effect.name !== 'ring') continue;
      const number = customerOf({ origin: 'rung', endpoint: effect.endpoint });
      if (number === null) continue;
      const call = this.#books.legs.get(effect.leg);
      must(
        call?.number === number,
        'a ring is of one attempt',
        () => `${effect.leg} rings at ${number} for ${call?.call}`,
      );
    }
  }

  #checkEnd(fact: Extract<Fact, { kind: 'attempt.ended' }>): void {
    const call = this.#books.calls.get(fact.call);
    const leg = call?.legs.at(-1);
    if (call === undefined) return;
    const rung = leg === undefined ? undefined : this.#world().customers.rings.get(leg);
    checkOutcome(call, fact, rung, {
      isClear: call.begunAt > this.#troubleAt + 10_000,
      at: fact.at,
      crossingMs: this.#crossingMs(),
    });
  }

  /** What agents have to say they have said, or the office has said it for them. */
  #checkDisposed({ office }: BoardState, { of }: Extract<Fact, { kind: 'contact.settled' }>): void {
    const call = of === null ? undefined : this.#books.calls.get(of);
    const settings = office.campaigns.find(({ id }) => id === call?.campaign);
    if (call === undefined || call.heardAt === null || settings?.dispositionRequired !== true) return;
    const isSaid = call.isDisposed || settings.dispositionDefault === null;
    must(isSaid, 'a talk has its disposition', () => `${call.call} of contact ${call.contact} has none`);
  }

  #count(fact: Fact): void {
    const did = (what: string): void => {
      this.counts[what] = (this.counts[what] ?? 0) + 1;
    };
    if (fact.kind === 'attempt.ended') did(`attempt.${fact.outcome}`);
    else if (fact.kind === 'contact.refused') did(`refused.${fact.reason}`);
    else if (fact.kind === 'contact.disposed') did(`disposed.${fact.disposition.action}`);
    else if (fact.kind === 'attempt.begun') did(`begun.${fact.mode}`);
    else did(fact.kind);
  }
}
