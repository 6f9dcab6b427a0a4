import { expect, test } from 'vitest';
import { FormReader, type Form } from '../../../../src/gateways/ucontact/form.ts';
import { Random } from '../../../simulation/random.ts';

function read(body: Buffer, cuts: readonly number[]): Form {
  const reader = new FormReader({ keepsRaw: true });
  let from = 0;
  for (const cut of [...cuts, body.length]) {
    reader.take(body.subarray(from, cut));
    from = cut;
  }
  return reader.end();
}

const letters = ['a', 'b', '=', '%', '%2', '%20', '%C3%B1', '+', '%E2%80%9C', ':', ';', '%zz', '1'];

test('a form is what the web says, wherever its chunks end', () => {
  const random = new Random(7);
  const below = (bound: number): number => random.between(0, bound - 1);
  const word = (most: number): string =>
    Array.from({ length: below(most) }, () => letters[below(letters.length)]).join('');
  for (let round = 0; round < 2_000; round++) {
    const fields = Array.from({ length: 1 + below(4) }, (_, index) => `p${index}=${word(8)}`);
    const body = Buffer.from(fields.join('&'));
    const cuts = [below(body.length), below(body.length)].toSorted((a, b) => a - b);
    const form = read(body, cuts);
    const asTheWebSays = [...new URLSearchParams(body.toString())];
    expect(form.names.map((name) => [name, form.bytes(name).toString()])).toEqual(asTheWebSays);
    expect(form.raw.equals(body)).toBe(true);
  }
});

test.each([
  ['', []],
  ['&&', []],
  ['a', [['a', '']]],
  [
    'a&b=',
    [
      ['a', ''],
      ['b', ''],
    ],
  ],
  ['=a', []],
  ['a=%', [['a', '%']]],
  ['a=%4', [['a', '%4']]],
  ['a=%+', [['a', '% ']]],
  [
    'a=%&b',
    [
      ['a', '%'],
      ['b', ''],
    ],
  ],
  ['a=“ñ%2', [['a', '“ñ%2']]],
])('%j', (body, fields) => {
  const form = read(Buffer.from(body), []);
  expect(form.names.map((name) => [name, form.whole(name)])).toEqual(fields);
});

test('what is no form at all is not kept in memory as a name', () => {
  const reader = new FormReader({ keepsRaw: false });
  expect(() => {
    for (let chunk = 0; chunk < 100; chunk++) reader.take(Buffer.alloc(1_000, 'x'));
  }).toThrow('the body: is not a form: it begins with no name of a parameter');
});
