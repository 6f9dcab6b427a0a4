import type { HistoryRow } from '../account.ts';
import type { CallEnd } from './call.ts';

/** The result of a call in the words of call detail records: answered means that a person answered. */
export function dispositionOf(end: CallEnd, spokeToAgent: boolean): HistoryRow['disposition'] {
  if (spokeToAgent) return 'ANSWERED';
  return end === 'refused' || end === 'lost-by-asterisk' ? 'FAILED' : 'NO ANSWER';
}
