import { expect, test } from 'vitest';
import type { CampaignSettings, LiveChanges } from '../../../../src/board/outbound/campaign-settings.ts';
import { CampaignStage, campaignOf, outboundOffice, spring } from './campaign-stage.ts';
import { rulesOf } from './gate-stage.ts';

const silent = { ...campaignOf().abandon, message: null };

/** What comes of a change of a campaign that goes by a law with 15 s. */
function changing(campaign: Partial<CampaignSettings>, changes: LiveChanges): string {
  const callingRules = [rulesOf('law', { leastRingMs: 15_000 }), rulesOf('other', { leastRingMs: 60_000 })];
  const stage = new CampaignStage({ ...outboundOffice({ rules: ['law'], ...campaign }), callingRules });
  try {
    stage.command({ name: 'change-campaign', campaign: spring, changes, by: 'boss' });
    return stage.kinds.join(' ');
  } catch (error) {
    return String(error);
  }
}

test('a campaign without a message for the abandoned is not made one that abandons', () => {
  for (const mode of ['power', 'predictive'] as const) {
    expect(changing({ abandon: silent }, { mode })).toContain(
      `in mode ${mode} somebody may be abandoned, and campaign spring has no message for him`,
    );
    expect(changing({}, { mode })).toContain('campaign.changed');
  }
  expect(changing({ abandon: silent }, { mode: 'preview' })).toContain('campaign.changed');
  // The office file has been found right without one.
  const power = { abandon: silent, dialling: { name: 'power', ratio: 2 } as const };
  expect(changing(power, { mode: 'predictive' })).toContain('campaign.changed');
});

test('nor one that rings shorter than its rules allow', () => {
  expect(changing({}, { ringMs: 14_999 })).toContain(
    '14999 ms is shorter than calling rules law allow: at least 15000 ms',
  );
  expect(changing({}, { ringMs: 15_000 })).toContain('campaign.changed');
});
