import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { agentFields, dutySections } from '../../../src/office/duty-schema.ts';
import { showProblem } from '../../../src/office/problem.ts';
import { memberFields, missFields, queue } from '../../../src/office/queue-schema.ts';
import { readOffice } from '../../../src/office/read.ts';
import { strategyFields } from '../../../src/office/strategy-schema.ts';
import { fieldsOf, rowsOf, type Told } from './told-settings.ts';

/** docs/acd.md says what the office file can: every setting with its default and an example. */

const root = join(import.meta.dirname, '../../..');
const text = readFileSync(join(root, 'docs/acd.md'), 'utf8');
const prompts = parse(readFileSync(join(root, 'sounds/prompts/en.yaml'), 'utf8')) as Record<string, string>;

type Plain = Record<string, unknown>;
interface Example extends Plain {
  queues?: Plain[];
  agents?: Plain[];
  phones?: Plain[];
}

/** As the office file is read: every value is the text that stands there. */
const examples = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(
  ([, yaml = '']) => parse(yaml, { schema: 'failsafe' }) as Example,
);

/** An example is a part of an office. What it leaves out is added: names, secrets, and whoever it names. */
function wholeOffice({ queues = [], agents = [], phones = [], ...sections }: Example): Plain {
  const members = queues.flatMap((one) => (one['members'] ?? []) as (string | { agent: string })[]);
  const agentIds = members.map((member) => (typeof member === 'string' ? member : member.agent));
  const everyAgent = withAll(agents, agentIds);
  const phoneIds = everyAgent.flatMap(({ phone }) => (typeof phone === 'string' ? [phone] : []));
  const calendars = queues.flatMap(({ hours }) => (typeof hours === 'string' ? [hours] : []));
  return {
    office: 'Example',
    ...sections,
    calendars: withAll((sections['calendars'] ?? []) as Plain[], calendars).map((one) => ({
      open: [],
      ...one,
    })),
    queues: queues.map((one) => ({ name: 'Example', ...one })),
    agents: everyAgent.map((one) => ({ name: 'Example', ...one })),
    phones: withAll(phones, phoneIds).map((one) => ({ secret: '0123456789abcdef', ...one })),
  };
}

function withAll(entries: readonly Plain[], ids: readonly string[]): Plain[] {
  const missing = [...new Set(ids)].filter((id) => !entries.some((entry) => entry['id'] === id));
  return [...entries, ...missing.map((id) => ({ id }))];
}

/** By the path that the tables use; its default as they write it. */
const settings = new Map([
  ...told('', queue),
  ...told('members[].', memberFields),
  ...told('strategy.', strategyFields),
  ...told('missed.*.', missFields),
  ...told('agents[].', z.strictObject(agentFields)),
  ...told('', z.strictObject(dutySections)),
]);

const rows = rowsOf(text);

/** Hooks and ways out (`say`, `to`) are told once for all of them. */
function told(path: string, schema: unknown): Told[] {
  return fieldsOf(path, schema, (full, block) => {
    const isWay = 'say' in block && 'to' in block;
    return full.startsWith('hooks.') || (isWay && /(?:^|\.)(?:say|to)$/.test(full));
  });
}

describe('examples', () => {
  test.each(examples.map((example, at) => ({ at: at + 1, example })))(
    'number $at is valid',
    ({ example }) => {
      const reading = readOffice(stringify(wholeOffice(example)));
      expect(reading.ok ? [] : reading.problems.map((problem) => showProblem('acd.md', problem))).toEqual([]);
    },
  );

  test('the prompts that they name are there', () => {
    const named = examples.flatMap((example) => {
      const reading = readOffice(stringify(wholeOffice(example)));
      return [...JSON.stringify(reading).matchAll(/"prompt:([^"]+)"/g)].map(([, name = '']) => name);
    });
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !(name in prompts))).toEqual([]);
  });

  test('every setting stands in one', () => {
    const shown = new Set(examples.flatMap((example) => pathsIn('', example)));
    expect([...settings.keys()].filter((path) => !shown.has(path))).toEqual([]);
  });
});

describe('tables', () => {
  test('every setting stands in one of them, once, and nothing else does', () => {
    expect(rows.map(([setting]) => setting).toSorted()).toEqual([...settings.keys()].toSorted());
  });

  test('the defaults are what the office file has', () => {
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(settings));
  });
});

/** What an example names, by the paths of the tables. */
function pathsIn(path: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => pathsIn(`${path}[]`, one));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    const full = path === '' ? name : `${path}.${name}`;
    const own = full.replace(/^queues\[\]\./, '').replace(/^missed\.[a-z-]+\./, 'missed.*.');
    return [own, ...pathsIn(full, one)];
  });
}
