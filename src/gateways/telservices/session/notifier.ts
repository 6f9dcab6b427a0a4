import type { Clock } from '../../../base/clock.ts';
import type { Logger } from '../../../base/log.ts';
import type { DeviceChange } from '../../../board/device/device-call.ts';
import type { PhoneId } from '../../../board/ids.ts';
import { agentElement } from '../answer/agent.ts';
import { callElement, type CallWriter } from '../answer/call.ts';
import { callEvent, plainEvent } from '../answer/envelope.ts';
import { featureElement } from '../answer/features.ts';
import type { Telephony } from '../telephony.ts';
import type { SessionEnd } from '../words.ts';
import { word, type XmlElement } from '../xml/element.ts';
import { sidesOf, type CallBook } from './call-book.ts';
import type { Client, ClientPlace } from './client.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';

/** Carries an event to a client's UDP port. */
export type SendEvent = (event: XmlElement, place: ClientPlace) => void;

export interface NotifierParts {
  readonly telephony: Telephony;
  readonly sessions: Sessions;
  readonly book: CallBook;
  readonly writer: CallWriter;
  readonly send: SendEvent;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Tells the clients of a device what happens there. */
export class Notifier {
  readonly #parts: NotifierParts;
  readonly #ends: readonly (() => void)[];

  constructor(parts: NotifierParts) {
    this.#parts = parts;
    const { devices, agents, features, line, users } = parts.telephony;
    this.#ends = [
      devices.listen((change) => this.#callsChanged(change)),
      devices.listenGone((phone) => this.#phoneGone(phone)),
      agents.listen(({ phone, info }) => this.#happened(phone, agentElement(info, parts.clock.now()))),
      features.listen((change) => this.#happened(change.phone, featureElement(change))),
      line.listen((isUp) => this.#lineChanged(isUp)),
      users.listenGone((userID) => parts.sessions.endUser(userID, 'sessionClosedByAdmin')),
    ];
  }

  close(): void {
    for (const end of this.#ends) end();
  }

  #callsChanged(change: DeviceChange): void {
    const { book, sessions, writer, clock } = this.#parts;
    const shown = book.take(change);
    for (const session of sessions.of(change.phone)) {
      if (shown !== null) {
        const call = callElement(writer, shown, clock.now());
        const isAlerting = sidesOf(shown.calls).some(({ state }) => state === 'alerting');
        this.#send(session, callEvent(session.deviceNumber, call), isAlerting);
        session.feed.push({ calls: shown });
      }
      if (change.calls === null) session.feed.push({ calls: null });
    }
  }

  #phoneGone(phone: PhoneId): void {
    for (const session of this.#parts.sessions.of(phone)) {
      this.#parts.log.warn({ private: { deviceNumber: session.deviceNumber } }, 'a monitored phone is gone');
      this.#parts.sessions.end(session, 'sessionClosedByMonitoringReject');
    }
  }

  #happened(phone: PhoneId, what: XmlElement): void {
    for (const session of this.#parts.sessions.of(phone)) {
      this.#send(session, plainEvent(what), false);
      session.feed.push({});
    }
  }

  #lineChanged(isUp: boolean): void {
    const event = isUp ? 'pbxlinkInService' : 'pbxlinkOutOfService';
    for (const session of this.#parts.sessions.all()) {
      this.#send(session, plainEvent(word('session', event)), false);
      session.feed.push({ session: event });
    }
  }

  /** OpenSession, `eventUpdate`: "restricted for receiving only alerting events". */
  #send(session: Session, event: XmlElement, isAlerting: boolean): void {
    const { send, telephony } = this.#parts;
    const { users } = telephony;
    for (const { level, place, userID } of session.clients.values()) {
      if (place.udpPort === null || (level === 'restricted' && !isAlerting)) continue;
      // Meanwhile the device may be somebody else's.
      if (userID !== null && !users.mayUse(userID, session.deviceNumber)) continue;
      send(event, place);
    }
  }
}

/** Tells a client that it is closed, unless it wants to hear of alerting calls only. */
export function farewell(send: SendEvent): (client: Client, why: SessionEnd) => void {
  return ({ level, place }, why) => {
    if (place.udpPort !== null && level === 'full') send(plainEvent(word('session', why)), place);
  };
}
