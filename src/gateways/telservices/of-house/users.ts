import { CordboardError } from '../../../base/errors.ts';
import type { PhoneId } from '../../../board/ids.ts';
import type { Users } from '../telephony.ts';
import { agentAt } from './agents.ts';
import { Happening } from './happening.ts';
import type { House } from './house.ts';
import { Rights } from './rights.ts';

/** Users, their passwords and their roles are the office's. Ten wrong passwords lock a user, as everywhere. */
export function usersOf(house: House, onClose: (end: () => void) => void): Users {
  const { exchange, control, signInLimit } = house;
  const { state } = exchange;
  const rights = new Rights(house);
  const gone = new Happening<string>();
  let known = rights.users;
  onClose(
    control.sessions.onChange((ended) => {
      const left = known.filter((user) => !rights.isUser(user));
      known = rights.users;
      for (const user of new Set([...ended, ...left])) gone.tell(user);
    }),
  );

  const signIn = async (userID: string, password: string, phone: PhoneId): Promise<void> => {
    await control.passwords.check(userID, password);
    if (!rights.isUser(userID)) {
      throw new CordboardError('sign-in-refused', 'no user has this name and this password');
    }
    if (!state.phones.has(phone)) {
      throw new CordboardError('phone-unknown', 'there is no phone with this number');
    }
    if (!rights.mayUse(userID, phone)) {
      throw new CordboardError('not-permitted', 'this phone is another user’s');
    }
  };

  return {
    authenticate: ({ userID, userPassword, deviceNumber, address }) =>
      signInLimit.around(address, () => signIn(userID, userPassword, deviceNumber as PhoneId)),
    mayUse: (userID, deviceNumber) => rights.mayUse(userID, deviceNumber as PhoneId),
    userOf: (deviceNumber) =>
      rights.isUser(deviceNumber) ? deviceNumber : (agentAt(state, deviceNumber as PhoneId)?.id ?? null),
    isSupervisor: (userID) => rights.isSupervisor(userID),
    listenGone: gone.listen,
  };
}
