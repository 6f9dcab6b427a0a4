import { expect, test } from 'vitest';
import { House } from './house.ts';

test('supervisors see what TelServices clients have open, admins close it', async () => {
  const house = await House.open();
  house.openDevices.add('1001');
  const clients = [{ address: '192.0.2.7', transport: 'tcp', user: 'anna' }];
  expect(await house.ask('sue', 'telservices-sessions')).toEqual({ sessions: [{ device: '1001', clients }] });
  const close = (user: string) => house.ask(user, 'close-telservices-session', { device: '1001' });
  await expect(close('sue')).rejects.toMatchObject({ code: 'not-permitted' });
  expect(await close('dave')).toEqual({});
  expect(await house.ask('sue', 'telservices-sessions')).toEqual({ sessions: [] });
  await expect(close('dave')).rejects.toMatchObject({ code: 'telservices-session-unknown' });
  await expect(house.ask('anna', 'telservices-sessions')).rejects.toMatchObject({ code: 'not-permitted' });
});
