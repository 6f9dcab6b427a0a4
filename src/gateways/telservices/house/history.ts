import type { ConnectionCause } from '../../../board/device/device-call.ts';
import type { AgentState, PartyInfo } from '../words.ts';

/** QueryHistory; what is null is not asked for. */
export interface HistoryQuery {
  readonly records: 'call' | 'agent' | 'all';
  readonly deviceNumber: string | null;
  readonly userID: string | null;
  /** Records from this UTC millisecond on. */
  readonly from: number | null;
  /** Records before this UTC millisecond. */
  readonly until: number | null;
  /** A number, a name or a part of them: of the other party. */
  readonly search: string | null;
  readonly limit: number | null;
}

/** What is null does not apply to the record or is not known. */
export interface HistoryRecord {
  readonly deviceNumber: string | null;
  readonly userID: string | null;
  /** UTC milliseconds. */
  readonly createdAt: number;
  readonly otherParty: PartyInfo | null;
  readonly alertingMs: number | null;
  readonly connectedMs: number | null;
  readonly isOutgoing: boolean | null;
  readonly isConnected: boolean | null;
  /** The printed example has `normal`, which is not among the causes of the call event. */
  readonly cause: ConnectionCause | 'normal' | null;
  readonly agentState: AgentState | null;
}

export interface HistoryBook {
  /** The latest first, as in the printed example. */
  query(query: HistoryQuery): Promise<readonly HistoryRecord[]>;
}
