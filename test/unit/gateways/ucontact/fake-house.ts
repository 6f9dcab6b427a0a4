import { CordboardError } from '../../../../src/base/errors.ts';
import type { AgentId } from '../../../../src/board/ids.ts';
import type { Caller, Role } from '../../../../src/control/caller.ts';
import type { Accounts, House } from '../../../../src/gateways/ucontact/house.ts';
import type { CallDesk } from '../../../../src/gateways/ucontact/house/calls.ts';
import type { CampaignDesk } from '../../../../src/gateways/ucontact/house/campaigns.ts';
import type { ContactDesk } from '../../../../src/gateways/ucontact/house/contacts.ts';
import type { DispositionDesk } from '../../../../src/gateways/ucontact/house/dispositions.ts';
import type { DoNotCallDesk } from '../../../../src/gateways/ucontact/house/do-not-call.ts';
import type { CampaignName } from '../../../../src/gateways/ucontact/names.ts';

const callerWith = (user: string, role: Role): Caller => ({
  user: user as AgentId,
  role,
  session: user,
  expiresAt: null,
});

/** Recordings and status have tests with a real ledger. */
const elsewhere = {} as Pick<House, 'records' | 'status'>;

/** An office that writes down what it is asked for, as pairs of what and what with, and who has asked. */
export class FakeHouse {
  readonly asked: unknown[] = [];
  readonly askedBy: string[] = [];
  /** What everything is refused with. */
  refusal: Error | null = null;
  now = Date.parse('2015-10-01T12:00:00Z');
  timeZone = 'America/Montevideo';
  /** Users and their roles; the password of each is `<user>-secret`, his token `<user>-token`. */
  readonly users = new Map<string, Role>([
    ['agent', 'agent'],
    ['boss', 'supervisor'],
  ]);
  readonly agents = new Map([
    ['Agente1', 'agente1'],
    ['1001', 'agente1'],
  ]);
  readonly outboundCampaigns = new Map([
    ['Ventas', 'ventas'],
    ['Sales', 'sales'],
    ['nombreCampaña', 'nombre-campana'],
    ['prueba1', 'prueba1'],
  ]);
  /** Of the campaign Ventas. */
  readonly dispositions = new Map<string, { schedule: 'needed' | 'allowed' | 'ignored' }>([
    ['venda', { schedule: 'ignored' }],
    ['venda|depois', { schedule: 'needed' }],
    ['não|caro|frete', { schedule: 'ignored' }],
    ['livre', { schedule: 'allowed' }],
  ]);
  areRunning = true;
  /** How many contacts are found to be removed. */
  found = 1;

  get house(): House {
    return {
      accounts: this.#accounts,
      clock: { now: () => this.now, timeZone: this.timeZone },
      calls: this.#calls,
      campaigns: this.#campaigns,
      contacts: this.#contacts,
      dispositions: this.#dispositions,
      doNotCall: this.#doNotCall,
      ...elsewhere,
    };
  }

  #note(caller: Caller, what: string, wanted: unknown): void {
    if (this.refusal !== null) throw this.refusal;
    this.asked.push([what, wanted]);
    this.askedBy.push(caller.user);
  }

  readonly #accounts: Accounts = {
    ofToken: (token) => this.#userCaller(token.replace(/-token$/, ''), token.endsWith('-token')),
    ofUser: (user) => this.#userCaller(user, true),
    checkPassword: async (user, password) => {
      if (this.users.has(user) && password === `${user}-secret`) return;
      throw new CordboardError('sign-in-refused', 'no user has this name and this password');
    },
    trusted: () => callerWith('ucontact', 'supervisor'),
  };

  #userCaller(user: string, isGood: boolean): Caller {
    const role = this.users.get(user);
    if (role === undefined || !isGood) throw new CordboardError('session-over', 'this session is over');
    return callerWith(user, role);
  }

  readonly #calls: CallDesk = {
    call: async (caller, wanted) => {
      this.#note(caller, 'call', wanted);
      return '7e4e7db9-f080-494e-b04b-7c8e47711558';
    },
    hangUp: async (caller, phone) => this.#note(caller, 'hangUp', phone),
  };

  readonly #campaigns: CampaignDesk = {
    outbound: ({ name }: CampaignName) => {
      const id = this.outboundCampaigns.get(name);
      if (id !== undefined) return id;
      throw new CordboardError('campaign-unknown', `there is no campaign ${name}`);
    },
    isRunning: () => this.areRunning,
    agent: (named) => this.agents.get(named) ?? null,
  };

  readonly #contacts: ContactDesk = {
    add: async (caller, contact) => this.#note(caller, 'add', contact),
    respool: async (caller, contact) => this.#note(caller, 'respool', contact),
    remove: async (caller, campaign, number) => {
      this.#note(caller, 'remove', { campaign, number });
      return this.found;
    },
    removeScheduled: async (caller, wanted) => {
      this.#note(caller, 'removeScheduled', wanted);
      return this.found;
    },
    upload: async (caller, { contacts, ...upload }) => {
      this.#note(caller, 'upload', { ...upload, contacts: [...contacts()] });
    },
  };

  readonly #dispositions: DispositionDesk = {
    find: ({ name }, levels) =>
      name === 'Ventas' ? (this.dispositions.get(levels.join('|')) ?? null) : null,
    dispose: async (caller, wanted) => this.#note(caller, 'dispose', wanted),
  };

  readonly #doNotCall: DoNotCallDesk = {
    add: async (caller, bars) => this.#note(caller, 'bar', bars),
    remove: async (caller, bars) => this.#note(caller, 'unbar', bars),
  };
}
