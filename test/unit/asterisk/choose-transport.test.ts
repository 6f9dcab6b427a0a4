import { expect, test } from 'vitest';
import { chooseTransport } from '../../../src/asterisk/ari/info.ts';

test.each([
  ['22.10.1+dfsg+~cs6.17.60671434-1', 'websocket'],
  ['22.4.0', 'websocket'],
  ['22.3.0', 'ari-client'],
  ['21.9.0', 'websocket'],
  ['21.8.0', 'ari-client'],
  ['20.14.0', 'websocket'],
  ['20.6.0~dfsg+~cs6.13', 'ari-client'],
  ['certified/20.7-cert3', 'ari-client'],
  ['certified-22.8-cert1', 'websocket'],
  ['23.0.0', 'websocket'],
  ['GIT-22-1a2b3c', 'websocket'],
  ['GIT-master-8b2c', 'websocket'],
])('Asterisk %s is asked by %s', (version, transport) => {
  expect(chooseTransport(version)).toBe(transport);
});

test.each(['18.26.4', '16.28.0~dfsg', 'certified/18.9-cert17', '1.8.32'])(
  'Asterisk %s is too old',
  (version) => {
    expect(() => chooseTransport(version)).toThrow(/20, 21, 22 or newer/);
  },
);
