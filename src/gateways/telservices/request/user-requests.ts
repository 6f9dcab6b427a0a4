import { RequestError } from '../errors.ts';
import { forwardTypes, requestableAgentStates } from '../words.ts';
import {
  bothParties,
  device,
  extraData,
  limit,
  name,
  number,
  otherNumber,
  party,
  seconds,
} from './fields.ts';
import {
  choice,
  flag,
  list,
  optional,
  record,
  text,
  wholeNumber,
  withDefault,
  type Reader,
  type ValueOf,
} from './read.ts';

const onOff = choice(['on', 'off']);

const forwardInfo = record({ number: optional(number), type: choice(forwardTypes), state: onOff });

const forwardFields = record({
  ...device,
  info: optional(forwardInfo),
  forward: optional(forwardInfo),
});

/** The printed example calls the forward `info`, the list of parameters `forward`: both are taken. */
const forward: Reader<{ readonly deviceNumber: string; readonly info: ValueOf<typeof forwardInfo> }> = {
  read(element, path) {
    const { deviceNumber, info: printed, forward: listed } = forwardFields.read(element, path);
    const info = printed ?? listed;
    const at = `${path} > info`;
    if (info === null) throw new RequestError(at, 'is missing');
    if (printed !== null && listed !== null) throw new RequestError(at, 'is there twice, as forward too');
    if (info.state === 'on' && info.number === null) {
      throw new RequestError(`${at} > number`, 'is missing: where calls go must be known to turn it on');
    }
    return { deviceNumber, info };
  },
};

const date = text({ pattern: /^\d{4}-\d{2}-\d{2}$/, is: 'a date as in 2009-12-02' });

/** User services, in the manual's order. */
export const userRequests = {
  addPartyToCall: record({ ...device, otherNumber, addedDeviceNumber: number, extraData }),
  agentState: record({ ...device, state: choice(requestableAgentStates) }),
  alternateCall: record(bothParties),
  answerCall: record({ ...device, callingNumber: optional(number) }),
  conferenceCall: record(bothParties),
  consultationCall: record({ ...device, otherNumber, consultedDeviceNumber: number, extraData }),
  divertCall: record({ ...device, otherNumber, divertedDeviceNumber: number, extraData }),
  doNotDisturb: record({ ...device, state: onOff }),
  dropCall: record({ ...device, otherNumber }),
  forward,
  holdCall: record({ ...device, otherNumber }),
  makeCall: record({ ...device, calledDeviceNumber: number, extraData }),
  qualifyCall: record({ ...device, answerCall: withDefault(flag, true), needName: withDefault(flag, true) }),
  queryAgentState: record(device),
  queryDoNotDisturb: record(device),
  queryForward: record(device),
  queryHistory: record({
    recordType: withDefault(choice(['call', 'agent', 'all']), 'call'),
    deviceNumber: optional(number),
    userID: optional(name),
    startDate: optional(date),
    startHour: optional(wholeNumber(0, 23)),
    endDate: optional(date),
    search: optional(name),
    limit,
  }),
  queryMsgWaiting: record(device),
  queryUserStatistics: record({
    ...device,
    userID: optional(name),
    type: choice(['snapshot', 'total']),
  }),
  reconnectCall: record(bothParties),
  retrieveCall: record({ ...device, otherNumber }),
  searchName: record({ userID: optional(name), deviceNumber: optional(number), name, limit }),
  searchNumber: record({ userID: optional(name), deviceNumber: optional(number), number }),
  snapshot: record({
    ...device,
    resultOnEvent: optional(
      record({ timeout: seconds, snapshotSeq: optional(wholeNumber(0, Number.MAX_SAFE_INTEGER)) }),
    ),
  }),
  transferCall: record(bothParties),
  updateUserDirectory: record({
    userID: optional(name),
    deviceNumber: optional(number),
    directoryName: name,
    parties: list('party', party),
  }),
};
