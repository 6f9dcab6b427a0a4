import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import { Importing, type ImportStore } from '../../lists/importing.ts';
import { Numbers, type Numbering } from '../../lists/numbers.ts';
import type { CampaignId } from '../../board/ids.ts';
import type { Exchange } from '../exchange.ts';
import { BarDesk } from './bar-desk.ts';
import { ContactDesk } from './contact-desk.ts';
import { Feeder } from './feeder.ts';
import { Leaving } from './leaving.ts';
import { ListDesk } from './list-desk.ts';
import { NumberDesk } from './number-desk.ts';
import type { OutboundStores } from './stores.ts';

interface Options {
  readonly exchange: Exchange;
  readonly stores: OutboundStores & { readonly lists: ImportStore };
  /** For uploads. */
  readonly folder: string;
  /** Of the office in force. */
  readonly numbering: () => Numbering;
  readonly clock: Clock;
  readonly log: Logger;
  readonly random?: () => number;
}

/** Lists, contacts and the do-not-call list, and who hands contacts to the board. */
export class Outbound {
  readonly lists: ListDesk;
  readonly contacts: ContactDesk;
  readonly byNumber: NumberDesk;
  readonly bars: BarDesk;
  readonly stores: OutboundStores;
  readonly #exchange: Exchange;
  readonly #importing: Importing;
  readonly #feeder: Feeder;
  readonly #leaving: Leaving;
  readonly #numbering: () => Numbering;
  #numbers: { readonly of: string; readonly numbers: Numbers } | null = null;

  constructor({ exchange, stores, folder, numbering, clock, log, random = Math.random }: Options) {
    this.#exchange = exchange;
    this.#numbering = numbering;
    this.stores = stores;
    const numbers = () => this.numbers;
    const { lists, contacts, doNotCall } = stores;
    this.#feeder = new Feeder({ exchange, lists, contacts, numbers, clock, log, random });
    this.#importing = new Importing({
      store: lists,
      folder,
      numbering,
      agents: () => [...exchange.state.agents.keys()],
      clock,
      log,
      onDone: (campaign) => this.#feeder.look(campaign),
    });
    const feeder = this.#feeder;
    this.lists = new ListDesk({ exchange, stores, importing: this.#importing, feeder });
    this.contacts = new ContactDesk({ exchange, stores, lists: this.lists, feeder, numbers, clock });
    this.byNumber = new NumberDesk({ exchange, stores, contacts: this.contacts, feeder });
    this.#leaving = new Leaving({ exchange, desk: this.lists, clock, log });
    this.bars = new BarDesk({ exchange, store: doNotCall, numbers, clock });
  }

  /** How the office writes numbers. */
  get numbers(): Numbers {
    const numbering = this.#numbering();
    const of = JSON.stringify(numbering);
    if (this.#numbers?.of !== of) this.#numbers = { of, numbers: new Numbers(numbering) };
    return this.#numbers.numbers;
  }

  /** When an office is in force. */
  async start(): Promise<void> {
    await this.#importing.start();
    await this.#feeder.start();
    this.#leaving.start();
  }

  /** Something about the campaign's contacts or agents may have changed: who is due is looked for anew. */
  async lookAnew(campaign: CampaignId): Promise<void> {
    await this.#exchange.command({ name: 'recall-contacts', campaign });
    this.#feeder.look(campaign);
  }

  async stop(): Promise<void> {
    this.#leaving.stop();
    this.#feeder.stop();
    await this.#importing.stop();
  }
}
