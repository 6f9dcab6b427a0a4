import type {
  CallbackRow,
  HistoryRow,
  LegRow,
  MessageRow,
  RecordingRow,
  Segment,
  VisitRow,
} from './account.ts';
import type { AgentId, CallId, CampaignId, ContactId, PhoneId, QueueId } from './ids.ts';
import type { AttemptRow } from './outbound/attempt.ts';
import type { OutboundChange } from './outbound/changes.ts';

/** What folding facts has changed or closed, for the ledger to store beside them. */
export class Changes {
  readonly calls = new Set<CallId>();
  readonly agents = new Set<AgentId>();
  readonly devices = new Set<PhoneId>();
  readonly queues = new Set<QueueId>();
  readonly memories = new Set<QueueId>();
  readonly tallies = new Set<AgentId>();
  /** Keys of what queues know of their callers. */
  readonly regulars = new Set<string>();
  readonly campaigns = new Set<CampaignId>();
  readonly contacts = new Set<ContactId>();
  office = false;
  line = false;
  readonly segments: Segment[] = [];
  readonly history: HistoryRow[] = [];
  readonly visits: VisitRow[] = [];
  readonly legs: LegRow[] = [];
  readonly callbacks: CallbackRow[] = [];
  /** As they are now; of one message the last counts. */
  readonly messages: MessageRow[] = [];
  readonly recordings: RecordingRow[] = [];
  readonly attempts: AttemptRow[] = [];
  /** What becomes of rows of contacts, dispositions, refusals and the do-not-call list, in this order. */
  readonly outbound: OutboundChange[] = [];
}
