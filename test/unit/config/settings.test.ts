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
    telServices: null,
    uContact: null,
    recordingsDir: 'data/asterisk/spool/recording',
    promptsFolder: 'cordboard-prompts',
    strategyFile: null,
    logLevel: 'warn',
  });
});

test("the office's own Asterisk takes three variables", () => {
  const ari = { CORDBOARD_ARI_URL: 'http://pbx:8088', CORDBOARD_ARI_USER: 'u', CORDBOARD_ARI_PASSWORD: 'p' };
  expect(readSettings(ari).ari).toEqual({ url: 'http://pbx:8088', user: 'u', password: 'p' });
  expect(() => readSettings({ ...ari, CORDBOARD_ARI_PASSWORD: undefined })).toThrow('CORDBOARD_ARI_PASSWORD');
});

test('the uContact gateway is there when its port is given', () => {
  expect(readSettings({ CORDBOARD_UCONTACT_PORT: '8096' }).uContact).toEqual({
    host: '127.0.0.1',
    port: 8096,
    trustedNetworks: [],
    keys: [],
  });
  const all = readSettings({
    CORDBOARD_UCONTACT_PORT: '0',
    CORDBOARD_UCONTACT_HOST: '0.0.0.0',
    CORDBOARD_UCONTACT_TRUSTED: '192.168.1.0/24, ::1',
    CORDBOARD_UCONTACT_KEYS: 'crm:aaaaaaaaaaaaaaaaaaaa, shop:bbbbbbbbbbbbbbbbbbbb',
  });
  expect(all.uContact).toEqual({
    host: '0.0.0.0',
    port: 0,
    trustedNetworks: ['192.168.1.0/24', '::1'],
    keys: [
      { user: 'crm', key: 'aaaaaaaaaaaaaaaaaaaa' },
      { user: 'shop', key: 'bbbbbbbbbbbbbbbbbbbb' },
    ],
  });
});

test('the TelServices gateway is there when its port is given', () => {
  expect(readSettings({ CORDBOARD_TELSERVICES_PORT: '8095' }).telServices).toEqual({
    host: '127.0.0.1',
    port: 8095,
    httpPort: null,
    trustedNetworks: [],
    openByDefault: false,
    allowedOrigins: [],
    allowedHosts: [],
    endOfPdu: '',
    callReference: false,
    shortcut: true,
    sessionLimit: 200,
  });
  const all = readSettings({
    CORDBOARD_TELSERVICES_PORT: '0',
    CORDBOARD_TELSERVICES_HOST: '0.0.0.0',
    CORDBOARD_TELSERVICES_HTTP_PORT: '8096',
    CORDBOARD_TELSERVICES_TRUSTED: '192.168.1.0/24, ::1,all',
    CORDBOARD_TELSERVICES_ORIGINS: 'https://crm.example',
    CORDBOARD_TELSERVICES_HOSTS: 'phones.example',
    CORDBOARD_TELSERVICES_END_OF_PDU: String.raw`\r\n\0`,
    CORDBOARD_TELSERVICES_CALL_REFERENCE: 'true',
    CORDBOARD_TELSERVICES_SHORTCUT: 'false',
    CORDBOARD_TELSERVICES_SESSIONS: '5',
  });
  expect(all.telServices).toEqual({
    host: '0.0.0.0',
    port: 0,
    httpPort: 8096,
    trustedNetworks: ['192.168.1.0/24', '::1'],
    openByDefault: true,
    allowedOrigins: ['https://crm.example'],
    allowedHosts: ['phones.example'],
    endOfPdu: '\r\n\0',
    callReference: true,
    shortcut: false,
    sessionLimit: 5,
  });
});

test.each([
  ['CORDBOARD_TELSERVICES_PORT', 'many'],
  ['CORDBOARD_TELSERVICES_CALL_REFERENCE', 'perhaps'],
  ['CORDBOARD_TELSERVICES_SESSIONS', '0'],
  ['CORDBOARD_UCONTACT_KEYS', 'crm:short'],
  ['CORDBOARD_UCONTACT_KEYS', 'a-key-without-an-account'],
  ['CORDBOARD_PORT', '70000'],
  ['CORDBOARD_PORT', 'many'],
  ['CORDBOARD_ARI_URL', 'pbx'],
  ['CORDBOARD_ARI_TRANSPORT', 'pigeon'],
  ['CORDBOARD_APP', 'two words'],
  ['CORDBOARD_PROMPTS', '/srv/one,two'],
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
