import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Call } from '../../phone/call.ts';
import type { Phone } from '../../phone/phone.ts';
import { within } from './desk.ts';
import { password, secret, TestOffice } from './office.ts';
import { each, hearing, type Each } from './tones.ts';

/** The phones of the manual's examples, and the tone that each sends: who hears whom is measured. */
export const tones = { '1101': 550, '1102': 700, '1103': 850, '1104': 1000, '1105': 1150 } as const;
export type Number = keyof typeof tones;
/** Each of them hears the tones of all others and nothing else. */
export const hearEachOther = hearing(tones);

/**
 * An office whose phones have no names, as in the manual's examples; they answer by themselves when asked to. anna's is
 * 1105, the others are nobody's. Its gateway trusts this machine.
 */
export class TelServicesOffice {
  readonly house: TestOffice;
  readonly #clients: TelServicesClient[] = [];

  private constructor(house: TestOffice) {
    this.house = house;
  }

  static async start(): Promise<TelServicesOffice> {
    const env = { CORDBOARD_TELSERVICES_PORT: '0', CORDBOARD_TELSERVICES_TRUSTED: '127.0.0.0/8' };
    return new TelServicesOffice(await TestOffice.start({ yaml: yaml(), env }));
  }

  /** A registered phone that picks up when it is asked to and sends its own tone. */
  async phone(id: Number): Promise<Phone> {
    const phone = await this.house.phone(id, { answer: 'when-asked' });
    phone.onIncoming = (call) => call.sendTone(tones[id]);
    return phone;
  }

  /** A client that has opened this device and hears its events. */
  async client(device: Number): Promise<TelServicesClient> {
    const port = this.house.app.telServices?.port;
    if (port === undefined) throw new Error('this office has no gateway');
    const client = await TelServicesClient.open(port, device);
    this.#clients.push(client);
    return client;
  }

  phones<const Ids extends readonly Number[]>(...ids: Ids): Promise<Each<Ids, Phone>> {
    return each(ids, (id) => this.phone(id));
  }

  clients<const Ids extends readonly Number[]>(...devices: Ids): Promise<Each<Ids, TelServicesClient>> {
    return each(devices, (device) => this.client(device));
  }

  /** A phone calls another one, which answers at the handset. */
  async talk(from: Phone, to: Phone, numbers: readonly [Number, Number]): Promise<[Call, Call]> {
    const out = from.call(numbers[1]);
    out.sendTone(tones[numbers[0]]);
    const ringing = await to.nextCall();
    await ringing.answer();
    await hearEachOther({ [numbers[0]]: out, [numbers[1]]: ringing });
    return [out, ringing];
  }

  async goHome(): Promise<void> {
    await this.house.goHome();
    await Promise.all(this.#clients.splice(0).map(async (client) => client.close()));
  }

  async stop(): Promise<void> {
    await this.goHome();
    await this.house.stop();
  }
}

/** One that speaks TelServices over TCP and listens on a UDP port. */
export class TelServicesClient {
  readonly #port: number;
  readonly #device: string;
  readonly #ear: Socket;
  readonly #heard: string[] = [];
  readonly #wakers = new Set<() => void>();

  private constructor(port: number, device: string, ear: Socket) {
    this.#port = port;
    this.#device = device;
    this.#ear = ear;
    ear.on('message', (message) => {
      this.#heard.push(message.toString());
      for (const wake of this.#wakers) wake();
    });
  }

  static async open(port: number, device: string): Promise<TelServicesClient> {
    const ear = createSocket('udp4');
    ear.bind(0, '127.0.0.1');
    await once(ear, 'listening');
    const client = new TelServicesClient(port, device, ear);
    await client.ask('openSession', `<eventUDPPort>${ear.address().port}</eventUDPPort>`);
    return client;
  }

  /** Asks for a service at the device. Rejects unless the answer is that it is done. */
  async ask(service: string, more = ''): Promise<void> {
    const answer = await this.query(service, more);
    const done = '<TelServiceReturn><result><standard/></result></TelServiceReturn>';
    if (answer !== done) throw new Error(`${service} at ${this.#device} was answered ${answer}`);
  }

  query(service: string, more = ''): Promise<string> {
    return this.send(`<${service}><deviceNumber>${this.#device}</deviceNumber>${more}</${service}>`);
  }

  /** Any service at all. */
  async send(service: string): Promise<string> {
    const socket = connect(this.#port, '127.0.0.1');
    socket.write(`<TelServiceRequest>${service}</TelServiceRequest>`);
    return within(text(socket), `an answer to ${service}`);
  }

  /** Forgets what came so far. */
  clear(): void {
    this.#heard.length = 0;
  }

  /** All that came, as soon as one of them has this. */
  async eventsUntil(part: string, count = 1): Promise<readonly string[]> {
    const holds = (): boolean => this.#heard.filter((event) => event.includes(part)).length >= count;
    const reached = Promise.withResolvers<void>();
    const wake = (): void => {
      if (holds()) reached.resolve();
    };
    this.#wakers.add(wake);
    wake();
    await within(reached.promise, () => `${part}; so far ${this.#heard.join('\n')}`).finally(() =>
      this.#wakers.delete(wake),
    );
    return [...this.#heard];
  }

  async close(): Promise<void> {
    await this.ask('closeSession');
    this.#ear.close();
  }
}

/** As the manual prints it, but for how long a call lasted; the first id of these is 1. */
export function asPrinted(events: readonly string[]): string[] {
  const ids: string[] = [];
  return events.map((event) =>
    event
      .replace(/<id>(\d+)<\/id>/, (_text, id: string) => {
        if (!ids.includes(id)) ids.push(id);
        return `<id>${ids.indexOf(id) + 1}</id>`;
      })
      .replaceAll(/<duration>\d+<\/duration>/g, '<duration>…</duration>'),
  );
}

function yaml(): string {
  return JSON.stringify({
    office: 'TelServices office',
    queues: [
      { id: 'support', name: 'Support', members: ['anna'], wrapUp: '1s', rest: '1s', failureRoute: '1104' },
    ],
    agents: [
      { id: 'anna', name: 'Anna', phone: '1105', password },
      { id: 'boss', name: 'Boss', role: 'admin', password },
    ],
    phones: Object.keys(tones).map((id) => ({ id, secret, autoAnswer: 'true', ring: '5s' })),
    numbers: [{ number: '700', queue: 'support' }],
  });
}
