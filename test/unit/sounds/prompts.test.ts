import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makePrompts } from '../../../tools/setup/prompts.mjs';
import { toneWav } from './tone.ts';

let folder: string;
let from: string;
let into: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-prompts-'));
  [from, into] = [join(folder, 'from'), join(folder, 'into')];
  await mkdir(join(from, 'own/de'), { recursive: true });
  await writeFile(join(from, 'de.yaml'), 'closed: Zu.\nfull: Voll.\n');
  await writeFile(join(from, 'en.yaml'), 'closed: Closed.\nfull: Full.\n');
  // An engine with one tone for every sentence.
  await writeFile(join(folder, 'tone.wav'), toneWav(22_050, [1000]));
  speakBy(`cat "${join(folder, 'tone.wav')}"`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const speakBy = (command: string) => vi.stubEnv('CORDBOARD_TTS', command);
const make = () => makePrompts({ into, from });
const filesOf = async (language: string) => (await readdir(join(into, language))).toSorted();

test('only what is missing or has changed is made', async () => {
  expect(await make()).toMatchObject({ prompts: 4, made: 4, languages: ['de', 'en'], gone: 0 });
  expect(await filesOf('de')).toEqual(['closed.wav', 'full.wav']);
  expect(await make()).toMatchObject({ made: 0 });
  await writeFile(join(from, 'de.yaml'), 'closed: Geschlossen.\nfull: Voll.\n');
  expect(await make()).toMatchObject({ made: 1 });
  await rm(join(into, 'en/full.wav'));
  expect(await make()).toMatchObject({ made: 1 });
  await writeFile(join(from, 'en.yaml'), 'closed: Closed.\n');
  expect(await make()).toMatchObject({ prompts: 3, made: 0, gone: 1 });
  expect(await filesOf('en')).toEqual(['closed.wav']);
  speakBy(`cat ${join(folder, 'tone.wav')}`);
  expect(await make()).toMatchObject({ made: 3 });
});

test("the office's own recording takes the sentence's place, and gives it back", async () => {
  await make();
  const own = join(from, 'own/de/closed.ulaw');
  await writeFile(own, 'recorded');
  expect(await make()).toMatchObject({ made: 0, copied: 1, recordings: 1 });
  expect(await filesOf('de')).toEqual(['closed.ulaw', 'full.wav']);
  expect(await make()).toMatchObject({ made: 0, copied: 0, recordings: 1 });
  await writeFile(own, 'recorded again');
  expect(await make()).toMatchObject({ copied: 1 });
  expect(await readFile(join(into, 'de/closed.ulaw'), 'utf8')).toBe('recorded again');
  await rm(own);
  expect(await make()).toMatchObject({ made: 1, recordings: 0 });
  expect(await filesOf('de')).toEqual(['closed.wav', 'full.wav']);
});

test('an engine takes the sentence, the file and the language as words, too', async () => {
  const script = join(folder, 'engine.sh');
  await writeFile(join(from, 'en.yaml'), 'closed: It\'s {file} "shut"; $(exit).\n');
  await rm(join(from, 'de.yaml'));
  await writeFile(
    script,
    'test "$2" = "It\'s {file} \\"shut\\"; \\$(exit)." && test "$4" = en && cp "$1" "$3"\n',
  );
  speakBy(`sh ${script} ${join(folder, 'tone.wav')} {text} {file} {language}`);
  expect(await make()).toMatchObject({ made: 1 });
});

test('what an engine cannot speak is told, and the rest stays for the next time', async () => {
  await make();
  await writeFile(join(from, 'en.yaml'), 'closed: Shut.\nfull: Full.\n');
  speakBy('sh -c "echo no voice here >&2; exit 1"');
  await expect(make()).rejects.toThrow(/did not speak de\/closed: no voice here/);
  expect(existsSync(join(into, 'de/closed.wav'))).toBe(true);
  speakBy(`cat "${join(folder, 'tone.wav')}"`);
  expect(await make()).toMatchObject({ made: 1 });
});
