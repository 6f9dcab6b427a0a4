import { longestTag } from '../../../control/operations/recordings.ts';
import { resources, type Address } from '../address.ts';
import { empty } from '../answers.ts';
import { ParameterError } from '../errors.ts';
import { meaningOf } from '../guid.ts';
import type { House } from '../house.ts';

/** Agents/TagRecord. `phone` says nothing that the guid does not. */
export function tagRecordAddress({ records }: Pick<House, 'records'>): Address {
  return {
    method: 'post',
    path: `${resources}/Agents/TagRecord`,
    parameters: ['phone', 'guid', 'data'],
    permission: 'agent',
    onError: 'sentence',
    handle(form, { caller }) {
      const meaning = meaningOf(form.need('guid'));
      if (meaning === null) throw new ParameterError('guid', 'is no call of this office');
      const words = form.text('data');
      if (words.length > longestTag) {
        throw new ParameterError('data', `has more than ${longestTag} characters`);
      }
      records.tag(caller, meaning.call, words);
      return empty;
    },
  };
}
