import type { TelServicesGateway } from '../gateway.ts';

type Gateway = Pick<TelServicesGateway, 'sessions' | 'closeSession'>;

/** What admins do with the gateway; there before the gateway is, and without one too. */
export class TelServicesDesk {
  #gateway: Gateway | null = null;

  serve(gateway: Gateway): void {
    this.#gateway = gateway;
  }

  sessions(): ReturnType<Gateway['sessions']> {
    return this.#gateway?.sessions() ?? [];
  }

  closeSession(deviceNumber: string): boolean {
    return this.#gateway?.closeSession(deviceNumber) ?? false;
  }
}
