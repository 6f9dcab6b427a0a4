import type { CampaignName } from '../names.ts';

/** What the office has of what uContact's names stand for. */
export interface CampaignDesk {
  /**
   * The id of the outbound campaign that is meant: by its id or its name; for `Name<-` also the only campaign that the
   * queue of this name serves. Throws 'campaign-unknown'.
   */
  outbound(named: CampaignName): string;
  /** Whether it calls people just now. */
  isRunning(campaign: string): boolean;
  /** The id of the account that is meant, by its id or the number of its phone; null when there is none. */
  agent(named: string): string | null;
}
