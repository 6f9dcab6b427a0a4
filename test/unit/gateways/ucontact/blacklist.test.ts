import { afterEach, beforeEach, expect, test } from 'vitest';
import { Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.trusting();
});
afterEach(() => stage.close());

/** As printed, but for the campaign, which must be one of the office. */
const printed = {
  phone: '12341234',
  campaign: 'Ventas->',
  username: 'username',
  company: 'Company name',
  job_title: 'Developer',
  name: 'Name',
};
const bar = { number: '12341234', campaign: 'ventas', note: 'Name, Developer, Company name, username' };

test.each([
  ['addblack', 'bar', printed],
  ['deleteblack', 'unbar', printed],
  ['addblackbulk', 'bar', [printed, { ...printed, phone: '43214321', campaign: '' }]],
  ['deleteblackbulk', 'unbar', [printed, { ...printed, phone: '43214321', campaign: '' }]],
])('%s', async (address, does, value) => {
  const { status, body } = await stage.post(`admin/${address}`, {
    blacklist: JSON.stringify(value, null, 2),
  });
  expect([status, body]).toEqual([200, '1']);
  const second = { ...bar, number: '43214321', campaign: null };
  expect(stage.office.asked).toEqual([[does, Array.isArray(value) ? [bar, second] : [bar]]]);
});

test.each([
  ['as the value of a parameter of another name', `objeto=${encodeURIComponent(JSON.stringify(printed))}`],
  ['as the whole body', JSON.stringify(printed)],
  ['as the whole body, encoded', encodeURIComponent(JSON.stringify(printed))],
])('the document gives the parameter no name, so the object may come %s', async (_how, body) => {
  expect((await stage.post('admin/addblack', body)).body).toBe('1');
  expect(stage.office.asked).toEqual([['bar', [bar]]]);
});

test('in a whole body & and = are letters', async () => {
  const body = JSON.stringify({ phone: '1', company: 'A&B=C' });
  expect((await stage.post('admin/addblack', body)).body).toBe('1');
  expect(stage.office.asked).toEqual([['bar', [{ number: '1', campaign: null, note: 'A&B=C' }]]]);
});

const json = (value: unknown): Record<string, string> => ({ blacklist: JSON.stringify(value) });

test.each([
  ['addblack', {}, 'blacklist: is missing'],
  ['addblack', { blacklist: '{"phone": ' }, 'blacklist: is not JSON'],
  ['addblack', { a: '{}', b: '{}' }, 'blacklist: is one parameter, and here are several'],
  ['addblack', json([printed]), 'blacklist: is not a JSON object'],
  ['addblack', json({ ...printed, phone: '' }), 'blacklist.phone: is missing'],
  ['addblack', json({ ...printed, phone: [1] }), 'blacklist.phone: is not a text'],
  ['addblack', json({ ...printed, campaign: 'Nobody->' }), 'there is no campaign Nobody'],
  ['addblackbulk', json(printed), 'blacklist: is not a JSON array'],
  ['addblackbulk', json([]), 'blacklist: is empty'],
  ['addblackbulk', json([printed, { ...printed, phone: 'Ana' }]), 'blacklist.1.phone: is not a number'],
])('%s refuses all of what is wrong somewhere: %#', async (address, form, sentence) => {
  const { status, body } = await stage.post(`admin/${address}`, form);
  expect([status, body]).toEqual([400, sentence]);
  expect(stage.office.asked).toEqual([]);
});
