import type { Fact } from '../../../src/board/fact.ts';
import type { CallId, CampaignId, ContactId, LegId } from '../../../src/board/ids.ts';
import type { Office } from '../../../src/board/office.ts';
import type { LiveChanges } from '../../../src/board/outbound/campaign-settings.ts';
import type { Barred } from '../../../src/board/outbound/gate.ts';
import { must } from '../violation.ts';
import type { Booked, Day, Hands, Held } from './booked.ts';

/** Facts that the books are kept by. */
export const isBooked = (fact: Fact): boolean =>
  /^(campaign|contacts?|attempt|number)\./.test(fact.kind) ||
  fact.kind === 'call.made' ||
  fact.kind === 'call.ended';

/**
 * What campaigns have done, kept from facts alone, in other words than the board's: who has which contact, when numbers were
 * called, what was answered and abandoned on which day.
 */
export class Books {
  readonly held = new Map<ContactId, Held>();
  readonly calls = new Map<CallId, Booked>();
  readonly legs = new Map<LegId, Booked>();
  readonly rings = new Map<LegId, { readonly trunk: string; readonly at: number }>();
  readonly dialled = new Map<string, number[]>();
  readonly locked = new Map<string, number>();
  readonly barred: Barred[] = [];
  readonly running = new Map<CampaignId, boolean>();
  readonly changes = new Map<CampaignId, LiveChanges>();
  readonly days = new Map<string, Day>();
  readonly #made = new Set<CallId>();
  readonly #open = new Map<CallId, Booked>();

  take(fact: Fact, office: Office): void {
    switch (fact.kind) {
      case 'campaign.started':
      case 'campaign.resumed':
        this.running.set(fact.campaign, true);
        return;
      case 'campaign.suspended':
      case 'campaign.stopped':
      case 'campaign.completed':
        this.running.set(fact.campaign, false);
        return;
      case 'campaign.changed':
        this.changes.set(fact.campaign, { ...this.changes.get(fact.campaign), ...fact.changes });
        return;
      case 'contacts.held':
        for (const contact of fact.contacts) {
          must(
            !this.held.has(contact.id),
            'a contact is in one pair of hands',
            () => `${contact.id} is held twice`,
          );
          this.held.set(contact.id, { contact, hands: 'ready', call: null });
        }
        return;
      case 'contacts.released':
        for (const id of fact.contacts) {
          this.#hands(id, ['ready'], fact.kind);
          this.held.delete(id);
        }
        return;
      case 'contact.previewed':
        this.#hands(fact.contact, ['ready'], fact.kind).hands = 'previewed';
        return;
      case 'contact.skipped':
        this.#hands(fact.contact, ['previewed'], fact.kind).hands = 'ready';
        return;
      case 'contact.settled':
        return this.#settled(fact);
      case 'contact.disposed': {
        const call = this.calls.get(fact.call);
        if (call !== undefined) call.isDisposed = true;
        return;
      }
      case 'number.barred': {
        const { pattern, campaign, source, until } = fact;
        this.barred.push({ pattern, campaign, source, until });
        return;
      }
      case 'call.made':
        this.#made.add(fact.call);
        return;
      case 'call.ended': {
        this.#made.delete(fact.call);
        const call = this.calls.get(fact.call);
        if (call === undefined) return;
        this.#open.delete(fact.call);
        return must(
          call.outcome !== null,
          'an attempt ends once',
          () => `${fact.call} is over without an outcome`,
        );
      }
      default:
        if (fact.kind.startsWith('attempt.')) this.#attempt(fact as AttemptFact, office);
    }
  }

  /** The calls of campaigns that are not over. */
  open(): Iterable<Booked> {
    return this.#open.values();
  }

  day(campaign: CampaignId, at: number): Day {
    // The office of a simulation is in UTC.
    const key = `${campaign} ${new Date(at).toISOString().slice(0, 10)}`;
    const day = this.days.get(key) ?? { answered: 0, abandoned: 0 };
    this.days.set(key, day);
    return day;
  }

