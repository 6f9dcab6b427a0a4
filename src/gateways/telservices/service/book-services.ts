import { standard } from '../answer/envelope.ts';
import { historyElement } from '../answer/history.ts';
import { searchDirectoryElement } from '../answer/party.ts';
import { userSnapshotElement, userTotalElement } from '../answer/statistics.ts';
import { RequestError } from '../errors.ts';
import type { Asked } from '../request/request.ts';
import { phoneOf, type ServiceParts, type Services } from './service.ts';

/** The user services that look something up, and keep the directories in which they do. */
export function bookServices({
  telephony,
}: ServiceParts): Services<
  'queryHistory' | 'queryUserStatistics' | 'searchName' | 'searchNumber' | 'updateUserDirectory'
> {
  const { history, statistics, directories } = telephony;
  return {
    async queryHistory(asked) {
      const { recordType, deviceNumber, userID, search, limit } = asked;
      const range = rangeOf(asked);
      const query = { records: recordType, deviceNumber, userID, ...range, search, limit };
      return historyElement(await history.query(query));
    },
    async queryUserStatistics({ deviceNumber, userID, type }) {
      phoneOf(telephony, deviceNumber);
      return type === 'snapshot'
        ? userSnapshotElement(await statistics.userSnapshot(deviceNumber, userID))
        : userTotalElement(await statistics.userTotal(deviceNumber, userID));
    },
    // "The deviceNumber as a userID will be used if no userID is provided."
    async searchName({ userID, deviceNumber, name, limit }) {
      const search = { userID: userID ?? deviceNumber, text: name, limit };
      return searchDirectoryElement(await directories.searchName(search));
    },
    async searchNumber({ userID, deviceNumber, number }) {
      const search = { userID: userID ?? deviceNumber, text: number, limit: null };
      return searchDirectoryElement(await directories.searchNumber(search));
    },
    async updateUserDirectory({ userID, deviceNumber, directoryName, parties }) {
      const owner = userID ?? deviceNumber;
      if (owner === null) throw new RequestError('updateUserDirectory', 'needs a userID or a deviceNumber');
      await directories.replaceUserDirectory({ userID: owner, directoryName, parties });
      return standard;
    },
  };
}

/** QueryHistory: `startHour` "is used only if there is a startDate"; both days are local and belong to the range. */
function rangeOf({ startDate, startHour, endDate }: Asked<'queryHistory'>): {
  from: number | null;
  until: number | null;
} {
  return {
    from: startDate === null ? null : localTime('startDate', startDate, 0, startHour ?? 0),
    until: endDate === null ? null : localTime('endDate', endDate, 1, 0),
  };
}

function localTime(name: string, date: string, daysLater: number, hour: number): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const start = new Date(year, month - 1, day);
  if (start.getMonth() !== month - 1 || start.getDate() !== day) {
    throw new RequestError(`queryHistory > ${name}`, 'must be a day of the calendar');
  }
  return new Date(year, month - 1, day + daysLater, hour).getTime();
}
