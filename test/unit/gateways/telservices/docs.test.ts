import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { requestNames } from '../../../../src/gateways/telservices/request/request.ts';
import { usualTelServicesSettings } from '../../../../src/gateways/telservices/settings.ts';
import { callEvents } from './manual/call-events.ts';
import { plainReturns } from './manual/errors.ts';
import { events } from './manual/events.ts';
import { requests } from './manual/requests.ts';
import { results } from './manual/results.ts';
import { totals } from './manual/statistics.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/telservices.md'), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| `'));
const named = new Set(rows.flatMap((row) => (/^\| `([^`]+)`/.exec(row)?.[1] ?? '').split(/ > | event$/)));

/** Elements that only hold others, or stand for a value that the table explains. */
const holders = ['TelServiceRequest', 'TelServiceReturn', 'TelServiceEvent', 'event', 'result', 'error'];
const values = [
  'full',
  'on',
  'off',
  'true',
  'false',
  'total',
  'userStatistics',
  'routingPointStatistics',
  'service',
];

test('the table has every element that the manual prints', () => {
  const printed = [requests, plainReturns, results, totals, callEvents, events]
    .flatMap((examples) => Object.values<string>(examples))
    .flatMap((xml) => [...xml.matchAll(/<([\w-]+)/g)].map(([, name]) => name ?? ''));
  const missing = [...new Set(printed)].filter((name) => ![...named, ...holders, ...values].includes(name));
  expect(missing).toEqual([]);
});

test('the table has every service', () => {
  expect(requestNames).toHaveLength(2 + 26 + 8);
  expect(requestNames.filter((name) => !named.has(name))).toEqual([]);
});

test('the table has every setting', () => {
  expect(Object.keys(usualTelServicesSettings).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test('the tests that the table names are there', () => {
  const files = rows.flatMap((row) =>
    [...row.matchAll(/`([\w-]+\.test\.ts)`/g)].map(([, file]) => file ?? ''),
  );
  const folders = ['.', 'of-house', '../../../asterisk'].map((folder) => join(import.meta.dirname, folder));
  const isThere = (file: string): boolean => folders.some((folder) => existsSync(join(folder, file)));
  expect([...new Set(files)].filter((file) => !isThere(file))).toEqual([]);
});
