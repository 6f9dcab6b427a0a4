import type { CampaignId, ContactId, ListId } from '../../board/ids.ts';
import type { AttemptRow } from '../../board/outbound/attempt.ts';
import type { Barred } from '../../board/outbound/gate.ts';
import type {
  BarredEntry,
  ContactChange,
  ContactFilter,
  ContactList,
  DuplicateScope,
  ListCounts,
  NewContact,
  NewList,
  NewNumber,
  SelectionRefusal,
  StoredContact,
} from '../../board/outbound/stored.ts';

/** What control needs of the ledger for campaigns. */

export interface ListStore {
  all(): readonly ContactList[];
  get(id: ListId): ContactList | undefined;
  named(campaign: CampaignId, name: string): ContactList | undefined;
  create(list: NewList): ListId;
  setActive(id: ListId, isActive: boolean): void;
  setPriority(id: ListId, priority: number): void;
  setCallerId(id: ListId, callerId: string | null): void;
  counts(id: ListId): ListCounts;
  isHeld(id: ListId): boolean;
  /** All that are not turned down, in one transaction. */
  add(
    rules: { readonly list: ListId; readonly duplicates: DuplicateScope; readonly at: number },
    contacts: readonly NewContact[],
  ): readonly (
    | { readonly id: ContactId }
    | { readonly rule: string; readonly number: string; readonly detail: string }
  )[];
}

export interface DueContact {
  readonly id: ContactId;
  readonly priority: number;
  readonly dueAt: number;
}

export interface ContactStore {
  get(id: ContactId): StoredContact | undefined;
  /** By id. */
  find(filter: ContactFilter): readonly StoredContact[];
  due(
    list: ListId,
    wanted: {
      readonly at: number;
      readonly order: 'oldest' | 'newest' | 'random';
      readonly limit: number;
      readonly random: () => number;
    },
  ): readonly DueContact[];
  nextDueAfter(list: ListId, at: number): number | null;
  hasOpen(campaign: CampaignId): boolean;
  recentOf(number: string, since: number): readonly number[];
  lockedUntil(number: string): number;
  /** False when there is none such, or the board has it. */
  change(id: ContactId, change: ContactChange, at: number): boolean;
  reset(id: ContactId, at: number): boolean;
  setNumbers(id: ContactId, numbers: readonly NewNumber[]): void;
  refuse(refusals: readonly SelectionRefusal[], at: number): void;
}

export interface DoNotCallStore {
  find(number: string, campaign: CampaignId | null, at: number): Barred | null;
  putAll(entries: readonly BarredEntry[]): void;
  removeAll(entries: readonly Pick<BarredEntry, 'pattern' | 'campaign'>[]): number;
  expire(at: number): void;
  list(filter: {
    readonly number?: string | undefined;
    readonly campaign?: CampaignId | null | undefined;
    readonly after?: { readonly pattern: string; readonly campaign: CampaignId | null } | undefined;
    readonly limit: number;
  }): readonly BarredEntry[];
}

export interface AttemptStore {
  find(filter: {
    readonly campaign?: CampaignId | undefined;
    readonly contact?: ContactId | undefined;
    readonly number?: string | undefined;
    readonly from?: number | undefined;
    readonly to?: number | undefined;
    readonly after?: number | undefined;
    readonly limit?: number | undefined;
  }): readonly (AttemptRow & { readonly row: number })[];
}

export interface OutboundStores {
  readonly lists: ListStore;
  readonly contacts: ContactStore;
  readonly doNotCall: DoNotCallStore;
  readonly attempts: AttemptStore;
  atomically<Result>(work: () => Result): Result;
}
