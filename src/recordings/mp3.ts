import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { createMp3Encoder } from 'wasm-media-encoders';
import type { SoundSink } from './sink.ts';
import { sampleRate } from './wav.ts';

/** Speech at 8 kHz has no more to give. */
const kilobitsPerChannel = 24;

/** Writes an .mp3 file by LAME, which comes as WebAssembly: nothing has to be installed or built for it. */
export async function mp3Sink(file: string, channels: 1 | 2): Promise<SoundSink> {
  const encoder = await createMp3Encoder();
  // A rate that MPEG 2.5 knows.
  const bitrate = kilobitsPerChannel * channels === 24 ? 24 : 48;
  encoder.configure({ sampleRate, channels, bitrate });
  const fd = openSync(file, 'w', 0o600);
  return {
    write(pieces) {
      const [first = new Float32Array(), second] = pieces.map((piece) => Float32Array.from(piece, toFloat));
      const encoded = second === undefined ? encoder.encode([first]) : encoder.encode([first, second]);
      writeSync(fd, encoded);
    },
    end() {
      writeSync(fd, encoder.finalize());
      fsyncSync(fd);
      closeSync(fd);
    },
    abandon: () => closeSync(fd),
  };
}

function toFloat(sample: number): number {
  return sample / 32_768;
}
