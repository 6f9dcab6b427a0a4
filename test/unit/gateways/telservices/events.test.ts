import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PhoneId } from '../../../../src/board/ids.ts';
import { callEvents } from './manual/call-events.ts';
import { events } from './manual/events.ts';
import { agentAfterCall, calls, party, side } from './fake-telephony.ts';
import { error, Stage, standard, UdpEar } from './stage.ts';

let stage: Stage;
let ear: UdpEar;

beforeEach(async () => {
  stage = await Stage.trusting();
  ear = await UdpEar.open();
});
afterEach(async () => {
  ear.close();
  await stage.close();
});

const phone = '1101' as PhoneId;
const to = (udp: UdpEar, more = '') => `<eventUDPPort>${udp.port}</eventUDPPort>${more}`;
const session = (event: string) =>
  `<TelServiceEvent><event><session><${event}/></session></event></TelServiceEvent>`;
const closeSession = (more = '') =>
  stage.ask(`<closeSession><deviceNumber>1101</deviceNumber>${more}</closeSession>`);
const initiated = calls(side({ state: 'initiated', otherParty: party('') }), ['dropCall']);
const alerting = calls(side({ state: 'alerting', isOutgoing: false, otherParty: party('1101') }), [
  'answerCall',
  'divertCall',
]);

test('each kind of event goes to the port of the client, as printed', async () => {
  await stage.openSession('1101', to(ear));
  const { telephony } = stage;
  telephony.calls('1101', initiated);
  expect(await ear.next()).toBe(callEvents['1 initiated']);
  telephony.agentChanges.tell({
    phone,
    info: agentAfterCall(stage.clock.now() + 30_000),
  });
  expect(await ear.next()).toBe(events.agent);
  telephony.featureChanges.tell({
    phone,
    feature: 'forward',
    forward: { type: 'immediate', number: '1102' },
    isOn: true,
  });
  expect(await ear.next()).toBe(events['forward on']);
  telephony.featureChanges.tell({ phone, feature: 'doNotDisturb', isOn: true });
  expect(await ear.next()).toBe(events.doNotDisturb);
  telephony.featureChanges.tell({ phone, feature: 'messagesWaiting', isOn: true });
  expect(await ear.next()).toBe(events.msgWaiting);
  telephony.lineUp(false);
  expect(await ear.next()).toBe(events.session);
  telephony.lineUp(true);
  expect(await ear.next()).toBe(session('pbxlinkInService'));
});

test('an event ends with the sequence of the settings', async () => {
  const ended = await Stage.trusting({ endOfPdu: '\r\n' });
  await ended.openSession('1101', to(ear));
  ended.telephony.calls('1101', initiated);
  expect(await ear.next()).toBe(`${callEvents['1 initiated']}\r\n`);
  await ended.close();
});

test('restricted is alerting calls only', async () => {
  await stage.openSession('1102', to(ear, '<eventUpdate><restricted/></eventUpdate>'));
  stage.telephony.calls('1102', initiated);
  stage.telephony.featureChanges.tell({ phone: '1102' as PhoneId, feature: 'doNotDisturb', isOn: true });
  stage.telephony.lineUp(false);
  stage.telephony.calls('1102', alerting);
  expect(await ear.next()).toContain('<state><alerting/></state>');
  stage.gateway.closeSession('1102');
  expect(ear.unread).toBe(0);
});

test('nothing is heard of other devices, nor after the close', async () => {
  await stage.openSession('1101', to(ear));
  stage.telephony.calls('1102', initiated);
  await closeSession();
  stage.telephony.calls('1101', initiated);
  await stage.openSession('1101', to(ear));
  stage.telephony.calls('1101', null);
  expect(await ear.next()).toBe(session('sessionClosedByClient'));
  expect(await ear.next()).toContain('<state><cleared/></state>');
});

