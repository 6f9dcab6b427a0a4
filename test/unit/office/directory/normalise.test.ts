import { describe, expect, test } from 'vitest';
import {
  normaliseNumber,
  usualDialling,
  type DiallingRules,
} from '../../../../src/office/directory/normalise.ts';

const france: DiallingRules = { ...usualDialling, countryCode: '33' };
const america: DiallingRules = {
  countryCode: '1',
  nationalPrefix: '1',
  internationalPrefix: '011',
  nationalLength: 10,
};
const italy: DiallingRules = { ...usualDialling, countryCode: '39', nationalPrefix: '' };

test.each([
  // One number in all its forms.
  ['+33160127764', '+33160127764'],
  ['01 60 12 77 64', '+33160127764'],
  ['01.60.12.77.64', '+33160127764'],
  ['01-60-12-77-64', '+33160127764'],
  ['0033 160127764', '+33160127764'],
  ['+33 (0)1 60 12 77 64', '+33160127764'],
  ['0033 (0) 160127764', '+33160127764'],
  ['(+33) 1 60 12 77 64', '+33160127764'],
  ['tel:+33-1-60-12-77-64;ext=12', '+33160127764'],
  ['01 60 12 77 64 ext. 12', '+33160127764'],
  ['01 60 12 77 64 x12', '+33160127764'],
  ['＋３３１６０１２７７６４', '+33160127764'],
  // Not of this kind.
  ['1102', '1102'],
  ['112', '112'],
  ['0', '0'],
  ['0112', '0112'],
  ['*21*1102#', '*21*1102#'],
  ['+801', '+801'],
  ['00801', '00801'],
  ['+', ''],
  ['sip:Bob@Example.com;transport=tcp', 'bob@example.com'],
  ['nobody', ''],
  ['', ''],
])('in France %j is %j', (given, normalised) => {
  expect(normaliseNumber(given, france)).toBe(normalised);
});

test.each([
  ['(212) 555-1234', '+12125551234'],
  ['1-212-555-1234', '+12125551234'],
  ['+1 212 555 1234', '+12125551234'],
  ['011 33 1 60 12 77 64', '+33160127764'],
  ['911', '911'],
  ['1102', '1102'],
])('in North America %j is %j', (given, normalised) => {
  expect(normaliseNumber(given, america)).toBe(normalised);
});

test.each([
  ['06 1234 5678', '+390612345678'],
  ['00390612345678', '+390612345678'],
  ['1102', '1102'],
])('in Italy, where no prefix is dialled, %j is %j', (given, normalised) => {
  expect(normaliseNumber(given, italy)).toBe(normalised);
});

describe('without a country code', () => {
  test('national numbers stay, international ones are known', () => {
    expect(normaliseNumber('01 60 12 77 64', usualDialling)).toBe('0160127764');
    expect(normaliseNumber('0033 160127764', usualDialling)).toBe('+33160127764');
  });
});

test('what is normalised stays as it is', () => {
  for (const number of ['+33160127764', '1102', '*21#', 'bob@example.com', '+801', '0112']) {
    const once = normaliseNumber(number, france);
    expect(normaliseNumber(once, france)).toBe(once);
  }
});
