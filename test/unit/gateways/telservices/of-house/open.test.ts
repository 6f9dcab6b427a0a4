import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { TelServicesDesk } from '../../../../../src/gateways/telservices/of-house/desk.ts';
import { openTelServices } from '../../../../../src/gateways/telservices/of-house/open.ts';
import { error, inner, inRequest, standard } from '../stage.ts';
import { password, RealHouse } from './real-house.ts';

/** A gateway over a house as it is, and what its TCP port answers. */
async function opened() {
  const house = await RealHouse.open();
  const gateway = await openTelServices({ port: 0 }, house);
  onTestFinished(() => gateway.close());
  const ask = async (service: string): Promise<string> => {
    const socket = connect(gateway.port, '127.0.0.1');
    socket.write(inRequest(service));
    return inner(await text(socket));
  };
  const open = (device: string, user: string, word: string): Promise<string> =>
    ask(
      `<openSession><deviceNumber>${device}</deviceNumber><userID>${user}</userID>` +
        `<userPassword>${word}</userPassword></openSession>`,
    );
  return { house, gateway, ask, open };
}

const suspend = '<suspendRoutingPoint><service>support</service></suspendRoutingPoint>';
const makeCall =
  '<makeCall><deviceNumber>1001</deviceNumber><calledDeviceNumber>1002</calledDeviceNumber></makeCall>';

test('without a session nothing, with a wrong password no session', async () => {
  const { ask, open } = await opened();
  expect(await ask(makeCall)).toBe(error('noOpenSession'));
  expect(await ask('<openSession><deviceNumber>1001</deviceNumber></openSession>')).toBe(
    error('invalidCredentials'),
  );
  expect(await open('1001', 'anna', 'wrong')).toBe(error('invalidCredentials'));
  expect(await open('1001', 'anna', password)).toBe(standard);
  expect(await ask(makeCall)).toBe(standard);
});

test('an agent is no supervisor; a supervisor suspends the queue', async () => {
  const { ask, open, house } = await opened();
  await open('1001', 'anna', password);
  expect(await ask(suspend)).toBe(error('reject'));
  await open('1009', 'sue', password);
  expect(await ask(suspend)).toBe(standard);
  expect([...house.exchange.state.shutQueues.keys()]).toEqual(['support']);
});

test('a service that nobody knows is refused, and the log says why', async () => {
  const { ask, open, house } = await opened();
  await open('1009', 'sue', password);
  for (const service of ['start', 'stop', 'suspend', 'resume', 'update']) {
    const name = `${service}RoutingPoint`;
    expect(await ask(`<${name}><service>camp1</service></${name}>`)).toBe(error('reject'));
    expect(house.logged.at(-1)?.msg).toContain('there is no queue and no campaign camp1');
  }
});

test('another user’s name is no device: his directories stay his', async () => {
  const { open, ask, gateway } = await opened();
  const later = '<startPbxMonitor><false/></startPbxMonitor>';
  expect(
    await ask(
      `<openSession><deviceNumber>ben</deviceNumber><userID>anna</userID>` +
        `<userPassword>${password}</userPassword>${later}</openSession>`,
    ),
  ).toBe(error('pbxReject'));
  expect(await open('1002', 'anna', password)).toBe(error('reject'));
  expect(gateway.sessions()).toEqual([]);
});

test('the desk of the admins lists and closes what is open, and nothing before the gateway is there', async () => {
  const { open, gateway } = await opened();
  const desk = new TelServicesDesk();
  expect([desk.sessions(), desk.closeSession('1001')]).toEqual([[], false]);
  desk.serve(gateway);
  await open('1001', 'anna', password);
  expect(desk.sessions()).toEqual([
    { deviceNumber: '1001', clients: [{ address: '127.0.0.1', transport: 'tcp', user: 'anna' }] },
  ]);
  expect([desk.closeSession('1001'), desk.closeSession('1001')]).toEqual([true, false]);
});

test('a directory of 10,000 numbers comes in whole', async () => {
  const { open, ask, house } = await opened();
  await open('1001', 'anna', password);
  const party = (at: number) =>
    `<party><number>+49160${at}</number><name>${'n'.repeat(110)}${at}</name>` +
    `<numberType><mobile/></numberType><company>${'c'.repeat(100)}</company></party>`;
  const parties = Array.from({ length: 10_000 }, (_, at) => party(at)).join('');
  const names = '<userID>anna</userID><directoryName>all</directoryName>';
  expect(await ask(`<updateUserDirectory>${names}<parties>${parties}</parties></updateUserDirectory>`)).toBe(
    standard,
  );
  expect(house.directories.list('anna')).toMatchObject([{ name: 'all', count: 10_000 }]);
});

test('a closed gateway listens no more, neither to clients nor to the house', async () => {
  const { gateway, house } = await opened();
  await gateway.close();
  const socket = connect(gateway.port, '127.0.0.1');
  await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await house.agent('sign-in');
  expect(house.logged).toEqual([]);
});

test('a port that is taken is told, and nothing is left', async () => {
  const { gateway, house } = await opened();
  await expect(openTelServices({ port: gateway.port }, house)).rejects.toMatchObject({
    code: 'listen-failed',
  });
});
