import type { AgentId, PhoneId } from '../../../board/ids.ts';
import type { House } from './house.ts';

type Roles = ReadonlyMap<string, 'agent' | 'supervisor' | 'admin'>;

/** Who may use which phone: look-ups in what is made of each office once. */
export class Rights {
  readonly #house: Pick<House, 'exchange' | 'control'>;
  #document: unknown = null;
  #roles: Roles = new Map();
  #office: unknown = null;
  #owners: ReadonlyMap<PhoneId, readonly AgentId[]> = new Map();

  constructor(house: Pick<House, 'exchange' | 'control'>) {
    this.#house = house;
  }

  get users(): readonly string[] {
    return [...this.#rolesNow().keys()];
  }

  isUser(user: string): boolean {
    return this.#rolesNow().has(user);
  }

  isSupervisor(user: string): boolean {
    return (this.#rolesNow().get(user) ?? 'agent') !== 'agent';
  }

  /** A phone of the office: his own unless somebody else sits there, the one at which he sits, nobody's; a supervisor any. */
  mayUse(user: string, phone: PhoneId): boolean {
    const { state } = this.#house.exchange;
    if (!this.isUser(user) || !state.phones.has(phone)) return false;
    if (this.isSupervisor(user)) return true;
    const seated = state.agentAtPhone.get(phone);
    if (seated !== undefined) return seated === user;
    const owners = this.#ownersNow().get(phone);
    return owners === undefined || owners.some((owner) => owner === user);
  }

  #rolesNow(): Roles {
    const { document } = this.#house.control.office;
    if (document !== this.#document) {
      this.#document = document;
      this.#roles = new Map(document?.agents.map(({ id, role }) => [id, role]));
    }
    return this.#roles;
  }

  #ownersNow(): ReadonlyMap<PhoneId, readonly AgentId[]> {
    const { office } = this.#house.exchange.state;
    if (office !== this.#office) {
      this.#office = office;
      const owners = new Map<PhoneId, AgentId[]>();
      for (const { id, phone } of office.agents) {
        if (phone !== null) owners.set(phone, [...(owners.get(phone) ?? []), id]);
      }
      this.#owners = owners;
    }
    return this.#owners;
  }
}
