import type { Clock } from '../../base/clock.ts';
import { CordboardError, messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import type { CampaignId } from '../../board/ids.ts';
import type { Entry, Exchange } from '../exchange.ts';
import type { ListDesk } from './list-desk.ts';

/** An upload that still runs is waited for. */
const againMs = 1_000;

/**
 * Campaigns that were made after one of the office's leave when they are stopped: with their lists, as soon as their last
 * call is over. What is on record of their calls stays.
 */
export class Leaving {
  readonly #exchange: Exchange;
  readonly #desk: ListDesk;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #leaving = new Set<CampaignId>();
  /** Of these the ones that are being seen to. */
  readonly #busy = new Set<CampaignId>();
  readonly #timers = new Map<CampaignId, () => void>();
  #unlisten: (() => void) | null = null;

  constructor(options: {
    readonly exchange: Exchange;
    readonly desk: ListDesk;
    readonly clock: Clock;
    readonly log: Logger;
  }) {
    this.#exchange = options.exchange;
    this.#desk = options.desk;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** Those that a former process has not got rid of are among them. */
  start(): void {
    this.#unlisten = this.#exchange.listen((entries) => this.#hear(entries));
    for (const { id, template, run } of this.#exchange.state.campaigns.values()) {
      if (template !== null && run === 'stopped') this.#goes(id);
    }
  }

  stop(): void {
    this.#unlisten?.();
    this.#unlisten = null;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    this.#leaving.clear();
  }

  #hear(entries: readonly Entry[]): void {
    for (const { fact } of entries) {
      if (fact.kind !== 'campaign.stopped') continue;
      if (this.#exchange.state.campaigns.get(fact.campaign)?.template != null)
        this.#leaving.add(fact.campaign);
    }
    // Any entry may be the end of a last call.
    for (const campaign of this.#leaving) this.#goes(campaign);
  }

  #goes(campaign: CampaignId): void {
    this.#leaving.add(campaign);
    if (this.#busy.has(campaign) || this.#timers.has(campaign)) return;
    const { campaigns, contactsOf, callsOfCampaign } = this.#exchange.state;
    const known = campaigns.get(campaign);
    if (known === undefined || known.run !== 'stopped') {
      this.#leaving.delete(campaign);
      return;
    }
    const isInUse = (contactsOf.get(campaign)?.size ?? 0) + (callsOfCampaign.get(campaign)?.size ?? 0) > 0;
    if (isInUse || !this.#exchange.isStored) return;
    this.#busy.add(campaign);
    void this.#remove(campaign)
      .then(() => this.#leaving.delete(campaign))
      .catch((error: unknown) => this.#failed(campaign, error))
      .finally(() => this.#busy.delete(campaign));
  }

  async #remove(campaign: CampaignId): Promise<void> {
    // One after the other: the board is asked each time whether it has any of its contacts.
    for (const { id } of this.#desk.all(campaign)) {
      // oxlint-disable-next-line no-await-in-loop
      await this.#desk.delete(id);
    }
    // Somebody may have started it again.
    if (this.#exchange.state.campaigns.get(campaign)?.run !== 'stopped') return;
    await this.#exchange.command({ name: 'remove-campaign', campaign, by: 'house' });
  }

  #failed(campaign: CampaignId, error: unknown): void {
    if (this.#unlisten === null) return;
    const isUsual =
      error instanceof CordboardError &&
      ['list-importing', 'contact-in-use', 'campaign-in-use'].includes(error.code);
    if (!isUsual) this.#log.error({ err: error, campaign }, `a stopped campaign stays: ${messageOf(error)}`);
    const cancel = this.#clock.after(againMs, () => {
      this.#timers.delete(campaign);
      this.#goes(campaign);
    });
    this.#timers.set(campaign, cancel);
  }
}
