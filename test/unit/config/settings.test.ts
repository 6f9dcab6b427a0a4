import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explainSettings, readSettings } from '../../../src/config/settings.ts';

test('without a variable everything is as documented, with an Asterisk of its own', () => {
  expect(readSettings({})).toEqual({
    dataDir: 'data',
    api: { host: '127.0.0.1', port: 8090 },
    ari: null,
    transport: 'auto',
    app: 'cordboard',
    embedded: { ariPort: 8088, sipPort: 5060 },
    logLevel: 'warn',
  });
});

test("the office's own Asterisk takes three variables", () => {
  const ari = { CORDBOARD_ARI_URL: 'http://pbx:8088', CORDBOARD_ARI_USER: 'u', CORDBOARD_ARI_PASSWORD: 'p' };
  expect(readSettings(ari).ari).toEqual({ url: 'http://pbx:8088', user: 'u', password: 'p' });
  expect(() => readSettings({ ...ari, CORDBOARD_ARI_PASSWORD: undefined })).toThrow('CORDBOARD_ARI_PASSWORD');
});

test.each([
  ['CORDBOARD_PORT', '70000'],
  ['CORDBOARD_PORT', 'many'],
  ['CORDBOARD_ARI_URL', 'pbx'],
  ['CORDBOARD_ARI_TRANSPORT', 'pigeon'],
  ['CORDBOARD_APP', 'two words'],
  ['CORDBOARD_LOG', 'loud'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readSettings({ [name]: value })).toThrow(expect.objectContaining({ code: 'settings-wrong' }));
  expect(() => readSettings({ [name]: value })).toThrow(name);
});

test('every wrong variable is told at once', () => {
  expect(() => readSettings({ CORDBOARD_PORT: 'x', CORDBOARD_LOG: 'y' })).toThrow(
    /CORDBOARD_PORT.*\n.*CORDBOARD_LOG/,
  );
});

test('every setting is explained', () => {
  for (const { name, meaning } of explainSettings()) expect(meaning, name).not.toBe('');
});

test('an empty variable is one that is not set', () => {
  const empty = Object.fromEntries(explainSettings().map(({ name }, index) => [name, index % 2 ? '' : ' ']));
  expect(readSettings(empty)).toEqual(readSettings({}));
});

test('docs/operations.md has the same list, with the same defaults', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/operations.md'), 'utf8');
  const [, table = ''] = /\| variable \| meaning \| default \|\n([\s\S]*?)\n\n/.exec(text) ?? [];
  const rows = [...table.matchAll(/^\| `(\w+)` \|.*\| (?:`(.+)` )?\|$/gm)];
  expect(rows.map(([, name, usual = '']) => [name, usual])).toEqual(
    explainSettings().map(({ name, default: usual }) => [name, usual]),
  );
});
