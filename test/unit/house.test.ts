import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

/** Which rooms a room may import from; docs/architecture.md has the picture. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  base: [],
  board: ['base'],
  config: ['base'],
  ledger: ['base', 'board'],
  office: ['base', 'board'],
  lists: ['base', 'board'],
  recordings: ['base', 'board'],
  reports: ['base', 'board'],
  control: ['base', 'board', 'office', 'reports', 'lists'],
  api: ['base', 'board', 'control', 'lists'],
  gateways: ['base', 'board', 'control'],
  asterisk: ['base', 'board'],
  embedded: ['base'],
  cli: ['base', 'config', 'office', 'control', 'ledger', 'embedded', 'asterisk', 'app.ts'],
  'app.ts': [
    'base',
    'board',
    'config',
    'office',
    'control',
    'ledger',
    'api',
    'asterisk',
    'embedded',
    'recordings',
    'gateways',
    'version.ts',
  ],
  'version.ts': [],
  'main.ts': ['base', 'cli'],
};

/** Packages that only these rooms may know. */
const owners: Readonly<Record<string, readonly string[]>> = {
  'ari-client': ['asterisk'],
  'better-sqlite3': ['ledger'],
  'csv-parse': ['lists'],
  express: ['api', 'gateways'],
  'libphonenumber-js/max': ['lists'],
  ldapts: ['office'],
  'node-cron': ['control'],
  'wasm-media-encoders': ['recordings'],
  saxes: ['gateways'],
  yaml: ['office'],
};

const src = join(import.meta.dirname, '../../src');
const files = globSync('**/*.ts', { cwd: src });

function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8');
  return [
    ...text.matchAll(/^(?:import|export)\b[^'"]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm),
  ].map((found) => found[1] ?? found[2] ?? found[3] ?? '');
}

const roomOf = (path: string): string => path.split('/')[0] ?? path;

test('every room is named in the table of arrows', () => {
  expect([...new Set(files.map(roomOf))].filter((room) => !(room in mayImport))).toEqual([]);
});

test('imports point the way that the picture shows', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => target.startsWith('.'))
      .map((target) => roomOf(relative(src, join(src, dirname(file), target))))
      .filter((room) => room !== roomOf(file) && mayImport[roomOf(file)]?.includes(room) !== true)
      .map((room) => `${file} imports ${room}`),
  );
  expect(wrong).toEqual([]);
});

test('a package that belongs to some rooms is imported there only', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => owners[target]?.includes(roomOf(file)) === false)
      .map((target) => `${file} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('the board knows no library and nothing of Node', () => {
  const wrong = files
    .filter((file) => roomOf(file) === 'board')
    .flatMap((file) =>
      importsOf(file)
        .filter((target) => !target.startsWith('.'))
        .map((target) => `${file}: ${target}`),
    );
  expect(wrong).toEqual([]);
});

test('the board asks nobody for the time or for chance', () => {
  const asking = files
    .filter((file) => roomOf(file) === 'board')
    .filter((file) =>
      /\b(Date\.now|new Date|Math\.random|setTimeout|performance\.|process\.)/.test(
        readFileSync(join(src, file), 'utf8'),
      ),
    );
  expect(asking).toEqual([]);
});
