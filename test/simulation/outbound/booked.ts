import type { CallId, CampaignId, ContactId, LegId } from '../../../src/board/ids.ts';
import type { Contact } from '../../../src/board/outbound/contact.ts';
import type { Outcome } from '../../../src/board/outbound/outcome.ts';

/** One call of a campaign, as facts have told of it. */
export interface Booked {
  readonly call: CallId;
  readonly campaign: CampaignId;
  readonly contact: ContactId | null;
  readonly number: string;
  readonly mode: string;
  /** He was rung first. */
  readonly isAgentFirst: boolean;
  readonly begunAt: number;
  /** How many were begun before. */
  readonly order: number;
  readonly legs: LegId[];
  answeredAt: number | null;
  heardAt: number | null;
  /** It is being found out who has answered. */
  isInDetection: boolean;
  /** A detection has. */
  heardTone: boolean;
  isMachine: boolean;
  outcome: Outcome | null;
  isDisposed: boolean;
}

export type Hands = 'ready' | 'previewed' | 'dialled' | 'disposing';

export interface Held {
  contact: Contact;
  hands: Hands;
  call: CallId | null;
}

export interface Day {
  answered: number;
  abandoned: number;
}
