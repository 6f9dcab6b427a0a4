import { CordboardError } from '../../../base/errors.ts';
import type { PhoneId } from '../../../board/ids.ts';
import type { Users } from '../telephony.ts';
import { agentAt } from './agents.ts';
import type { House } from './house.ts';

/** Users, their passwords and their roles are the office's. Ten wrong passwords lock a user, as everywhere. */
export function usersOf({ exchange, control }: House): Users {
  const { state } = exchange;
  const isSupervisor = (userID: string): boolean =>
    (control.office.user(userID)?.role ?? 'agent') !== 'agent';

  /** His own phone, the one at which he sits, and those that are nobody's; a supervisor any. */
  const mayUse = (userID: string, phone: PhoneId): boolean => {
    const there = agentAt(state, phone)?.id;
    return isSupervisor(userID) || there === undefined || there === userID || isOwn(userID, phone);
  };
  const isOwn = (userID: string, phone: PhoneId): boolean =>
    !state.agentAtPhone.has(phone) &&
    state.office.agents.some((agent) => agent.id === userID && agent.phone === phone);

  return {
    async authenticate({ userID, userPassword, deviceNumber }) {
      await control.passwords.check(userID, userPassword);
      if (control.office.user(userID) === undefined) {
        throw new CordboardError('sign-in-refused', 'no user has this name and this password');
      }
      if (!mayUse(userID, deviceNumber as PhoneId)) {
        throw new CordboardError('not-permitted', 'this phone is another user’s');
      }
    },
    isSupervisor,
  };
}
