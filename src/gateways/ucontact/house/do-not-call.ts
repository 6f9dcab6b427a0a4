import type { Caller } from '../../../control/caller.ts';

export interface Bar {
  readonly number: string;
  /** null: for all campaigns. */
  readonly campaign: string | null;
  /** What is said of the person, for people; empty for nothing. */
  readonly note: string;
}

/** Whom nobody may call. Both methods do all of it or nothing; what is so already stays so. */
export interface DoNotCallDesk {
  add(caller: Caller, bars: readonly Bar[]): Promise<void>;
  remove(caller: Caller, bars: readonly Bar[]): Promise<void>;
}
