import { localTime } from '../../base/day.ts';
import type { Call } from '../call/call.ts';
import type { CampaignId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import type { Campaign } from './campaign.ts';
import type { CampaignSettings, DiallingMode } from './campaign-settings.ts';
import type { Measured } from './pacing/budget.ts';

/** What a campaign goes by now: the office's settings, with what supervisors have changed since. */
export function settingsNow(
  state: Readonly<BoardState>,
  id: CampaignId,
): { readonly campaign: Campaign; readonly settings: CampaignSettings } | null {
  const campaign = state.campaigns.get(id);
  const settings = state.campaignSettings.get(id);
  if (campaign === undefined || settings === undefined) return null;
  return { campaign, settings: changed(settings, campaign) };
}

function changed(settings: CampaignSettings, { changes }: Campaign): CampaignSettings {
  const { most, abandonLimit, retry } = changes;
  return {
    ...settings,
    dialling: diallingNow(settings.dialling, changes),
    ringMs: changes.ringMs ?? settings.ringMs,
    retries: retry === undefined ? settings.retries : retriedBy(settings, retry),
    most: most === undefined ? settings.most : most,
    abandon: abandonLimit === undefined ? settings.abandon : { ...settings.abandon, limit: abandonLimit },
  };
}

function retriedBy(
  { retries }: CampaignSettings,
  retry: NonNullable<Campaign['changes']['retry']>,
): CampaignSettings['retries'] {
  return {
    ...retries,
    'no-answer': { ...retries['no-answer'], ...retry },
    busy: { ...retries.busy, ...retry },
  };
}

function diallingNow(dialling: DiallingMode, { mode, ratio }: Campaign['changes']): DiallingMode {
  const named = mode === undefined || mode === dialling.name ? dialling : usual(mode, dialling);
  return named.name === 'power' && ratio !== undefined ? { ...named, ratio } : named;
}

/** A mode that the office has said nothing more about. */
function usual(mode: DiallingMode['name'], dialling: DiallingMode): DiallingMode {
  switch (mode) {
    case 'preview':
      return { name: mode, afterMs: null, skips: null };
    case 'power':
      return { name: mode, ratio: 1.5 };
    case 'predictive':
      return { name: mode, leastAgents: 1 };
    case 'agentless':
      return dialling;
    default:
      return { name: mode };
  }
}

/** The law's measure, for the budget. */
export function measuredBy({ abandon }: CampaignSettings): Measured {
  return { limit: abandon.limit, days: abandon.days };
}

/** Days since 1970-01-01 by the office's calendar. */
export function dayAt(state: Readonly<BoardState>, at: number): number {
  return Math.round(Date.parse(localTime(at, state.office.timeZone).date) / 86_400_000);
}

export function settingsOfCall(state: Readonly<BoardState>, { attempt }: Call): CampaignSettings | null {
  return attempt === null ? null : (settingsNow(state, attempt.campaign)?.settings ?? null);
}
