import { CordboardError } from '../../base/errors.ts';
import type { AgentId, CampaignId, ContactId } from '../../board/ids.ts';
import type { ContactFilter, StoredContact } from '../../board/outbound/stored.ts';
import type { JsonContact } from '../../lists/json-row.ts';
import type { Exchange } from '../exchange.ts';
import { inUse, needCampaign, recallContacts } from './campaign-meant.ts';
import type { AddedOutcome, ContactDesk } from './contact-desk.ts';
import type { Feeder } from './feeder.ts';
import { usualListPriority } from './list-desk.ts';
import type { OutboundStores } from './stores.ts';

interface Options {
  readonly exchange: Exchange;
  readonly stores: Pick<OutboundStores, 'contacts' | 'atomically'>;
  readonly contacts: ContactDesk;
  readonly feeder: Pick<Feeder, 'look'>;
}

/** One contact, or all of a number, as clients of other products name them: they know campaigns and numbers, no ids. */
export class NumberDesk {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Those of the campaign with this number, finished ones included. Resolves with how many. */
  async remove(campaign: CampaignId, number: string): Promise<number> {
    await this.#recall(campaign);
    return this.#removeAll(campaign, { number });
  }

  /** Promised calls to this number that are due from `from` to `to`, both inside. */
  async removeScheduled(campaign: CampaignId, number: string, from: number, to: number): Promise<number> {
    await this.#recall(campaign);
    return this.#removeAll(
      campaign,
      { number, dueFrom: from, dueTo: to + 1 },
      ({ kind }) => kind === 'call-back',
    );
  }

  /**
   * Puts a contact back to be called: that one, or a new one in the list. Rejects as `change` and `add` of contacts do, with
   * the rule that turns it down.
   */
  async respool(wanted: {
    readonly campaign: CampaignId;
    readonly list: string;
    readonly contact: ContactId | null;
    readonly numbers: readonly string[];
    readonly data: Readonly<Record<string, string>>;
    readonly priority: number | null;
    readonly agent: AgentId | null;
    readonly attempts: number;
    readonly by: string;
  }): Promise<ContactId> {
    const { campaign, contact, numbers, data, agent, attempts, by } = wanted;
    const { contacts, exchange } = this.#options;
    const priority = wanted.priority ?? usualListPriority;
    const dueAt = exchange.now;
    if (contact !== null) {
      if (contacts.get(contact).campaign !== campaign) {
        throw new CordboardError('contact-unknown', `campaign ${campaign} has no contact ${contact}`);
      }
      const back = { state: 'open', dueAt, kind: 'retry', next: 0, result: null } as const;
      await contacts.change(contact, { ...back, numbers, data, priority, agent, attempts });
      return contact;
    }
    const rules = {
      campaign,
      list: wanted.list,
      duplicates: 'none',
      timeZone: null,
      priority,
      dueAt,
      by,
    } as const;
    const [added] = contacts.add(rules, [{ numbers, data, agent }]);
    if (added === undefined || !('id' in added)) throw turnedDown(added);
    if (attempts > 0) await contacts.change(added.id, { attempts, kind: 'retry' });
    return added.id;
  }

  /** One contact; `at`: a promised call, before all others at its time. Rejects with the rule that turns it down. */
  add(
    wanted: JsonContact & {
      readonly campaign: CampaignId;
      readonly list: string;
      readonly at: number | null;
      readonly by: string;
    },
  ): ContactId {
    const { campaign, list, at, by, ...contact } = wanted;
    const { contacts, stores, exchange } = this.#options;
    const rules = { campaign, list, duplicates: 'none', timeZone: null, by } as const;
    const promised = at === null ? { priority: usualListPriority, dueAt: null } : { priority: 1, dueAt: at };
    const [added] = contacts.add({ ...rules, ...promised }, [contact]);
    if (added === undefined || !('id' in added)) throw turnedDown(added);
    if (at !== null) stores.contacts.change(added.id, { kind: 'call-back' }, exchange.now);
    return added.id;
  }

  async #recall(campaign: CampaignId): Promise<void> {
    needCampaign(this.#options.exchange, campaign);
    await recallContacts(this.#options.exchange, campaign);
  }

  #removeAll(
    campaign: CampaignId,
    filter: Omit<ContactFilter, 'limit'>,
    isMeant: (contact: StoredContact) => boolean = () => true,
  ): number {
    const { stores, contacts, exchange, feeder } = this.#options;
    const found = contacts
      .find({ ...filter, campaign, limit: 10_000 })
      .filter((contact) => contact.state !== 'removed' && isMeant(contact));
    const held = found.find(({ state }) => state === 'held');
    if (held !== undefined) throw inUse(held.id);
    stores.atomically(() => {
      for (const { id } of found) {
        stores.contacts.change(id, { state: 'removed', result: 'removed' }, exchange.now);
      }
    });
    feeder.look(campaign);
    return found.length;
  }
}

function turnedDown(added: AddedOutcome | undefined): CordboardError {
  if (added === undefined || 'id' in added) return new CordboardError('contact-refused', 'it was not added');
  return new CordboardError(added.rule, `${added.number} ${added.detail}`);
}
