import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GsmEncoder, packFrame } from '../../../src/recordings/gsm/encoder.ts';
import { mix, type MixFormat } from '../../../src/recordings/mix.ts';
import { WavTrack } from '../../../src/recordings/wav.ts';
import { freshFolder, likeness, tone, voice, writeTrack } from './sounds.ts';

/** The samples of a .wav file of so many channels, taken apart. */
function channelsOf(file: string, count: number): Int16Array[] {
  const data = readFileSync(file).subarray(44);
  return Array.from({ length: count }, (_, channel) =>
    Int16Array.from({ length: data.length / 2 / count }, (_unused, n) =>
      data.readInt16LE((n * count + channel) * 2),
    ),
  );
}

describe('a mix', () => {
  test('has every track at its place, and silence where nobody spoke', async () => {
    const folder = freshFolder();
    const customer = voice(1, 4_000);
    const agent = voice(2, 2_500);
    const target = join(folder, '2026/01/05/mix.wav');
    const stereo = join(folder, '2026/01/05/stereo.wav');
    const { durationMs } = await mix({
      tracks: [
        { path: writeTrack(join(folder, 'a.wav'), customer), offsetMs: 40, side: 'left' },
        { path: writeTrack(join(folder, 'b.wav'), agent), offsetMs: 3_000, side: 'right' },
      ],
      mono: { path: target, format: 'wav' },
      stereo: { path: stereo, format: 'wav' },
    });
    expect(durationMs).toBe(5_500);
    const [mixed = new Int16Array()] = channelsOf(target, 1);
    expect(mixed).toHaveLength(5_500 * 8);
    expect(likeness(mixed, customer.subarray(0, 2_900 * 8), 40 * 8)).toBeGreaterThan(0.999);
    expect(likeness(mixed, agent.subarray(1_100 * 8), 4_100 * 8)).toBeGreaterThan(0.999);
    expect(mixed.subarray(0, 320).every((sample) => sample === 0)).toBe(true);
    const both = Int16Array.from({ length: 1_040 * 8 }, (_, n) => customer[2_960 * 8 + n]! + agent[n]!);
    expect(likeness(mixed, both, 3_000 * 8)).toBeGreaterThan(0.999);
    const [left = new Int16Array(), right = new Int16Array()] = channelsOf(stereo, 2);
    expect(likeness(left, customer, 320)).toBeGreaterThan(0.999);
    expect(likeness(right, agent, 24_000)).toBeGreaterThan(0.999);
    expect(right.subarray(0, 24_000).every((sample) => sample === 0)).toBe(true);
  });

  test('does not wrap round where it is too loud, and is the same over the seams of its pieces', async () => {
    const folder = freshFolder();
    const loud = tone(400, 40_000, 30_000);
    const job = (name: string): Parameters<typeof mix>[0] => ({
      tracks: [
        { path: writeTrack(join(folder, 'a.wav'), loud), offsetMs: 0, side: 'left' },
        { path: writeTrack(join(folder, 'b.wav'), loud), offsetMs: 0, side: 'right' },
      ],
      mono: { path: join(folder, name), format: 'wav' },
      stereo: null,
    });
    await mix(job('mix.wav'));
    const [mixed = new Int16Array()] = channelsOf(join(folder, 'mix.wav'), 1);
    expect(mixed).toHaveLength(320_000);
    expect(likeness(mixed, loud)).toBeGreaterThan(0.95);
    expect(likeness(mixed.subarray(119_000, 121_000), loud.subarray(119_000, 121_000))).toBeGreaterThan(0.95);
  });

  const sizes: [MixFormat, number][] = [
    ['wav', 16_000],
    ['mp3', 3_000],
    ['wav49', 1_625],
    ['gsm', 1_650],
  ];
  test.each(sizes)('as %s takes some %d bytes a second', async (format, bytes) => {
    const folder = freshFolder();
    const path = join(folder, 'mix');
    await mix({
      tracks: [{ path: writeTrack(join(folder, 'a.wav'), voice(1, 10_000)), offsetMs: 0, side: 'left' }],
      mono: { path, format },
      stereo: null,
    });
    expect(statSync(path).size / 10).toBeGreaterThan(bytes * 0.98);
    expect(statSync(path).size / 10).toBeLessThan(bytes * 1.05);
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  test('that fails leaves nothing under its name', async () => {
    const folder = freshFolder();
    const track = join(folder, 'a.wav');
    writeFileSync(track, 'this is no sound');
    const path = join(folder, 'mix.mp3');
    const failing = mix({
      tracks: [{ path: track, offsetMs: 0, side: 'left' }],
      mono: { path, format: 'mp3' },
      stereo: null,
    });
    await expect(failing).rejects.toMatchObject({ code: 'track-wrong' });
    expect(existsSync(path) || existsSync(`${path}.part`)).toBe(false);
  });
});

test('a track that a crash cut off has what was written of it', () => {
  const file = writeTrack(join(freshFolder(), 'a.wav'), voice(1, 1_000));
  const whole = readFileSync(file);
  whole.writeUInt32LE(0, 40);
  writeFileSync(file, whole);
  truncateSync(file, 44 + 8_001);
  const track = new WavTrack(file);
  expect(track.length).toBe(4_000);
  expect(likeness(track.read(-10, 5_000), voice(1, 500), 10)).toBeGreaterThan(0.999);
  track.close();
});

describe('GSM 06.10', () => {
  /** Of silence every encoder makes the same frame. */
  test('silence is the silence of the reference', () => {
    const frame = packFrame(new GsmEncoder().encode(new Int16Array(160)));
    expect(frame.toString('hex')).toMatch(/^d820a2e15a50004924924924/);
  });

  test('a frame is deterministic, and of full loudness nothing overflows', () => {
    const encode = (): string => {
      const encoder = new GsmEncoder();
      const sound = tone(300, 200, 32_767);
      return Array.from({ length: 10 }, (_, n) =>
        packFrame(encoder.encode(sound.subarray(n * 160, n * 160 + 160))).toString('hex'),
      ).join();
    };
    expect(encode()).toBe(encode());
    expect(
      encode()
        .split(',')
        .every((frame) => frame.length === 66 && frame.startsWith('d')),
    ).toBe(true);
  });
});
