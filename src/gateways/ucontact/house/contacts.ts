import type { Caller } from '../../../control/caller.ts';
import type { Data } from '../parameters.ts';

/** Somebody who is to be called. */
export interface ContactWanted {
  /** In the order in which they are tried; the first is the main one. */
  readonly numbers: readonly [string, ...string[]];
  readonly data: Data;
  /** 1 to 9999, the lowest first; 1 is somebody who expects the call. null: as usual. */
  readonly priority: number | null;
  /** The account that alone may have it; null: anybody. */
  readonly agent: string | null;
}

export interface NewContact extends ContactWanted {
  readonly campaign: string;
  /** UTC milliseconds; null: as soon as it is its turn. */
  readonly at: number | null;
  /** Where it comes from, in the client's words. */
  readonly source: string;
}

export interface RespooledContact extends ContactWanted {
  readonly campaign: string;
  /** The list's name; empty for the one of what other products add. */
  readonly list: string;
  /** The contact that is put back; null: it is a new one. */
  readonly contact: number | null;
  /** How often its first number has been tried. */
  readonly attempts: number;
}

export interface Upload {
  readonly campaign: string;
  /** Name of the list. */
  readonly list: string;
  /** Who has uploaded it, in the client's words; empty for the caller. */
  readonly by: string;
  /** IANA zone of all its numbers; null: by number. */
  readonly timeZone: string | null;
  readonly count: number;
  /** Reads them from the beginning, each time that it is called. They have been read once without an error. */
  readonly contacts: () => Iterable<ContactWanted & { readonly line: number }>;
}

/** Whom campaigns call. Every method rejects with what the house refuses it for, and has done nothing then. */
export interface ContactDesk {
  add(caller: Caller, contact: NewContact): Promise<void>;
  respool(caller: Caller, contact: RespooledContact): Promise<void>;
  /** Resolves with how many contacts of the campaign had this number and are called no more. */
  remove(caller: Caller, campaign: string, number: string): Promise<number>;
  /** The same for calls that are promised for `from` to `to`, UTC milliseconds, both inside. */
  removeScheduled(
    caller: Caller,
    wanted: {
      readonly campaign: string;
      readonly number: string;
      readonly from: number;
      readonly to: number;
    },
  ): Promise<number>;
  /** Resolves when it is sure that all of it will be imported, but for what the lists' own rules turn down. */
  upload(caller: Caller, upload: Upload): Promise<void>;
}
