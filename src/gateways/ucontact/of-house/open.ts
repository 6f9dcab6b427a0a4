import { startUContact, type UContactGateway } from '../gateway.ts';
import type { UContactSettings } from '../settings.ts';
import { houseOf, type HouseParts } from './house.ts';

/** The gateway for this house. Rejects as `startUContact` does; nothing listens then. */
export async function openUContact(
  settings: Partial<UContactSettings>,
  parts: HouseParts,
): Promise<UContactGateway> {
  const { signInLimit, clock, log } = parts;
  return startUContact({ house: houseOf(parts), signInLimit, clock, log, settings });
}
