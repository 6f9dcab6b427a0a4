import type { HistoryRecord } from '../house/history.ts';
import { element, leaf, optional, word, type XmlElement } from '../xml/element.ts';
import { formatDate, formatTime, wholeSeconds } from './format.ts';
import { partyElement } from './party.ts';

/** QueryHistory. */
export function historyElement(records: readonly HistoryRecord[]): XmlElement {
  return element('history', ...records.map(recordElement));
}

function recordElement(record: HistoryRecord): XmlElement {
  return element(
    'record',
    optional(record.deviceNumber, (number) => leaf('deviceNumber', number)),
    optional(record.userID, (userID) => leaf('userID', userID)),
    leaf('creationDate', formatDate(record.createdAt)),
    leaf('creationTime', formatTime(record.createdAt)),
    optional(record.otherParty, (party) => partyElement('otherParty', party)),
    optional(record.alertingMs, (ms) => leaf('alertingDuration', wholeSeconds(ms))),
    optional(record.connectedMs, (ms) => leaf('duration', wholeSeconds(ms))),
    optional(record.isOutgoing, (is) => word('isOutgoing', is)),
    optional(record.isConnected, (is) => word('isConnected', is)),
    optional(record.cause, (cause) => word('cause', cause)),
    optional(record.agentState, (state) => word('agentState', state)),
  );
}
