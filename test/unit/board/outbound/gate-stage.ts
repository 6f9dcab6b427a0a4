import type { CampaignSettings, CallingRules } from '../../../../src/board/outbound/campaign-settings.ts';
import { judge, strangerOf, type CalledParty, type Verdict } from '../../../../src/board/outbound/gate.ts';
import { emptyState, type BoardState } from '../../../../src/board/state.ts';
import { officeOf } from '../settings.ts';
import { campaignOf } from './campaign-stage.ts';

/** A house with calling rules, and numbers that its gate is asked about. */

export const rulesOf = (id: string, more: Partial<CallingRules> = {}): CallingRules => ({
  id,
  source: `law of ${id}`,
  windows: [],
  holidays: [],
  perDay: null,
  per24Hours: null,
  leastRingMs: 0,
  regions: [],
  ...more,
});

const everyDay = [1, 2, 3, 4, 5, 6, 7];
/** Hours of every day. */
export const daily = (from: number, to: number) => [{ days: everyDay, from: from * 60, to: to * 60 }];

export function houseWith(rules: readonly CallingRules[], timeZone = 'Europe/Berlin'): BoardState {
  const state = emptyState('t');
  state.office = officeOf({ callingRules: rules, timeZone });
  return state;
}

/** A campaign that goes by all rules of the house. */
export const campaignIn = (state: BoardState, more: Partial<CampaignSettings> = {}): CampaignSettings =>
  campaignOf({ rules: state.office.callingRules.map(({ id }) => id), ...more });

export const partyAt = (zones: readonly string[], more: Partial<CalledParty> = {}): CalledParty => ({
  ...strangerOf('+493012345', zones, null),
  ...more,
});

export const time = (text: string): number => Date.parse(text);

/** `2026-11-21T14:03:00.000Z`, or what the verdict says instead. */
export function shown(verdict: Verdict): string {
  if (verdict.allowed) return 'allowed';
  return `${verdict.reason} until ${verdict.until === null ? 'never' : new Date(verdict.until).toISOString()}`;
}

/** What the gate of such a house says. */
export function asked(
  rules: readonly CallingRules[],
  party: CalledParty,
  at: number,
  more: Partial<CampaignSettings> = {},
): Verdict {
  const state = houseWith(rules);
  return judge(state, campaignIn(state, more), party, at);
}

type Span = CallingRules['windows'][number];

/** Whether the clock of a zone lets calls through: told by Intl alone, without anything of ours. */
export function oracleOpen(
  windows: readonly Span[],
  holidays: readonly string[],
  zone: string,
  at: number,
): boolean {
  const parts = new Map(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '';
  const yearly = `${part('month')}-${part('day')}`;
  if (holidays.includes(yearly) || holidays.includes(`${part('year')}-${yearly}`)) return false;
  if (windows.length === 0) return true;
  const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday')) + 1;
  const minutes = Number(part('hour')) * 60 + Number(part('minute'));
  return windows.some(({ days, from, to }) => days.includes(weekday) && minutes >= from && minutes < to);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}
