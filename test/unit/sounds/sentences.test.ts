import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readSentences } from '../../../tools/setup/prompts.mjs';

const folder = join(import.meta.dirname, '../../../sounds/prompts');
const words = {
  en: { star: 'star', hash: 'hash', minute: 'one minute' },
  de: { star: 'Sterntaste', hash: 'Rautetaste', minute: 'eine Minute' },
  fr: { star: 'étoile', hash: 'dièse', minute: 'une minute' },
  es: { star: 'asterisco', hash: 'almohadilla', minute: 'un minuto' },
  it: { star: 'asterisco', hash: 'cancelletto', minute: 'un minuto' },
};

const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const sentencesOf = (file: string) => readSentences(file, readFileSync(join(folder, file), 'utf8'));

const digits = '0123456789'.split('');
const keys = [...digits, 'star', 'hash'];
const several = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const names = [
  ...['next', ...several(2, 30)].map((place) => `position-${place}`),
  ...[5, 10, 15, 20, 30].map((place) => `position-more-than-${place}`),
  ...[1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 45, 60].map((minutes) => `wait-under-${minutes}`),
  'wait-over-60',
  'thank-you',
  'all-busy',
  'closed',
  'full',
  'nobody-there',
  'long-wait',
  'goodbye',
  ...['callback', 'message', 'elsewhere', 'stay'].flatMap((what) =>
    keys.map((key) => `press-${key}-${what}`),
  ),
  ...[...digits, 'plus'].map((digit) => `digit-${digit}`),
  ...['your-number', 'confirm', 'confirm-own', 'enter', 'wrong', 'done', 'already', 'answer', 'agent'].map(
    (step) => `callback-${step}`,
  ),
].toSorted();

test('there are five languages', () => {
  expect(files.toSorted()).toEqual(
    Object.keys(words)
      .map((language) => `${language}.yaml`)
      .toSorted(),
  );
});

describe.each(Object.entries(words))('in %s', (language, { star, hash, minute }) => {
  const file = `${language}.yaml`;
  const sentences = sentencesOf(file);
  const sentence = (name: string): string => sentences.get(name) ?? '';

  test('there is every prompt, and no other', () => {
    expect([...sentences.keys()].toSorted()).toEqual(names);
  });

  test('the file is YAML, and read as such', () => {
    expect(Object.fromEntries(sentences)).toEqual(parse(readFileSync(join(folder, file), 'utf8')));
  });

  test('each sentence ends, and no two are the same', () => {
    for (const [name, text] of sentences) expect(text, name).toMatch(/^[^\s].*\.$|^\+$/);
    const twice = [...sentences.values()].filter((text, i, all) => all.indexOf(text) !== i);
    expect(twice).toEqual([]);
  });

  test('each sentence has the number, the minutes or the key of its name', () => {
    for (const [name, text] of sentences) {
      const [, number] = /^(?:position|position-more-than|wait-under|press)-(\d+)(?:-|$)/.exec(name) ?? [];
      // One minute and one hour are words.
      if (number !== undefined && !/^wait-under-(?:1|60)$/.test(name)) {
        expect(text, name).toMatch(new RegExp(String.raw`\b${number}\b`));
      }
      if (name.startsWith('press-star')) expect(text, name).toContain(star);
      if (name.startsWith('press-hash')) expect(text, name).toContain(hash);
    }
    expect(sentence('wait-under-1')).toContain(minute);
    expect(sentence('callback-confirm')).toMatch(new RegExp(`1.*2.*${star}`));
    expect(sentence('callback-enter')).toContain(hash);
    expect(sentence('callback-answer')).toContain('1');
  });
});

test('a wrong line is named', () => {
  expect([...readSentences('nl.yaml', '# Nederlands\n\nfull: Vol.\nclosed: "Dicht: nu"\n')]).toEqual([
    ['full', 'Vol.'],
    ['closed', 'Dicht: nu'],
  ]);
  expect(() => readSentences('nl.yaml', 'full: Vol.\n  and more\n')).toThrow('nl.yaml, line 2');
  expect(() => readSentences('nl.yaml', 'full:\n')).toThrow('nl.yaml, line 1');
  expect(() => readSentences('nl.yaml', 'full: Vol.\nfull: Vol.\n')).toThrow('twice');
});
