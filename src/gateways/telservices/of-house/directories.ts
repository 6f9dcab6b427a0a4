import { CordboardError } from '../../../base/errors.ts';
import type { PhoneId } from '../../../board/ids.ts';
import type { Directories } from '../house/directories.ts';
import type { PartyInfo } from '../words.ts';
import { agentAt } from './agents.ts';
import type { House } from './house.ts';

/** So many are found when the client does not say how many it wants. */
const usualLimit = 50;
const mostFound = 500;

export function directoriesOf({ directories, control, exchange }: House): Directories {
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
        .searchName(userID === null ? null : userOf(userID), text, Math.min(limit ?? usualLimit, mostFound))
        .map((party) => shown(party)),
    searchNumber: async ({ userID, text, limit }) =>
      directories
        .searchNumber(userID === null ? null : userOf(userID), text)
        .slice(0, limit ?? usualLimit)
        .map((party) => shown(party)),
    async replaceUserDirectory({ userID, directoryName, parties }) {
      const owner = userOf(userID);
      if (owner === null) throw new CordboardError('user-unknown', `there is no user ${userID}`);
      const entries = parties.map(({ number, name, numberType, company }) => ({
        number,
        name: name ?? '',
        numberType,
        company,
      }));
      directories.replaceOfUser(owner, directoryName, entries);
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
