import type { RequestName } from '../request/request.ts';
import type { Client } from '../session/client.ts';
import type { Session } from '../session/session.ts';
import { noOpenSession, type Sessions } from '../session/sessions.ts';
import type { Users } from '../telephony.ts';
import { checkEntitled, isEntitled, notPermitted } from './entitled.ts';
import type { Requester } from './service.ts';

/**
 * What a service needs before it is carried out, unless the requester is trusted:
 * `open` nothing (openSession asks for credentials itself); `session` an open session of the device, for trusted
 * requesters too, as the manual says; `device` the same, where the manual asks for none; `own` an open session at
 * the address, of the device or the user that is asked about; `supervisor` an open session of a supervisor there.
 */
export type Need = 'open' | 'session' | 'device' | 'own' | 'supervisor';

export const needOf: Readonly<Record<RequestName, Need>> = {
  openSession: 'open',
  closeSession: 'session',

  addPartyToCall: 'session',
  agentState: 'session',
  alternateCall: 'session',
  answerCall: 'session',
  conferenceCall: 'session',
  consultationCall: 'session',
  divertCall: 'session',
  doNotDisturb: 'device',
  dropCall: 'session',
  forward: 'device',
  holdCall: 'session',
  makeCall: 'device',
  qualifyCall: 'session',
  queryAgentState: 'session',
  queryDoNotDisturb: 'device',
  queryForward: 'device',
  queryHistory: 'own',
  queryMsgWaiting: 'device',
  queryUserStatistics: 'own',
  reconnectCall: 'session',
  retrieveCall: 'session',
  searchName: 'own',
  searchNumber: 'own',
  snapshot: 'session',
  transferCall: 'session',
  updateUserDirectory: 'own',

  queryRoutingPointState: 'supervisor',
  queryRoutingPointStatistics: 'supervisor',
  resumeRoutingPoint: 'supervisor',
  startRoutingPoint: 'supervisor',
  stopRoutingPoint: 'supervisor',
  suspendRoutingPoint: 'supervisor',
  updateRoutingPoint: 'supervisor',
  updateDirectory: 'supervisor',
};

/** Where a device number without a userID stands for a user. */
const ofUsers: ReadonlySet<RequestName> = new Set(['searchName', 'searchNumber', 'updateUserDirectory']);

/** Whom a request is about. */
export interface Subject {
  readonly deviceNumber: string | null;
  readonly userID: string | null;
}

export class Access {
  readonly #sessions: Sessions;
  readonly #users: Users;

  constructor(sessions: Sessions, users: Users) {
    this.#sessions = sessions;
    this.#users = users;
  }

  /** Throws 'no-open-session' or 'not-permitted'; returns the session of the device, if it has to do with one. */
  check(name: RequestName, subject: Subject, by: Requester): Session | null {
    const need = needOf[name];
    const { deviceNumber } = subject;
    if (name === 'closeSession') return this.#openAt(deviceNumber ?? '', by);
    if (need === 'session') return this.#sessionOf(deviceNumber ?? '', by);
    if (need === 'open' || by.trusted) return this.#anySession(deviceNumber, by);
    if (need === 'device') return this.#sessionOf(deviceNumber ?? '', by);
    const clients = this.#entitledAt(by);
    if (clients.length === 0) throw noOpenSession();
    const isSupervisor = clients.some(({ userID }) => userID !== null && this.#users.isSupervisor(userID));
    if (isSupervisor) return this.#anySession(deviceNumber, by);
    if (need === 'supervisor') throw notPermitted('this is for supervisors');
    return this.#own(name, subject, by);
  }

  #openAt(deviceNumber: string, by: Requester): Session {
    const session = this.#sessions.get(deviceNumber);
    if (!by.trusted && session.clientsAt(by.address).length === 0) throw noOpenSession();
    return session;
  }

  #sessionOf(deviceNumber: string, by: Requester): Session {
    const session = this.#openAt(deviceNumber, by);
    checkEntitled(this.#users, session, session.clientsAt(by.address), by);
    return session;
  }

  #entitledAt({ address }: Requester): readonly Client[] {
    return this.#sessions
      .all()
      .flatMap((session) =>
        session.clientsAt(address).filter((client) => isEntitled(this.#users, session, client)),
      );
  }

  #anySession(deviceNumber: string | null, { address }: Requester): Session | null {
    const session = deviceNumber === null ? undefined : this.#sessions.find(deviceNumber);
    return session === undefined || session.clientsAt(address).length === 0 ? null : session;
  }

  /** The history of nobody in particular is everybody's; directories that are nobody's are there for everybody. */
  #own(name: RequestName, { deviceNumber, userID }: Subject, by: Requester): Session | null {
    const meant = userID ?? this.#userMeant(name, deviceNumber);
    if (meant !== null) {
      const isHis = this.#entitledAt(by).some((client) => client.userID === meant);
      if (!isHis) throw notPermitted('this is about another user');
    }
    const isName = userID === null && deviceNumber === meant;
    if (deviceNumber !== null && !isName) return this.#sessionOf(deviceNumber, by);
    if (userID === null && name === 'queryHistory') throw notPermitted('this is about everybody');
    return null;
  }

  #userMeant(name: RequestName, deviceNumber: string | null): string | null {
    return deviceNumber === null || !ofUsers.has(name) ? null : this.#users.userOf(deviceNumber);
  }
}
