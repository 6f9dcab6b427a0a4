import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import type { CallWriter } from './answer/call.ts';
import { Answerer } from './service/answerer.ts';
import { CallBook } from './session/call-book.ts';
import { farewell, Notifier } from './session/notifier.ts';
import { Sessions } from './session/sessions.ts';
import { usualTelServicesSettings, type TelServicesSettings } from './settings.ts';
import type { Telephony } from './telephony.ts';
import { Networks } from './transport/address.ts';
import { Budget } from './transport/budget.ts';
import { Door } from './transport/door.ts';
import { HttpSide } from './transport/http.ts';
import { UdpEvents } from './transport/udp.ts';

/** How many things the gateway holds; for operators, and for the fuzzer to see that nothing stays. */
export interface GatewayLoad {
  readonly connections: number;
  readonly sessions: number;
  readonly clients: number;
  readonly polls: number;
  readonly pendingBytes: number;
}

interface OpenClient {
  readonly address: string;
  readonly transport: 'tcp' | 'http';
  /** null when nobody was asked who he is. */
  readonly user: string | null;
}

export interface TelServicesGateway {
  readonly port: number;
  /** The same as `port` unless HTTP has one of its own. */
  readonly httpPort: number;
  readonly load: GatewayLoad;
  /** The devices that are open. */
  sessions(): readonly { readonly deviceNumber: string; readonly clients: readonly OpenClient[] }[];
  /** The administrator closes a session; false when none is open for this device. */
  closeSession(deviceNumber: string): boolean;
  /** Ends every connection, session and timer. */
  close(): Promise<void>;
}

/** TelServices v1.7. Rejects with 'settings-wrong' or 'listen-failed'. */
export async function startTelServices(options: {
  readonly telephony: Telephony;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings?: Partial<TelServicesSettings>;
}): Promise<TelServicesGateway> {
  const { telephony, clock, log } = options;
  const settings: TelServicesSettings = { ...usualTelServicesSettings, ...options.settings };
  const trusted = new Networks(settings.trustedNetworks);
  const udp = new UdpEvents(settings.endOfPdu, log);
  const { sessionLimit, clientsPerSession, callReference } = settings;
  const sessions = new Sessions({ clock, sessionLimit, clientsPerSession, farewell: farewell(udp.send) });
  const book = new CallBook();
  const writer: CallWriter = {
    describe: (number) => telephony.directories.describe(number),
    callReference,
  };
  const answerer = new Answerer({ telephony, sessions, book, writer, clock, settings }, log);
  const budget = new Budget(settings.pendingBytes);
  const parts = {
    answerer,
    trusts: (address: string) => settings.openByDefault || trusted.has(address),
    settings,
    budget,
    clock,
    log,
  };
  const http = new HttpSide(parts);
  const door = new Door(parts, http, settings.httpPort === null ? 'both' : 'tcp');
  const httpDoor = settings.httpPort === null ? door : new Door(parts, http, 'http');
  await door.listen(settings.port);
  if (httpDoor !== door) {
    await httpDoor.listen(settings.httpPort ?? 0).catch(async (error: unknown) => {
      await door.close();
      throw error;
    });
  }
  const notifier = new Notifier({ telephony, sessions, book, writer, send: udp.send, clock, log });
  const doors = [...new Set([door, httpDoor])];
  const count = (of: (session: ReturnType<Sessions['all']>[number]) => number) =>
    sessions.all().reduce((sum, session) => sum + of(session), 0);

  return {
    port: door.port,
    httpPort: httpDoor.port,
    get load() {
      return {
        connections: doors.reduce((sum, one) => sum + one.connections, 0),
        sessions: sessions.all().length,
        clients: count(({ clients }) => clients.size),
        polls: count(({ feed }) => feed.waiting),
        pendingBytes: budget.taken,
      };
    },
    sessions: () =>
      sessions.all().map(({ deviceNumber, clients }) => ({
        deviceNumber,
        clients: [...clients.values()].map(({ place, userID }) => ({
          address: place.address,
          transport: place.transport,
          user: userID,
        })),
      })),
    closeSession(deviceNumber) {
      const session = sessions.find(deviceNumber);
      if (session !== undefined) sessions.end(session, 'sessionClosedByAdmin');
      return session !== undefined;
    },
    async close() {
      notifier.close();
      for (const session of sessions.all()) sessions.end(session, 'sessionClosedByAdmin');
      udp.close();
      await Promise.all(doors.map((one) => one.close()));
    },
  };
}
