import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { startTelServices, type TelServicesGateway } from '../../../../src/gateways/telservices/gateway.ts';
import type { TelServicesSettings } from '../../../../src/gateways/telservices/settings.ts';
import { FakeClock } from '../../control/fake-clock.ts';
import { FakeTelephony } from './fake-telephony.ts';

export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** The gateway on free ports of the loopback, with a fake house behind it and time that stands still. */
export class Stage {
  readonly telephony = new FakeTelephony();
  readonly clock = new FakeClock();
  readonly logged: LogLine[] = [];
  #gateway: TelServicesGateway | null = null;

  static async open(settings: Partial<TelServicesSettings> = {}): Promise<Stage> {
    const stage = new Stage();
    const log = pino(
      { level: 'debug', base: null },
      { write: (line: string) => void stage.logged.push(JSON.parse(line) as LogLine) },
    );
    stage.#gateway = await startTelServices({
      telephony: stage.telephony,
      clock: stage.clock,
      log,
      settings: { port: 0, ...settings },
    });
    return stage;
  }

  /** Where nobody is asked who he is. */
  static trusting(settings: Partial<TelServicesSettings> = {}): Promise<Stage> {
    return Stage.open({ trustedNetworks: ['127.0.0.0/8'], ...settings });
  }

  get gateway(): TelServicesGateway {
    if (this.#gateway === null) throw new Error('the stage is not open');
    return this.#gateway;
  }

  close(): Promise<void> {
    return this.gateway.close();
  }

  async connect(from = '127.0.0.1', allowHalfOpen = false): Promise<Socket> {
    const { port } = this.gateway;
    const socket = connect({ port, host: '127.0.0.1', localAddress: from, allowHalfOpen });
    await once(socket, 'connect');
    return socket;
  }

  /** Sends a request over TCP and reads until the gateway closes. */
  async tcp(xml: string | Buffer, from?: string): Promise<string> {
    const socket = await this.connect(from);
    socket.write(xml);
    return text(socket);
  }

  /** What a service in a TelServiceRequest is answered, without what every answer has around it. */
  async ask(service: string, from?: string): Promise<string> {
    return inner(await this.tcp(inRequest(service), from));
  }

  async askHttp(service: string): Promise<string> {
    return inner((await this.http({ body: inRequest(service) })).body);
  }

  http(options: {
    method?: string;
    path?: string;
    body?: string;
    headers?: Record<string, string>;
    port?: number;
  }): Promise<HttpAnswer> {
    const { method = 'POST', path = '/', body = '', headers = {}, port = this.gateway.port } = options;
    return new Promise((resolve, reject) => {
      const asking = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
        text(response).then(
          (read) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: read }),
          reject,
        );
      });
      asking.on('error', reject).end(body);
    });
  }

  openSession(deviceNumber: string, more = '', from?: string): Promise<string> {
    return this.ask(`<openSession><deviceNumber>${deviceNumber}</deviceNumber>${more}</openSession>`, from);
  }

  /** Resolves when `holds` does; the gateway's work is done in turns of the event loop. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Resolves when the gateway has closed a connection, in whatever way. */
export function cutOff(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.on('error', () => {}).once('close', () => resolve());
    socket.resume();
  });
}

export const inRequest = (service: string): string => `<TelServiceRequest>${service}</TelServiceRequest>`;

export function inner(answer: string): string {
  return answer.replace(/^<TelServiceReturn>(?:<result>(.*)<\/result>|(.*))<\/TelServiceReturn>$/s, '$1$2');
}

export const standard = '<standard/>';
export const error = (name: string): string => `<error><${name}/></error>`;

/** A client's UDP port. */
export class UdpEar {
  readonly #socket: UdpSocket;
  readonly #heard: string[] = [];
  #wake: (() => void) | null = null;

  constructor(socket: UdpSocket) {
    this.#socket = socket;
    socket.on('message', (message) => {
      this.#heard.push(message.toString());
      this.#wake?.();
    });
  }

  static async open(address = '127.0.0.1'): Promise<UdpEar> {
    const socket = createSocket('udp4');
    socket.bind(0, address);
    await once(socket, 'listening');
    return new UdpEar(socket);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  get unread(): number {
    return this.#heard.length;
  }

  async next(): Promise<string> {
    while (this.#heard.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#heard.shift() ?? '';
  }

  close(): void {
    this.#socket.close();
  }
}
