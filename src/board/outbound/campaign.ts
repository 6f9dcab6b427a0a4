import type { CampaignId } from '../ids.ts';
import type { LiveChanges } from './campaign-settings.ts';
import type { Detector } from './detector.ts';
import { freshBudget, type Budget } from './pacing/budget.ts';
import { freshLearned, type Learned } from './pacing/learned.ts';

/** What a campaign does and has learned. */
export interface Campaign {
  readonly id: CampaignId;
  /** Made while the office works, after this campaign of the office; null: the office's own. */
  readonly template: CampaignId | null;
  run: CampaignRun;
  since: number;
  /** Who has said so. */
  by: string | null;
  changes: LiveChanges;
  /** How customers answer and agents talk. */
  readonly learned: Learned;
  /** People who have answered and who were abandoned, by day of the office's zone. */
  readonly budget: Budget;
  /** How good its detection of machines is. */
  readonly detector: Detector;
  /** Which caller id is next where they rotate. */
  nextCallerId: number;
}

/** `completed`: there is nobody left to call, now or later. */
export type CampaignRun = 'stopped' | 'running' | 'suspended' | 'completed';

export function newCampaign(id: CampaignId, at: number, template: CampaignId | null = null): Campaign {
  return {
    id,
    template,
    run: 'stopped',
    since: at,
    by: null,
    changes: {},
    learned: freshLearned(),
    budget: freshBudget(),
    detector: { judged: 0, wrong: 0 },
    nextCallerId: 0,
  };
}
