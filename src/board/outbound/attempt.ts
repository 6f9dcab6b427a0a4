import type { AgentId, CallId, CampaignId, ContactId, LegId } from '../ids.ts';
import type { DiallingMode } from './campaign-settings.ts';
import type { CalledParty, Verdict } from './gate.ts';
import type { Outcome } from './outcome.ts';

/** What a call of a campaign has beside what every call has. */
export interface Attempt {
  readonly campaign: CampaignId;
  /** null: a number that an agent dialled by himself. */
  readonly contact: ContactId | null;
  readonly number: string;
  readonly dial: string;
  /** What the gate was told of a number that is no contact's; of contacts they tell it themselves. */
  readonly stranger: CalledParty | null;
  readonly mode: DiallingMode['name'];
  /** Who was rung first, or has reserved the call; null: whoever is free. */
  readonly agent: AgentId | null;
  readonly begunAt: number;
  /** Trunks that are still to be tried. */
  readonly trunks: readonly string[];
  readonly trunk: string | null;
  readonly callerId: string;
  readonly verdict: Verdict;
  /** The customer's leg. */
  readonly leg: LegId | null;
  readonly answeredAt: number | null;
  readonly detection: Detection | null;
  /** What his agent has said of him. */
  readonly marked: 'person' | 'machine' | null;
  /** When he and an agent heard each other for the first time. */
  readonly heardAt: number | null;
  readonly outcome: Outcome | null;
}

/** What the detection has said, and how long it took; `running`: nothing yet. */
export interface Detection {
  readonly state: 'running' | 'person' | 'machine' | 'unknown' | 'tone';
  readonly since: number;
  readonly tookMs: number;
  /** In the words of who has found it out. */
  readonly reason: string;
  /** While it is listened to. */
  readonly talksSince: number | null;
}

/** One attempt, for the ledger. Every call of a campaign has exactly one. */
export interface AttemptRow {
  readonly call: CallId;
  readonly campaign: CampaignId;
  readonly contact: ContactId | null;
  readonly number: string;
  readonly mode: DiallingMode['name'];
  readonly agent: AgentId | null;
  readonly trunk: string | null;
  readonly callerId: string;
  readonly begunAt: number;
  readonly answeredAt: number | null;
  readonly detected: Detection['state'] | null;
  /** From his answer to the agent's sound: the time that the law limits to two seconds. */
  readonly waitMs: number | null;
  readonly endedAt: number;
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  /** Q.850 and SIP of the last trunk that was tried. */
  readonly cause: number;
  readonly sip: number | null;
}
