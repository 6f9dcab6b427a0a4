import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Networks, plainAddress } from '../../../../src/gateways/telservices/transport/address.ts';
import { calls, side } from './fake-telephony.ts';
import { error, Stage, standard, UdpEar } from './stage.ts';

const credentials = (userID: string, userPassword = 'secret') =>
  `<userID>${userID}</userID><userPassword>${userPassword}</userPassword>`;
const device = '<deviceNumber>1101</deviceNumber>';
const makeCall = `<makeCall>${device}<calledDeviceNumber>2</calledDeviceNumber></makeCall>`;
const stop = '<stopRoutingPoint><service>s</service></stopRoutingPoint>';
const elsewhere = '127.0.0.2';

describe('by default', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.close());

  test('a session needs a valid user and password', async () => {
    expect(await stage.openSession('1101')).toBe(error('invalidCredentials'));
    expect(await stage.openSession('1101', '<userID>anna</userID>')).toBe(error('invalidCredentials'));
    expect(await stage.openSession('1101', credentials('anna', 'guess'))).toBe(error('invalidCredentials'));
    expect(stage.gateway.sessions()).toEqual([]);
    expect(await stage.openSession('1101', credentials('anna'))).toBe(standard);
    expect(stage.telephony.asked).toEqual([
      {
        authenticate: { userID: 'anna', userPassword: 'secret', deviceNumber: '1101', address: '127.0.0.1' },
      },
    ]);
  });

  test('nobody hears a password from the log', async () => {
    await stage.openSession('1101', credentials('anna', 'guess-4711'));
    await stage.openSession('1101', `<userPassword><x>guess-4711</x></userPassword>`);
    expect(stage.logged).not.toHaveLength(0);
    expect(JSON.stringify(stage.logged)).not.toContain('guess-4711');
  });

  test('a service needs an open session of the device from the same address, also where the manual asks for none', async () => {
    expect(await stage.ask(makeCall)).toBe(error('noOpenSession'));
    await stage.openSession('1101', credentials('anna'));
    expect(await stage.ask(makeCall)).toBe(standard);
    expect(await stage.ask(makeCall, elsewhere)).toBe(error('noOpenSession'));
    expect(await stage.ask(makeCall.replace('1101', '1102'))).toBe(error('noOpenSession'));
    expect(await stage.ask(`<dropCall>${device}</dropCall>`, elsewhere)).toBe(error('noOpenSession'));
    expect(await stage.ask(`<closeSession>${device}</closeSession>`, elsewhere)).toBe(error('noOpenSession'));
  });

  test('everybody sees what is his own, supervisors see everything', async () => {
    const history = (whose: string) => stage.ask(`<queryHistory>${whose}</queryHistory>`);
    const search = '<searchName><name>Mar</name></searchName>';
    expect(await history(device)).toBe(error('noOpenSession'));
    expect(await stage.ask(search)).toBe(error('noOpenSession'));
    await stage.openSession('1101', credentials('anna'));
    expect(await history(device)).toBe('<history/>');
    expect(await history('<userID>anna</userID>')).toBe('<history/>');
    expect(await history('<userID>bob</userID>')).toBe(error('reject'));
    expect(await history('<deviceNumber>1102</deviceNumber>')).toBe(error('noOpenSession'));
    expect(await history('')).toBe(error('reject'));
    expect(await stage.ask(search)).toBe('<searchDirectory/>');
    await stage.openSession('1102', credentials('boss'));
    expect(await history('')).toBe('<history/>');
    expect(await history('<userID>bob</userID>')).toBe('<history/>');
  });

  test('supervisor services are for supervisors', async () => {
    expect(await stage.ask(stop)).toBe(error('noOpenSession'));
    await stage.openSession('1101', credentials('anna'));
    expect(await stage.ask(stop)).toBe(error('reject'));
    await stage.openSession('1102', credentials('boss'), elsewhere);
    expect(await stage.ask(stop)).toBe(error('reject'));
    expect(await stage.ask(stop, elsewhere)).toBe(standard);
  });

  test('a device number that stands for a user opens only what is his', async () => {
    const update = (more: string) =>
      stage.ask(
        `<updateUserDirectory>${more}<directoryName>d</directoryName><parties/></updateUserDirectory>`,
      );
    const search = (name: string) => stage.ask(`<searchName>${name}<name>M</name></searchName>`);
    const bob = '<deviceNumber>bob</deviceNumber>';
    stage.telephony.userOfDevice.set('bob', 'bob').set('anna', 'anna').set('1102', 'bob');
    await stage.openSession('1101', credentials('anna'));
    await stage.openSession('1102', credentials('anna'));
    for (const others of [bob, '<deviceNumber>1102</deviceNumber>']) {
      expect(await update(others)).toBe(error('reject'));
      expect(await search(others)).toBe(error('reject'));
    }
    expect(await update('<deviceNumber>anna</deviceNumber>')).toBe(standard);
    expect(await update(device)).toBe(standard);
    await stage.openSession('1103', credentials('boss'));
    expect(await update(bob)).toBe(standard);
  });

  test('who has lost the device can do no more with it than close it for himself', async () => {
    const history = `<queryHistory>${device}</queryHistory>`;
    await stage.openSession('1101', credentials('anna'));
    await stage.openSession('1101', credentials('bob'), elsewhere);
    stage.telephony.lost.add('1101');
    expect(await stage.ask(makeCall)).toBe(error('reject'));
    expect(await stage.ask(`<dropCall>${device}</dropCall>`)).toBe(error('reject'));
    expect(await stage.ask(history)).toBe(error('noOpenSession'));
    stage.telephony.lost.clear();
    expect(await stage.ask(makeCall)).toBe(standard);
    stage.telephony.lost.add('1101');
    const closeAll = '<clientOnly><false/></clientOnly>';
    expect(await stage.ask(`<closeSession>${device}${closeAll}</closeSession>`)).toBe(standard);
    expect(stage.gateway.sessions()).toEqual([
      { deviceNumber: '1101', clients: [{ address: elsewhere, transport: 'tcp', user: 'bob' }] },
    ]);
  });

  test('a long poll tells nothing of a device that was lost meanwhile', async () => {
    await stage.openSession('1101', credentials('anna'));
    const polling = stage.askHttp(
      `<snapshot>${device}<resultOnEvent><timeout>60</timeout></resultOnEvent></snapshot>`,
    );
    await stage.until(() => stage.gateway.load.polls === 1);
    stage.telephony.lost.add('1101');
    stage.telephony.calls('1101', calls(side()));
    expect(await polling).toBe(error('reject'));
  });

  test('events of a lost device are not told, and who is gone is told so', async () => {
    const ear = await UdpEar.open();
    const { telephony } = stage;
    await stage.openSession('1101', `<eventUDPPort>${ear.port}</eventUDPPort>${credentials('anna')}`);
    telephony.lost.add('1101');
    telephony.calls('1101', calls(side()));
    telephony.lineUp(false);
    telephony.usersGone.tell('bob');
    expect(stage.gateway.load.clients).toBe(1);
    telephony.usersGone.tell('anna');
    expect(await ear.next()).toContain('<sessionClosedByAdmin/>');
    expect([ear.unread, stage.gateway.load.sessions]).toEqual([0, 0]);
    ear.close();
  });

  test('it listens on the loopback only', async () => {
    const socket = await stage.connect();
    expect(socket.remoteAddress).toBe('127.0.0.1');
    socket.destroy();
  });
});

