import { expect, test } from 'vitest';
import { telephoneSound } from '../../../tools/setup/telephone-sound.mjs';
import { toneWav } from './tone.ts';

const rate = 8000;

function samplesOf(wav: Buffer): number[] {
  expect(wav.readUInt32LE(24)).toBe(rate);
  expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
  return Array.from({ length: (wav.length - 44) / 2 }, (_, i) => wav.readInt16LE(44 + 2 * i) / 32768);
}

/** How much of that frequency there is, of all. */
function share(samples: readonly number[], hz: number): number {
  let [re, im, power] = [0, 0, 0];
  for (const [i, sample] of samples.entries()) {
    re += sample * Math.cos((2 * Math.PI * hz * i) / rate);
    im += sample * Math.sin((2 * Math.PI * hz * i) / rate);
    power += sample ** 2;
  }
  return (2 * (re ** 2 + im ** 2)) / (samples.length * power);
}

test.each([
  [22_050, 1],
  [44_100, 2],
  [16_000, 1],
  [8_000, 1],
])('%i Hz with %i channels become 8 kHz, as loud as the others and without silence', (from, channels) => {
  const samples = samplesOf(telephoneSound(toneWav(from, [1000], channels)));
  const active = samples.slice(400, 2000);
  expect(share(active, 1000)).toBeGreaterThan(0.999);
  const loudness = Math.sqrt(active.reduce((sum, sample) => sum + sample ** 2, 0) / active.length);
  expect(loudness).toBeCloseTo(0.12, 2);
  // A quarter of a second, a short rest before and a longer one after.
  expect(samples.length / rate).toBeGreaterThan(0.25 + 0.15);
  expect(samples.length / rate).toBeLessThan(0.25 + 0.25);
});

test('what 8 kHz cannot carry does not turn into other tones', () => {
  const samples = samplesOf(telephoneSound(toneWav(22_050, [1000, 5000])));
  const active = samples.slice(400, 2000);
  expect(share(active, 1000)).toBeGreaterThan(0.999);
  expect(share(active, 3000)).toBeLessThan(1e-5);
});

test('what is no sound is refused by its fault', () => {
  expect(() => telephoneSound(Buffer.from('hello'))).toThrow('no WAV file');
  expect(() => telephoneSound(toneWav(8000, [0]))).toThrow('silent');
  expect(() => telephoneSound(toneWav(8000, [1000]).subarray(0, 36))).toThrow('no sound');
  const floats = toneWav(8000, [1000]);
  floats.writeUInt16LE(3, 20);
  expect(() => telephoneSound(floats)).toThrow('PCM');
});
