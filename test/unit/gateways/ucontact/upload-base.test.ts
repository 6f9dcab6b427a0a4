import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.trusting();
});
afterEach(() => stage.close());

const printed = 'prueba1;098344484;var1=val1:var2=val2;099124484:099111111;9999;1001';

const formOf = (file: string | Buffer, more: Readonly<Record<string, string>> = {}) => ({
  filename: 'base.csv',
  fileb64: Buffer.from(file).toString('base64'),
  campaign: 'prueba1->',
  cant: '1',
  username: 'Seba',
  ...more,
});
const contact = {
  line: 1,
  numbers: ['098344484', '099124484', '099111111'],
  data: { var1: 'val1', var2: 'val2' },
  priority: 9999,
  agent: 'agente1',
};
const upload = {
  campaign: 'prueba1',
  list: 'base.csv',
  by: 'Seba',
  timeZone: null,
  count: 1,
  contacts: [contact],
};

test('uploadbase takes the printed line', async () => {
  const { status, body } = await stage.post('Dialers/uploadbase', formOf(printed));
  expect([status, body]).toEqual([200, '1']);
  expect(stage.office.asked).toEqual([['upload', upload]]);
});

test('uploadbasewithtimezone says in which zone the numbers are', async () => {
  const form = formOf(printed, { timezone: 'America/Montevideo' });
  expect((await stage.post('Dialers/uploadbasewithtimezone', form)).body).toBe('1');
  expect(stage.office.asked).toEqual([['upload', { ...upload, timeZone: 'America/Montevideo' }]]);
});

test('priority and agent may be left out, and so may the campaign, data and alternatives', async () => {
  const file = `\uFEFFprueba1;1;a=1;2\r\n\r\nPRUEBA1->;(2) 34-56\n;3;;;;\n;4;;;7;;\n`;
  expect((await stage.post('Dialers/uploadbase', formOf(file, { cant: '4' }))).body).toBe('1');
  const bare = { data: {}, priority: null, agent: null };
  expect(stage.office.asked).toEqual([
    [
      'upload',
      {
        ...upload,
        count: 4,
        contacts: [
          { ...bare, line: 1, numbers: ['1', '2'], data: { a: '1' } },
          { ...bare, line: 3, numbers: ['23456'] },
          { ...bare, line: 4, numbers: ['3'] },
          { ...bare, line: 5, numbers: ['4'], priority: 7 },
        ],
      },
    ],
  ]);
});

test('a file of an old spreadsheet is read in its own letters', async () => {
  const file = Buffer.from('prueba1;1;name=José Muñoz', 'latin1');
  await stage.post('Dialers/uploadbase', formOf(file));
  expect(stage.office.asked).toMatchObject([['upload', { contacts: [{ data: { name: 'José Muñoz' } }] }]]);
});

test('base64 may be broken into lines, and its pluses may not have been encoded', async () => {
  const fileb64 = Buffer.from('prueba1;1;a=>>>???').toString('base64').replaceAll(/.{8}/g, '$&\r\n');
  expect(fileb64).toContain('+');
  // What `application/x-www-form-urlencoded` asks for, left out: a server sees a space.
  const body = Object.entries({ ...formOf(''), fileb64 })
    .map(([name, value]) => `${name}=${value.replaceAll('\r\n', '%0D%0A')}`)
    .join('&');
  expect((await stage.post('Dialers/uploadbase', body)).body).toBe('1');
  expect(stage.office.asked).toMatchObject([['upload', { contacts: [{ data: { a: '>>>???' } }] }]]);
});

describe('nothing is imported when', () => {
  const lines = (...all: string[]): string => all.join('\n');
  test.each([
    ['the file is missing', { ...formOf(printed), fileb64: '' }, 'fileb64: is missing'],
    ['the file is empty', formOf('\n\n'), 'fileb64: the file is empty'],
    ['it is not base64', { ...formOf(printed), fileb64: 'cHJ1*' }, 'fileb64: is not base64'],
    ['base64 is cut off', { ...formOf(printed), fileb64: 'cHJ1Z' }, 'fileb64: is not base64'],
    ['base64 goes on after its end', { ...formOf(printed), fileb64: 'cA==cA==' }, 'fileb64: is not base64'],
    ['it has no name', formOf(printed, { filename: '' }), 'filename: is missing'],
    ['the campaign is missing', formOf(printed, { campaign: '' }), 'campaign: is missing'],
    ['the campaign is unknown', formOf(printed, { campaign: 'Nobody->' }), 'there is no campaign Nobody'],
    ['lines are missing', formOf(printed, { cant: '2' }), 'cant: says 2, and the file has 1 lines'],
    ['the count is none', formOf(printed, { cant: 'x' }), 'cant: is not a whole number'],
  ])('%s', async (_when, form, sentence) => {
    const { status, body } = await stage.post('Dialers/uploadbase', form);
    expect([status, body]).toEqual([400, sentence]);
    expect(stage.office.asked).toEqual([]);
  });

  test.each([
    [lines('prueba1;1', 'prueba2;1'), 'line 2, campaign: is another one than the parameter campaign'],
    [lines('prueba1'), 'line 1: has not 2 to 6 columns with ; between them'],
    [lines('prueba1;1;;;1;1001;x'), 'line 1: has not 2 to 6 columns with ; between them'],
    [lines('prueba1;'), 'line 1, number: is missing'],
    [lines('prueba1;1', '', 'prueba1;Ana'), 'line 3, number: is not a number'],
    [lines('prueba1;1;x'), 'line 1, parameters: is not written as in Par1=Val1:Par2=Val2'],
    [lines('prueba1;1;;2:x'), 'line 1, alternatives: is not a number'],
    [lines('prueba1;1;;;high'), 'line 1, priority: is not a whole number from 1 to 9999'],
    [lines('prueba1;1;;;1;1999'), 'line 1, agentphone: is nobody’s account and nobody’s phone'],
  ])('a line is wrong: %j', async (file, sentence) => {
    const { status, body } = await stage.post('Dialers/uploadbase', formOf(file, { cant: '' }));
    expect([status, body]).toEqual([400, `fileb64: ${sentence}; nothing was imported`]);
    expect(stage.office.asked).toEqual([]);
  });

  test('many are wrong, of which the first are told', async () => {
    const file = Array.from({ length: 7 }, () => 'prueba1;x').join('\n');
    const { body } = await stage.post('Dialers/uploadbase', formOf(file));
    expect(body).toMatch(
      /^fileb64: line 1, number: .*; line 5, number: is not a number; and 2 more wrong lines;/,
    );
  });

  test('the time zone is none', async () => {
    for (const [timezone, sentence] of [
      ['', 'timezone: is missing'],
      ['Mars/Olympus', 'timezone: is not a time zone such as America/Montevideo'],
    ] as const) {
      const form = formOf(printed, { timezone });
      expect((await stage.post('Dialers/uploadbasewithtimezone', form)).body).toBe(sentence);
    }
    expect(stage.office.asked).toEqual([]);
  });
});

test('a file of many slices is read whole', async () => {
  const count = 250_000;
  const file = Array.from({ length: count }, (_, index) => `prueba1;09${index};id=${index}`).join('\n');
  const { status, body } = await stage.post('Dialers/uploadbase', formOf(file, { cant: String(count) }));
  expect([status, body]).toEqual([200, '1']);
  const [[, { contacts }]] = stage.office.asked as [[string, { contacts: { data: unknown }[] }]];
  expect(contacts).toHaveLength(count);
  expect(contacts.at(-1)).toMatchObject({ line: count, data: { id: String(count - 1) } });
});
