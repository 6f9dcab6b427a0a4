import { unreachable } from '../../base/errors.ts';
import type { CallEvent } from './call-events.ts';
import { timeStamp } from './time-stamp.ts';

/** Parameters of a web call in their order. Their names are a specification: two of them have spaces, one differs. */
export type Parameters = readonly (readonly [name: string, value: string])[];

/** What the values need that no event has. */
export interface Account {
  readonly accountId: string;
  readonly timeZone: string;
  /** The number of the employee at a phone: that of his own phone, wherever he sits. */
  localNumber(agent: string | null, phone: string): string;
}

export function parametersOf(event: CallEvent, account: Account): Parameters {
  const { accountId } = account;
  if (event.kind === 'ended') {
    const { transfer } = event;
    return [
      ['AccountId', accountId],
      ['Unique CallId', event.id],
      ['Duration', String(Math.floor(event.connectedMs / 1_000))],
      ['Transfer', transfer === null ? 'False' : 'True'],
      ['CallDirection', event.isOutgoing ? 'Outgoing' : 'Incoming'],
      ['Transfered Unique ID', transfer?.originalId ?? ''],
      ['Transfered number', transfer?.transferred ?? ''],
      ['Transfer to', transfer?.to ?? ''],
    ];
  }
  const { id, phone, callerNumber, calledNumber, linkedId } = event;
  const employee = account.localNumber(event.agent, phone);
  const at = timeStamp(event.at, account.timeZone);
  switch (event.kind) {
    case 'answered':
      return [
        ['AccountId', accountId],
        ['UniqueCallId', id],
        ['EmployeeLocalNumber', employee],
        ['ANumber', callerNumber],
        ['TimeStamp', at],
        ['LinkedUniqueCallId', linkedId],
      ];
    case 'outgoing':
      return [
        ['AccountId', accountId],
        ['UniqueCallId', id],
        ['EmployeeLocalNumber', employee],
        ['ANumber', callerNumber],
        ['TimeStamp', at],
        ['PhoneLocalNumber', phone],
        ['BNumber', calledNumber],
      ];
    case 'incoming':
      return [
        ['AccountId', accountId],
        ['UniqueCallId', id],
        ['Calledphone', phone],
        ['ANumber', callerNumber],
        ['TimeStamp', at],
        ['EmployeeLocalNumber', employee],
        ['LinkedUniqueCallId', linkedId],
      ];
    default:
      return unreachable(event);
  }
}
