import type { AgentId, CampaignId, ContactId, ListId } from '../ids.ts';
import type { Contact, ContactNumber, ContactResult } from './contact.ts';
import type { RefusalReason } from './gate.ts';

/** One upload of contacts, or what was added to a campaign one by one. */
export interface ContactList {
  readonly id: ListId;
  readonly campaign: CampaignId;
  readonly name: string;
  /** Its contacts are not handed out while it is off. */
  readonly isActive: boolean;
  /** Lists with a lower one come first. */
  readonly priority: number;
  /** IANA zone of all its numbers; null: by number. */
  readonly timeZone: string | null;
  /** What its contacts see; null: as the campaign says. */
  readonly callerId: string | null;
  /** Nobody has anything of a list that is being imported or deleted. */
  readonly state: 'importing' | 'ready' | 'deleting';
  /** Rows of the file that were turned down. */
  readonly rejected: number;
  readonly createdAt: number;
  readonly createdBy: string;
}

export interface NewList {
  readonly campaign: CampaignId;
  readonly name: string;
  readonly priority: number;
  readonly timeZone: string | null;
  readonly callerId?: string | null | undefined;
  readonly state: 'importing' | 'ready';
  readonly at: number;
  readonly by: string;
}

/** A number as lists hold it: normalised, or as its digits. */
export interface NewNumber {
  readonly number: string;
  readonly zones: readonly string[];
  readonly region: string | null;
}

/** A contact as it comes into a list. */
export interface NewContact {
  readonly name: string;
  /** 1 to 9999. */
  readonly priority: number;
  readonly agent: AgentId | null;
  /** Not called before. */
  readonly dueAt: number;
  readonly kind: Contact['kind'];
  readonly note: string;
  readonly data: Readonly<Record<string, string>>;
  /** In the order in which they are tried; no number twice. */
  readonly numbers: readonly NewNumber[];
}

/** In which contacts a number counts as there already: of the list, the campaign, all campaigns, or those still to be called. */
export const duplicateScopes = ['none', 'list', 'campaign', 'all', 'open-only'] as const;
export type DuplicateScope = (typeof duplicateScopes)[number];

/** open: to be called. held: in the board's hands. */
export type ContactState = 'open' | 'held' | 'finished' | 'removed';

/** A contact as it is stored, whoever has it just now. */
export interface StoredContact extends Omit<Contact, 'numbers' | 'callerId'> {
  /** The list's own; null: as the campaign says. */
  readonly callerId: string | null;
  readonly state: ContactState;
  readonly numbers: readonly StoredNumber[];
  /** The last outcome, or the disposition's path. */
  readonly result: string | null;
  readonly isSuccess: boolean;
  /** Why the gate has refused it last. */
  readonly refused: string | null;
  /** The promised time of which its agent has been reminded. */
  readonly reminded: number | null;
  readonly createdAt: number;
  readonly changedAt: number;
}

export type StoredNumber = Omit<ContactNumber, 'dial' | 'recent'>;

/** What people change of a contact. What is not named stays. */
export interface ContactChange {
  readonly priority?: number | undefined;
  readonly dueAt?: number | undefined;
  readonly kind?: Contact['kind'] | undefined;
  readonly agent?: AgentId | null | undefined;
  readonly name?: string | undefined;
  readonly note?: string | undefined;
  readonly data?: Readonly<Record<string, string>> | undefined;
  readonly state?: 'open' | 'finished' | 'removed' | undefined;
  readonly attempts?: number | undefined;
  readonly next?: number | undefined;
  readonly result?: string | null | undefined;
}

export interface ContactFilter {
  readonly id?: ContactId | undefined;
  readonly campaign?: CampaignId | undefined;
  readonly list?: ListId | undefined;
  readonly number?: string | undefined;
  readonly state?: ContactState | undefined;
  readonly agent?: AgentId | undefined;
  /** Due at or after, and before. */
  readonly dueFrom?: number | undefined;
  readonly dueTo?: number | undefined;
  /** Only behind this one: pages are by id. */
  readonly after?: ContactId | undefined;
  readonly limit: number;
}

/** Whom nobody may call: a number, or its beginning and an asterisk. */
export interface BarredEntry {
  readonly pattern: string;
  /** null: for all campaigns. */
  readonly campaign: CampaignId | null;
  /** Where it comes from: api, import, disposition … */
  readonly source: string;
  readonly addedBy: string | null;
  readonly addedAt: number;
  /** null: never. */
  readonly expiresAt: number | null;
  readonly note: string;
}

/** The gate has said no before a contact was handed over. */
export interface SelectionRefusal {
  readonly contact: ContactId;
  readonly campaign: CampaignId;
  readonly number: string;
  readonly reason: RefusalReason;
  readonly detail: string;
  readonly until: number | null;
  readonly result: ContactResult;
}

export interface ListCounts {
  readonly open: number;
  readonly held: number;
  readonly finished: number;
  readonly removed: number;
}
