import type { LegRow } from '../../../../src/board/account.ts';
import type { AgentId, CallId, LegId, PhoneId, QueueId } from '../../../../src/board/ids.ts';
import type {
  CallChange,
  ChangeBatch,
  PartOver,
  PhoneChange,
  WatchedSide,
} from '../../../../src/gateways/webhooks/source.ts';

/** A Saturday in winter. */
export const start = Date.UTC(2026, 10, 21, 9, 0, 0);

export function side(number: number, given: Partial<WatchedSide> = {}): WatchedSide {
  const call = `cbtest-${number}` as CallId;
  return {
    call,
    leg: `${call}-1` as LegId,
    state: 'alerting',
    isOutgoing: false,
    counterpart: { call, leg: `17.${number}` as LegId },
    queue: null,
    callerNumber: '0301234567',
    calledNumber: '700',
    ...given,
  };
}

export function phone(seq: number, ...calls: readonly WatchedSide[]): PhoneChange {
  return {
    kind: 'phone',
    seq,
    at: start + seq * 1_000,
    phone: '1005' as PhoneId,
    agent: 'anna' as AgentId,
    calls,
  };
}

export function over(
  seq: number,
  { call, leg, isOutgoing, queue }: WatchedSide,
  given: Partial<PartOver> = {},
): PartOver {
  const row: LegRow = {
    leg,
    call,
    phone: '1005' as PhoneId,
    agent: 'anna' as AgentId,
    queue,
    isOutgoing,
    startedAt: start,
    endedAt: start + seq * 1_000,
    alertingMs: 4200,
    connectedMs: 61900,
    heldMs: 0,
    otherParty: {
      name: '',
      number: '0301234567',
    },
    cause: null,
    q850: 16,
  };
  return { kind: 'part-over', seq, row, transfer: null, ...given };
}

/** Each change an entry of its own. */
export const batch = (...changes: readonly CallChange[]): ChangeBatch => ({
  upTo: changes.at(-1)?.seq ?? 0,
  changes,
});

/** A call that rings, is answered and is over, in three entries from `seq` on. */
export function wholeCall(number: number, seq: number, queue: string | null = null): ChangeBatch[] {
  const ringing = side(number, { queue: queue as QueueId | null });
  return [
    batch(phone(seq, ringing)),
    batch(phone(seq + 1, { ...ringing, state: 'connected' })),
    batch({ ...phone(seq + 2), calls: [] }, over(seq + 2, ringing)),
  ];
}
