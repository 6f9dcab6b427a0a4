import { expect, test } from 'vitest';
import type { DeviceChange } from '../../../../../src/board/device/device-call.ts';
import type { CallId, PhoneId } from '../../../../../src/board/ids.ts';
import { phoneCommand } from '../../../../../src/gateways/telservices/of-house/devices.ts';
import type { DeviceCommand } from '../../../../../src/gateways/telservices/telephony.ts';
import { entered } from '../../../board/settings.ts';
import { settled } from '../../../control/house.ts';
import { phone1, phone2, RealHouse } from './real-house.ts';

const call = 'cbt-1' as CallId;

test.each<[DeviceCommand, object]>([
  [
    { phone: phone1, name: 'makeCall', called: '1002', data: 'x' },
    { name: 'make-call', number: '1002', data: 'x' },
  ],
  [
    { phone: phone1, name: 'makeCall', called: '1002', data: null },
    { name: 'make-call', number: '1002' },
  ],
  [
    { phone: phone1, name: 'answerCall', call },
    { name: 'answer-call', call },
  ],
  [{ phone: phone1, name: 'dropCall', call: null }, { name: 'drop-call' }],
  [
    { phone: phone1, name: 'holdCall', call },
    { name: 'hold-call', call },
  ],
  [
    { phone: phone1, name: 'retrieveCall', call },
    { name: 'retrieve-call', call },
  ],
  [{ phone: phone1, name: 'alternateCall' }, { name: 'alternate-call' }],
  [{ phone: phone1, name: 'reconnectCall' }, { name: 'reconnect-call' }],
  [{ phone: phone1, name: 'transferCall' }, { name: 'transfer-call' }],
  [{ phone: phone1, name: 'conferenceCall' }, { name: 'conference-call' }],
  [
    { phone: phone1, name: 'consultationCall', call, called: '9', data: 'x' },
    { name: 'consult', call, number: '9', data: 'x' },
  ],
  [
    { phone: phone1, name: 'divertCall', call: null, called: '9', data: null },
    { name: 'divert-call', number: '9' },
  ],
  [
    { phone: phone1, name: 'addPartyToCall', call, called: '9', data: null },
    { name: 'add-party', call, number: '9' },
  ],
])('%j is the board’s command', (command, expected) => {
  expect(phoneCommand(command)).toEqual({ phone: phone1, ...expected });
});

test('the line goes down and up', async () => {
  const house = await RealHouse.open();
  const told: boolean[] = [];
  house.telephony.line.listen((isUp) => told.push(isUp));
  expect(house.telephony.line.isUp).toBe(true);
  house.exchange.take({ kind: 'line-down', reason: 'test' });
  await settled();
  expect(house.telephony.line.isUp).toBe(false);
  house.lineUp();
  await settled();
  expect(told).toEqual([false, true]);
});

test('a phone’s calls are those that were told last, not what the board is about to tell', async () => {
  const house = await RealHouse.open();
  const { devices } = house.telephony;
  const told: DeviceChange[] = [];
  const end = devices.listen((change) => {
    if (change.phone === phone1) told.push(change);
  });
  house.exchange.take({ kind: 'line', event: entered('c1', '1002', { endpoint: 'PJSIP/1001' }) });
  expect(devices.calls(phone1)).toBeNull();
  await settled();
  expect(devices.calls(phone1)?.primary).toMatchObject({
    state: 'originated',
    otherParty: { number: '1002' },
  });
  expect(told.map(({ calls }) => calls?.primary.state)).toEqual(['initiated', 'originated']);
  await house.gone('c1');
  expect(devices.calls(phone1)).toBeNull();
  end();
  await house.hear(entered('c2', '1002', { endpoint: 'PJSIP/1001' }));
  expect(told.at(-1)?.calls).toBeNull();
});

test('commands reach the board, and its rules come back', async () => {
  const house = await RealHouse.open();
  const { devices } = house.telephony;
  await devices.command({ phone: phone1, name: 'makeCall', called: '1002', data: null });
  expect(house.effects).toMatchObject([{ name: 'ring', endpoint: 'PJSIP/1001', autoAnswer: true }]);
  await expect(devices.command({ phone: phone2, name: 'holdCall', call: null })).rejects.toMatchObject({
    code: 'no-call',
  });
});

test('a phone that is taken out of the office is gone', async () => {
  const house = await RealHouse.open();
  const { devices } = house.telephony;
  const gone: PhoneId[] = [];
  devices.listenGone((phone) => gone.push(phone));
  expect(devices.find('1009')).toBe('1009');
  expect(devices.find('1010')).toBeNull();
  await house.control.office.change(
    (document) => ({ ...document, phones: document.phones.filter(({ id }) => id !== '1009') }),
    'test',
  );
  expect(gone).toEqual(['1009']);
  expect(devices.find('1009')).toBeNull();
});
