import { legOf } from '../call/call.ts';
import { clearLeg } from '../call/clearing.ts';
import type { Turn } from '../turn.ts';
import type { Campaign } from './campaign.ts';
import type { CampaignSettings } from './campaign-settings.ts';
import { notReached } from './dial-trunk.ts';
import { attemptsToDrop, type Policy } from './pacing/decide.ts';
import { comingFor, situationOf } from './situation.ts';

/** Hangs up what has rung as long as the law asks and would find no agent if it were answered now. */
export function dropLate(
  turn: Turn,
  settings: CampaignSettings,
  campaign: Campaign,
  policy: Policy,
  free: number,
): void {
  if (policy.mode !== 'predictive' || policy.dropAfterMs === undefined) return;
  const { state, at } = turn;
  const { calls } = comingFor(state, settings);
  const ringingSince = calls.map((call) => {
    const leg = call.attempt?.leg == null ? undefined : legOf(call, call.attempt.leg);
    return leg?.state === 'alerting' ? leg.since : undefined;
  });
  const situation = situationOf(state, campaign, settings, free, 0, at);
  for (const place of attemptsToDrop(policy, campaign.learned, situation, ringingSince)) {
    const call = calls[place];
    // Another campaign's call is its own matter.
    if (call?.attempt == null || call.attempt.campaign !== campaign.id || call.attempt.leg === null) continue;
    clearLeg(turn, call.id, call.attempt.leg, 'normal');
    notReached(turn, call, 'no-answer', { q850: 19, sip: null });
  }
}
