import { CordboardError } from '../../../base/errors.ts';
import type { Client } from '../session/client.ts';
import type { Session } from '../session/session.ts';
import type { Users } from '../telephony.ts';
import type { Requester } from './service.ts';

/** Whether the client's user may still have a session of this device; who did not have to say who he is may. */
export function isEntitled(users: Users, { deviceNumber }: Session, { userID }: Client): boolean {
  return userID === null || users.mayUse(userID, deviceNumber);
}

/** Throws 'not-permitted' when none of the clients may have the session any more. */
export function checkEntitled(
  users: Users,
  session: Session,
  clients: readonly Client[],
  { trusted }: Requester,
): void {
  if (trusted || clients.some((client) => isEntitled(users, session, client))) return;
  throw notPermitted('the device is another user’s now');
}

export function notPermitted(why: string): CordboardError {
  return new CordboardError('not-permitted', `${why}: ask a supervisor, or from a trusted network`);
}
