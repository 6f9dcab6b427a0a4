import type { Disposition } from './disposition.ts';
import type { Outcome } from './outcome.ts';
import type { AgentId, CallId, CampaignId, ContactId, ListId } from '../ids.ts';

/** A contact as the scheduler hands it to the board: it is due, and nobody else has it until the board gives it back. */
export interface Contact {
  readonly id: ContactId;
  readonly campaign: CampaignId;
  readonly list: ListId;
  /** The list's name, for people. */
  readonly listName: string;
  readonly name: string;
  /** 1 to 9999: the lowest first; 1 is somebody who expects the call. */
  readonly priority: number;
  /** Only he may have it; null: anybody. */
  readonly agent: AgentId | null;
  readonly dueAt: number;
  readonly kind: 'first' | 'retry' | 'call-back';
  /** So far, those that count. */
  readonly attempts: number;
  readonly data: Readonly<Record<string, string>>;
  readonly numbers: readonly ContactNumber[];
  /** Index of the one that is to be called. */
  readonly next: number;
  /** What the agent who promised the call has noted. */
  readonly note: string;
  /** The list's own caller id, which comes before the campaign's. */
  readonly callerId?: string | undefined;
}

export interface ContactNumber {
  /** E.164 with its plus; what the office could not normalise is kept as digits. */
  readonly number: string;
  /** As it is sent to the campaign's trunks. */
  readonly dial: string;
  /** The time zones in which the called party may be: a window has to be open in all of them. */
  readonly zones: readonly string[];
  /** The contact's own region, if the list names one. */
  readonly region: string | null;
  readonly state: NumberState;
  /** Of this number for this contact, those that count. */
  readonly attempts: number;
  /** Not dialled before. */
  readonly notBefore: number;
  /** When the number was called in the last 25 hours, by any campaign. */
  readonly recent: readonly number[];
  /** Not called before, because somebody there was abandoned. */
  readonly lockedUntil: number;
  /** How often each outcome has been met, for the retry rules. */
  readonly outcomes: Readonly<Record<string, number>>;
}

export type NumberState = 'open' | 'deleted' | 'blocked' | 'invalid' | 'done';

/** A contact in the board's hands. */
export interface HeldContact extends Contact {
  readonly state: HeldState;
  /** What an agent has said of its present call. */
  readonly disposition: Disposition | null;
  /** Since when. */
  readonly since: number;
}

/**
 *   ready ──► previewed (preview) ──► dialled ──► disposing ──► (given back)
 *     └──────────────────────────────────┘
 */
export type HeldState =
  /** `until`: it is not called before then. */
  | { readonly name: 'ready'; readonly until: number }
  /** An agent looks at it; until when, if there is a time. */
  | { readonly name: 'previewed'; readonly agent: AgentId; readonly until: number | null }
  /** `outcome`: of the attempt, once it is over; the call may be gone by then. */
  | { readonly name: 'dialled'; readonly call: CallId; readonly outcome: Outcome | null }
  /** The call is over, and its agent is to say what came of it. */
  | {
      readonly name: 'disposing';
      readonly call: CallId;
      readonly agent: AgentId;
      readonly outcome: Outcome;
    };

/** How a contact is given back: what the ledger is to store of it. */
export interface ContactResult {
  readonly state: 'open' | 'finished';
  /** The last outcome, or the disposition's path. */
  readonly result: string;
  readonly isSuccess: boolean;
  readonly dueAt: number;
  readonly kind: Contact['kind'];
  readonly agent: AgentId | null;
  readonly priority: number;
  readonly attempts: number;
  readonly next: number;
  readonly note: string;
  /** Those that have changed, by their index. */
  readonly numbers: readonly NumberResult[];
}

export interface NumberResult {
  readonly index: number;
  readonly state: NumberState;
  readonly attempts: number;
  readonly notBefore: number;
  readonly lockedUntil: number;
  readonly outcomes: Readonly<Record<string, number>>;
}
