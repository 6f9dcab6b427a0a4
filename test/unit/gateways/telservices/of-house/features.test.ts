import { expect, test } from 'vitest';
import { forwardTypes } from '../../../../../src/board/device/device.ts';
import type { MessageId } from '../../../../../src/board/ids.ts';
import type { FeatureChange } from '../../../../../src/gateways/telservices/house/features.ts';
import { phone1, RealHouse } from './real-house.ts';

async function heard(): Promise<{ house: RealHouse; told: FeatureChange[] }> {
  const house = await RealHouse.open();
  const told: FeatureChange[] = [];
  house.telephony.features.listen((change) => told.push(change));
  return { house, told };
}

test('do not disturb', async () => {
  const { house, told } = await heard();
  const { features } = house.telephony;
  await features.setDoNotDisturb(phone1, true);
  expect(features.of(phone1)).toEqual({ doNotDisturb: true, messagesWaiting: false, forwards: [] });
  await features.setDoNotDisturb(phone1, false);
  expect(told).toEqual([
    { phone: phone1, feature: 'doNotDisturb', isOn: true },
    { phone: phone1, feature: 'doNotDisturb', isOn: false },
  ]);
});

test.each(forwardTypes)('forward %s: on, to another number, off', async (type) => {
  const { house, told } = await heard();
  const { features } = house.telephony;
  await features.setForward(phone1, { type, number: '1002', isOn: true });
  expect(features.of(phone1).forwards).toEqual([{ type, number: '1002' }]);
  await features.setForward(phone1, { type, number: '1009', isOn: true });
  await features.setForward(phone1, { type, number: null, isOn: false });
  expect(features.of(phone1).forwards).toEqual([]);
  const change = (number: string, isOn: boolean) => ({
    phone: phone1,
    feature: 'forward',
    forward: { type, number },
    isOn,
  });
  expect(told).toEqual([change('1002', true), change('1009', true), change('1009', false)]);
});

test('a forward to nowhere is refused', async () => {
  const { house } = await heard();
  const forward = { type: 'busy', number: '4711', isOn: true } as const;
  await expect(house.telephony.features.setForward(phone1, forward)).rejects.toMatchObject({
    code: 'number-unknown',
  });
});

test('a message waits until it is heard; what was set is there after a restart', async () => {
  const { house, told } = await heard();
  house.exchange.state.devices.set(phone1, {
    id: phone1,
    doNotDisturb: false,
    forwards: [],
    greeting: null,
    unheard: 1,
    heard: 0,
    messages: [
      {
        id: 'm1' as MessageId,
        call: 'c' as never,
        at: 0,
        caller: { name: '', number: '' },
        file: 'f',
        format: 'wav',
        durationMs: 1,
        heardAt: null,
        heardBy: null,
      },
    ],
  });
  await house.telephony.features.setDoNotDisturb(phone1, true);
  expect(told).toContainEqual({ phone: phone1, feature: 'messagesWaiting', isOn: true });
  await house.phone({ phone: phone1, name: 'mark-message-heard', message: 'm1' as MessageId, by: 'anna' });
  expect(told.at(-1)).toEqual({ phone: phone1, feature: 'messagesWaiting', isOn: false });
  const next = await house.restart();
  expect(next.telephony.features.of(phone1).doNotDisturb).toBe(true);
});
