import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Conversions } from '../../../src/recordings/conversions.ts';
import { gsmSink, wav49Sink } from '../../../src/recordings/gsm/sinks.ts';
import type { SoundSink } from '../../../src/recordings/sink.ts';
import { WavSink } from '../../../src/recordings/wav.ts';
import { freshFolder, voice } from './sounds.ts';

const seconds = 3;

function scene() {
  const folder = freshFolder();
  const conversions = new Conversions(folder);
  onTestFinished(() => conversions.stop());
  /** A recording of some seconds, in this format. */
  const record = (file: string, sinkOf: (path: string) => SoundSink): string => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    const sink = sinkOf(join(folder, file));
    sink.write([voice(1, seconds * 1_000)]);
    sink.end();
    return file;
  };
  return { folder, conversions, record };
}

test.each([
  ['2026/01/05/a.gsm', gsmSink],
  ['2026/01/05/a.WAV', wav49Sink],
  ['2026/01/05/a.wav', (path: string) => new WavSink(path, 1)],
] as const)('of %s there is an MP3 of the same length beside it', async (file, sinkOf) => {
  const { folder, conversions, record } = scene();
  expect(await conversions.toMp3(record(file, sinkOf))).toBe('2026/01/05/a.mp3');
  const made = join(folder, '2026/01/05/a.mp3');
  // 24 kbit/s.
  expect(statSync(made).size / 3_000 / seconds).toBeGreaterThan(0.95);
  expect(statSync(made).size / 3_000 / seconds).toBeLessThan(1.1);
  expect(readFileSync(made)[0]).toBe(0xff);
  expect(existsSync(join(folder, file))).toBe(true);
});

test('who asks while it is made has the same one; when it was deleted it is made again', async () => {
  const { folder, conversions, record } = scene();
  const file = record('a.gsm', gsmSink);
  const [one, two] = [conversions.toMp3(file), conversions.toMp3(file)];
  expect(two).toBe(one);
  await one;
  rmSync(join(folder, 'a.mp3'));
  await conversions.toMp3(file);
  expect(existsSync(join(folder, 'a.mp3'))).toBe(true);
  // By the name that the ledger may have: that of a mix as MP3.
  rmSync(join(folder, 'a.mp3'));
  expect(await conversions.toMp3('a.mp3')).toBe('a.mp3');
  expect(existsSync(join(folder, 'a.mp3'))).toBe(true);
});

test('a recording of which nothing is left cannot be converted, and others can', async () => {
  const { conversions, record } = scene();
  await expect(conversions.toMp3('gone.gsm')).rejects.toMatchObject({ code: 'recording-gone' });
  const broken = record('broken.wav', gsmSink);
  await expect(conversions.toMp3(broken)).rejects.toMatchObject({ code: 'track-wrong' });
  expect(await conversions.toMp3(record('b.gsm', gsmSink))).toBe('b.mp3');
});
