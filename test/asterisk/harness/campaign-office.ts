import type { AgentId, CampaignId } from '../../../src/board/ids.ts';
import type { AnsweringRule } from '../../phone/answering.ts';
import type { Phone } from '../../phone/phone.ts';
import { Customers, type Customer } from './customers.ts';
import { within } from './desk.ts';
import { freeUdpPort } from './free-port.ts';
import { password, secret, TestOffice } from './office.ts';

export const customersHost = '127.0.0.4';

export type Connect = 'stay' | 'auto-answer' | 'ring';

/** One campaign of the office file, with what a test wants of it. */
export type CampaignEntry = { readonly id: string } & Readonly<Record<string, unknown>>;

export const agentName = (index: number): string => `agent${String(index + 1).padStart(2, '0')}`;
export const phoneName = (index: number): string => String(2_001 + index);

/**
 * Agents whose phones stay up, or are rung, two queues (the agents of `after-work` have notes to make), campaigns, and a
 * trunk whose far end is SIPp.
 */
export function campaignYaml(
  agents: number,
  port: number,
  campaigns: readonly CampaignEntry[],
  {
    connect = 'stay',
    callingRules = [],
  }: { readonly connect?: Connect; readonly callingRules?: readonly object[] } = {},
): string {
  const all = Array.from({ length: agents }, (_, index) => index);
  const queue = { members: all.map(agentName), ring: '5s' };
  return JSON.stringify({
    office: 'Campaign office',
    timeZone: 'Europe/Berlin',
    numbers: [{ number: '700', queue: 'outbound' }],
    queues: [
      { ...queue, id: 'outbound', name: 'Outbound', wrapUp: '0s' },
      { ...queue, id: 'after-work', name: 'With after-call work', wrapUp: '200ms' },
    ],
    callingRules,
    agents: [
      ...all.map((index) => ({
        id: agentName(index),
        name: `Agent ${index + 1}`,
        phone: phoneName(index),
        password,
        connect,
      })),
      { id: 'boss', name: 'Boss', role: 'admin', password },
    ],
    phones: all.map((index) => ({ id: phoneName(index), secret, autoAnswer: 'true', ring: '5s' })),
    trunks: [{ id: 'network', host: customersHost, port: String(port), match: [customersHost] }],
    campaigns: campaigns.map((campaign) => ({
      name: campaign.id,
      queue: 'outbound',
      trunks: ['network'],
      rules: [],
      ring: '5s',
      abandon: { preset: 'strict', message: 'sound:vm-goodbye' },
      limits: { perDay: 'none' },
      retries: Object.fromEntries(
        ['no-answer', 'busy', 'machine', 'rejected', 'congestion', 'abandoned', 'silence', 'hung-up'].map(
          (outcome) => [outcome, { most: '0' }],
        ),
      ),
      ...campaign,
    })),
  });
}

/** An office with a campaign that calls SIPp's customers. */
export class CampaignOffice {
  readonly house: TestOffice;
  readonly customers: Customers;

  private constructor(house: TestOffice, customers: Customers) {
    this.house = house;
    this.customers = customers;
  }

  static async start(options: {
    readonly agents: number;
    readonly campaigns: readonly CampaignEntry[];
    readonly customers: readonly Customer[];
    readonly sounds?: Readonly<Record<string, Uint8Array>>;
    readonly callingRules?: readonly object[];
    readonly connect?: Connect;
    readonly env?: Record<string, string>;
  }): Promise<CampaignOffice> {
    const port = await freeUdpPort(customersHost);
    const { customers: those, sounds = {} } = options;
    const customers = await Customers.start({ host: customersHost, port, customers: those, sounds });
    const yaml = campaignYaml(options.agents, port, options.campaigns, options);
    return new CampaignOffice(await TestOffice.start({ yaml, env: options.env ?? {} }), customers);
  }

  /** They sit down, and are ready when their phones are up. Whose phone does not answer by itself has a quick hand. */
  async agentsReady(count: number): Promise<Phone[]> {
    const answer: AnsweringRule = (call) => ({ afterMs: call.wantsAutoAnswer ? 0 : 50 });
    const phones = await Promise.all(
      Array.from({ length: count }, (_, index) => this.house.phone(phoneName(index), { answer })),
    );
    await this.#signIn(count);
    return phones;
  }

  /** They sit down anew, and are connected in this way from now on. */
  async reconnect(count: number, connect: Connect): Promise<void> {
    const { exchange } = this.house.app;
    for (let index = 0; index < count; index += 1) {
      await exchange.command({ name: 'sign-out', agent: agentName(index) as AgentId });
    }
    const agents = [...exchange.state.agents.values()];
    await this.house.until('no seat to be taken', () => agents.every(({ seat }) => seat === null));
    await this.#signIn(count, connect);
  }

  async #signIn(count: number, connect?: Connect): Promise<void> {
    const { exchange } = this.house.app;
    for (let index = 0; index < count; index += 1) {
      const agent = agentName(index) as AgentId;
      await exchange.command({ name: 'sign-in', agent, connect });
      await exchange.command({ name: 'ready', agent });
    }
    await this.house.until(`${count} agents to be free`, () => exchange.state.freeAgents.size === count);
  }

  /** Resolves when so many attempts have ended from now on, of whatever campaign. */
  async attempts(count: number, patienceMs: number): Promise<void> {
    const reached = Promise.withResolvers<void>();
    let ended = 0;
    const end = this.house.app.exchange.listen((entries) => {
      ended += entries.filter(({ fact }) => fact.kind === 'attempt.ended').length;
      if (ended >= count) reached.resolve();
    });
    await within(reached.promise, () => `${ended} of ${count} attempts to end`, patienceMs).finally(end);
  }

  /** In this zone, or where their numbers are. */
  add(campaign: string, numbers: readonly string[], timeZone: string | null = null): void {
    const { outbound } = this.house.app.control;
    if (outbound === null) throw new Error('this house has no lists');
    const rules = {
      campaign: campaign as CampaignId,
      list: 'test',
      duplicates: 'campaign',
      priority: 5_000,
    } as const;
    const results = outbound.contacts.add(
      { ...rules, timeZone, dueAt: null, by: 'test' },
      numbers.map((number) => ({ numbers: [`+${number}`] })),
    );
    const refused = results.find((one) => !('id' in one));
    if (refused !== undefined) throw new Error(`a contact was turned down: ${JSON.stringify(refused)}`);
  }

  async stop(): Promise<void> {
    await this.house.stop();
    await this.customers.close();
  }
}
