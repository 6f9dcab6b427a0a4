import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLogger } from '../../src/base/log.ts';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import { gsmSink, wav49Sink } from '../../src/recordings/gsm/sinks.ts';
import { GsmTrack } from '../../src/recordings/gsm/track.ts';
import { WavTrack } from '../../src/recordings/wav.ts';
import { hiss, tone, voice, writeTrack } from '../unit/recordings/sounds.ts';

test('GSM files of ours are, frame for frame, those that Asterisk writes, and heard as it hears them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-gsm-'));
  const asterisk = await startEmbedded({
    dataDir: folder,
    log: createLogger('silent'),
    ports: { ari: 0, sip: 0, rtp: 0 },
    modules: ['res_convert.so'],
  });
  try {
    const sounds = { voice: voice(1, 4_000), hiss: hiss(1, 2_000), loud: tone(300, 2_000, 32_767) };
    for (const [name, samples] of Object.entries(sounds)) {
      const path = join(folder, name);
      writeTrack(`${path}.wav`, samples);
      const sinks = [gsmSink(`${path}-ours.gsm`), wav49Sink(`${path}-ours.WAV`)];
      for (const sink of sinks) {
        sink.write([samples]);
        sink.end();
      }
      for (const [ending, header] of [
        ['gsm', 0],
        ['WAV', 60],
      ] as const) {
        await asterisk.cli(`file convert ${path}.wav ${path}-theirs.${ending}`);
        const [ours, theirs] = await Promise.all(
          ['ours', 'theirs'].map((whose) => readFile(`${path}-${whose}.${ending}`)),
        );
        // Asterisk leaves a last piece out that is no whole block.
        const frames = (theirs?.length ?? 0) - header;
        expect(frames).toBeGreaterThan(samples.length / 6);
        expect(
          ours?.subarray(header, header + frames).equals(theirs?.subarray(header) ?? Buffer.of()),
          name,
        ).toBe(true);
      }
      // And what they sound like is what Asterisk makes of the one: its reader of the other goes astray at the end of a frame.
      await asterisk.cli(`file convert ${path}-ours.gsm ${path}-heard.wav`);
      const heard = new WavTrack(`${path}-heard.wav`);
      expect(heard.length).toBeGreaterThan(samples.length - 320);
      const tracks = [new GsmTrack(`${path}-ours.gsm`, 'gsm'), new GsmTrack(`${path}-ours.WAV`, 'wav49')];
      for (const track of tracks) {
        expect(track.read(0, heard.length), name).toEqual(heard.read(0, heard.length));
        track.close();
      }
      heard.close();
    }
  } finally {
    await asterisk.stop(0);
    await rm(folder, { recursive: true });
  }
});