describe('a trusted network', () => {
  test('needs no credentials, and no session where the manual asks for none', async () => {
    const stage = await Stage.open({ trustedNetworks: ['127.0.0.2/32'] });
    expect(await stage.ask(makeCall, elsewhere)).toBe(standard);
    expect(await stage.ask(stop, elsewhere)).toBe(standard);
    expect(await stage.ask(makeCall)).toBe(error('noOpenSession'));
    expect(await stage.ask(`<dropCall>${device}</dropCall>`, elsewhere)).toBe(error('noOpenSession'));
    expect(await stage.openSession('1101', '', elsewhere)).toBe(standard);
    expect(await stage.openSession('1101')).toBe(error('invalidCredentials'));
    await stage.close();
  });

  test('may use a session that somebody else has opened', async () => {
    const stage = await Stage.trusting();
    await stage.openSession('1101');
    expect(await stage.ask(`<dropCall>${device}</dropCall>`, elsewhere)).toBe(standard);
    expect(await stage.ask(`<closeSession>${device}</closeSession>`, elsewhere)).toBe(error('noOpenSession'));
    await stage.close();
  });

  test('is a range of addresses of either family', () => {
    const networks = new Networks(['192.168.1.0/24', '10.0.0.7', 'fd00::/8']);
    expect(
      ['192.168.1.9', '10.0.0.7', 'fd12::1', 'fd12::1%eth0'].every((address) => networks.has(address)),
    ).toBe(true);
    expect(['192.168.2.9', '10.0.0.8', '::1', '', 'x'].some((address) => networks.has(address))).toBe(false);
    expect(plainAddress('::ffff:10.0.0.7')).toBe('10.0.0.7');
    expect(plainAddress('fd00::1')).toBe('fd00::1');
  });

  test.each(['10.0.0.0/33', 'everybody', '10.0.0.0/', '::1/x'])('%s is none', (network) => {
    expect(() => new Networks([network])).toThrow(expect.objectContaining({ code: 'settings-wrong' }));
  });
});

test("the manual's open default can be had", async () => {
  const stage = await Stage.open({ openByDefault: true });
  expect(await stage.openSession('1101', credentials('anna', 'guess'))).toBe(standard);
  expect(await stage.ask(makeCall)).toBe(standard);
  expect(await stage.ask(stop)).toBe(standard);
  await stage.close();
});
