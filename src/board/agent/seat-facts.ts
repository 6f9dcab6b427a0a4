import type { Party } from '../call/call.ts';
import type { AgentId, CallId, LegId } from '../ids.ts';

/** What can happen to the call that keeps an agent's phone up between calls. */
export type SeatFacts =
  /** The phone is rung for it. */
  | {
      readonly kind: 'seat.begun';
      readonly call: CallId;
      readonly leg: LegId;
      readonly agent: AgentId;
      readonly caller: Party;
      readonly dialled: string;
      readonly deadline: number;
    }
  | { readonly kind: 'seat.ended'; readonly call: CallId; readonly agent: AgentId; readonly end: SeatEnd };

/**
 * `released`: nobody needs it any more; `lost`: Asterisk has lost it, and it is rung anew; all others make the agent not
 * ready, for the reason of that name.
 */
export type SeatEnd = 'hung-up' | 'missed' | 'rejected' | 'busy' | 'unreachable' | 'released' | 'lost';
