// For test/unit/gateways/ucontact/docs.test.ts, once docs/ucontact.md is there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addressesOf } from '../../../../src/gateways/ucontact/addresses.ts';
import { FakeHouse } from './fake-house.ts';

const docs = readFileSync(join(import.meta.dirname, '../../../../docs/ucontact.md'), 'utf8');
const rows = docs.split('\n').filter((line) => line.startsWith('| `'));
const addresses = addressesOf(new FakeHouse().house).filter(({ path }) => path.startsWith('/Integra/'));

test.each(addresses.map((address) => [address.path.replace('/Integra/resources/', ''), address] as const))(
  'the table has %s with its parameters, who may ask, and a test that is there',
  (name, { parameters, permission }) => {
    const row = rows.find((line) => line.split('|')[1]?.includes(`\`${name}\``)) ?? '';
    const [, , named = '', , who = '', test = ''] = row.split('|').map((cell) => cell.trim());
    const all = [...named.matchAll(/`(\w+)`/g)].map(([, one]) => one);
    if (!named.startsWith('the same') && all.length > 0) expect(all).toEqual([...parameters]);
    expect(who).toBe(permission);
    expect(existsSync(join(import.meta.dirname, `${test}.test.ts`)), test).toBe(true);
  },
);
