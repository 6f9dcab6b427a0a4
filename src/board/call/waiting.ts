import type { Cursor } from '../acd/memory.ts';
import type { AgentId, LegId, QueueId } from '../ids.ts';
import type { EntryRefusal } from '../queue-settings.ts';
import type { Playing, Party } from './call.ts';

/** What a call has of a queue: its place there, who rings for it, what its caller was told. */

/** A place in a queue, which a call keeps through whatever else happens to it. */
export interface Place {
  readonly queue: QueueId;
  /** Since when the caller waits: earlier than the phase when the dialplan held the call before we could. */
  readonly enteredAt: number;
  readonly priority: number;
}

export interface Waiting extends Place {
  readonly name: 'waiting';
  /** The agents whose phones ring for this caller now. */
  readonly offers: readonly Offer[];
  /** Agents who let an offer of this call pass; they are asked again only when nobody else is free. */
  readonly missed: readonly Miss[];
  /** When the first phone of the present round began to ring. */
  readonly ringingSince: number | null;
  /** Whom he was offered to last. */
  readonly lastOffered: Cursor | null;
  /** Which of the queue's needs are active. */
  readonly step: number;
  readonly told: Timetable;
  /** Keys pressed so far. */
  readonly keys: Keys | null;
  /** Since when nobody there could take him, if that makes him leave. */
  readonly emptySince: number | null;
  /** He has hung up and is to be called back; null: he is on the line. */
  readonly callback: Callback | null;
  /** He is saying where he is to be called back; whatever else he would be told waits meanwhile. */
  readonly dialogue: Dialogue | null;
  /** An agent has picked up: what the two hear before they hear each other. */
  readonly whisper: Whisper | null;
  /** The hook `before-offer` has been passed. */
  readonly isPrepared: boolean;
}

/** Both are played to at the same time; when both are over, or it has taken too long, they are connected. */
export interface Whisper {
  readonly leg: LegId;
  /** What is still to be heard; null: nothing more. */
  readonly agent: Playing | null;
  readonly caller: Playing | null;
  /** The caller is told something; otherwise he hears music until they talk. */
  readonly isCallerTold: boolean;
}

export interface Miss {
  readonly agent: AgentId;
  readonly count: number;
  readonly at: number;
}

export interface Keys {
  readonly digits: string;
  readonly at: number;
}

/** What is said to waiting callers. */
export type Told = 'welcome' | 'place' | 'prompt' | 'menu' | 'callback' | 'message';

/** What a waiting caller has been told, from which follows what he is told next, and when. */
export interface Timetable {
  readonly playing: Playing | null;
  readonly what: Told | null;
  /** When the last one began, and ended. */
  readonly since: number | null;
  readonly endedAt: number | null;
  /** How many of each. */
  readonly counts: Readonly<Partial<Record<Told, number>>>;
  /** When each was last begun, and ended. */
  readonly lastAt: Readonly<Partial<Record<Told, number>>>;
  readonly position: number | null;
  /** The wait that he was told, and when. */
  readonly expected: { readonly ms: number; readonly at: number } | null;
}

/** How somebody is called back. */
export interface Callback {
  readonly number: string;
  readonly wantedAt: number;
  readonly attempts: number;
  /** Not before. */
  readonly dueAt: number;
  readonly expiresAt: number;
  /** He is being called, or on the line again; null: neither. */
  readonly dial: Dial | null;
}

/** `pressing`: he has answered and is to press 1; `there`: he waits as those do who have never hung up. */
export interface Dial {
  readonly state: 'ringing' | 'pressing' | 'there';
  readonly leg: LegId;
  /** Further trunks to try. */
  readonly trunks: readonly string[];
  /** Who has picked up already and waits for him; null: the customer is called first. */
  readonly agent: AgentId | null;
}

/**
 * How a caller says where he is to be called back: `confirm` the number that he has heard, or `enter` one; `refused` and
 * `done` are only said.
 */
export interface Dialogue {
  readonly step: 'confirm' | 'enter' | 'refused' | 'done';
  readonly number: string;
  /** What he has entered so far. */
  readonly digits: string;
  /** How often this has been asked. */
  readonly asked: number;
}

/** Why a customer was not called back. Only the first four count as attempts. */
export type CallbackOutcome =
  | 'no-answer'
  | 'busy'
  | 'unreachable'
  | 'not-accepted'
  | 'network'
  | 'agent-gone';

/** Why a caller waits no longer. */
export type LeaveReason =
  | 'timeout'
  | 'empty'
  | 'closed'
  | 'rounds'
  | 'exit-key'
  | 'withdrawn'
  | 'moved'
  | 'callback'
  | 'callback-failed'
  | 'callback-expired'
  | 'callback-cancelled';

/** Why a caller was not let in: what the queue is, or what its entry says. */
export type TurnedAwayReason = 'suspended' | 'stopped' | EntryRefusal;

export interface Offer {
  readonly agent: AgentId;
  readonly leg: LegId;
  readonly madeAt: number;
  /** The agent has asked at the desk to answer: the phone is being told. */
  readonly answering: boolean;
  /**
   * The phone began to ring for another caller and shows that one: Asterisk changes no display before the answer.
   */
  readonly shows?: Party;
}

/** A stay in one queue, from its beginning to the answer or whatever else ended it. */
export interface Visit {
  readonly queue: QueueId;
  readonly since: number;
  /** Of the caller's wait: earlier when he came from another queue. */
  readonly enteredAt: number;
  /** At the beginning. */
  readonly position: number;
  /** When an agent picked up. */
  readonly answeredAt: number | null;
  readonly agent: AgentId | null;
  readonly offers: number;
  /** The first wait that he was told there, and when. */
  readonly told: { readonly at: number; readonly ms: number } | null;
  /** Of somebody who is to be called back. */
  readonly isCallback: boolean;
  /** He has had an agent of the queue already. */
  readonly isReturn: boolean;
}
