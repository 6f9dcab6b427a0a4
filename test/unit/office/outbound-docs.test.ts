import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { callingRules } from '../../../src/office/calling-rules-schema.ts';
import {
  abandonFields,
  campaignFields,
  retryDefaults,
  trunkLimits,
} from '../../../src/office/campaign-schema.ts';
import { diallingFields } from '../../../src/office/dialling-schema.ts';
import { abandonPresetNames, callingPresetNames } from '../../../src/office/outbound-presets.ts';
import { showProblem } from '../../../src/office/problem.ts';
import { readOffice } from '../../../src/office/read.ts';

/** docs/outbound.md says what the office file can: every setting with its default and an example. */

const root = join(import.meta.dirname, '../../..');
const text = readFileSync(join(root, 'docs/outbound.md'), 'utf8');

type Plain = Record<string, unknown>;
type Example = Readonly<Record<string, readonly Plain[] | undefined>>;

/** As the office file is read: every value is the text that stands there. */
const examples = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(
  ([, yaml = '']) => parse(yaml, { schema: 'failsafe' }) as Example,
);

/** An example is a part of an office. What its campaigns name and it leaves out is added. */
function wholeOffice({
  campaigns = [],
  trunks = [],
  queues = [],
  calendars = [],
  callingRules: rules = [],
  ...more
}: Example) {
  const named = (field: string): string[] =>
    campaigns.flatMap((campaign) => (campaign[field] ?? []) as string | string[]);
  return {
    office: 'Example',
    ...more,
    trunks: withAll(trunks, named('trunks'), { host: '192.0.2.1', match: ['192.0.2.1'] }),
    queues: withAll(queues, named('queue'), { name: 'Example' }),
    calendars: withAll(calendars, named('calendar'), { open: [] }),
    callingRules: withAll(rules, named('rules'), {}),
    campaigns: campaigns.map((one) => ({ name: 'Example', trunks: [], rules: [], ...one })),
  };
}

function withAll(entries: readonly Plain[], ids: readonly string[], usual: Plain): Plain[] {
  const missing = [...new Set(ids)].filter((id) => !entries.some((entry) => entry['id'] === id));
  return [...entries.map((entry) => ({ ...usual, ...entry })), ...missing.map((id) => ({ ...usual, id }))];
}

/** By the path that the tables use; its default as they write it. */
const settings = new Map([
  ...fieldsOf('', campaignFields).filter(([path]) => !path.startsWith('retries')),
  ...['after', 'most', 'nextNumber'].map((field): [string, string] => [`retries.*.${field}`, 'by outcome']),
  ...fieldsOf('dialling.', diallingFields),
  ...fieldsOf('abandon.', abandonFields),
  ...fieldsOf('callingRules[].', callingRules),
  ...fieldsOf('trunks[].', z.strictObject(trunkLimits)),
]);

function fieldsOf(path: string, schema: unknown): [path: string, preset: string][] {
  const inner = withoutWrapping(schema);
  if (inner instanceof z.ZodArray) return fieldsOf(`${path.slice(0, -1)}[].`, inner.element);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape as Readonly<Record<string, unknown>>).flatMap(
    ([name, field]): [string, string][] => {
      const below = fieldsOf(`${path}${name}.`, field);
      // A block that is always there has no default but those of what is in it.
      const isFrame = below.length > 0 && field instanceof z.ZodPrefault && !isList(field);
      return isFrame ? below : [[`${path}${name}`, presetOf(field)], ...below];
    },
  );
}

function withoutWrapping(schema: unknown): unknown {
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return withoutWrapping(schema.unwrap());
  return schema instanceof z.ZodPipe ? withoutWrapping(schema.in) : schema;
}

function isList(schema: unknown): boolean {
  return withoutWrapping(schema) instanceof z.ZodArray;
}

function presetOf(schema: unknown): string {
  if (schema instanceof z.ZodOptional) return 'none';
  if (!(schema instanceof z.ZodPrefault)) return 'required';
  const preset: unknown = schema.def.defaultValue;
  return typeof preset === 'string' && preset !== '' ? preset : 'none';
}

/** The rows of all tables with a column of defaults. */
const rows = [...text.matchAll(/^\| setting \| default \|.*\n\|[-|]+\n((?:\|.*\n)+)/gm)].flatMap(
  ([, body = '']) =>
    body.split('\n').flatMap((line): [string, string][] => {
      const [, setting, preset] = /^\| `([^`]+)` \| ([^|]+) \|/.exec(line) ?? [];
      return setting === undefined || preset === undefined ? [] : [[setting, preset.trim()]];
    }),
);

describe('examples', () => {
  test.each(examples.map((example, at) => ({ at: at + 1, example })))(
    'number $at is valid',
    ({ example }) => {
      const reading = readOffice(stringify(wholeOffice(example)));
      expect(
        reading.ok ? [] : reading.problems.map((problem) => showProblem('outbound.md', problem)),
      ).toEqual([]);
    },
  );

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

  test('when each outcome is tried again', () => {
    const told = [...text.matchAll(/^\| `([a-z-]+)` \| (\d+[mh]) \| (\d+) \| (true|false) \|$/gm)];
    expect(Object.fromEntries(told.map(([, outcome = '', ...rule]) => [outcome, rule]))).toEqual(
      retryDefaults,
    );
  });

  test('every preset is told with where it comes from', () => {
    for (const name of callingPresetNames)
      if (name !== 'none') expect(text).toContain(`| rules \`${name}\` |`);
    for (const name of abandonPresetNames) {
      if (name !== 'none' && name !== 'strict') expect(text).toContain(`| abandon \`${name}\` |`);
    }
  });
});

/** What an example names, by the paths of the tables. */
function pathsIn(path: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => pathsIn(`${path}[]`, one));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    const full = path === '' ? name : `${path}.${name}`;
    const own = full.replace(/^campaigns\[\]\./, '').replace(/^retries\.[a-z-]+\./, 'retries.*.');
    return [own, ...pathsIn(full, one)];
  });
}
