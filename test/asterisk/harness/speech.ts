import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toUlaw } from '../../phone/media/ulaw.ts';
import { promptsFolder } from './prompts.ts';

/** Samples of 8 kHz for what customers say and play. */

const perMs = 8;

export function quiet(ms: number): number[] {
  return Array.from({ length: ms * perMs }, () => 0);
}

/** One tone, or several at once. */
export function tone(hz: readonly number[], ms: number): number[] {
  return Array.from(
    { length: ms * perMs },
    (_, n) => hz.reduce((sum, one) => sum + Math.sin((2 * Math.PI * one * n) / (perMs * 1_000)), 0) * 4_000,
  );
}

export function again(sound: readonly number[], times: number): number[] {
  return Array.from({ length: times }, () => sound).flat();
}

/** One of the spoken prompts, in English: a voice. */
export async function spoken(name: string): Promise<number[]> {
  const bytes = await readFile(join(promptsFolder, 'en', `${name}.wav`));
  const from = bytes.indexOf('data') + 8;
  return Array.from({ length: (bytes.length - from) >> 1 }, (_, n) => bytes.readInt16LE(from + 2 * n));
}

export function ulaw(...parts: readonly (readonly number[])[]): Uint8Array {
  return toUlaw(parts.flat());
}
