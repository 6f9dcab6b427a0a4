import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';
import { CordboardError } from '../../base/errors.ts';
import type { CampaignId } from '../../board/ids.ts';
import type { BarredEntry } from '../../board/outbound/stored.ts';
import type { Numbers } from '../../lists/numbers.ts';
import { rowsOfFile } from '../../lists/rows-of-file.ts';
import type { Exchange } from '../exchange.ts';
import { inputWrong } from '../fields.ts';
import { beginningWrong, entriesOf, type BarReject } from './bar-file.ts';
import type { DoNotCallStore } from './stores.ts';

/** A number that nobody is to call, or its beginning and an asterisk, in any way of writing. */
export interface BarWanted {
  readonly pattern: string;
  readonly campaign: CampaignId | null;
  readonly source: string;
  readonly by: string | null;
  readonly expiresAt: number | null;
  readonly note: string;
}

interface Options {
  readonly exchange: Exchange;
  readonly store: DoNotCallStore;
  readonly numbers: () => Numbers;
  readonly clock: Clock;
}

/** Numbers of a file in one step: some two milliseconds. */
const stepLength = 200;
const mostRejects = 100;

/** The do-not-call list. What is added holds for contacts that are about to be called as well. */
export class BarDesk {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** All or nothing. Rejects with 'not-a-number', 'pattern-wrong', 'campaign-unknown', and 'input-wrong' for an end that is over. */
  async add(wanted: readonly BarWanted[]): Promise<readonly BarredEntry[]> {
    const at = this.#options.clock.now();
    const entries = wanted.map(({ pattern, campaign, source, by, expiresAt, note }): BarredEntry => {
      this.#known(campaign);
      needFuture(expiresAt, at);
      return { pattern: this.#pattern(pattern), campaign, source, addedBy: by, addedAt: at, expiresAt, note };
    });
    this.#options.store.expire(at);
    this.#options.store.putAll(entries);
    await this.#recallAll();
    return entries;
  }

  /** All or nothing; resolves with how many there were. */
  async remove(
    wanted: readonly { readonly pattern: string; readonly campaign: CampaignId | null }[],
    by: string | null,
  ): Promise<number> {
    const entries = wanted.map(({ pattern, campaign }) => ({ pattern: this.#pattern(pattern), campaign }));
    const count = this.#options.store.removeAll(entries);
    for (const { pattern, campaign } of entries) {
      await this.#options.exchange.command({ name: 'unbar-numbers', patterns: [pattern], campaign, by });
    }
    return count;
  }

  /** `number`: the entries that bar it. */
  list(filter: Parameters<DoNotCallStore['list']>[0]): readonly BarredEntry[] {
    const { number } = filter;
    return this.#options.store.list({
      ...filter,
      number: number === undefined ? undefined : this.#options.numbers().key(number),
    });
  }

  /**
   * A file with a line of titles, such as the export. What breaks a rule is left out and told; all others bar, those of a
   * file that breaks off in the middle as well. What a line leaves empty is as `wanted` says. The file is deleted.
   */
  async importFile(
    file: string,
    wanted: Omit<BarWanted, 'pattern'>,
  ): Promise<{ readonly added: number; readonly rejected: number; readonly rejects: readonly BarReject[] }> {
    const { campaign, source, by, expiresAt, note } = wanted;
    const { store, clock, exchange } = this.#options;
    const at = clock.now();
    const rejects: BarReject[] = [];
    let [added, rejected] = [0, 0];
    let step: BarredEntry[] = [];
    const put = async (): Promise<void> => {
      store.putAll(step);
      added += step.length;
      step = [];
      await wait(2);
    };
    try {
      this.#known(campaign);
      needFuture(expiresAt, at);
      const rules = {
        usual: { campaign, source, addedBy: by, addedAt: at, expiresAt, note },
        pattern: (text: string) => this.#patternOrNull(text),
        isCampaign: (id: string) => exchange.state.campaigns.has(id as CampaignId),
      };
      for await (const row of rowsOfFile(file, { kind: 'csv', columns: {} }, () => {})) {
        for (const one of entriesOf(row, rules)) {
          if ('pattern' in one) step.push(one);
          else {
            rejected += 1;
            if (rejects.length < mostRejects) rejects.push(one);
          }
        }
        if (step.length >= stepLength) await put();
      }
      await put();
    } finally {
      await rm(file, { force: true });
      await this.#recallAll();
    }
    return { added, rejected, rejects };
  }

  #pattern(text: string): string {
    const pattern = this.#patternOrNull(text);
    if (pattern !== null) return pattern;
    const isPrefix = text.includes('*');
    throw new CordboardError(
      isPrefix ? 'pattern-wrong' : 'not-a-number',
      isPrefix ? `${text} ${beginningWrong}` : `${text} is not a telephone number`,
    );
  }

  /** Beginnings are meant as they stand in lists: E.164 with its plus, or the digits of what could not be normalised. */
  #patternOrNull(text: string): string | null {
    if (!text.includes('*')) return this.#options.numbers().read(text)?.number ?? null;
    const bare = text.replaceAll(/[\s().-]/g, '');
    return /^(?:\+[1-9]\d{0,14}|\d{1,14})\*$/.test(bare) ? bare : null;
  }

  /** What waits to be called is handed over anew, without those who are barred now. */
  async #recallAll(): Promise<void> {
    const { exchange } = this.#options;
    for (const [campaign, contacts] of exchange.state.contactsOf) {
      if (contacts.size > 0) await exchange.command({ name: 'recall-contacts', campaign });
    }
  }

  #known(campaign: CampaignId | null): void {
    if (campaign === null || this.#options.exchange.state.campaigns.has(campaign)) return;
    throw new CordboardError('campaign-unknown', `there is no campaign ${campaign}`);
  }
}

function needFuture(expiresAt: number | null, at: number): void {
  if (expiresAt !== null && expiresAt <= at)
    throw inputWrong('expiresAt', 'is over: it has to lie in the future');
}
