import { z } from 'zod';
import { done } from '../answers.ts';
import { resources, type Address } from '../address.ts';
import { ParameterError } from '../errors.ts';
import type { Form } from '../form.ts';
import type { House } from '../house.ts';
import type { Bar } from '../house/do-not-call.ts';
import { checked, object, readJson, word } from '../json-field.ts';
import { readName } from '../names.ts';
import { needNumber } from '../numbers.ts';

/** What errors call it: the document says "objeto blacklist", and gives the parameter no name. */
const blacklist = 'blacklist';

const entry = object({
  phone: word,
  campaign: word,
  username: word,
  company: word,
  job_title: word,
  name: word,
});

const most = 10_000;
const entries = z
  .array(entry, { error: 'is not a JSON array' })
  .min(1, 'is empty')
  .max(most, `has more than ${most} numbers`);

/** admin/addblack, addblackbulk, deleteblack, deleteblackbulk. */
export function blacklistAddresses({
  doNotCall,
  campaigns,
}: Pick<House, 'doNotCall' | 'campaigns'>): Address[] {
  const barOf = (one: z.output<typeof entry>, where: string): Bar => ({
    number: needNumber(`${where}.phone`, one.phone),
    campaign: one.campaign === '' ? null : campaigns.outbound(readName(one.campaign)),
    note: [one.name, one.job_title, one.company, one.username].filter((word) => word !== '').join(', '),
  });
  const oneOf = (form: Form): readonly Bar[] => [barOf(checked(blacklist, jsonOf(form), entry), blacklist)];
  const allOf = (form: Form): readonly Bar[] =>
    checked(blacklist, jsonOf(form), entries).map((one, index) => barOf(one, `${blacklist}.${index}`));

  const address = (name: string, does: 'add' | 'remove', read: (form: Form) => readonly Bar[]): Address => ({
    method: 'post',
    path: `${resources}/admin/${name}`,
    parameters: [blacklist],
    permission: 'supervisor',
    onError: 'sentence',
    async handle(form, { caller }) {
      await doNotCall[does](caller, read(form));
      return done;
    },
  });
  return [
    address('addblack', 'add', oneOf),
    address('addblackbulk', 'add', allOf),
    address('deleteblack', 'remove', oneOf),
    address('deleteblackbulk', 'remove', allOf),
  ];
}

/** The JSON as the value of a parameter of any name, or as the whole body. */
function jsonOf(form: Form): unknown {
  const body = form.raw.toString('utf8').trim();
  if (/^[[{]/.test(body)) return readJson(blacklist, body);
  // A name without a value: the whole body, encoded as one.
  const [nameless] = form.names.filter((name) => /^\s*[[{]/.test(name));
  if (nameless !== undefined) return readJson(blacklist, nameless);
  const values = form.names
    .filter((name) => name !== 'key' && name !== 'token')
    .map((name) => form.text(name))
    .filter((value) => value !== '');
  const [value, ...rest] = values;
  if (value === undefined) throw new ParameterError(blacklist, 'is missing');
  if (rest.length > 0) throw new ParameterError(blacklist, 'is one parameter, and here are several');
  return readJson(blacklist, value);
}
