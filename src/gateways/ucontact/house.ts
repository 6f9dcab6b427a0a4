import type { Caller } from '../../control/caller.ts';
import type { CallDesk } from './house/calls.ts';
import type { CampaignDesk } from './house/campaigns.ts';
import type { ContactDesk } from './house/contacts.ts';
import type { DispositionDesk } from './house/dispositions.ts';
import type { DoNotCallDesk } from './house/do-not-call.ts';
import type { RecordDesk } from './house/records.ts';
import type { StatusDesk } from './house/status.ts';

/** Who may ask. */
export interface Accounts {
  /** Whose token it is. Throws 'session-over'. */
  ofToken(token: string): Caller;
  /** Throws 'sign-in-refused' when the office has no such account any more. */
  ofUser(user: string): Caller;
  /** Rejects with 'sign-in-refused' or 'user-locked'. */
  checkPassword(user: string, password: string): Promise<void>;
  /** For programs in a trusted network, which do not say who they are: it may do what a supervisor may. */
  trusted(): Caller;
}

/** The clock on the office's wall: by it the document's dates are meant. */
export interface OfficeClock {
  now(): number;
  readonly timeZone: string;
}

/** All that the gateway needs of Cordboard. It has no rules of its own: whatever is refused is refused there. */
export interface House {
  readonly accounts: Accounts;
  readonly clock: OfficeClock;
  readonly calls: CallDesk;
  readonly campaigns: CampaignDesk;
  readonly contacts: ContactDesk;
  readonly dispositions: DispositionDesk;
  readonly doNotCall: DoNotCallDesk;
  readonly records: RecordDesk;
  readonly status: StatusDesk;
}
