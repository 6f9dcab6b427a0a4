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
import { fieldsOf, rowsOf } from './told-settings.ts';

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

const rows = rowsOf(text);

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
