import type { Clock } from '../../base/clock.ts';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import type { CampaignId } from '../../board/ids.ts';
import type { CampaignSettings } from '../../board/outbound/campaign-settings.ts';
import type { Contact } from '../../board/outbound/contact.ts';
import { judge, partyOf } from '../../board/outbound/gate.ts';
import { afterRefusal } from '../../board/outbound/retry.ts';
import { settingsNow } from '../../board/outbound/settings-now.ts';
import type { ContactList, SelectionRefusal } from '../../board/outbound/stored.ts';
import { contactsWanted } from '../../board/outbound/wanted.ts';
import type { Numbers } from '../../lists/numbers.ts';
import type { Entry, Exchange } from '../exchange.ts';
import { contactFor } from './hand-over.ts';
import type { ContactStore, DueContact, ListStore } from './stores.ts';

interface Options {
  readonly exchange: Exchange;
  readonly lists: Pick<ListStore, 'all'>;
  readonly contacts: ContactStore;
  readonly numbers: () => Numbers;
  readonly clock: Clock;
  readonly log: Logger;
  readonly random: () => number;
}

/** Contacts that are looked at in one go: about five milliseconds. When some are refused, the next go is after a pause. */
const mostLookedAt = 100;
const pauseMs = 200;
/** Promised calls get in beside a store that is full. */
const mostPromised = 20;
const longestWaitMs = 3_600_000;

/**
 * The one scheduler of first attempts, retries, other numbers and call-backs: hands running campaigns the contacts that are
 * due. It reads rows only when they have all that the board has done, so that nothing is handed over twice.
 */
export class Feeder {
  readonly #options: Options;
  readonly #timers = new Map<CampaignId, () => void>();
  readonly #toLook = new Set<CampaignId>();
  #unlisten: (() => void) | null = null;
  #soon: NodeJS.Immediate | null = null;
  #isRecalled = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** What a former process was about to call goes back first: hours may have passed. */
  async start(): Promise<void> {
    const { exchange, log } = this.#options;
    this.#unlisten = exchange.listen((entries) => this.#hear(entries));
    const { campaigns, contacts } = exchange.state;
    const waiting = new Set([...contacts.values()].map(({ campaign }) => campaign));
    for (const campaign of waiting) {
      await exchange
        .command({ name: 'recall-contacts', campaign })
        .catch((error: unknown) =>
          log.error({ err: error }, `contacts stay as they were: ${messageOf(error)}`),
        );
    }
    this.#isRecalled = true;
    for (const campaign of campaigns.keys()) this.look(campaign);
  }

  stop(): void {
    this.#unlisten?.();
    this.#unlisten = null;
    this.#isRecalled = false;
    if (this.#soon !== null) clearImmediate(this.#soon);
    this.#soon = null;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    this.#toLook.clear();
  }

  /** Something about the campaign's contacts has changed. */
  look(campaign: CampaignId): void {
    if (this.#unlisten === null || !this.#isRecalled) return;
    this.#toLook.add(campaign);
    // Many changes of one turn are looked at once.
    this.#soon ??= setImmediate(() => {
      this.#soon = null;
      this.#lookAll();
    });
  }

  #hear(entries: readonly Entry[]): void {
    for (const { fact } of entries) {
      if ('campaign' in fact && fact.campaign !== null) this.look(fact.campaign);
      else if (fact.kind === 'office.applied' || fact.kind.startsWith('agent.signed')) {
        for (const id of this.#options.exchange.state.campaigns.keys()) this.look(id);
      }
    }
    // What was put off until all is stored.
    for (const campaign of this.#toLook) this.look(campaign);
  }

  #lookAll(): void {
    const { exchange, log } = this.#options;
    // The next entries that are stored bring us here again.
    if (!exchange.isStored) return;
    const [campaign] = this.#toLook;
    if (campaign === undefined) return;
    this.#toLook.delete(campaign);
    try {
      this.#feed(campaign);
    } catch (error) {
      log.error({ err: error, campaign }, `campaign ${campaign} gets no contacts now: ${messageOf(error)}`);
      this.#lookIn(campaign, 1_000);
    }
    const [next] = this.#toLook;
    if (next !== undefined) this.look(next);
  }

