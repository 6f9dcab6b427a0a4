import type { Clock } from '../../../base/clock.ts';
import { CordboardError } from '../../../base/errors.ts';
import type { PhoneId } from '../../../board/ids.ts';
import type { SessionEnd } from '../words.ts';
import { Client, clientId, type ClientPlace, type ClientWishes } from './client.ts';
import { Session } from './session.ts';

export interface SessionsParts {
  readonly clock: Clock;
  readonly sessionLimit: number;
  readonly clientsPerSession: number;
  /** Tells a client that it has been closed. */
  readonly farewell: (client: Client, why: SessionEnd) => void;
}

/** Who has opened which device. A session lives as long as it has clients. */
export class Sessions {
  readonly #parts: SessionsParts;
  readonly #byDevice = new Map<string, Session>();
  #seq = 0;

  constructor(parts: SessionsParts) {
    this.#parts = parts;
  }

  all(): readonly Session[] {
    return [...this.#byDevice.values()];
  }

  find(deviceNumber: string): Session | undefined {
    return this.#byDevice.get(deviceNumber);
  }

  /** Throws 'no-open-session'. */
  get(deviceNumber: string): Session {
    const session = this.#byDevice.get(deviceNumber);
    if (session === undefined) throw noOpenSession();
    return session;
  }

  of(phone: PhoneId): readonly Session[] {
    return this.all().filter((session) => session.phone === phone);
  }

  /** Throws 'session-limit'. What was about to close this client or the whole session is called off. */
  open(deviceNumber: string, place: ClientPlace, wishes: ClientWishes): Session {
    const session = this.#byDevice.get(deviceNumber) ?? this.#begin(deviceNumber);
    const known = session.clients.get(clientId(place));
    if (known === undefined) this.#add(session, place, wishes);
    else known.reopen(wishes);
    session.cancelClosing?.();
    session.cancelClosing = null;
    return session;
  }

  /** CloseSession for one client; the last one takes the session with it. */
  closeClient(session: Session, client: Client, delayMs: number): void {
    const close = () => this.#leave(session, client, 'sessionClosedByClient');
    if (delayMs > 0) client.closeLater(delayMs, close);
    else close();
  }

  /** CloseSession for all clients. */
  closeAll(session: Session, delayMs: number): void {
    session.cancelClosing?.();
    session.cancelClosing = null;
    const close = () => this.end(session, 'sessionClosedByClient');
    if (delayMs > 0) session.cancelClosing = this.#parts.clock.after(delayMs, close);
    else close();
  }

  /** Ends the session for everybody. */
  end(session: Session, why: SessionEnd): void {
    for (const client of session.clients.values()) this.#leave(session, client, why);
  }

  /** Ends every client of this user, in whatever session. */
  endUser(userID: string, why: SessionEnd): void {
    for (const session of this.all()) {
      for (const client of session.clients.values()) {
        if (client.userID === userID) this.#leave(session, client, why);
      }
    }
  }

  #begin(deviceNumber: string): Session {
    if (this.#byDevice.size >= this.#parts.sessionLimit) throw limitExceeded(this.#parts.sessionLimit);
    return new Session(deviceNumber, () => ++this.#seq);
  }

  #add(session: Session, place: ClientPlace, wishes: ClientWishes): void {
    const { clock, clientsPerSession } = this.#parts;
    if (session.clients.size >= clientsPerSession) throw limitExceeded(clientsPerSession);
    const client: Client = new Client(place, wishes, clock, () =>
      this.#leave(session, client, 'sessionClosedByTimeout'),
    );
    session.clients.set(client.id, client);
    this.#byDevice.set(session.deviceNumber, session);
  }

  #leave(session: Session, client: Client, why: SessionEnd): void {
    if (!session.clients.delete(client.id)) return;
    client.end();
    this.#parts.farewell(client, why);
    session.feed.end(client.id, why);
    if (session.clients.size > 0) return;
    session.cancelClosing?.();
    session.cancelClosing = null;
    this.#byDevice.delete(session.deviceNumber);
    session.feed.end(null, why);
  }
}

export function noOpenSession(): CordboardError {
  return new CordboardError('no-open-session', 'no session is open for this device from this address');
}

function limitExceeded(limit: number): CordboardError {
  return new CordboardError('session-limit', `no more than ${limit} are taken`, { details: { limit } });
}
