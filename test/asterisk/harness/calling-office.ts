import type { PhoneCommand } from '../../../src/board/input.ts';
import type { PhoneId } from '../../../src/board/ids.ts';
import type { Call } from '../../phone/call.ts';
import type { Phone } from '../../phone/phone.ts';
import type { Trunk } from '../../phone/trunk.ts';
import { freeUdpPort } from './free-port.ts';
import { agents, password, secret, TestOffice } from './office.ts';
import { each, hearing, type Each } from './tones.ts';

/** The tone that each party of these tests sends: who hears whom is measured. */
export const tones = {
  outside: 400,
  '1001': 550,
  '1002': 700,
  '1003': 850,
  '1004': 1000,
  '1005': 1150,
} as const;

/** Each of them hears the tones of all others and nothing else. */
export const hearEachOther = hearing(tones);

type Distribute<T> = T extends unknown ? Omit<T, 'phone'> : never;

/** Far ends of two trunks. */
const trunkHosts = ['127.0.0.2', '127.0.0.3'] as const;

/**
 * An office for call control: anna, ben and carla serve `support` at phones 1001 to 1003, which answer by themselves
 * when asked to; 1004 and 1005 belong to nobody; two trunks lead outside after a 0.
 */
export class CallingOffice {
  readonly house: TestOffice;
  readonly #ports: readonly number[];

  private constructor(house: TestOffice, ports: readonly number[]) {
    this.house = house;
    this.#ports = ports;
  }

  static async start(more: Record<string, unknown> = {}): Promise<CallingOffice> {
    const ports = await Promise.all(trunkHosts.map(freeUdpPort));
    return new CallingOffice(await TestOffice.start({ yaml: yaml(ports, more) }), ports);
  }

  /** A registered phone that picks up when it is asked to and sends its own tone. */
  async phone(id: keyof typeof tones): Promise<Phone> {
    const phone = await this.house.phone(id, { answer: 'when-asked' });
    phone.onIncoming = (call) => call.sendTone(tones[id]);
    return phone;
  }

  phones<const Ids extends readonly (keyof typeof tones)[]>(...ids: Ids): Promise<Each<Ids, Phone>> {
    return each(ids, (id) => this.phone(id));
  }

  /** The network behind one of the trunks. */
  async trunk(index: 0 | 1 = 0): Promise<Trunk> {
    const localHost = trunkHosts[index];
    const localPort = this.#ports[index];
    if (localPort === undefined) throw new Error(`there is no trunk ${index}`);
    return this.house.trunk({ localHost, localPort });
  }

  /** Where the network behind a trunk is to listen, for a program that is it. */
  farEnd(index: number): { readonly host: string; readonly port: number } {
    const [host, port] = [trunkHosts[index], this.#ports[index]];
    if (host === undefined || port === undefined) throw new Error(`there is no trunk ${index}`);
    return { host, port };
  }

  async ready(agent: string): Promise<void> {
    const { exchange } = this.house.app;
    await exchange.command({ name: 'sign-in', agent: agent as never });
    await exchange.command({ name: 'ready', agent: agent as never });
  }

  /** Asks for call control at a phone. */
  async ask(phone: string, command: Distribute<PhoneCommand>): Promise<void> {
    await this.house.app.exchange.command({ ...command, phone: phone as PhoneId });
  }

  /** Waits until a phone shows this. */
  async shows(phone: string, primary: string | null, secondary: string | null = null): Promise<void> {
    const { state } = this.house.app.exchange;
    await this.house.until(`${phone} to show ${primary} and ${secondary}`, () => {
      const calls = state.deviceCalls.get(phone as PhoneId);
      return (calls?.primary.state ?? null) === primary && (calls?.secondary?.state ?? null) === secondary;
    });
  }

  permitted(phone: string): readonly string[] {
    return this.house.app.exchange.state.deviceCalls.get(phone as PhoneId)?.permitted ?? [];
  }

  /** A caller from outside is in a talk with anna. */
  async talk(): Promise<{ customer: Call; annas: Call; anna: Phone; trunk: Trunk }> {
    const [anna, trunk] = await Promise.all([this.phone('1001'), this.trunk()]);
    await this.ready('anna');
    const customer = trunk.call('700');
    customer.sendTone(tones.outside);
    const annas = await anna.nextCall();
    await annas.answer();
    await hearEachOther({ outside: customer, '1001': annas });
    return { customer, annas, anna, trunk };
  }

  async stop(): Promise<void> {
    await this.house.stop();
  }
}

function yaml(ports: readonly number[], more: Record<string, unknown>): string {
  return JSON.stringify({
    office: 'Calling office',
    queues: [
      {
        id: 'support',
        name: 'Support',
        members: agents.map(({ id }) => id),
        ring: '5s',
        wrapUp: '1s',
        rest: '1s',
      },
    ],
    agents: [...agents, { id: 'boss', name: 'Boss', role: 'admin', password }],
    phones: [1001, 1002, 1003, 1004, 1005].map((id) => ({
      id: String(id),
      secret,
      callerId: `Phone ${id}`,
      autoAnswer: 'true',
      ring: '3s',
      silence: '3s',
      group: 'all',
    })),
    trunks: trunkHosts.map((host, index) => ({
      id: `trunk-${index + 1}`,
      host,
      port: String(ports[index]),
      match: [host],
    })),
    numbers: [
      { number: '700', queue: 'support' },
      { number: '5551004', phone: '1004' },
    ],
    outside: [{ pattern: '0X.', strip: '1', trunks: ['trunk-1', 'trunk-2'], callerId: '0399', ring: '5s' }],
    ...more,
  });
}
