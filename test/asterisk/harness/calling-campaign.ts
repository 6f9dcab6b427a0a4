import { vi } from 'vitest';
import type { CampaignId } from '../../../src/board/ids.ts';
import { CallingOffice } from './calling-office.ts';
import { Customers, type Customer } from './customers.ts';
import type { Desk } from './desk.ts';

const spring = 'spring' as CampaignId;

/** What the ledger has of an attempt. */
export interface AttemptSeen {
  readonly call: string;
  readonly number: string;
  readonly outcome: string;
  readonly trunk: string | null;
  readonly detected: string | null;
  readonly waitMs: number | null;
  readonly begunAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number;
  readonly cause: number;
  readonly sip: number | null;
}

/** The calling office with one campaign, and its customers behind its trunks. */
export class CallingCampaign {
  readonly office: CallingOffice;
  readonly customers: readonly Customers[];

  readonly #boss: Desk;

  private constructor(office: CallingOffice, customers: readonly Customers[], boss: Desk) {
    this.office = office;
    this.customers = customers;
    this.#boss = boss;
  }

  static async start(options: {
    /** Behind the first trunk, and behind the second. */
    readonly customers: readonly [readonly Customer[], ...(readonly Customer[])[]];
    readonly sounds?: Readonly<Record<string, Uint8Array>>;
    /** As in the office file. */
    readonly campaign: Record<string, unknown>;
    readonly office?: Record<string, unknown>;
  }): Promise<CallingCampaign> {
    const { customers, sounds = {}, campaign, office: more = {} } = options;
    const office = await CallingOffice.start({
      callingRules: [{ id: 'always', source: 'these tests', perDay: '100' }],
      campaigns: [
        {
          id: spring,
          name: 'Spring',
          rules: ['always'],
          numberFormat: 'e164',
          trunks: ['trunk-1', 'trunk-2'],
          ...campaign,
        },
      ],
      ...more,
    });
    const there: Customers[] = [];
    try {
      for (const [index, those] of customers.entries()) {
        there.push(await Customers.start({ ...office.farEnd(index), customers: those, sounds }));
      }
      return new CallingCampaign(office, there, await office.house.desk('boss'));
    } catch (error) {
      await Promise.all(there.map((one) => one.close()));
      await office.stop();
      throw error;
    }
  }

  /** Has these numbers called, one contact each. */
  async calls(numbers: readonly string[]): Promise<void> {
    const contacts = numbers.map((number) => ({ name: `Customer ${number}`, numbers: [`+${number}`] }));
    const { results } = (await this.#boss.command('add-contacts', { campaign: spring, contacts })) as {
      results: readonly { rule: string | null; detail: string | null }[];
    };
    const wrong = results.find(({ rule }) => rule !== null);
    if (wrong !== undefined) throw new Error(`a contact was turned down: ${wrong.rule} ${wrong.detail}`);
    await this.#boss.command('start-campaign', { campaign: spring });
  }

  /** The attempts on record, once there are so many, by their numbers without the plus. */
  attempts(count: number, longestMs = 30_000): Promise<Map<string, AttemptSeen>> {
    return vi.waitFor(
      async () => {
        const { attempts } = (await this.#boss.command('attempts', { campaign: spring, limit: 1_000 })) as {
          attempts: readonly AttemptSeen[];
        };
        if (attempts.length < count) {
          const ended = attempts.map(({ number, outcome }) => `${number} ${outcome}`).join(', ');
          throw new Error(`${attempts.length} of ${count} attempts: ${ended}`);
        }
        return new Map(attempts.map((one) => [one.number.slice(1), one]));
      },
      { timeout: longestMs, interval: 200 },
    );
  }

  async stop(): Promise<void> {
    await this.#boss.command('stop-campaign', { campaign: spring });
    await Promise.all(this.customers.map((one) => one.close()));
    await this.office.stop();
  }
}
