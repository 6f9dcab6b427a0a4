import type { CallId, PhoneId } from '../../board/ids.ts';
import type { CallEvent, EventKind } from './call-events.ts';

/** A made-up event, to try a receiver with. Its ids begin with `test`. */
export function sampleOf(kind: EventKind, at: number): CallEvent {
  const whose = {
    seq: 0,
    at,
    id: 'test-1-1',
    call: 'test-1' as CallId,
    phone: '1001' as PhoneId,
    agent: null,
    queue: null,
  };
  if (kind === 'ended') {
    return {
      kind,
      ...whose,
      isOutgoing: false,
      otherNumber: '0301234567',
      startedAt: at - 65_000,
      alertingMs: 5_000,
      connectedMs: 60_000,
      transfer: null,
    };
  }
  const [callerNumber, calledNumber] = kind === 'outgoing' ? ['1001', '0301234567'] : ['0301234567', '1001'];
  return { kind, ...whose, linkedId: 'test-1-2', callerNumber, calledNumber };
}
