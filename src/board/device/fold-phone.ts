import type { Changes } from '../changes.ts';
import type { Fact } from '../fact.ts';
import type { BoardState } from '../state.ts';
import { newDevice } from './device.ts';

export function foldPhone(
  state: BoardState,
  fact: Extract<Fact, { kind: 'phone.changed' }>,
  changes: Changes,
): void {
  const device = state.devices.get(fact.phone) ?? newDevice(fact.phone);
  device.doNotDisturb = fact.doNotDisturb ?? device.doNotDisturb;
  device.forwards = fact.forwards ?? device.forwards;
  if (fact.greeting !== undefined) device.greeting = fact.greeting;
  state.devices.set(fact.phone, device);
  changes.devices.add(fact.phone);
}
