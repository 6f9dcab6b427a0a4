import { CordboardError } from '../../../base/errors.ts';
import type { CallSide, Service } from '../../../board/device/device-call.ts';
import type { CallId, PhoneId } from '../../../board/ids.ts';
import { withheld } from '../answer/call.ts';
import { standard } from '../answer/envelope.ts';
import { asRefusalOfSwitch } from '../errors.ts';
import { sidesOf } from '../session/call-book.ts';
import type { DeviceCommand, Telephony } from '../telephony.ts';
import { element, leaf, optional, type XmlElement } from '../xml/element.ts';
import { phoneOf, type ServiceParts, type Services } from './service.ts';

type CallService = Service | 'addPartyToCall' | 'makeCall' | 'qualifyCall';

/** The user services that do something with calls. */
export function callServices({ telephony, writer }: ServiceParts): Services<CallService> {
  const command = async (one: DeviceCommand): Promise<XmlElement> => {
    try {
      await telephony.devices.command(one);
    } catch (error) {
      throw asRefusalOfSwitch(error);
    }
    return standard;
  };

  const onOne =
    (name: 'dropCall' | 'holdCall' | 'retrieveCall') =>
    ({ deviceNumber, otherNumber }: { deviceNumber: string; otherNumber: string | null }) => {
      const phone = phoneOf(telephony, deviceNumber);
      return command({ name, phone, call: callWith(telephony, phone, otherNumber) });
    };

  const onBoth =
    (name: 'alternateCall' | 'conferenceCall' | 'reconnectCall' | 'transferCall') =>
    (asked: { deviceNumber: string; primOtherNumber: string | null; secOtherNumber: string | null }) => {
      const phone = phoneOf(telephony, asked.deviceNumber);
      // They name the calls that there are; which is which the device knows.
      callWith(telephony, phone, asked.primOtherNumber);
      callWith(telephony, phone, asked.secOtherNumber);
      return command({ name, phone });
    };

  const withThird = (
    name: 'addPartyToCall' | 'consultationCall' | 'divertCall',
    asked: { deviceNumber: string; otherNumber: string | null; extraData: string | null },
    called: string,
  ) => {
    const phone = phoneOf(telephony, asked.deviceNumber);
    const call = callWith(telephony, phone, asked.otherNumber);
    return command({ name, phone, call, called, data: asked.extraData });
  };

  return {
    addPartyToCall: (asked) => withThird('addPartyToCall', asked, asked.addedDeviceNumber),
    alternateCall: onBoth('alternateCall'),
    answerCall({ deviceNumber, callingNumber }) {
      const phone = phoneOf(telephony, deviceNumber);
      return command({ name: 'answerCall', phone, call: callWith(telephony, phone, callingNumber) });
    },
    conferenceCall: onBoth('conferenceCall'),
    consultationCall: (asked) => withThird('consultationCall', asked, asked.consultedDeviceNumber),
    divertCall: (asked) => withThird('divertCall', asked, asked.divertedDeviceNumber),
    dropCall: onOne('dropCall'),
    holdCall: onOne('holdCall'),
    makeCall({ deviceNumber, calledDeviceNumber, extraData }) {
      const phone = phoneOf(telephony, deviceNumber);
      return command({ name: 'makeCall', phone, called: calledDeviceNumber, data: extraData });
    },
    async qualifyCall({ deviceNumber, answerCall, needName }) {
      const phone = phoneOf(telephony, deviceNumber);
      const side = sidesAt(telephony, phone).find(({ state }) => state === 'alerting');
      if (side === undefined) throw noCall('no call is alerting');
      const { number, name } = side.otherParty;
      if (answerCall) await command({ name: 'answerCall', phone, call: side.call });
      const known = name === '' ? (writer.describe(number)?.name ?? null) : name;
      return element(
        'qualifyCall',
        leaf('number', number === '' ? withheld(side) : number),
        needName ? optional(known, (text) => leaf('name', text)) : null,
      );
    },
    reconnectCall: onBoth('reconnectCall'),
    retrieveCall: onOne('retrieveCall'),
    transferCall: onBoth('transferCall'),
  };
}

function sidesAt(telephony: Telephony, phone: PhoneId): readonly CallSide[] {
  const calls = telephony.devices.calls(phone);
  return calls === null ? [] : sidesOf(calls);
}

/** The call with this other party; null when the client names none. Throws 'no-call'. */
function callWith(telephony: Telephony, phone: PhoneId, otherNumber: string | null): CallId | null {
  if (otherNumber === null) return null;
  const side = sidesAt(telephony, phone).find(
    (one) =>
      withheld(one) === otherNumber ||
      [one.otherParty, ...one.addedParties].some(({ number }) => number === otherNumber),
  );
  if (side === undefined) throw noCall('there is no call with this other party');
  return side.call;
}

function noCall(message: string): CordboardError {
  return new CordboardError('no-call', message);
}
