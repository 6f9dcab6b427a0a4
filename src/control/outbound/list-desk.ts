import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { CordboardError } from '../../base/errors.ts';
import type { CampaignId, ListId } from '../../board/ids.ts';
import type { ContactList, DuplicateScope, ListCounts } from '../../board/outbound/stored.ts';
import type { ImportFormat } from '../../lists/format.ts';
import type { Importing, ImportStatus } from '../../lists/importing.ts';
import type { JsonContact } from '../../lists/json-row.ts';
import type { Exchange } from '../exchange.ts';
import { inputWrong } from '../fields.ts';
import { needCampaign, recallContacts } from './campaign-meant.ts';
import type { Feeder } from './feeder.ts';
import type { OutboundStores } from './stores.ts';

/** The list of what is added without one. */
export const addedList = 'added';
export const usualListPriority = 5_000;

export interface UploadWanted {
  readonly campaign: CampaignId;
  readonly name: string;
  readonly format: ImportFormat;
  readonly duplicates: DuplicateScope;
  readonly timeZone: string | null;
  /** What the list's contacts see; null or left out: as the campaign says. */
  readonly callerId?: string | null | undefined;
  readonly priority: number;
  readonly dueAt: number | null;
  readonly by: string;
}

interface Options {
  readonly exchange: Exchange;
  readonly stores: Pick<OutboundStores, 'lists'>;
  readonly importing: Importing;
  readonly feeder: Pick<Feeder, 'look'>;
}

/** Lists and uploads, for the API and for gateways. What changes a list calls its campaign's contacts back from the board first. */
export class ListDesk {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Where the bytes of an upload go before `upload`. */
  newFile(): string {
    return this.#options.importing.newFile();
  }

  /** Rejects with 'campaign-unknown', 'list-exists'. The file is the desk's from here on. */
  async upload(file: string, wanted: UploadWanted): Promise<ImportStatus> {
    const { exchange, stores, importing } = this.#options;
    needCampaign(exchange, wanted.campaign);
    if (stores.lists.named(wanted.campaign, wanted.name) !== undefined) {
      throw new CordboardError(
        'list-exists',
        `campaign ${wanted.campaign} has a list ${wanted.name}: name another, or delete that one`,
      );
    }
    return importing.add({ ...wanted, file });
  }

  /** The same of contacts that somebody has read already. Resolves when all of them are on disk. */
  async uploadContacts(
    contacts: Iterable<JsonContact>,
    wanted: Omit<UploadWanted, 'format'>,
  ): Promise<ImportStatus> {
    const file = this.newFile();
    const stream = createWriteStream(file, { mode: 0o600 });
    let count = 0;
    for (const contact of contacts) {
      if (!stream.write(`${JSON.stringify(contact)}\n`)) await once(stream, 'drain');
      count += 1;
      if (count % 500 === 0) await breathe();
    }
    stream.end();
    await finished(stream);
    return this.upload(file, { ...wanted, format: { kind: 'json' } });
  }

  /** How an upload goes; null: it is over since long. */
  progress(list: ListId): ImportStatus | null {
    return this.#options.importing.status(list) ?? null;
  }

  outcome(list: ListId): Promise<ImportStatus> {
    return this.#options.importing.outcome(list);
  }

  rejectsFile(list: ListId): string {
    return this.#options.importing.rejectsFile(this.get(list).id);
  }

  all(campaign: CampaignId | null): ContactList[] {
    return this.#options.stores.lists
      .all()
      .filter((list) => list.state !== 'deleting' && (campaign === null || list.campaign === campaign));
  }

  /** Throws 'list-unknown'. */
  get(id: ListId): ContactList {
    const list = this.#options.stores.lists.get(id);
    if (list !== undefined && list.state !== 'deleting') return list;
    throw new CordboardError('list-unknown', `there is no list ${id}`);
  }

  counts(id: ListId): ListCounts {
    return this.#options.stores.lists.counts(id);
  }

  /** What is not named stays; `callerId` null: as the campaign says. */
  async change(
    id: ListId,
    change: {
      readonly isActive?: boolean | undefined;
      readonly priority?: number | undefined;
      readonly callerId?: string | null | undefined;
    },
  ): Promise<ContactList> {
    const { exchange, stores, feeder } = this.#options;
    const { campaign } = this.get(id);
    await recallContacts(exchange, campaign);
    const { lists } = stores;
    if (change.isActive !== undefined) lists.setActive(id, change.isActive);
    if (change.priority !== undefined) lists.setPriority(id, change.priority);
    if (change.callerId !== undefined) lists.setCallerId(id, change.callerId);
    feeder.look(campaign);
    return this.get(id);
  }

  /** With all its contacts; what is on record of calls stays. Rejects with 'contact-in-use'. */
  async delete(id: ListId): Promise<void> {
    const { exchange, stores, importing, feeder } = this.#options;
    const { campaign, state } = this.get(id);
    if (state === 'importing') {
      throw new CordboardError('list-importing', `list ${id} is being imported: wait until that is over`);
    }
    await recallContacts(exchange, campaign);
    if (stores.lists.isHeld(id)) {
      throw new CordboardError(
        'contact-in-use',
        `contacts of list ${id} are being called: try again after that`,
      );
    }
    importing.delete(id);
    feeder.look(campaign);
  }

  /**
   * The list into which contacts of that name may go now; null: there is none yet. Throws 'list-importing', and 'input-wrong'
   * when its caller id is another one than `callerId`; null fits all.
   */
  toAddTo(campaign: CampaignId, name: string, callerId: string | null): ListId | null {
    const wanted = named(name);
    const known = this.#options.stores.lists.named(campaign, wanted);
    if (known === undefined) return null;
    if (known.state !== 'ready') {
      throw new CordboardError('list-importing', `list ${wanted} is being imported: wait until that is over`);
    }
    if (callerId !== null && callerId !== known.callerId) {
      const its = known.callerId === null ? 'has none of its own' : `has ${known.callerId}`;
      throw inputWrong('callerId', `the list ${wanted} is there already and ${its}: change-list changes it`);
    }
    return known.id;
  }

  /** An empty one, to which contacts are added. */
  create(campaign: CampaignId, name: string, callerId: string | null, at: number, by: string): ListId {
    const plain = { campaign, name: named(name), priority: usualListPriority, timeZone: null } as const;
    return this.#options.stores.lists.create({ ...plain, callerId, state: 'ready', at, by });
  }
}

function named(name: string): string {
  return name === '' ? addedList : name;
}
