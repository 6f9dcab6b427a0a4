import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CallingOffice, hearEachOther, tones } from './harness/calling-office.ts';
import { within } from './harness/desk.ts';

/** What a receiver was told: which of its addresses, and the parameters. */
interface Told {
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
}

class Receiver {
  readonly told: Told[] = [];
  readonly #server: Server;
  #look: () => void = () => {};

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => {
      void this.#take(request).then(() => response.end());
    });
  }

  static async open(): Promise<Receiver> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Receiver(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Everything that came on a path, once it is as much. */
  async having(path: string, count: number): Promise<readonly Record<string, string>[]> {
    const found = (): Record<string, string>[] =>
      this.told.filter((one) => one.path === path).map(({ parameters }) => parameters);
    const enough = Promise.withResolvers<void>();
    this.#look = () => {
      if (found().length >= count) enough.resolve();
    };
    this.#look();
    await within(enough.promise, () => `${count} on ${path}; so far ${JSON.stringify(this.told)}`);
    return found();
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #take(request: IncomingMessage): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const path = request.url ?? '';
    const isJson = request.headers['content-type']?.includes('json') === true;
    const parameters = isJson
      ? { body, signature: String(request.headers['cordboard-signature']) }
      : Object.fromEntries(new URLSearchParams(body));
    this.told.push({ path, parameters });
    this.#look();
  }
}

let receiver: Receiver;
let office: CallingOffice;
beforeAll(async () => {
  receiver = await Receiver.open();
  const at = `http://127.0.0.1:${receiver.port}`;
  office = await CallingOffice.start({
    webhooks: {
      accountId: 'acme',
      allow: ['127.0.0.1'],
      calls: {
        incoming: `${at}/incoming`,
        answered: `${at}/answered`,
        outgoing: `${at}/outgoing`,
        ended: `${at}/ended`,
      },
      endpoints: [{ id: 'board', url: `${at}/json`, secret: 'at-least-sixteen-signs' }],
    },
  });
});
afterAll(async () => {
  await office?.stop();
  receiver?.close();
});

test('a call of a queue that is transferred: every web call, with its parameters, to the address of each event', async () => {
  const { customer, annas, trunk } = await office.talk();
  const expert = await office.phone('1004');
  await office.ask('1001', { name: 'consult', number: '1004' });
  const experts = await expert.nextCall();
  experts.sendTone(tones['1004']);
  await experts.answer();
  await hearEachOther({ '1001': annas, '1004': experts });
  await office.ask('1001', { name: 'transfer-call' });
  await hearEachOther({ outside: customer, '1004': experts });
  await customer.hangup();

  const [annasRings, expertsRings] = await receiver.having('/incoming', 2);
  expect(annasRings).toMatchObject({
    AccountId: 'acme',
    Calledphone: '1001',
    EmployeeLocalNumber: '1001',
    ANumber: trunk.user,
  });
  expect(expertsRings).toMatchObject({ Calledphone: '1004', EmployeeLocalNumber: '1004', ANumber: '1001' });
  const [annasAnswer] = await receiver.having('/answered', 2);
  expect(annasAnswer).toMatchObject({ UniqueCallId: annasRings?.['UniqueCallId'], ANumber: trunk.user });
  const [consultation] = await receiver.having('/outgoing', 1);
  expect(consultation).toMatchObject({
    PhoneLocalNumber: '1001',
    BNumber: '1004',
    EmployeeLocalNumber: '1001',
  });

  const ends = await receiver.having('/ended', 3);
  const of = (id: string | undefined) => ends.find((end) => end['Unique CallId'] === id);
  expect(of(annasRings?.['UniqueCallId'])).toMatchObject({
    CallDirection: 'Incoming',
    Transfer: 'True',
    'Transfered number': trunk.user,
    'Transfer to': '1004',
    'Transfered Unique ID': annasRings?.['LinkedUniqueCallId'],
  });
  expect(of(consultation?.['UniqueCallId'])).toMatchObject({ CallDirection: 'Outgoing' });
  expect(of(expertsRings?.['UniqueCallId'])).toMatchObject({ CallDirection: 'Incoming', Transfer: 'True' });

  const signed = await receiver.having('/json', 8);
  expect(signed[0]?.['signature']).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
});
