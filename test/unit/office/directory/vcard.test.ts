import { expect, test } from 'vitest';
import { readVcardDirectory } from '../../../../src/office/directory/vcard-directory.ts';

function read(lines: string[], encoding: BufferEncoding = 'utf8') {
  return readVcardDirectory(Buffer.from(lines.join('\r\n'), encoding));
}

test('version 2.1: bare types, quoted-printable with a character set, soft line breaks', () => {
  const { entries } = read([
    'BEGIN:VCARD',
    'VERSION:2.1',
    'N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg',
    'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg =',
    'M=C3=BCller',
    'ORG:Acme;Sales',
    'TEL;WORK;VOICE:+49 30 1',
    'TEL;CELL;WORK:+49 170 2',
    'TEL;HOME:030 3',
    'TEL;WORK;FAX:030 4',
    'TEL:030 5',
    'END:VCARD',
  ]);
  expect(entries.map(({ name, company }) => [name, company])[0]).toEqual(['Jörg Müller', 'Acme']);
  expect(entries.map(({ number, numberType }) => [number, numberType])).toEqual([
    ['+49 30 1', 'work'],
    ['+49 170 2', 'mobile'],
    ['030 3', 'home'],
    ['030 4', null],
    ['030 5', null],
  ]);
});

test('version 2.1: eight bits in a character set of their own', () => {
  const { entries } = read(
    ['BEGIN:VCARD', 'N;CHARSET=ISO-8859-1:Müller;Jörg', 'TEL:1', 'END:VCARD'],
    'latin1',
  );
  expect(entries[0]?.name).toBe('Jörg Müller');
});

test('version 3.0: groups, lists of types, folded lines, backslashes', () => {
  const { entries } = read([
    'BEGIN:VCARD',
    'VERSION:3.0',
    'FN:Blake\\, Bob \\; Jr',
    'N:Blake;Bob;;;',
    'ORG:The',
    '  Comp',
    ' any\\, Ltd;Sales',
    'item1.TEL;TYPE=WORK,VOICE:0160121314',
    'item1.X-ABLabel:x',
    'tel;type=HOME;type=pref:0160121315',
    'NOTE:TEL:99',
    'END:VCARD',
  ]);
  expect(entries).toEqual([
    { name: 'Blake, Bob ; Jr', company: 'The Company, Ltd', number: '0160121314', numberType: 'work' },
    { name: 'Blake, Bob ; Jr', company: 'The Company, Ltd', number: '0160121315', numberType: 'home' },
  ]);
});

test('a line may be folded in the midst of a character', () => {
  const bytes = Buffer.from('BEGIN:VCARD\nFN:Jö\nTEL:1\nEND:VCARD\n');
  const at = bytes.indexOf(0xc3) + 1;
  const folded = Buffer.concat([bytes.subarray(0, at), Buffer.from('\r\n '), bytes.subarray(at)]);
  expect(readVcardDirectory(folded).entries[0]?.name).toBe('Jö');
});

test('version 4.0: numbers as addresses', () => {
  const { entries } = read([
    '\u{FEFF}BEGIN:VCARD',
    'VERSION:4.0',
    'FN;LANGUAGE="de:x":Ann Omar',
    'TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+1-555-555-5555;ext=5555',
    'TEL;VALUE=uri;TYPE=work:sip:ann@example.com',
    'TEL;VALUE=text;TYPE=cell:+1 555 1',
    'END:VCARD',
  ]);
  expect(entries.map(({ number, numberType }) => [number, numberType])).toEqual([
    ['+1-555-555-5555;ext=5555', 'home'],
    ['sip:ann@example.com', 'ip'],
    ['+1 555 1', 'mobile'],
  ]);
  expect(entries[0]?.name).toBe('Ann Omar');
});

test('a card without a name is called by its parts, or by its company', () => {
  const { entries } = read([
    'BEGIN:VCARD',
    'N:Blake;Bob',
    'TEL:1',
    'END:VCARD',
    'BEGIN:VCARD',
    'ORG:Acme',
    'TEL:2',
    'END:VCARD',
  ]);
  expect(entries.map(({ name }) => name)).toEqual(['Bob Blake', 'Acme']);
});

test('what cannot be used is told with the line at which its card begins', () => {
  const { entries, rejected } = read([
    'BEGIN:VCARD',
    'FN:A',
    'END:VCARD',
    'BEGIN:VCARD',
    'TEL:1',
    'END:VCARD',
    'BEGIN:VCARD',
    'FN:B',
    'TEL:1',
    'BEGIN:VCARD',
    'FN:C',
    'TEL:2',
    'END:VCARD',
    'BEGIN:VCARD',
    'FN:D',
    'TEL:3',
  ]);
  expect(entries.map(({ name }) => name)).toEqual(['C']);
  expect(rejected).toEqual([
    { where: 'line 1', reason: 'has no number' },
    { where: 'line 4', reason: 'has no name' },
    { where: 'line 7', reason: 'this card has no END:VCARD' },
    { where: 'line 14', reason: 'this card has no END:VCARD' },
  ]);
});

test('a file without cards is no directory', () => {
  expect(() => read(['name,phone', 'Anna,1'])).toThrow(
    expect.objectContaining({ code: 'directory-unreadable' }),
  );
});
