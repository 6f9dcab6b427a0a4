import { describe, expect, it } from 'vitest';
import { Numbers } from '../../../src/lists/numbers.ts';

const berlin = { country: null, strict: false, timeZone: 'Europe/Berlin' };
const numbers = new Numbers(berlin);

describe('a number', () => {
  it.each([
    ['030 901820', '+4930901820'],
    ['+49 (0)30 / 901820', '+4930901820'],
    ['0049 30 901820', '+4930901820'],
    ['0171-2345678', '+491712345678'],
    ['001 212 736 5000', '+12127365000'],
    ['+44 20 7946 0018', '+442079460018'],
  ])('is normalised by the country of the office: %s', (text, number) => {
    expect(numbers.read(text)?.number).toBe(number);
  });

  it.each([
    ['12345', '12345'],
    ['030 1', '0301'],
  ])('that is no valid one is kept as its digits: %s', (text, number) => {
    expect(numbers.read(text)?.number).toBe(number);
    expect(new Numbers({ ...berlin, strict: true }).read(text)).toBeNull();
  });

  it.each(['12', '', 'no number', '030 9018209018209018', '12345 ext'])('is none: %s', (text) => {
    expect(numbers.read(text)).toBeNull();
  });

  it('is sent as the campaign wants it', () => {
    const sent = (number: string, numberFormat: 'plus' | 'e164' | 'national', prefix = '') =>
      numbers.dial(number, { numberFormat, prefix });
    expect(sent('+4930901820', 'plus')).toBe('+4930901820');
    expect(sent('+4930901820', 'e164', '9')).toBe('94930901820');
    expect(sent('+4930901820', 'national')).toBe('030901820');
    expect(sent('+12127365000', 'national')).toBe('0012127365000');
    expect(sent('12345', 'national', '9')).toBe('912345');
  });

  it('of a country that nobody knows is a mistake of the office', () => {
    expect(() => new Numbers({ ...berlin, country: 'XX' })).toThrow('XX is no country');
  });
});

describe('the zones in which its owner may be', () => {
  const zones = (text: string) => numbers.read(text)?.zones;

  it.each([
    ['030 901820', ['Europe/Berlin']],
    ['+12127365000', ['America/New_York']],
    ['+13125550123', ['America/Chicago']],
    ['+16052250000', ['America/Chicago', 'America/Denver']],
    ['+18082345678', ['Pacific/Honolulu']],
    ['+34922123456', ['Atlantic/Canary']],
    ['+351291234567', ['Atlantic/Madeira']],
  ])('are those of its area: %s', (text, expected) => {
    expect(zones(text)).toEqual(expected);
  });

  it.each([
    ['+79123456789', ['Europe/Moscow', 'Asia/Vladivostok', 'Europe/Kaliningrad']],
    ['+61412345678', ['Australia/Perth', 'Australia/Brisbane']],
    ['+34612345678', ['Europe/Madrid', 'Atlantic/Canary']],
  ] as const)('are all of the country where the number does not tell: %s', (text, some) => {
    const clocks = zones(text) ?? [];
    for (const zone of some) {
      // By its clock: of zones that always agree one is named.
      const hour = (timeZone: string) =>
        new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
          0x18c00000000,
        );
      expect(clocks.map(hour)).toContain(hour(zone));
    }
  });

  it('are the one that the list names', () => {
    expect(numbers.read('+79123456789', { timeZone: 'Asia/Omsk' })?.zones).toEqual(['Asia/Omsk']);
  });

  it('are unknown for numbers of no country', () => {
    expect(zones('+80012345678')).toEqual([]);
  });

  it('are those of the office for what is kept as digits', () => {
    expect(zones('12345')).toEqual(['Europe/Berlin']);
  });
});
