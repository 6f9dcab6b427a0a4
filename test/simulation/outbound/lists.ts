import type { CampaignId, ContactId, ListId } from '../../../src/board/ids.ts';
import type { Contact, ContactNumber } from '../../../src/board/outbound/contact.ts';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { placeOf, regionPrefix } from './laws.ts';

export interface ListHabits {
  /** How often the scheduler looks for contacts that are due. */
  readonly feedMs: number;
  /** How often somebody does something to lists. */
  readonly editMs: number;
}

/** Uploads, whoever edits them, and the scheduler that hands contacts over. */
export class Lists {
  readonly #world: World;
  readonly #random: Random;
  #nextId = 1;

  constructor(world: World, random: Random, habits: ListHabits) {
    this.#world = world;
    this.#random = random;
    for (const { id } of world.office.campaigns) this.#upload(id, random.between(5, 40));
    if (world.office.campaigns.length === 0) return;
    if (random.chance(0.5)) this.#bar();
    this.#every(habits.feedMs, () => this.#feed());
    this.#every(habits.editMs, () => this.#edit());
  }

  /** Numbers that somebody may dial by himself. */
  number(): string {
    const random = this.#random;
    const prefix = random.chance(0.3) ? regionPrefix : '+4930';
    // Several contacts have the same number, in one campaign or in two.
    return `${prefix}${random.between(1_000_000, 1_000_060)}`;
  }

  /**
   * The scheduler's rule: only contacts that are open and due by the ledger's rows, and only while these are all that has
   * happened: what the board has done and nobody has stored yet, they do not know.
   */
  #feed(): void {
    const { cordboard, agenda } = this.#world;
    const { board, store } = cordboard;
    if (board === null || !cordboard.isSettled) return;
    for (const { id, run } of board.state.campaigns.values()) {
      if (run !== 'running' || !cordboard.isSettled) continue;
      const ready = [...(board.state.contactsOf.get(id) ?? [])].filter(
        (contact) => board.state.contacts.get(contact)?.state.name === 'ready',
      );
      const contacts = store.contacts.due(id, agenda.now, this.#random.between(1, 10) - ready.length);
      const isAll = contacts.length === 0 && !store.contacts.hasOpen(id);
      if (contacts.length > 0 || isAll) cordboard.take({ kind: 'contacts', campaign: id, contacts, isAll });
    }
  }

  #edit(): void {
    const random = this.#random;
    const { campaigns } = this.#world.office;
    if (campaigns.length === 0) return;
    const { id } = random.pick(campaigns);
    const mood = random.next();
    if (mood < 0.4) this.#upload(id, random.between(1, 10));
    else if (mood < 0.7) this.#bar();
    else this.#change(id);
  }

  /** Whoever changes rows has those recalled that wait in the board's hands. */
  #change(campaign: CampaignId): void {
    const { cordboard } = this.#world;
    cordboard.take({ kind: 'command', command: { name: 'recall-contacts', campaign } });
    for (const row of cordboard.store.contacts.rows.values()) {
      if (row.state !== 'open' || row.contact.campaign !== campaign || !this.#random.chance(0.1)) continue;
      row.contact = { ...row.contact, priority: this.#random.between(1, 9), dueAt: this.#world.agenda.now };
    }
  }

  #bar(): void {
    const random = this.#random;
    const { office, agenda, cordboard } = this.#world;
    const number = this.number();
    cordboard.store.contacts.bar({
      pattern: random.chance(0.7) ? number : `${number.slice(0, -1)}*`,
      campaign: random.chance(0.6) ? null : random.pick(office.campaigns).id,
      source: 'api',
      until: random.chance(0.5) ? null : agenda.now + random.between(10, 900) * 1000,
    });
  }

  #upload(campaign: CampaignId, count: number): void {
    for (let index = 0; index < count; index += 1)
      this.#world.cordboard.store.contacts.add(this.#contact(campaign));
  }

  #contact(campaign: CampaignId): Contact {
    const random = this.#random;
    const { office, agenda } = this.#world;
    const id = this.#nextId++;
    const numbers = new Map<string, ContactNumber>();
    for (let count = random.chance(0.6) ? 1 : random.between(2, 3); count > 0; count -= 1) {
      const number = this.number();
      numbers.set(number, numberOf(number));
    }
    return {
      id: id as ContactId,
      campaign,
      list: 1 as ListId,
      listName: 'first',
      name: `Customer ${id}`,
      priority: random.chance(0.8) ? 5_000 : random.between(1, 9),
      agent: random.chance(0.9) ? null : random.pick(office.agents).id,
      dueAt: agenda.now + (random.chance(0.7) ? 0 : random.between(1, 600) * 1000),
      kind: random.chance(0.95) ? 'first' : 'call-back',
      attempts: 0,
      data: random.chance(0.5) ? {} : { name: 'value' },
      numbers: [...numbers.values()],
      next: 0,
      note: '',
    };
  }

  #every(meanMs: number, act: () => void): void {
    const { agenda, endsAt } = this.#world;
    agenda.after(this.#random.about(meanMs), () => {
      if (agenda.now > endsAt) return;
      act();
      this.#every(meanMs, act);
    });
  }
}

function numberOf(number: string): ContactNumber {
  const fresh = { attempts: 0, notBefore: 0, recent: [], lockedUntil: 0, outcomes: {} };
  return { number, dial: number, ...placeOf(number), state: 'open', ...fresh };
}
