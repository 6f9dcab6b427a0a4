import { expect, test } from 'vitest';
import { nodeFits } from '../../../src/cli/doctor/node-version.mjs';

const range = '^22.18.0 || ^24.11.0 || >=26.0.0';

test.each(['22.18.0', '22.21.3', '24.11.0', '26.0.0', '27.1.2'])('Node %s fits', (version) => {
  expect(nodeFits(version, range)).toBe(true);
});

test.each(['18.20.8', '22.17.9', '23.11.0', '24.10.5', '25.2.0'])('Node %s does not', (version) => {
  expect(nodeFits(version, range)).toBe(false);
});

test('this one fits by package.json', () => {
  expect(nodeFits(process.versions.node)).toBe(true);
});
