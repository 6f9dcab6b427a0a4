import type { DeviceCalls, DeviceChange } from '../../../board/device/device-call.ts';
import type { PhoneId } from '../../../board/ids.ts';
import type { PhoneCommand } from '../../../board/input.ts';
import type { DeviceCommand, Devices } from '../telephony.ts';
import { Happening } from './happening.ts';
import type { Hear, House } from './house.ts';

/** Phones and their calls. What a phone does is what was told of it last: the board may be ahead of the ledger. */
export function devicesOf(
  { exchange }: House,
  hear: Hear,
  listenDevices: (listener: (change: DeviceChange) => void) => void,
): Devices {
  const { state } = exchange;
  const changes = new Happening<DeviceChange>();
  const gone = new Happening<PhoneId>();
  const told = new Map<PhoneId, DeviceCalls>(state.deviceCalls);
  let phones: ReadonlySet<PhoneId> = new Set(state.phones.keys());
  listenDevices((change) => {
    if (change.calls === null) told.delete(change.phone);
    else told.set(change.phone, change.calls);
    changes.tell(change);
  });
  hear((fact) => {
    if (fact.kind !== 'office.applied') return;
    const former = phones;
    phones = new Set(fact.office.phones.map(({ id }) => id));
    for (const phone of former) if (!phones.has(phone)) gone.tell(phone);
  });
  return {
    find: (number) => (phones.has(number as PhoneId) ? (number as PhoneId) : null),
    calls: (phone) => told.get(phone) ?? null,
    async command(command) {
      await exchange.command(phoneCommand(command));
    },
    listen: changes.listen,
    listenGone: gone.listen,
  };
}

/** The same in the board's words. */
export function phoneCommand(command: DeviceCommand): PhoneCommand {
  const { phone } = command;
  switch (command.name) {
    case 'makeCall':
      return { phone, name: 'make-call', number: command.called, data: command.data ?? undefined };
    case 'answerCall':
    case 'dropCall':
    case 'holdCall':
    case 'retrieveCall':
    case 'alternateCall':
    case 'reconnectCall':
    case 'transferCall':
    case 'conferenceCall':
      return {
        phone,
        name: nameOf[command.name],
        call: 'call' in command ? (command.call ?? undefined) : undefined,
      };
    default: {
      const { call, called, data } = command;
      const name = nameOf[command.name];
      return { phone, name, number: called, call: call ?? undefined, data: data ?? undefined };
    }
  }
}

const nameOf = {
  answerCall: 'answer-call',
  dropCall: 'drop-call',
  holdCall: 'hold-call',
  retrieveCall: 'retrieve-call',
  alternateCall: 'alternate-call',
  reconnectCall: 'reconnect-call',
  transferCall: 'transfer-call',
  conferenceCall: 'conference-call',
  consultationCall: 'consult',
  divertCall: 'divert-call',
  addPartyToCall: 'add-party',
} as const;
