import { device, name, number, seconds } from './fields.ts';
import { choice, exactText, flag, optional, record, wholeNumber, withDefault } from './read.ts';

/** Session: OpenSession and CloseSession. */
export const sessionRequests = {
  openSession: record({
    ...device,
    eventUDPPort: optional(wholeNumber(1, 65_535)),
    eventUpdate: withDefault(choice(['full', 'restricted']), 'full'),
    userID: optional(name),
    userPassword: optional(exactText),
    // "It must be positive otherwise ignored."
    sessionTimeout: optional(wholeNumber(-1e15, 1e15)),
    startPbxMonitor: withDefault(flag, true),
  }),
  closeSession: record({
    deviceNumber: number,
    actualCloseSessionTimeout: withDefault(seconds, 0),
    clientOnly: withDefault(flag, true),
  }),
};
