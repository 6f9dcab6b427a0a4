import type { Clock } from '../../../base/clock.ts';
import { CordboardError } from '../../../base/errors.ts';
import type { PhoneId } from '../../../board/ids.ts';
import type { CallWriter } from '../answer/call.ts';
import type { Asked, RequestName } from '../request/request.ts';
import type { CallBook } from '../session/call-book.ts';
import type { Session } from '../session/session.ts';
import type { Sessions } from '../session/sessions.ts';
import type { TelServicesSettings } from '../settings.ts';
import type { Telephony } from '../telephony.ts';
import type { XmlElement } from '../xml/element.ts';

/** Who asks. */
export interface Requester {
  /** IP address, IPv4 without any prefix of IPv6. */
  readonly address: string;
  readonly transport: 'tcp' | 'http';
  /** From a trusted network, or everybody is trusted. */
  readonly trusted: boolean;
  /** The connection is closed: nobody waits for the answer any more. */
  readonly gone: AbortSignal;
}

export interface ServiceParts {
  readonly telephony: Telephony;
  readonly sessions: Sessions;
  readonly book: CallBook;
  readonly writer: CallWriter;
  readonly clock: Clock;
  readonly settings: TelServicesSettings;
}

/** What carries a request out; the element is what `result` holds. Throws and rejects with CordboardErrors. */
export type Service<Name extends RequestName> = (
  asked: Asked<Name>,
  by: Requester,
) => XmlElement | Promise<XmlElement>;

export type Services<Name extends RequestName> = { readonly [One in Name]: Service<One> };

/** Throws 'phone-unknown'. */
export function phoneOf(telephony: Telephony, deviceNumber: string): PhoneId {
  const phone = telephony.devices.find(deviceNumber);
  if (phone === null) throw new CordboardError('phone-unknown', 'there is no phone with this number');
  return phone;
}

/**
 * OpenSession, `startPbxMonitor`: the phone of a session, listened to from now on. Throws 'line-down' and, after the
 * session has been closed for it, 'phone-unknown'.
 */
export function monitor({ telephony, sessions }: ServiceParts, session: Session): PhoneId {
  if (session.phone !== null) return session.phone;
  if (!telephony.line.isUp) throw new CordboardError('line-down', 'Asterisk cannot be reached');
  try {
    session.phone = phoneOf(telephony, session.deviceNumber);
    return session.phone;
  } catch (error) {
    sessions.end(session, 'sessionClosedByMonitoringReject');
    throw error;
  }
}
