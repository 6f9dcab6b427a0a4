import { expect, test } from 'vitest';
import { parseDuration, showDuration } from '../../../src/office/duration.ts';

test.each([
  ['500ms', 500],
  ['0s', 0],
  ['20s', 20_000],
  ['90s', 90_000],
  ['2m', 120_000],
  ['1h', 3_600_000],
])('%s is %d ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(['', '20', 's', '-1s', '1.5s', '20 s', '20S', '1d'])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeNull();
});

test.each([0, 1, 999, 1_000, 90_000, 120_000, 3_600_000, 5_400_000])('%d ms survive being shown', (ms) => {
  expect(parseDuration(showDuration(ms))).toBe(ms);
});
