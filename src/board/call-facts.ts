import type { AwayPoint, CallEnd, LegState, MailboxStep, Party, Playing, Recall } from './call/call.ts';
import type { CallbackOutcome, Dialogue, LeaveReason, Told, TurnedAwayReason } from './call/waiting.ts';
import type { ConnectionCause } from './device/device-call.ts';
import type { BarrierCounts } from './acd/why.ts';
import type { Needs } from './queue-settings.ts';
import type { AgentId, BridgeId, CallId, LegId, MessageId, PhoneId, QueueId } from './ids.ts';

/** What can happen to calls and their legs. */
export type CallFacts =
  // A call
  | {
      readonly kind: 'call.arrived';
      readonly call: CallId;
      readonly channel: LegId;
      readonly caller: Party;
      readonly dialled: string;
      /** Whose phone dialled, and who is signed in there; null for a caller from outside. */
      readonly phone: PhoneId | null;
      readonly agent: AgentId | null;
      /** The one that he has come in on. */
      readonly trunk?: string;
    }
  /** Click to dial: the phone of who wants to call is rung first. */
  | {
      readonly kind: 'call.made';
      readonly call: CallId;
      readonly leg: LegId;
      readonly phone: PhoneId;
      readonly agent: AgentId | null;
      readonly caller: Party;
      readonly dialled: string;
      readonly data: string | null;
      readonly deadline: number;
    }
  /** A party puts the call that it is in on hold and begins another one from the same channel. */
  | {
      readonly kind: 'call.consulted';
      readonly call: CallId;
      readonly of: CallId;
      readonly leg: LegId;
      readonly phone: PhoneId;
      readonly agent: AgentId | null;
      readonly caller: Party;
      readonly dialled: string;
      readonly data: string | null;
    }
  | {
      readonly kind: 'call.queued';
      readonly call: CallId;
      readonly queue: QueueId;
      readonly enteredAt: number;
      readonly priority: number;
      /** He had hung up and has come back in time: it is his former place. */
      readonly regained?: true;
    }
  /** What the dialplan, a hook or a user has said of the caller. */
  | {
      readonly kind: 'call.described';
      readonly call: CallId;
      readonly language?: string;
      readonly skills?: Needs;
      readonly wants?: AgentId | null;
      readonly priority?: number;
    }
  | { readonly kind: 'call.prioritised'; readonly call: CallId; readonly priority: number }
  /** Nobody on duty could meet what was needed, or its time is over. */
  | { readonly kind: 'call.relaxed'; readonly call: CallId; readonly step: number }
  /** Why a caller is not offered to anybody at first: how many agents are kept from him by what. */
  | {
      readonly kind: 'call.waits';
      readonly call: CallId;
      readonly queue: QueueId;
      readonly barriers: BarrierCounts;
    }
  /** The caller is told something: the prompts are playing. */
  | {
      readonly kind: 'call.told';
      readonly call: CallId;
      readonly what: Told;
      readonly playing: Playing;
      /** As it was said. */
      readonly position: number | null;
      readonly expectedMs: number | null;
    }
  /** What was played is over. */
  | { readonly kind: 'call.heard'; readonly call: CallId }
  /** An agent has picked up. Each of the two hears something, before they hear each other. */
  | {
      readonly kind: 'call.whispering';
      readonly call: CallId;
      readonly queue: QueueId;
      readonly agent: AgentId;
      readonly leg: LegId;
      readonly toAgent: Playing | null;
      readonly toCaller: Playing | null;
      readonly deadline: number;
    }
  /** One of them has heard it. */
  | { readonly kind: 'call.whispered'; readonly call: CallId; readonly to: 'agent' | 'caller' }
  /** Keys that are no exit yet. */
  | { readonly kind: 'call.keyed'; readonly call: CallId; readonly digits: string }
  /** Since now nobody there could take him, if that makes him leave; or somebody can again. */
  | { readonly kind: 'call.deserted'; readonly call: CallId; readonly isEmpty: boolean }
  /** Whom a queue does not have any more hears something before he goes on or is hung up on. */
  | {
      readonly kind: 'call.seen-off';
      readonly call: CallId;
      readonly playing: Playing;
      readonly to: string | null;
      readonly recall: Recall | null;
      readonly deadline: number;
    }
  /** What the caller is asked about his call-back, or has entered; null: no more, he goes on waiting. */
  | { readonly kind: 'callback.asked'; readonly call: CallId; readonly dialogue: Dialogue | null }
  /** He hangs up and keeps his place. */
  | {
      readonly kind: 'callback.wanted';
      readonly call: CallId;
      readonly queue: QueueId;
      readonly number: string;
      readonly expiresAt: number;
    }
  /** The next attempt is not made before then. */
  | { readonly kind: 'callback.due'; readonly call: CallId; readonly queue: QueueId; readonly dueAt: number }
  /** The customer is called; the leg that rings for it follows. */
  | {
      readonly kind: 'callback.dialled';
      readonly call: CallId;
      readonly queue: QueueId;
      readonly leg: LegId;
      /** Further trunks to try. */
      readonly trunks: readonly string[];
      /** Who waits for him on the line. */
      readonly agent: AgentId | null;
    }
  | {
      readonly kind: 'callback.answered';
      readonly call: CallId;
      readonly queue: QueueId;
      readonly leg: LegId;
      /** When he must have pressed 1; null: he need not. */
      readonly deadline: number | null;
    }
  /** He has pressed 1. */
  | { readonly kind: 'callback.accepted'; readonly call: CallId; readonly queue: QueueId }
  /** He has not been reached, or the agent was gone first. */
  | {
      readonly kind: 'callback.failed';
      readonly call: CallId;
      readonly queue: QueueId;
      readonly outcome: CallbackOutcome;
      readonly attempts: number;
      readonly dueAt: number;
    }
  /** The caller waits no longer here: he goes elsewhere, or nowhere. */
  | {
      readonly kind: 'call.left-queue';
      readonly call: CallId;
      readonly queue: QueueId;
      readonly reason: LeaveReason;
      /** The number that he reaches then. */
      readonly to: string | null;
      /** What he pressed. */
      readonly digits?: string;
    }
  /**
   * The talk failed before it began, its bridge broke, its agent was lost, or nobody has answered where he was sent: the
   * caller is back at his old place.
   */
  | {
      readonly kind: 'call.requeued';
      readonly call: CallId;
      readonly queue: QueueId;
      readonly reason: string;
      readonly priority: number;
      /** Agents who had their chance. */
      readonly missedBy: readonly AgentId[];
    }
  /** A phone or the world outside is to be reached; the legs that ring for it follow. */
  | {
      readonly kind: 'call.reaching';
      readonly call: CallId;
      readonly number: string;
      /** Further trunks to try. */
      readonly trunks: readonly string[];
      readonly recall: Recall | null;
    }
  /** Diverted, forwarded or transferred without asking. */
  | {
      readonly kind: 'call.redirected';
      readonly call: CallId;
      readonly by: Party;
      readonly from: PhoneId;
      readonly to: string;
      readonly cause: ConnectionCause;
    }
  /** The queue takes no calls: this one goes on to the queue's failure route, or without one nowhere. */
  | {
      readonly kind: 'call.turned-away';
      readonly call: CallId;
      readonly queue: QueueId;
      readonly by: Party;
      readonly to: string | null;
      readonly reason: TurnedAwayReason;
      /** Since when he waits, when he comes straight from the dialplan. */
      readonly since?: number;
    }
  | {
      readonly kind: 'call.connected';
      readonly call: CallId;
      readonly queue: QueueId;
      readonly agent: AgentId;
      readonly leg: LegId;
      readonly bridge: BridgeId;
      readonly waitedMs: number;
      /** When both must be in the bridge. */
      readonly deadline: number;
    }
  /** Whoever was reached directly has answered. */
  | {
      readonly kind: 'call.answered';
      readonly call: CallId;
      readonly leg: LegId;
      readonly bridge: BridgeId;
      readonly deadline: number;
    }
  | { readonly kind: 'call.bridged'; readonly call: CallId }
  /** After a gap the parties were not in their bridge any more: they are put into it again. */
  | { readonly kind: 'call.rebridging'; readonly call: CallId; readonly deadline: number }
  /** Another party answers for the call now. */
  | {
      readonly kind: 'call.handed';
      readonly call: CallId;
      readonly agent: AgentId | null;
      /** Its customer has gone: what is left is no call of the queue any more. */
      readonly leavesQueue?: true;
    }
  | {
      readonly kind: 'call.parked';
      readonly call: CallId;
      readonly slot: number;
      readonly by: PhoneId;
      readonly deadline: number;
    }
  /** A party is alone with a mailbox; again at each step that it takes there. */
  | {
      readonly kind: 'call.message';
      readonly call: CallId;
      readonly mailbox: PhoneId;
      readonly step: MailboxStep;
      readonly playing: Playing | null;
      readonly file: string | null;
      readonly messages: readonly MessageId[];
      readonly deadline: number;
    }
  /** Handed to the engineer's dialplan. */
  | {
      readonly kind: 'call.away';
      readonly call: CallId;
      readonly leg: LegId;
      readonly point: AwayPoint;
      readonly context: string;
      /** The place that the call has or is about to take. */
      readonly queue: QueueId | null;
      readonly enteredAt: number;
      readonly priority: number;
      /** null when it may stay. */
      readonly deadline: number | null;
    }
  /** It did not come back in time and is fetched. */
  | {
      readonly kind: 'call.recalled';
      readonly call: CallId;
      readonly leg: LegId;
      readonly deadline: number;
    }
  /** Back from the engineer's dialplan, with what that has said. */
  | {
      readonly kind: 'call.returned';
      readonly call: CallId;
      readonly leg: LegId;
      readonly point: AwayPoint;
      /** Another queue or priority for the call. */
      readonly queue: QueueId | null;
      readonly priority: number | null;
      readonly mayRecord: boolean;
    }
  | { readonly kind: 'call.data'; readonly call: CallId; readonly data: string }
  | {
      readonly kind: 'call.ended';
      readonly call: CallId;
      readonly end: CallEnd;
      readonly cause: number;
      readonly queue: QueueId | null;
      readonly agent: AgentId | null;
      /** Why a refused call was refused. */
      readonly reason?: string;
    }
  // A leg
  | {
      readonly kind: 'leg.added';
      readonly call: CallId;
      readonly leg: LegId;
      readonly phone: PhoneId | null;
      readonly agent: AgentId | null;
      readonly party: Party;
      readonly deadline: number;
      /** Of a party outside. */
      readonly trunk?: string;
    }
  | {
      readonly kind: 'leg.changed';
      readonly call: CallId;
      readonly leg: LegId;
      readonly state: Exclude<LegState, 'clearing'>;
      readonly cause: ConnectionCause | null;
      readonly heldByPhone?: boolean;
      /** From now on; without it as before. */
      readonly deadline?: number;
    }
  /** The same phone goes on with another leg, which tells it to answer by itself. */
  | {
      readonly kind: 'leg.replaced';
      readonly call: CallId;
      readonly leg: LegId;
      readonly former: LegId;
      readonly deadline: number;
    }
  /** By a transfer, a conference or a pick-up the leg belongs to another call. */
  | { readonly kind: 'leg.moved'; readonly call: CallId; readonly leg: LegId; readonly to: CallId }
  /** The leg has left this call, though its channel goes on in another one. */
  | { readonly kind: 'leg.left'; readonly call: CallId; readonly leg: LegId }
  /** Something happened to the other party that this one's display tells. */
  | {
      readonly kind: 'leg.noted';
      readonly call: CallId;
      readonly leg: LegId;
      readonly cause: ConnectionCause;
    }
  | {
      readonly kind: 'leg.muted';
      readonly call: CallId;
      readonly leg: LegId;
      readonly muted: boolean;
    }
  /** The parties speak with somebody else than before: who now waits in the call is its caller. */
  | {
      readonly kind: 'leg.regrouped';
      readonly call: CallId;
      readonly caller: LegId | null;
      readonly cause: ConnectionCause;
      readonly by: Party;
    }
  | {
      readonly kind: 'leg.clearing';
      readonly call: CallId;
      readonly leg: LegId;
      readonly deadline: number;
      readonly cause: ConnectionCause | null;
    }
  | { readonly kind: 'leg.cleared'; readonly call: CallId; readonly leg: LegId; readonly cause: number };
