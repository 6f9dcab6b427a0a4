import { startTelServices, type TelServicesGateway } from '../gateway.ts';
import type { TelServicesSettings } from '../settings.ts';
import type { House } from './house.ts';
import { telephonyOf } from './telephony.ts';

/** The gateway for this house. Rejects as `startTelServices` does; nothing listens then. */
export async function openTelServices(
  settings: Partial<TelServicesSettings>,
  house: House,
): Promise<Omit<TelServicesGateway, 'load'>> {
  const { telephony, close } = telephonyOf(house);
  const { clock, log } = house;
  const gateway = await startTelServices({ telephony, clock, log, settings }).catch((error: unknown) => {
    close();
    throw error;
  });
  return {
    port: gateway.port,
    httpPort: gateway.httpPort,
    sessions: () => gateway.sessions(),
    closeSession: (deviceNumber) => gateway.closeSession(deviceNumber),
    async close() {
      close();
      await gateway.close();
    },
  };
}
