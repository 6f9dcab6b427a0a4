import type { Contact } from '../../board/outbound/contact.ts';
import type { CampaignSettings } from '../../board/outbound/campaign-settings.ts';
import type { StoredContact } from '../../board/outbound/stored.ts';
import type { Numbers } from '../../lists/numbers.ts';
import type { ContactStore } from './stores.ts';

/** Limits look back 24 hours; the hour more is for days of 25. */
const recentMs = 25 * 3_600_000;

/** A stored contact as the board takes it: with how each number is dialled, and what the ledger knows of the number. */
export function contactFor(
  stored: StoredContact,
  settings: Pick<CampaignSettings, 'numberFormat' | 'prefix'>,
  numbers: Numbers,
  contacts: Pick<ContactStore, 'recentOf' | 'lockedUntil'>,
  at: number,
): Contact {
  const {
    state: _s,
    result: _r,
    isSuccess: _i,
    refused: _f,
    reminded: _m,
    createdAt: _c,
    changedAt: _d,
    callerId,
    ...contact
  } = stored;
  return {
    ...contact,
    callerId: callerId ?? undefined,
    numbers: contact.numbers.map((number) => ({
      ...number,
      dial: numbers.dial(number.number, settings),
      recent: contacts.recentOf(number.number, at - recentMs),
      lockedUntil: Math.max(number.lockedUntil, contacts.lockedUntil(number.number)),
    })),
  };
}
