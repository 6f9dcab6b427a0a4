import { CordboardError } from '../../../base/errors.ts';
import { standard } from '../answer/envelope.ts';
import type { Asked } from '../request/request.ts';
import { noOpenSession } from '../session/sessions.ts';
import { isEntitled } from './entitled.ts';
import { monitor, phoneOf, type Requester, type ServiceParts, type Services } from './service.ts';

/** Timers of the clock go no further. */
const longestTimeoutS = 2_000_000;

export function sessionServices(parts: ServiceParts): Services<'openSession' | 'closeSession'> {
  const { telephony, sessions } = parts;
  return {
    async openSession(asked, by) {
      const userID = await authenticated(parts, asked, by);
      const { deviceNumber, eventUDPPort, eventUpdate, sessionTimeout, startPbxMonitor } = asked;
      if (startPbxMonitor) {
        if (!telephony.line.isUp) throw new CordboardError('line-down', 'Asterisk cannot be reached');
        phoneOf(telephony, deviceNumber);
      }
      const isTimed = sessionTimeout !== null && sessionTimeout > 0;
      const session = sessions.open(
        deviceNumber,
        { address: by.address, transport: by.transport, udpPort: eventUDPPort },
        {
          level: eventUpdate,
          userID,
          timeoutMs: isTimed ? Math.min(sessionTimeout, longestTimeoutS) * 1000 : null,
        },
      );
      if (startPbxMonitor) monitor(parts, session);
      const phone = telephony.devices.find(deviceNumber);
      if (phone !== null) await telephony.agents.opened(phone, userID);
      return standard;
    },

    closeSession({ deviceNumber, actualCloseSessionTimeout, clientOnly }, { address, transport }) {
      const session = sessions.get(deviceNumber);
      const delayMs = actualCloseSessionTimeout * 1000;
      const client = session.requester(address, transport);
      // Who has lost the device closes nobody but himself.
      const mayAll = client === undefined || isEntitled(telephony.users, session, client);
      if (!clientOnly && mayAll) sessions.closeAll(session, delayMs);
      else if (client === undefined) throw noOpenSession();
      else sessions.closeClient(session, client, delayMs);
      return standard;
    },
  };
}

/** Who it is; null when nobody was asked to prove it. */
async function authenticated(
  { telephony }: ServiceParts,
  { userID, userPassword, deviceNumber }: Asked<'openSession'>,
  { trusted, address }: Requester,
): Promise<string | null> {
  if (trusted) return null;
  if (userID === null || userPassword === null) {
    throw new CordboardError('sign-in-refused', 'userID and userPassword are needed from this network');
  }
  await telephony.users.authenticate({ userID, userPassword, deviceNumber, address });
  return userID;
}
