import { resources, type Address } from '../address.ts';
import { json } from '../answers.ts';
import type { House } from '../house.ts';
import { readQuery } from '../record-filter.ts';
import { recordAnswer } from '../translate/record.ts';

/** Cdr/getrecords. Agents get their own. */
export function getRecordsAddress({ records, clock }: Pick<House, 'records' | 'clock'>): Address {
  return {
    method: 'post',
    path: `${resources}/Cdr/getrecords`,
    parameters: ['lastrow', 'searchLimit', 'filter'],
    permission: 'agent',
    onError: 'sentence',
    async handle(form, { caller }) {
      const query = readQuery(form, clock.timeZone);
      const found = query === null ? [] : await records.find(caller, query);
      return json(found.map((record) => recordAnswer(record, clock.timeZone)));
    },
  };
}
