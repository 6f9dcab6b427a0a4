import type { Fact } from '../../../src/board/fact.ts';
import type { CampaignId, ContactId } from '../../../src/board/ids.ts';
import type { AttemptRow } from '../../../src/board/outbound/attempt.ts';
import type { Contact, ContactNumber, ContactResult } from '../../../src/board/outbound/contact.ts';
import type { Barred, DoNotCall } from '../../../src/board/outbound/gate.ts';
import type { Turn } from '../../../src/board/turn.ts';
import { must } from '../violation.ts';

export interface ContactRow {
  state: 'open' | 'held' | 'finished';
  result: string | null;
  /** As it would be handed over, but for what is looked up then. */
  contact: Contact;
}

/**
 * The ledger's rows of contacts, attempts and the do-not-call list, in memory: changed by what is committed, and by what
 * people do to contacts that are in nobody's hands.
 */
export class ContactStore implements DoNotCall {
  readonly rows = new Map<ContactId, ContactRow>();
  readonly attempts: AttemptRow[] = [];
  readonly #byNumber = new Map<string, AttemptRow[]>();
  readonly #barred = new Map<string, Barred>();

  commit(turns: readonly Turn[]): void {
    for (const { changes, facts } of turns) {
      for (const row of changes.attempts) this.#keepAttempt(row);
      for (const fact of facts) this.#apply(fact);
    }
  }

  add(contact: Contact): void {
    this.rows.set(contact.id, { state: 'open', result: null, contact });
  }

  bar(entry: Barred): void {
    this.#barred.set(`${entry.campaign ?? ''} ${entry.pattern}`, entry);
  }

  /** An entry of its own for each number and each beginning of it. */
  find(number: string, campaign: CampaignId | null, at: number): Barred | null {
    for (const entry of this.#barred.values()) {
      const { pattern, until } = entry;
      if (entry.campaign !== null && entry.campaign !== campaign) continue;
      if (until !== null && until <= at) continue;
      if (pattern.endsWith('*') ? number.startsWith(pattern.slice(0, -1)) : pattern === number) return entry;
    }
    return null;
  }

  /** Those that may be handed over, the most urgent first. */
  due(campaign: CampaignId, at: number, most: number): Contact[] {
    return [...this.rows.values()]
      .filter(
        ({ state, contact }) => state === 'open' && contact.campaign === campaign && contact.dueAt <= at,
      )
      .sort((a, b) => a.contact.priority - b.contact.priority || a.contact.dueAt - b.contact.dueAt)
      .slice(0, most)
      .map(({ contact }) => this.#handed(contact, at));
  }

  /** The first who has been promised a call. */
  promised(): Contact | null {
    for (const { state, contact } of this.rows.values()) {
      if (state === 'open' && contact.kind === 'call-back') return contact;
    }
    return null;
  }

  hasOpen(campaign: CampaignId): boolean {
    for (const { state, contact } of this.rows.values()) {
      if (state === 'open' && contact.campaign === campaign) return true;
    }
    return false;
  }

  /** With what the ledger knows of its numbers, whoever's contacts they are. */
  #handed(contact: Contact, at: number): Contact {
    const numbers = contact.numbers.map((one): ContactNumber => {
      const recent = (this.#byNumber.get(one.number) ?? [])
        .map(({ begunAt }) => begunAt)
        .filter((begunAt) => begunAt > at - 25 * 3_600_000);
      return { ...one, recent, lockedUntil: this.#lockedUntil(one.number) };
    });
    return { ...contact, numbers };
  }

  #lockedUntil(number: string): number {
    let until = 0;
    for (const { contact } of this.rows.values()) {
      for (const one of contact.numbers) {
        if (one.number === number && one.lockedUntil > until) until = one.lockedUntil;
      }
    }
    return until;
  }

  #keepAttempt(row: AttemptRow): void {
    this.attempts.push(row);
    const those = this.#byNumber.get(row.number);
    if (those === undefined) this.#byNumber.set(row.number, [row]);
    else those.push(row);
  }

  #apply(fact: Fact): void {
    switch (fact.kind) {
      case 'contacts.held':
        for (const { id } of fact.contacts) this.#move(id, 'open', 'held', fact.kind);
        return;
      case 'contacts.released':
        for (const id of fact.contacts) this.#move(id, 'held', 'open', fact.kind);
        return;
      case 'contact.settled':
        this.#move(fact.contact, 'held', fact.result.state, fact.kind);
        return this.#settle(fact.contact, fact.result);
      case 'number.barred': {
        const { pattern, campaign, source, until } = fact;
        return this.bar({ pattern, campaign, source, until });
      }
      default:
    }
  }

  #move(id: ContactId, from: ContactRow['state'], to: ContactRow['state'], by: string): void {
    const row = this.rows.get(id);
    must(
      row?.state === from,
      'a contact is in one pair of hands',
      () => `${by} of contact ${id}, which is ${row?.state}`,
    );
    if (row !== undefined) row.state = to;
  }

  #settle(id: ContactId, { numbers, result, ...after }: ContactResult): void {
    const row = this.rows.get(id);
    if (row === undefined) return;
    const { dueAt, kind, agent, priority, attempts, next, note } = after;
    row.result = result;
    const known = row.contact.numbers.map((one, index): ContactNumber => {
      const change = numbers.find((other) => other.index === index);
      if (change === undefined) return one;
      const { state, notBefore, lockedUntil, outcomes } = change;
      return { ...one, state, attempts: change.attempts, notBefore, lockedUntil, outcomes };
    });
    row.contact = { ...row.contact, dueAt, kind, agent, priority, attempts, next, note, numbers: known };
  }
}
