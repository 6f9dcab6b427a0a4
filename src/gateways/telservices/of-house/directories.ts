import { CordboardError } from '../../../base/errors.ts';
import type { PhoneId } from '../../../board/ids.ts';
import type { Directories } from '../house/directories.ts';
import type { PartyInfo } from '../words.ts';
import { agentAt } from './agents.ts';
import type { House } from './house.ts';

export function directoriesOf({ directories, control, exchange, log }: House): Directories {
  /** "The deviceNumber as a userID will be used": of a phone, the user who sits there or whose own it is. */
  const userOf = (userID: string): string | null => {
    if (control.office.user(userID) !== undefined) return userID;
    return agentAt(exchange.state, userID as PhoneId)?.id ?? null;
  };

  return {
    describe(number) {
      const party = directories.partyOf(null, number);
      return party === null ? null : shown(party, number);
    },
    searchName: async ({ userID, text, limit }) =>
      directories
        .searchName(userID === null ? null : userOf(userID), text, limit ?? Number.POSITIVE_INFINITY)
        .map((party) => shown(party)),
    searchNumber: async ({ userID, text, limit }) =>
      directories
        .searchNumber(userID === null ? null : userOf(userID), text)
        .slice(0, limit ?? undefined)
        .map((party) => shown(party)),
    async replaceUserDirectory({ userID, directoryName, parties }) {
      const owner = userOf(userID);
      if (owner === null) throw new CordboardError('user-unknown', `there is no user ${userID}`);
      const entries = parties.map(({ number, name, numberType, company }) => ({
        number,
        // Without one it would not be found; the name of a firm is as good.
        name: name ?? company ?? number,
        numberType,
        company,
      }));
      const { rejected, rejectedCount } = directories.replaceOfUser(owner, directoryName, entries);
      if (rejectedCount === 0) return;
      const reasons = [...new Set(rejected.map(({ reason }) => reason))];
      log.warn(
        { private: { userID: owner, directoryName }, rejectedCount, reasons },
        'parties of a user’s directory cannot be used',
      );
    },
    async synchronise(directoryName) {
      await directories.sync(directoryName);
    },
  };
}

type Found = ReturnType<House['directories']['searchName']>[number];

function shown(party: Found, number = party.givenNumber): PartyInfo {
  const { name, numberType, company } = party;
  return { number, name: name === '' ? null : name, numberType, company };
}
