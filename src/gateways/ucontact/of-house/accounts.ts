import { CordboardError } from '../../../base/errors.ts';
import type { AgentId } from '../../../board/ids.ts';
import type { Caller, Role } from '../../../control/caller.ts';
import type { Control } from '../../../control/control.ts';
import type { Accounts } from '../house.ts';

/** Accounts, their roles and their passwords are the office's: ten wrong passwords lock one, as everywhere. */
export function accountsOf({
  office,
  passwords,
  callerOf,
}: Pick<Control, 'office' | 'passwords' | 'callerOf'>): Accounts {
  return {
    ofToken: (token) => callerOf(token),
    ofUser(user) {
      const account = office.user(user);
      if (account !== undefined) return callerFor(account.id, account.role);
      throw new CordboardError('sign-in-refused', `the office has no account ${user}`);
    },
    checkPassword: (user, password) => passwords.check(user, password),
    trusted: () => callerFor('ucontact' as AgentId, 'supervisor'),
  };
}

/** For one request: there is no session to end. */
function callerFor(user: AgentId, role: Role): Caller {
  return { user, role, session: '', expiresAt: null };
}