  #feed(campaign: CampaignId): void {
    const { exchange, contacts: store } = this.#options;
    this.#timers.get(campaign)?.();
    this.#timers.delete(campaign);
    const now = settingsNow(exchange.state, campaign);
    if (now?.campaign.run === 'completed' && store.hasOpen(campaign)) {
      // Whoever has added somebody wants him called.
      exchange.take({ kind: 'command', command: { name: 'start-campaign', campaign, by: 'scheduler' } });
      return;
    }
    if (now?.campaign.run !== 'running' || now.settings.dialling.name === 'manual') return;
    const at = exchange.now;
    const { settings } = now;
    const all = this.#options.lists.all().filter((list) => list.campaign === campaign);
    const lists = all.filter(({ state, isActive }) => state === 'ready' && isActive);
    const { contacts, refused, isMore } = this.#choose(settings, lists, at);
    if (contacts.length > 0) {
      exchange.take({ kind: 'contacts', campaign, contacts, isAll: false });
    } else if (all.length > 0 && !isMore && this.#isOver(campaign)) {
      exchange.take({ kind: 'contacts', campaign, contacts: [], isAll: true });
      return;
    }
    // Another number of who was refused may be called at once, and there may be others behind him.
    if (refused > 0) this.#lookIn(campaign, pauseMs);
    else this.#lookAtNextDue(campaign, lists, at);
  }

  /** Nobody is left, in the board's hands or in the lists. A campaign that never had a list waits for its first. */
  #isOver(campaign: CampaignId): boolean {
    const { exchange, contacts } = this.#options;
    return (exchange.state.contactsOf.get(campaign)?.size ?? 0) === 0 && !contacts.hasOpen(campaign);
  }

  #choose(
    settings: CampaignSettings,
    lists: readonly ContactList[],
    at: number,
  ): { readonly contacts: readonly Contact[]; readonly refused: number; readonly isMore: boolean } {
    const { exchange, contacts: store, numbers } = this.#options;
    const { state } = exchange;
    const wanted = this.#room(settings);
    const due = this.#due(settings, lists, at, wanted).filter(({ id }) => !state.contacts.has(id));
    const chosen: Contact[] = [];
    const refusals: SelectionRefusal[] = [];
    let looked = 0;
    for (const { id, priority } of due) {
      const isWanted = chosen.length < wanted || (priority === 1 && chosen.length < mostPromised);
      if (!isWanted || looked === mostLookedAt) break;
      looked += 1;
      const stored = store.get(id);
      if (stored === undefined) continue;
      const contact = contactFor(stored, settings, numbers(), store, at);
      const refusal = this.#refusalOf(settings, contact, at);
      if (refusal === null) chosen.push(contact);
      else refusals.push(refusal);
    }
    if (refusals.length > 0) store.refuse(refusals, at);
    return {
      contacts: chosen,
      refused: refusals.length,
      isMore: looked < due.length || looked === mostLookedAt,
    };
  }

  /** How many more the campaign is to have: none until half of what it had has been called. */
  #room({ id }: CampaignSettings): number {
    const { state } = this.#options.exchange;
    const wanted = contactsWanted(state, id);
    let ready = 0;
    for (const held of state.contactsOf.get(id) ?? []) {
      const contact = state.contacts.get(held);
      if (contact?.state.name !== 'ready') continue;
      // One's own call-backs keep nobody else from work.
      if (contact.agent === null || state.agents.get(contact.agent)?.signedInAt != null) ready += 1;
    }
    return ready * 2 >= wanted ? 0 : wanted - ready;
  }

  /** Promised calls first, then by the lists' priority, then by the contacts', then as the campaign wants it. */
  #due({ order }: CampaignSettings, lists: readonly ContactList[], at: number, room: number): DueContact[] {
    const { contacts, random } = this.#options;
    const wanted = { at, order, limit: (room === 0 ? mostPromised : mostLookedAt) + 1, random };
    const all = lists.flatMap((list) =>
      contacts.due(list.id, wanted).map((one) => ({ ...one, list: list.priority })),
    );
    const sign = order === 'newest' ? -1 : 1;
    return all.sort(
      (a, b) =>
        Number(b.priority === 1) - Number(a.priority === 1) ||
        a.list - b.list ||
        a.priority - b.priority ||
        (order === 'random' ? 0 : sign * (a.dueAt - b.dueAt || a.id - b.id)),
    );
  }

  #refusalOf(settings: CampaignSettings, contact: Contact, at: number): SelectionRefusal | null {
    const { id, campaign } = contact;
    const party = partyOf(contact);
    if (party === null) {
      const result = afterRefusal(settings, contact, null, at);
      return {
        contact: id,
        campaign,
        number: '',
        reason: 'number-done',
        detail: 'it has no number',
        until: null,
        result,
      };
    }
    const verdict = judge(this.#options.exchange.state, settings, party, at);
    if (verdict.allowed) return null;
    const { reason, detail, until } = verdict;
    const result = afterRefusal(settings, contact, verdict, at);
    return { contact: id, campaign, number: party.number, reason, detail, until, result };
  }

  #lookAtNextDue(campaign: CampaignId, lists: readonly ContactList[], at: number): void {
    const { contacts } = this.#options;
    let next: number | null = null;
    for (const { id } of lists) {
      const dueAt = contacts.nextDueAfter(id, at);
      if (dueAt !== null && (next === null || dueAt < next)) next = dueAt;
    }
    if (next !== null) this.#lookIn(campaign, Math.min(longestWaitMs, next - at));
  }

  #lookIn(campaign: CampaignId, ms: number): void {
    this.#timers.get(campaign)?.();
    const cancel = this.#options.clock.after(ms, () => {
      this.#timers.delete(campaign);
      this.look(campaign);
    });
    this.#timers.set(campaign, cancel);
  }
}
