import type { Clock } from '../../base/clock.ts';
import { CordboardError } from '../../base/errors.ts';
import type { ContactId } from '../../board/ids.ts';
import type { ContactChange, ContactFilter, NewContact, StoredContact } from '../../board/outbound/stored.ts';
import { readContact } from '../../lists/contact-row.ts';
import { rawOf, type JsonContact } from '../../lists/json-row.ts';
import type { Numbers } from '../../lists/numbers.ts';
import type { Exchange } from '../exchange.ts';
import { inUse, needCampaign, recallContacts } from './campaign-meant.ts';
import type { Feeder } from './feeder.ts';
import type { ListDesk, UploadWanted } from './list-desk.ts';
import type { OutboundStores } from './stores.ts';

/** What became of each contact that was to be added, in order. */
export type AddedOutcome =
  | { readonly id: ContactId }
  | { readonly rule: string; readonly number: string; readonly detail: string };

interface Options {
  readonly exchange: Exchange;
  readonly stores: OutboundStores;
  readonly lists: ListDesk;
  readonly feeder: Pick<Feeder, 'look'>;
  readonly numbers: () => Numbers;
  readonly clock: Clock;
}

/**
 * Contacts of lists, for the API and for gateways. What changes a contact calls the campaign's contacts back from the
 * board first; one that is being called just then is refused with 'contact-in-use'.
 */
export class ContactDesk {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Up to some hundred at once: those that the rules turn down are told, the others are there. */
  add(
    wanted: Omit<UploadWanted, 'format' | 'name'> & { readonly list: string },
    contacts: readonly JsonContact[],
  ): AddedOutcome[] {
    const { campaign, duplicates, timeZone, callerId = null, priority, dueAt, by } = wanted;
    const { stores, lists, clock, numbers, exchange, feeder } = this.#options;
    needCampaign(exchange, campaign);
    const at = clock.now();
    const rules = {
      numbers: numbers(),
      timeZone,
      priority,
      dueAt: dueAt ?? at,
      agents: new Set<string>(exchange.state.agents.keys()),
    };
    const read = contacts.map((contact, index) => readContact(rawOf(contact, index + 1), rules));
    const known = lists.toAddTo(campaign, wanted.list, callerId);
    const added = stores.atomically(() => {
      const list = known ?? lists.create(campaign, wanted.list, callerId, at, by);
      const good = read.filter((one): one is NewContact => !('rule' in one));
      return stores.lists.add({ list, duplicates, at }, good);
    });
    feeder.look(campaign);
    const outcomes = added.values();
    return read.map((one): AddedOutcome => {
      if ('rule' in one) return { rule: one.rule, number: one.value, detail: one.detail };
      return outcomes.next().value ?? { rule: 'list-unknown', number: '', detail: 'the list is gone' };
    });
  }

  find(filter: ContactFilter): readonly StoredContact[] {
    const number = filter.number === undefined ? undefined : this.#options.numbers().key(filter.number);
    return this.#options.stores.contacts.find({ ...filter, number });
  }

  /** Throws 'contact-unknown'. */
  get(id: ContactId): StoredContact {
    const contact = this.#options.stores.contacts.get(id);
    if (contact !== undefined && this.#options.stores.lists.get(contact.list)?.state === 'ready')
      return contact;
    throw new CordboardError('contact-unknown', `there is no contact ${id}`);
  }

  /** `numbers`: in this order from now on; `timeZone`: of all of them. Rejects with 'contact-unknown', 'contact-in-use', 'not-a-number'. */
  async change(
    id: ContactId,
    change: ContactChange & {
      readonly numbers?: readonly string[] | undefined;
      readonly timeZone?: string | undefined;
    },
  ): Promise<StoredContact> {
    const { campaign, next, numbers: former } = this.get(id);
    const { stores, exchange } = this.#options;
    if (change.agent != null && !exchange.state.agents.has(change.agent)) {
      throw new CordboardError('agent-unknown', `there is no agent ${change.agent}`);
    }
    const { numbers: texts, timeZone, ...plain } = change;
    const read = texts?.map((text) => this.#read(text));
    const numbers =
      timeZone === undefined ? read : (read ?? former).map((one) => ({ ...one, zones: [timeZone] }));
    const called = former[next]?.number;
    // The number that is next stays so, if it is still there.
    const place = numbers?.findIndex(({ number }) => number === called);
    const moved = plain.next === undefined && place !== undefined ? { next: Math.max(0, place) } : {};
    await recallContacts(this.#options.exchange, campaign);
    const isDone = stores.atomically(() => {
      if (!stores.contacts.change(id, { ...plain, ...moved }, exchange.now)) return false;
      if (numbers !== undefined) stores.contacts.setNumbers(id, numbers);
      return true;
    });
    if (!isDone) throw inUse(id);
    this.#options.feeder.look(campaign);
    return this.get(id);
  }

  /** Nobody calls it any more; what is on record of it stays. */
  async remove(id: ContactId): Promise<void> {
    await this.change(id, { state: 'removed', result: 'removed' });
  }

  /** As if nobody had called yet. */
  async reset(id: ContactId): Promise<StoredContact> {
    const { campaign } = this.get(id);
    await recallContacts(this.#options.exchange, campaign);
    if (!this.#options.stores.contacts.reset(id, this.#options.exchange.now)) throw inUse(id);
    this.#options.feeder.look(campaign);
    return this.get(id);
  }

  #read(text: string) {
    const number = this.#options.numbers().read(text);
    if (number === null) throw new CordboardError('not-a-number', `${text} is not a telephone number`);
    return number;
  }
}
