import type { AgentId, CallId, CampaignId, ContactId, LegId } from '../ids.ts';
import type { Detection } from './attempt.ts';
import type { DiallingMode, LiveChanges } from './campaign-settings.ts';
import type { Contact, ContactResult } from './contact.ts';
import type { Disposition } from './disposition.ts';
import type { CalledParty, RefusalReason, Verdict } from './gate.ts';
import type { Outcome } from './outcome.ts';

/** What can happen to campaigns, their contacts and attempts. */
export type OutboundFacts =
  | {
      readonly kind: 'campaign.started' | 'campaign.suspended' | 'campaign.resumed' | 'campaign.stopped';
      readonly campaign: CampaignId;
      /** null: the house itself. */
      readonly by: string | null;
      readonly reason?: string;
    }
  /** After one of the office's campaigns; removed when it is stopped. */
  | {
      readonly kind: 'campaign.made';
      readonly campaign: CampaignId;
      readonly template: CampaignId;
      readonly by: string;
    }
  | { readonly kind: 'campaign.removed'; readonly campaign: CampaignId; readonly by: string | null }
  /** Nobody is left to be called. */
  | { readonly kind: 'campaign.completed'; readonly campaign: CampaignId }
  | {
      readonly kind: 'campaign.changed';
      readonly campaign: CampaignId;
      readonly changes: LiveChanges;
      readonly by: string;
    }
  /** The scheduler has handed them over. */
  | { readonly kind: 'contacts.held'; readonly campaign: CampaignId; readonly contacts: readonly Contact[] }
  /** They go back as they came: the campaign was stopped, or their rows have changed. */
  | {
      readonly kind: 'contacts.released';
      readonly campaign: CampaignId;
      readonly contacts: readonly ContactId[];
    }
  /** The gate has said no. What becomes of the contact is told by `contact.settled`. */
  | {
      readonly kind: 'contact.refused';
      readonly campaign: CampaignId;
      readonly contact: ContactId | null;
      readonly number: string;
      readonly agent: AgentId | null;
      readonly reason: RefusalReason;
      readonly detail: string;
      /** When it may say yes; null: never by itself. */
      readonly until: number | null;
    }
  | {
      readonly kind: 'contact.previewed';
      readonly campaign: CampaignId;
      readonly contact: ContactId;
      readonly agent: AgentId;
      readonly until: number | null;
    }
  /** The agent does not want it, or is gone: it is for the next one. */
  | {
      readonly kind: 'contact.skipped';
      readonly campaign: CampaignId;
      readonly contact: ContactId;
      readonly agent: AgentId;
      readonly reason: 'skipped' | 'agent-gone';
    }
  /** Given back with what has become of it. */
  | {
      readonly kind: 'contact.settled';
      readonly campaign: CampaignId;
      readonly contact: ContactId;
      /** The call that it comes of; null: none. */
      readonly of: CallId | null;
      readonly result: ContactResult;
      /** The user who has decided it, where it does not come of a call. */
      readonly by?: string;
    }
  /** Who has promised the call was not there for it: anybody may have it. */
  | {
      readonly kind: 'contact.handed-over';
      readonly campaign: CampaignId;
      readonly contact: ContactId;
      readonly from: AgentId;
    }
  /** An agent is told of a call that he has promised; once for each time that it is promised for. */
  | {
      readonly kind: 'contact.reminded';
      readonly campaign: CampaignId;
      readonly contact: ContactId;
      readonly agent: AgentId;
      readonly name: string;
      readonly number: string;
      readonly dueAt: number;
      readonly note: string;
    }
  /** An agent has said what came of a call of the campaign. */
  | {
      readonly kind: 'contact.disposed';
      readonly campaign: CampaignId;
      readonly contact: ContactId | null;
      readonly call: CallId;
      readonly agent: AgentId | null;
      /** Whoever has said so; by time-out nobody. */
      readonly by: string | null;
      readonly disposition: Disposition;
    }
  | {
      readonly kind: 'number.barred';
      /** The number, or its beginning followed by `*`. */
      readonly pattern: string;
      /** null: for all. */
      readonly campaign: CampaignId | null;
      readonly source: string;
      readonly by: string | null;
      /** null: for good. */
      readonly until: number | null;
    }
  /** Taken off the do-not-call list: agents may have put it there a moment ago. */
  | {
      readonly kind: 'number.unbarred';
      readonly pattern: string;
      readonly campaign: CampaignId | null;
      readonly by: string | null;
    }
  /** The customer is to be called for nobody yet; for an agent whose phone is rung first, `call.made` came before it. */
  | {
      readonly kind: 'attempt.begun';
      readonly call: CallId;
      readonly campaign: CampaignId;
      readonly contact: ContactId | null;
      readonly name: string;
      readonly number: string;
      readonly dial: string;
      /** Of a number that is no contact's: what the gate was told of it. */
      readonly stranger: CalledParty | null;
      readonly mode: DiallingMode['name'];
      readonly agent: AgentId | null;
      readonly trunks: readonly string[];
      readonly callerId: string;
      readonly data: string | null;
      readonly verdict: Verdict;
    }
  /** On this trunk; the leg follows. */
  | {
      readonly kind: 'attempt.dialled';
      readonly call: CallId;
      readonly leg: LegId;
      readonly trunk: string;
      readonly trunks: readonly string[];
    }
  | { readonly kind: 'attempt.answered'; readonly call: CallId; readonly leg: LegId }
  | {
      readonly kind: 'attempt.detected';
      readonly call: CallId;
      readonly state: Detection['state'];
      readonly tookMs: number;
      readonly reason: string;
      /** Something else happens then; null: it is over. */
      readonly deadline: number | null;
    }
  /** The agent has heard who it is. */
  | {
      readonly kind: 'attempt.marked';
      readonly call: CallId;
      readonly agent: AgentId;
      readonly as: 'person' | 'machine';
    }
  /** He who is listened to begins to talk, or was only a click. */
  | {
      readonly kind: 'attempt.talks';
      readonly call: CallId;
      readonly talks: boolean;
      readonly deadline: number;
    }
  /** A person and an agent hear each other: `waitMs` since he answered. */
  | {
      readonly kind: 'attempt.heard';
      readonly call: CallId;
      /** null: somebody whom an agent has sent him to, and who is none. */
      readonly agent: AgentId | null;
      readonly waitMs: number;
    }
  /** Nobody was there for him in time. */
  | { readonly kind: 'attempt.overflowed'; readonly call: CallId; readonly waitMs: number }
  /** A call on it has failed by its fault; with `until` it rests till then. */
  | {
      readonly kind: 'trunk.failed';
      readonly trunk: string;
      /** Faults without a call that went through between them. */
      readonly inARow: number;
      readonly until: number | null;
      readonly cause: number;
      readonly sip: number | null;
    }
  | { readonly kind: 'trunk.recovered'; readonly trunk: string }
  /** Asterisk can reach it, or cannot. */
  | { readonly kind: 'trunk.seen'; readonly trunk: string; readonly isThere: boolean }
  /** Nothing more comes of it; the call may go on. */
  | {
      readonly kind: 'attempt.ended';
      readonly call: CallId;
      readonly campaign: CampaignId;
      readonly contact: ContactId | null;
      readonly outcome: Outcome;
      readonly cause: number;
      readonly sip: number | null;
    };
