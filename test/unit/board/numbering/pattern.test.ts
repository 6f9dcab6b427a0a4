import { describe, expect, it } from 'vitest';
import { fits } from '../../../../src/board/numbering/pattern.ts';

describe('patterns of dialled numbers', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['123', ['123'], ['12', '1234', '']],
    ['X', ['0', '9'], ['', '10', 'a', '*', '#']],
    ['Z', ['1', '9'], ['0']],
    ['N', ['2', '9'], ['0', '1']],
    ['NXX', ['200', '999'], ['100', '20']],
    ['0.', ['01', '0049123', '0#'], ['0', '1', '']],
    ['0!', ['0', '01'], ['1', '']],
    ['0Z.', ['0123', '09a'], ['00', '0012', '01']],
    ['[13-5]X', ['10', '39', '45', '59'], ['20', '60', '1']],
    ['[0-9]', ['0', '9'], ['a', '10']],
    ['*8.', ['*81102'], ['*8', '8', '81102']],
    ['+49.', ['+4930'], ['49', '+49', '4930']],
    ['#31#', ['#31#'], ['31']],
    ['112', ['112'], ['1123', '11']],
    ['a.c', [], ['c']],
  ])('%s', (pattern, fitting, others) => {
    expect(fitting.filter((number) => !fits(pattern, number))).toEqual([]);
    expect(others.filter((number) => fits(pattern, number))).toEqual([]);
  });

  it('mean what they say for every number of up to four digits', () => {
    const classes = { X: '0123456789', Z: '123456789', N: '23456789' };
    for (let number = 0; number < 10_000; number += 37) {
      const digits = String(number).padStart(4, '0');
      for (const pattern of ['XXXX', 'ZXXX', 'NNXX', 'XZNX', 'NZXZ']) {
        const meant = Array.from(digits).every((digit, index) =>
          classes[pattern[index] as keyof typeof classes].includes(digit),
        );
        expect(fits(pattern, digits), `${digits} and ${pattern}`).toBe(meant);
        expect(fits(pattern, `${digits}0`)).toBe(false);
        expect(fits(pattern, digits.slice(1))).toBe(false);
      }
    }
  });

  it('does not take other signs for a regular expression', () => {
    for (const [pattern, number] of [
      ['1?', ''],
      ['1|2', '2'],
      ['(1)', '1'],
      ['1{2}', '11'],
      ['^1', '1'],
      ['\\d', '1'],
    ] as const) {
      expect(fits(pattern, number), pattern).toBe(false);
    }
  });
});
