import { expect, test } from 'vitest';
import { csvRows } from '../../../../src/office/directory/csv.ts';
import { readCsvDirectory } from '../../../../src/office/directory/csv-directory.ts';
import { decodeText } from '../../../../src/office/directory/text.ts';

const cells = (text: string) => [...csvRows(text)].map((row) => row.cells);

test.each([
  [
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a;b\r\n"1;2";"say ""hi"""\r\n',
    [
      ['a', 'b'],
      ['1;2', 'say "hi"'],
    ],
  ],
  [
    'a\tb\r1\t2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['sep=;\na;b,c\n', [['a', 'b,c']]],
  [
    '"a,x";b\n\n 1 ;\n',
    [
      ['a,x', 'b'],
      [' 1 ', ''],
    ],
  ],
  [
    'a,b\n"x"y,2\n',
    [
      ['a', 'b'],
      ['xy', '2'],
    ],
  ],
  [
    'a,b\nx "y" z,\n',
    [
      ['a', 'b'],
      ['x "y" z', ''],
    ],
  ],
  ['', []],
])('%j is read', (text, rows) => {
  expect(cells(text)).toEqual(rows);
});

test('lines are counted through quoted line breaks', () => {
  const rows = [...csvRows('a,b\r\n"1\r\n2\n3",x\r\n4,"open\n5,6\n')];
  expect(rows).toEqual([
    { line: 1, cells: ['a', 'b'], closed: true },
    { line: 2, cells: ['1\r\n2\n3', 'x'], closed: true },
    { line: 5, cells: ['4', ''], closed: false },
  ]);
});

test('titles speak for themselves', () => {
  const { entries, rejectedCount } = readCsvDirectory(
    'Name;Company;Phone;Type\nMarcel Jagger;uniGone;+801;Work\nBob;;"01 60";cell\n',
  );
  expect(entries).toEqual([
    { name: 'Marcel Jagger', company: 'uniGone', number: '+801', numberType: 'work' },
    { name: 'Bob', company: null, number: '01 60', numberType: 'mobile' },
  ]);
  expect(rejectedCount).toBe(0);
});

test('a row of Outlook gives an entry for each number', () => {
  const { entries } = readCsvDirectory(
    '"First Name","Last Name","Company","Business Phone","Home Phone","Mobile Phone"\n' +
      '"Bob","Blake","TheCompany","0160121314","","0660121315"\n',
  );
  expect(entries.map(({ name, number, numberType }) => [name, number, numberType])).toEqual([
    ['Bob Blake', '0160121314', 'work'],
    ['Bob Blake', '0660121315', 'mobile'],
  ]);
});

test('other titles are named in the office file', () => {
  const columns = { name: 'Wer', work: 'Durchwahl' };
  expect(readCsvDirectory('wer,durchwahl\nAnna,1102\n', columns).entries).toEqual([
    { name: 'Anna', number: '1102', numberType: 'work', company: null },
  ]);
  expect(() => readCsvDirectory('wer,wo\n', columns)).toThrow('line 1 has no column "Durchwahl" for work');
});

test('what cannot be used is told with its line and reason', () => {
  const long = 'x'.repeat(121);
  const { entries, rejected, rejectedCount } = readCsvDirectory(
    `name,phone,company\n,1,\n,2,Firm\nAnna,,\nBen,none,\nCarla,3,,4\n${long},5,\nDora,${'6'.repeat(65)},\n` +
      `Emil,7,${long}\nFritz,8,"open\nGerd,9,\n`,
  );
  expect(entries).toEqual([{ name: 'Firm', number: '2', numberType: null, company: 'Firm' }]);
  expect(rejected).toEqual([
    { where: 'line 2', reason: 'has no name' },
    { where: 'line 4', reason: 'has no number' },
    { where: 'line 5', reason: 'the number has no digit' },
    { where: 'line 6', reason: 'has 4 fields, the titles are 3' },
    { where: 'line 7', reason: 'the name is longer than 120' },
    { where: 'line 8', reason: 'the number is longer than 64' },
    { where: 'line 9', reason: 'the company is longer than 120' },
    { where: 'line 10', reason: 'a quote is not closed: nothing behind it was read' },
  ]);
  expect(rejectedCount).toBe(8);
});

test('only the first rejections are kept, all are counted', () => {
  const { rejected, rejectedCount } = readCsvDirectory(`name,phone\n${'x,\n'.repeat(250)}`);
  expect([rejected.length, rejectedCount]).toEqual([100, 250]);
});

test.each([
  ['', 'the file is empty'],
  ['company;fax\n', 'line 1 has no column for numbers'],
  ['phone;fax\n', 'line 1 has no column for names'],
])('%j is no directory', (text, sentence) => {
  expect(() => readCsvDirectory(text)).toThrow(sentence);
});

test('more numbers than an office can have are refused as a whole', () => {
  expect(() => readCsvDirectory(`name,phone\n${'x,1\n'.repeat(50_001)}`)).toThrow(
    expect.objectContaining({ code: 'directory-too-large' }),
  );
});

test.each([
  ['UTF-8', Buffer.from('Müller', 'utf8')],
  ['UTF-8 with a mark', Buffer.from('\u{FEFF}Müller', 'utf8')],
  ['UTF-16', Buffer.from('\u{FEFF}Müller', 'utf16le')],
  ['UTF-16 the other way', Buffer.from('\u{FEFF}Müller', 'utf16le').swap16()],
  ['windows-1252', Buffer.from('Müller', 'latin1')],
])('%s is known by itself', (_name, bytes) => {
  expect(decodeText(bytes)).toBe('Müller');
});