  #attempt(fact: AttemptFact, office: Office): void {
    if (fact.kind === 'attempt.begun') return this.#begin(fact);
    const call = this.calls.get(fact.call);
    must(
      call !== undefined,
      'an attempt ends once',
      () => `${fact.kind} of ${fact.call}, which was never begun`,
    );
    if (call === undefined) return;
    must(
      call.outcome === null,
      'an attempt ends once',
      () => `${fact.kind} of ${fact.call}, which was ${call.outcome}`,
    );
    switch (fact.kind) {
      case 'attempt.dialled':
        must(!this.legs.has(fact.leg), 'a ring is of one attempt', () => `${fact.leg} is rung twice`);
        call.legs.push(fact.leg);
        this.legs.set(fact.leg, call);
        this.rings.set(fact.leg, { trunk: fact.trunk, at: fact.at });
        return;
      case 'attempt.answered':
        must(call.answeredAt === null, 'an attempt is answered once', () => fact.call);
        call.answeredAt = fact.at;
        this.day(call.campaign, fact.at).answered += 1;
        return;
      case 'attempt.detected': {
        // Who may be a machine counts when it is known that he is none.
        const isPerson = fact.state === 'person' || fact.state === 'unknown';
        this.day(call.campaign, fact.at).answered += isPerson ? 1 : fact.state === 'running' ? -1 : 0;
        call.isInDetection = fact.state === 'running';
        call.heardTone = fact.state === 'tone';
        call.isMachine = fact.state === 'machine';
        return;
      }
      case 'attempt.heard':
        call.heardAt = fact.at;
        return;
      case 'attempt.ended': {
        call.outcome = fact.outcome;
        if (fact.outcome === 'network' || call.legs.length === 0) this.#takeBack(call);
        if (fact.outcome !== 'abandoned') return;
        // Who is abandoned counts as a person, be it that nobody has found out yet.
        if (call.isInDetection) this.day(call.campaign, fact.at).answered += 1;
        this.day(call.campaign, fact.at).abandoned += 1;
        const lockOutMs = office.campaigns.find(({ id }) => id === call.campaign)?.abandon.lockOutMs ?? 0;
        this.locked.set(call.number, Math.max(this.locked.get(call.number) ?? 0, fact.at + lockOutMs));
        return;
      }
      default:
    }
  }

  #begin(fact: Extract<Fact, { kind: 'attempt.begun' }>): void {
    const { call, campaign, contact, number, mode, verdict } = fact;
    must(!this.calls.has(call), 'an attempt ends once', () => `${call} is begun twice`);
    must(verdict.allowed, 'every attempt has its verdict', () => `${call}: ${JSON.stringify(verdict)}`);
    const other = [...this.open()].find((one) => one.number === number);
    must(other === undefined, 'a number is in one call', () => `${number} for ${call} is in ${other?.call}`);
    if (contact !== null) {
      const held = this.#hands(contact, ['ready', 'previewed'], fact.kind);
      held.hands = 'dialled';
      held.call = call;
    }
    this.dialled.set(number, [...(this.dialled.get(number) ?? []), fact.at]);
    const booked: Booked = {
      call,
      campaign,
      contact,
      number,
      mode,
      isAgentFirst: this.#made.has(call),
      begunAt: fact.at,
      order: this.calls.size,
      legs: [],
      answeredAt: null,
      heardAt: null,
      isInDetection: false,
      heardTone: false,
      isMachine: false,
      outcome: null,
      isDisposed: false,
    };
    this.calls.set(call, booked);
    this.#open.set(call, booked);
  }

  /** It has not rung there: that is no call of the number. */
  #takeBack({ number, begunAt }: Booked): void {
    const times = this.dialled.get(number) ?? [];
    const index = times.indexOf(begunAt);
    if (index >= 0) this.dialled.set(number, times.toSpliced(index, 1));
  }

  #settled({ contact, of, kind }: Extract<Fact, { kind: 'contact.settled' }>): void {
    const held = this.#hands(contact, ['ready', 'previewed', 'dialled', 'disposing'], kind);
    const call = held.call === null ? undefined : this.calls.get(held.call);
    if (call !== undefined) {
      must(
        of === call.call,
        'a contact is given back once',
        () => `${contact} of ${of}, but called in ${call.call}`,
      );
      must(
        call.outcome !== null,
        'a contact is given back once',
        () => `${contact} while ${call.call} goes on`,
      );
    }
    this.held.delete(contact);
  }

  #hands(id: ContactId, allowed: readonly Hands[], by: string): Held {
    const held = this.held.get(id);
    const isRight = held !== undefined && allowed.includes(held.hands);
    must(
      isRight,
      'a contact is in one pair of hands',
      () => `${by} of contact ${id}, which is ${held?.hands}`,
    );
    return held as Held;
  }
}

type AttemptFact = Extract<Fact, { kind: `attempt.${string}` }>;
