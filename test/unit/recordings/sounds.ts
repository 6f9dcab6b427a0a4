import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WavSink } from '../../../src/recordings/wav.ts';

export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-mix-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const tone = (hz: number, ms: number, amplitude = 6_000): Int16Array =>
  Int16Array.from({ length: ms * 8 }, (_, n) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hz * n) / 8_000)),
  );

/** Like a voice: its pitch and its loudness change, so that it correlates with nothing but itself. */
export function voice(seed: number, ms: number): Int16Array {
  let phase = 0;
  return Int16Array.from({ length: ms * 8 }, (_, n) => {
    const seconds = n / 8_000;
    phase += (2 * Math.PI * (150 + seed * 40 + 40 * Math.sin(seconds * (3 + seed)))) / 8_000;
    const loudness = 0.6 + 0.4 * Math.sin(seconds * (7 + seed * 2));
    return Math.round(
      3_000 * loudness * (Math.sin(phase) + 0.6 * Math.sin(3 * phase) + 0.3 * Math.sin(7 * phase)),
    );
  });
}

/** Noise whose loudness changes: it is like nothing but itself, at whatever offset. */
export function hiss(seed: number, ms: number): Int16Array {
  let state = seed * 7_919 + 1;
  let last = 0;
  return Int16Array.from({ length: ms * 8 }, (_, n) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
    // The upper part of a linear generator is the random one.
    last = 0.5 * last + ((state >> 8) / 0x40_00_00 - 1) * 4_000;
    return Math.round(last * (0.7 + 0.3 * Math.sin((n / 8_000) * (5 + seed))));
  });
}

export function writeTrack(file: string, samples: Int16Array): string {
  const sink = new WavSink(file, 1);
  sink.write([samples]);
  sink.end();
  return file;
}

/** How alike two sounds are, from -1 to 1, when the second begins so many samples into the first. */
export function likeness(sound: ArrayLike<number>, part: ArrayLike<number>, offset = 0): number {
  let both = 0;
  let first = 0;
  let second = 0;
  for (let n = 0; n < part.length; n += 1) {
    const a = sound[offset + n] ?? 0;
    const b = part[n] ?? 0;
    both += a * b;
    first += a * a;
    second += b * b;
  }
  return first === 0 || second === 0 ? 0 : both / Math.sqrt(first * second);
}

/** Where in a sound the other one is most alike it, within so many samples. */
export function bestLikeness(
  sound: ArrayLike<number>,
  part: ArrayLike<number>,
  from: number,
  to: number,
): number {
  let best = -1;
  for (let offset = from; offset <= to; offset += 1) best = Math.max(best, likeness(sound, part, offset));
  return best;
}
