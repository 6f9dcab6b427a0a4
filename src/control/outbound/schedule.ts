import { z } from 'zod';
import { CordboardError } from '../../base/errors.ts';
import { localMoment } from '../../base/local-moment.ts';
import type { AgentId, ContactId } from '../../board/ids.ts';
import type { ScheduleWanted } from '../../board/outbound/disposition.ts';
import { isTimeZone } from '../../lists/zones.ts';
import { isSupervisor, type Caller } from '../caller.ts';
import { agentField, timeField } from '../fields.ts';
import type { CampaignParts } from './parts.ts';

/** When, on which number and by whom somebody is called again. */
export const againFields = {
  at: z
    .union([timeField, z.string().max(30)])
    .describe('UTC milliseconds, or 2026-11-22T09:30 by the clock of the zone'),
  zone: z
    .string()
    .max(60)
    .default('customer')
    .describe('of a written time: customer (where the called number is), office, or an IANA zone'),
  number: z
    .string()
    .max(40)
    .optional()
    .describe("one of the contact's; the one that was called when left out"),
};
export const whoCalls = z
  .union([z.literal('me'), z.literal('anyone'), agentField])
  .describe('who calls; another agent for supervisors only');
export const againInput = z.strictObject({ ...againFields, agent: whoCalls.default('anyone') });

export interface WantedAgain {
  readonly at: number | string;
  readonly zone: string;
  readonly number?: string | undefined;
  readonly agent: string;
}

/** Throws 'input-wrong'. */
export function momentOf(
  { at, zone }: Pick<WantedAgain, 'at' | 'zone'>,
  zones: { readonly customer: string | null; readonly office: string },
): number {
  if (typeof at === 'number') return at;
  const named =
    zone === 'customer' ? (zones.customer ?? zones.office) : zone === 'office' ? zones.office : zone;
  if (!isTimeZone(named))
    throw wrong('schedule.zone', `${zone} is not customer, office or an IANA time zone`);
  const moment = localMoment(at, named);
  if (moment === null) throw wrong('schedule.at', `${at} is not a date and time as in 2026-11-22T09:30`);
  return moment;
}

/** Throws 'not-permitted' when an agent promises for another one. `contact`: its own promise is not counted again. */
export function scheduleOf(
  caller: Caller,
  own: AgentId,
  { number, agent: wanted }: WantedAgain,
  at: number,
  parts: Pick<CampaignParts, 'promises' | 'contacts' | 'numbers'> | null,
  contact: ContactId | null,
): ScheduleWanted {
  const agent = wanted === 'anyone' ? null : wanted === 'me' ? own : (wanted as AgentId);
  if (agent !== null && agent !== caller.user && agent !== own && !isSupervisor(caller)) {
    throw new CordboardError(
      'not-permitted',
      `${caller.user} may promise his own calls only, not ${agent}'s`,
    );
  }
  const normal = number === undefined ? null : (parts?.numbers().key(number) ?? number);
  return { at, number: normal, agent, promised: promisedBy(parts, agent, contact) };
}

function promisedBy(
  parts: Pick<CampaignParts, 'promises' | 'contacts'> | null,
  agent: AgentId | null,
  contact: ContactId | null,
): number {
  if (parts === null || agent === null) return 0;
  const stored = contact === null ? undefined : parts.contacts.get(contact);
  const isCounted = stored?.kind === 'call-back' && stored.agent === agent && isOpen(stored.state);
  return parts.promises.openOf(agent) - (isCounted ? 1 : 0);
}

function isOpen(state: string): boolean {
  return state === 'open' || state === 'held';
}

function wrong(field: string, message: string): CordboardError {
  return new CordboardError('input-wrong', message, { details: { fields: [{ field, message }] } });
}
