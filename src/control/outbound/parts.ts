import type { AgentId, CampaignId, ContactId } from '../../board/ids.ts';
import type { Numbers } from '../../lists/numbers.ts';
import type { OutboundRows } from '../../reports/outbound/rows.ts';
import type { ContactStore } from './stores.ts';

/** A call that somebody expects at a time. */
export interface PromisedCall {
  readonly contact: ContactId;
  readonly campaign: CampaignId;
  /** The list's name. */
  readonly list: string;
  readonly name: string;
  /** Who has promised it; null: anybody calls. */
  readonly agent: AgentId | null;
  readonly dueAt: number;
  readonly number: string;
  readonly note: string;
  /** In the board's hands: due, or being called. */
  readonly isHeld: boolean;
}

export interface PromiseStore {
  /** The next first. */
  find(filter: {
    readonly campaign?: CampaignId | undefined;
    readonly agent?: AgentId | undefined;
    readonly number?: string | undefined;
    readonly from?: number | undefined;
    readonly to?: number | undefined;
    readonly after?: { readonly dueAt: number; readonly contact: number } | undefined;
    readonly limit: number;
  }): readonly PromisedCall[];
  /** How many an agent has promised. */
  openOf(agent: AgentId): number;
  /** Contacts whose agents are to be told: due by then, and not told of for that time yet. */
  toRemind(campaign: CampaignId, dueBy: number, limit: number): readonly ContactId[];
}

/** What operations on campaigns need beside the board. */
export interface CampaignParts {
  readonly contacts: Pick<ContactStore, 'get' | 'recentOf' | 'lockedUntil'>;
  readonly promises: PromiseStore;
  readonly rows: OutboundRows;
  /** As the office in force reads numbers. */
  readonly numbers: () => Numbers;
}
