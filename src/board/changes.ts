import type { CallbackRow, HistoryRow, Segment } from './account.ts';
import type { AgentId, CallId } from './ids.ts';

/** What folding facts has changed or closed, for the ledger to store beside them. */
export class Changes {
  readonly calls = new Set<CallId>();
  readonly agents = new Set<AgentId>();
  office = false;
  line = false;
  readonly segments: Segment[] = [];
  readonly history: HistoryRow[] = [];
  readonly callbacks: CallbackRow[] = [];
}
