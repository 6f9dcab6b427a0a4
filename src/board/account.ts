import type { ShownState } from './agent/agent.ts';
import type { CallEnd, Party } from './call/call.ts';
import type { AgentId, CallId, QueueId } from './ids.ts';

/**
 * A stretch of time of one call or one agent. The segments of a call tile the time from its arrival to its end,
 * those of an agent the time from sign-in to sign-out: no hole, no overlap. Every report is a query on them.
 */
export type Segment = { readonly startAt: number; readonly endAt: number } & (
  | {
      readonly subject: 'call';
      readonly call: CallId;
      readonly state: 'arriving' | 'waiting' | 'talking';
      readonly queue: QueueId | null;
      readonly agent: AgentId | null;
    }
  | {
      readonly subject: 'agent';
      readonly agent: AgentId;
      readonly state: ShownState['state'];
      readonly reason: string | null;
      readonly call: CallId | null;
      readonly queue: QueueId | null;
    }
);

/** A call that is over, as call records have always had it; `docs/api.md` gives each column's usual title. */
export interface HistoryRow {
  readonly call: CallId;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly caller: Party;
  readonly dialled: string;
  /** The last queue and the last agent that the call had. */
  readonly queue: QueueId | null;
  readonly agent: AgentId | null;
  readonly waitMs: number;
  readonly talkMs: number;
  readonly disposition: 'ANSWERED' | 'NO ANSWER' | 'FAILED';
  readonly end: CallEnd;
  /** Q.850 cause of the end. */
  readonly cause: number;
}

/** A caller whom Asterisk cut off and whom somebody should call back. */
export interface CallbackRow {
  readonly call: CallId;
  readonly at: number;
  readonly queue: QueueId;
  readonly caller: Party;
  readonly waitedMs: number;
}