test('clients at several addresses each hear at their own', async () => {
  const other = await UdpEar.open('127.0.0.2');
  await stage.openSession('1101', to(ear));
  await stage.openSession('1101', to(other), '127.0.0.2');
  stage.telephony.calls('1101', initiated);
  expect([await ear.next(), await other.next()]).toEqual([
    callEvents['1 initiated'],
    callEvents['1 initiated'],
  ]);
  other.close();
});

describe('the end of a session', () => {
  test('by the administrator', async () => {
    await stage.openSession('1101', to(ear));
    stage.gateway.closeSession('1101');
    expect(await ear.next()).toBe(session('sessionClosedByAdmin'));
  });

  test('by time-out', async () => {
    await stage.openSession('1101', to(ear, '<sessionTimeout>60</sessionTimeout>'));
    stage.clock.advance(59_000);
    expect(await stage.ask('<queryAgentState><deviceNumber>1101</deviceNumber></queryAgentState>')).not.toBe(
      '',
    );
    stage.clock.advance(59_000);
    expect(ear.unread).toBe(0);
    stage.clock.advance(1_000);
    expect(await ear.next()).toBe(session('sessionClosedByTimeout'));
    expect(await closeSession()).toBe(error('noOpenSession'));
  });

  test('by a client, for all of them when it is asked for', async () => {
    const other = await UdpEar.open('127.0.0.2');
    await stage.openSession('1101', to(ear));
    await stage.openSession('1101', to(other), '127.0.0.2');
    expect(await closeSession()).toBe(standard);
    expect(await ear.next()).toBe(session('sessionClosedByClient'));
    expect(stage.gateway.sessions()).toMatchObject([{ clients: [{ address: '127.0.0.2' }] }]);
    expect(await closeSession('<clientOnly><false/></clientOnly>')).toBe(standard);
    expect(await other.next()).toBe(session('sessionClosedByClient'));
    expect(stage.gateway.sessions()).toEqual([]);
    other.close();
  });

  test('by a client later, unless it opens again', async () => {
    await stage.openSession('1101', to(ear));
    const later = '<actualCloseSessionTimeout>3</actualCloseSessionTimeout>';
    await closeSession(later);
    await stage.openSession('1101', to(ear));
    stage.clock.advance(3_000);
    expect(stage.gateway.sessions()).toHaveLength(1);
    await closeSession(later);
    stage.clock.advance(3_000);
    expect(await ear.next()).toBe(session('sessionClosedByClient'));
  });

  test('because the phone is gone', async () => {
    await stage.openSession('1101', to(ear));
    stage.telephony.gone.tell(phone);
    expect(await ear.next()).toBe(session('sessionClosedByMonitoringReject'));
  });

  test('because the gateway is', async () => {
    const short = await Stage.trusting();
    await short.openSession('1101', to(ear));
    await short.close();
    expect(await ear.next()).toBe(session('sessionClosedByAdmin'));
  });
});

describe('startPbxMonitor', () => {
  const later = '<startPbxMonitor><false/></startPbxMonitor>';
  const query = (device: string) =>
    stage.ask(`<queryAgentState><deviceNumber>${device}</deviceNumber></queryAgentState>`);

  test('is true: without Asterisk no session can be opened', async () => {
    stage.telephony.isUp = false;
    expect(await stage.openSession('1101')).toBe(error('pbxlinkOutOfService'));
    expect(await stage.openSession('1101', later)).toBe(standard);
    expect(await query('1101')).toBe(error('pbxlinkOutOfService'));
  });

  test('false: the first action starts it', async () => {
    await stage.openSession('1101', to(ear, later));
    stage.telephony.calls('1101', alerting);
    await query('1101');
    stage.telephony.calls('1101', initiated);
    expect(await ear.next()).toContain('<state><initiated/></state>');
  });

  test('false: the session ends when the first action finds no such phone', async () => {
    expect(await stage.openSession('999', to(ear, later))).toBe(standard);
    expect(await query('999')).toBe(error('pbxReject'));
    expect(await ear.next()).toBe(session('sessionClosedByMonitoringReject'));
    expect(await query('999')).toBe(error('noOpenSession'));
  });
});
