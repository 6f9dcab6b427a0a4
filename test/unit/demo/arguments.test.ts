import { expect, test } from 'vitest';
import { readArguments } from '../../demo/arguments.ts';

const read = (...argv: string[]) => readArguments(argv, () => 0.5);

test('without arguments there are 20 calls at the usual rate, by chance', () => {
  expect(read()).toEqual({ calls: 20, rate: null, seed: 5_000, json: false, help: false });
  expect(read('--calls', '8', '--rate', '60', '--seed', '7', '--json')).toEqual({
    calls: 8,
    rate: 60,
    seed: 7,
    json: true,
    help: false,
  });
});

test.each([
  [['--calls', '0'], '--calls takes a whole number from 1 to 9999, not "0"'],
  [['--calls', 'many'], '--calls takes a whole number from 1 to 9999, not "many"'],
  [['--rate', '1.5'], '--rate takes a whole number from 1 to 6000, not "1.5"'],
  [['--seed=-1'], '--seed takes a whole number from 0 to 999999999, not "-1"'],
  [['--sed', '1'], /--sed.*--calls, --rate, --seed, --json and --help are known/],
  [['twenty'], /twenty/],
])('%j is refused by name and rule', (argv, message) => {
  expect(() => read(...argv)).toThrow(message);
});
