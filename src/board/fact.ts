import type { Party, CallEnd } from './call/call.ts';
import type { AgentId, BridgeId, CallId, LegId, PhoneId, QueueId } from './ids.ts';
import type { Office } from './office.ts';

/**
 * Everything that can happen, as it stands in the journal and as clients hear of it. The state of the board is
 * the fold of its facts (`fold.ts`) and nothing else.
 */
export type Fact = { readonly at: number } & (
  | { readonly kind: 'office.applied'; readonly office: Office }
  | { readonly kind: 'line.up'; readonly asteriskStartedAt: number }
  | { readonly kind: 'line.down'; readonly reason: string }
  /** Asterisk has parties of calls that the ledger does not know, as after a restored backup: their numbers stay theirs. */
  | { readonly kind: 'calls.skipped'; readonly nextCall: number }
  // A caller
  | {
      readonly kind: 'call.arrived';
      readonly call: CallId;
      readonly channel: LegId;
      readonly caller: Party;
      readonly dialled: string;
    }
  | {
      readonly kind: 'call.queued';
      readonly call: CallId;
      readonly queue: QueueId;
      readonly enteredAt: number;
      readonly priority: number;
    }
  /** The talk failed before it began or its bridge broke: the caller is back at his old place. */
  | {
      readonly kind: 'call.requeued';
      readonly call: CallId;
      readonly queue: QueueId;
      readonly reason: string;
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
  | { readonly kind: 'call.bridged'; readonly call: CallId }
  /** After a gap the two were not in their bridge any more: they are put into it again. */
  | { readonly kind: 'call.rebridging'; readonly call: CallId; readonly deadline: number }
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
  | { readonly kind: 'leg.clearing'; readonly call: CallId; readonly leg: LegId; readonly deadline: number }
  | { readonly kind: 'leg.cleared'; readonly call: CallId; readonly leg: LegId; readonly cause: number }
  /** Asterisk cut this caller off: somebody should call back. */
  | {
      readonly kind: 'callback.listed';
      readonly call: CallId;
      readonly queue: QueueId;
      readonly caller: Party;
      readonly waitedMs: number;
    }
  // An offer of a call to an agent
  | {
      readonly kind: 'offer.made';
      readonly call: CallId;
      readonly queue: QueueId;
      readonly agent: AgentId;
      readonly leg: LegId;
      readonly deadline: number;
      readonly why: OfferReason;
    }
  | { readonly kind: 'offer.alerting'; readonly call: CallId; readonly agent: AgentId; readonly leg: LegId }
  /** The same offer goes on with another leg that tells the phone to answer by itself. */
  | {
      readonly kind: 'offer.answering';
      readonly call: CallId;
      readonly agent: AgentId;
      readonly leg: LegId;
      readonly former: LegId;
      readonly deadline: number;
    }
  | {
      readonly kind: 'offer.ended';
      readonly call: CallId;
      readonly queue: QueueId;
      readonly agent: AgentId;
      readonly leg: LegId;
      readonly outcome: OfferOutcome;
      /** When set, the agent rests until then. */
      readonly restUntil: number | null;
    }
  // An agent
  | {
      readonly kind: 'agent.signed-in';
      readonly agent: AgentId;
      readonly phone: PhoneId;
      readonly reason: string;
    }
  | { readonly kind: 'agent.signed-out'; readonly agent: AgentId; readonly reason: string }
  | { readonly kind: 'agent.ready'; readonly agent: AgentId }
  | { readonly kind: 'agent.not-ready'; readonly agent: AgentId; readonly reason: string }
  | {
      readonly kind: 'agent.wrap-up';
      readonly agent: AgentId;
      readonly call: CallId;
      readonly queue: QueueId;
      readonly until: number;
    }
  /** Wrap-up or rest is over. */
  | { readonly kind: 'agent.idle'; readonly agent: AgentId }
);

export type FactKind = Fact['kind'];

/** How an offer ended without a talk. Only the first four count against the agent. */
export type OfferOutcome =
  | 'no-answer'
  | 'rejected'
  | 'busy'
  | 'unreachable'
  | 'caller-gone'
  | 'withdrawn'
  | 'bridge-failed'
  | 'line-lost';

/** Stored with the decision: why this agent. */
export interface OfferReason {
  readonly strategy: string;
  /** How many agents could have had the call. */
  readonly candidates: number;
  /** What the strategy compared: for longest-idle, how long the agent was without a call. */
  readonly key: number;
}
