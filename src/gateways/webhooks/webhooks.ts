import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import { createCourier } from './courier.ts';
import { deliveriesOf } from './deliveries.ts';
import { Desk } from './desk.ts';
import { hasEndpoints } from './endpoints.ts';
import { Intake } from './intake.ts';
import { resolveHost, type Resolve } from './post.ts';
import { Sender } from './sender.ts';
import { noWebhooks, type WebhookOffice, type WebhookSettings } from './settings.ts';
import type { ChangeSource } from './source.ts';
import type { OutboxStore } from './store.ts';
import type { Account } from './web-call.ts';

/** Web calls: tells receivers outside what employees' phones do with calls. */
export class Webhooks {
  readonly desk: Desk;
  readonly #sender: Sender;
  readonly #intake: Intake;
  readonly #store: OutboxStore;
  #office: WebhookOffice | null = null;

  /** Hears what happens from now on. */
  constructor(options: {
    readonly source: ChangeSource;
    readonly store: OutboxStore;
    /** Of the ledger: part of every delivery's id, and the account unless the office names another. */
    readonly instance: string;
    readonly clock: Clock;
    readonly log: Logger;
    readonly random: () => number;
    readonly resolve?: Resolve;
  }) {
    const { source, store, instance, clock, log, random, resolve = resolveHost } = options;
    this.#store = store;
    const settings = () => this.#settings;
    const account = () => accountOf(this.#office, instance);
    const courier = createCourier({ clock, resolve, allow: () => this.#settings.allow });
    this.#sender = new Sender({ store, courier, settings, clock, random, log });
    const wake = (lanes: readonly string[]) => this.#sender.wake(lanes);
    this.desk = new Desk({ store, courier, settings, account, wake, clock });
    this.#intake = new Intake({
      source,
      store,
      clock,
      log,
      deliveriesOf: (events) => deliveriesOf(events, instance, this.#settings, account()),
      isWanted: () => hasEndpoints(this.#settings),
      onStored: (deliveries) => wake(deliveries.map(({ lane }) => lane)),
    });
  }

  /** What this office says holds from now on, also for what waits already. */
  useOffice(office: WebhookOffice): void {
    this.#office = office;
    this.#intake.useSettings();
    this.#sender.wake(this.#store.lanes());
  }

  /** Goes on where the last run ended. */
  start(): void {
    // Without one, all that waits would be for nobody.
    if (this.#office === null) throw new Error('web calls cannot start before an office is in force');
    this.#sender.start();
    this.#intake.start();
  }

  /** After the last entry is stored. What is not delivered then is delivered after the next start. */
  async stop(): Promise<void> {
    await this.#intake.stop();
    this.desk.stop();
    await this.#sender.stop();
  }

  get #settings(): WebhookSettings {
    return this.#office?.webhooks ?? noWebhooks;
  }
}

function accountOf(office: WebhookOffice | null, instance: string): Account {
  const numbers = new Map(office?.agents.map(({ id, phone }) => [id, phone]));
  return {
    accountId: office?.webhooks?.accountId ?? instance,
    timeZone: office?.timeZone ?? 'UTC',
    localNumber: (agent, phone) => (agent === null ? undefined : numbers.get(agent)) ?? phone,
  };
}
