import type { BarrierCounts } from './acd/why.ts';
import type { Engagement, Served } from './agent/agent.ts';
import type { AgentId, CallId, LegId, PhoneId, QueueId } from './ids.ts';
import type { ConnectMode } from './office.ts';

/** What can happen to offers and agents. */
export type AgentFacts =
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
  /** The phone rings on for another caller, who is before this one now. */
  | {
      readonly kind: 'offer.passed';
      readonly call: CallId;
      readonly to: CallId;
      readonly queue: QueueId;
      readonly agent: AgentId;
      readonly leg: LegId;
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
      /** The queues that he chose; null: all of his. */
      readonly queues: readonly QueueId[] | null;
      /** How calls are to come to him; otherwise as the office says. */
      readonly connect?: ConnectMode;
    }
  | { readonly kind: 'agent.signed-out'; readonly agent: AgentId; readonly reason: string }
  /** Signs out when his call is over, for this reason; null: does not after all. */
  | { readonly kind: 'agent.leaving'; readonly agent: AgentId; readonly reason: string | null }
  /** Not ready, for this reason, when no customer who is being called needs him; null: not after all. */
  | { readonly kind: 'agent.pausing'; readonly agent: AgentId; readonly reason: string | null }
  /** Sits at another phone now, and is what he was. */
  | { readonly kind: 'agent.moved'; readonly agent: AgentId; readonly phone: PhoneId; readonly from: PhoneId }
  | { readonly kind: 'agent.ready'; readonly agent: AgentId }
  | { readonly kind: 'agent.not-ready'; readonly agent: AgentId; readonly reason: string }
  /** In a call, of a queue or not; of a call that only rings for a direct caller too. */
  | {
      readonly kind: 'agent.engaged';
      readonly agent: AgentId;
      readonly call: CallId;
      readonly leg: LegId;
      readonly queue: QueueId | null;
      readonly as: Engagement;
      /** Other calls of queues that he has at the same time. */
      readonly beside?: readonly Served[];
    }
  | {
      readonly kind: 'agent.wrap-up';
      readonly agent: AgentId;
      readonly call: CallId;
      readonly queue: QueueId;
      /** null: until the agent, a disposition or a supervisor ends it. */
      readonly until: number | null;
    }
  /** The call is over, its wrap-up has to wait until another call is. */
  | {
      readonly kind: 'agent.wrap-up-owed';
      readonly agent: AgentId;
      readonly call: CallId;
      readonly queue: QueueId;
    }
  /** It lasts longer. */
  | { readonly kind: 'agent.wrap-up-extended'; readonly agent: AgentId; readonly until: number }
  /** In a call: there is to be time after it, or not. */
  | { readonly kind: 'agent.wrap-up-asked'; readonly agent: AgentId; readonly on: boolean }
  /** What came of the call, in the agent's words. */
  | {
      readonly kind: 'agent.disposed';
      readonly agent: AgentId;
      readonly call: CallId;
      readonly disposition: string;
      readonly note: string;
      /** Of a form. */
      readonly data?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'agent.queues'; readonly agent: AgentId; readonly queues: readonly QueueId[] | null }
  /** Not ready for longer than the reason allows: supervisors are told. */
  | { readonly kind: 'agent.overdue'; readonly agent: AgentId; readonly reason: string }
  /** A call of his own, wrap-up or rest is over; `expired`: a wrap-up, by its time. */
  | { readonly kind: 'agent.idle'; readonly agent: AgentId; readonly expired?: true };

/** How an offer ended without a talk. Only the first four count against the agent. */
export type OfferOutcome =
  | 'no-answer'
  | 'rejected'
  | 'busy'
  | 'unreachable'
  | 'caller-gone'
  | 'withdrawn'
  | 'lost-race'
  | 'bridge-failed'
  | 'line-lost';

/** Stored with the decision: why this agent. */
export interface OfferReason {
  readonly strategy: string;
  /** How many agents could have had the call. */
  readonly candidates: number;
  /** What the strategy compared: for longest-idle, how long the agent was without a call. */
  readonly key: number | null;
  /** How many of the queue's other agents were kept from the call by what. */
  readonly kept: BarrierCounts;
}
