import { localTime } from '../../base/day.ts';
import { hoursMoment, isOpen } from '../acd/hours.ts';
import type { BoardState } from '../state.ts';
import type { Campaign } from './campaign.ts';
import type { CampaignSettings } from './campaign-settings.ts';

/** Whether the campaign dials at this hour, by the office's clock; whom it may call then is another matter. */
export function mayDial(
  state: Readonly<BoardState>,
  { campaign, settings }: { readonly campaign: Campaign; readonly settings: CampaignSettings },
  at: number,
): boolean {
  const { hours, daysOff, weekdaysOff } = campaign.changes;
  if (!hasOwnHours(campaign)) return isOpen(state, { hours: settings.calendar }, at);
  const { date, weekday, minutes } = localTime(at, state.office.timeZone);
  if (daysOff?.includes(date.slice('2026-'.length)) === true) return false;
  if (weekdaysOff?.includes(weekday) === true) return false;
  if (hours == null) return isOpen(state, { hours: settings.calendar }, at);
  return hours.some(({ days, from, to }) => days.includes(weekday) && minutes >= from && minutes < to);
}

/** Hours that supervisors have set are looked at every so often. */
const lookMs = 60_000;

/** When it may be otherwise; null: it stays so. */
export function hoursChangeAt(
  state: Readonly<BoardState>,
  { campaign, settings }: { readonly campaign: Campaign; readonly settings: CampaignSettings },
  at: number,
): number | null {
  if (hasOwnHours(campaign)) return at - (at % lookMs) + lookMs;
  return hoursMoment(state, { hours: settings.calendar }, at);
}

function hasOwnHours({ changes: { hours, daysOff, weekdaysOff } }: Campaign): boolean {
  return hours != null || daysOff !== undefined || weekdaysOff !== undefined;
}
