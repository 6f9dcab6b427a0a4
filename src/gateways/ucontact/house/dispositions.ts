import type { Caller } from '../../../control/caller.ts';
import type { CampaignName } from '../names.ts';

export type Levels = readonly [string, ...string[]];

export interface DispositionWanted {
  readonly campaign: CampaignName;
  /** The call's id. */
  readonly call: string;
  /** The account, or the number of its phone. */
  readonly agent: string;
  /** The customer's. */
  readonly number: string;
  readonly levels: Levels;
  readonly note: string;
  readonly data: Readonly<Record<string, string>>;
  /** The call's tag. */
  readonly tag: string;
  /** When to call again, UTC milliseconds, and for which campaign (null: the same); null: not at a time. */
  readonly schedule: { readonly at: number; readonly campaign: string | null } | null;
}

/** What came of talks. */
export interface DispositionDesk {
  /**
   * Whether this disposition calls again at a time, which must be named then (`needed`), or may be (`allowed`); null when
   * the campaign has no such one.
   */
  find(
    campaign: CampaignName,
    levels: Levels,
  ): { readonly schedule: 'needed' | 'allowed' | 'ignored' } | null;
  /** Rejects with 'disposition-unknown' when the call is of a campaign with other ones, and with what else forbids it. */
  dispose(caller: Caller, wanted: DispositionWanted): Promise<void>;
}
