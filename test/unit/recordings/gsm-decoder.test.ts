import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gsmSink, wav49Sink } from '../../../src/recordings/gsm/sinks.ts';
import { GsmTrack } from '../../../src/recordings/gsm/track.ts';
import { freshFolder, likeness, voice } from './sounds.ts';

test.each(['gsm', 'wav49'] as const)('what was written as %s is heard again', (kind) => {
  const file = join(freshFolder(), 'sound');
  const said = voice(1, 2_000);
  const sink = kind === 'gsm' ? gsmSink(file) : wav49Sink(file);
  sink.write([said]);
  sink.end();
  const track = new GsmTrack(file, kind);
  expect(track.length).toBe(16_000);
  const whole = track.read(0, track.length);
  expect(likeness(whole, said)).toBeGreaterThan(0.9);
  // In pieces that are no frames, from before the beginning to behind the end, and once more from the middle.
  const pieces = [track.read(-500, 600), track.read(100, 7_777), track.read(7_877, 9_000)];
  expect([...pieces[0]!.subarray(0, 500)].every((sample) => sample === 0)).toBe(true);
  expect(pieces.flatMap((piece) => [...piece]).slice(500, 16_500)).toEqual([...whole]);
  expect(track.read(3_000, 10)).toEqual(whole.slice(3_000, 3_010));
  track.close();
});
