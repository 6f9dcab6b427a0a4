import { readFileSync } from 'node:fs';
import { frameSamples } from './rtp.ts';
import { toUlaw, ulawSilence } from './ulaw.ts';

/** What a phone says, 160 µ-law bytes at a time; undefined when it is over. */
export interface Sound {
  next(): Uint8Array | undefined;
}

const rate = 8000;
/** -12 dB of full scale: three of them still fit in one conversation. */
const toneAmplitude = 8000;

const silentFrame = new Uint8Array(frameSamples).fill(ulawSilence);
export const silence: Sound = { next: () => silentFrame };

const toneLoops = new Map<number, Uint8Array>();

/** Every frequency that a phone of this process has sent: what an ear listens for when not told otherwise. */
export const tonesSent = (): number[] => [...toneLoops.keys()];

/** A sine, cut from a loop that holds whole periods and, at its end, one frame more. */
function toneLoop(hz: number): Uint8Array {
  if (!Number.isInteger(hz) || hz <= 0 || hz >= rate / 2)
    throw new RangeError(`no tone of ${hz} Hz at 8 kHz`);
  const known = toneLoops.get(hz);
  if (known) return known;
  const step = (2 * Math.PI * hz) / rate;
  const samples = Float64Array.from(
    { length: rate + frameSamples },
    (_, n) => toneAmplitude * Math.sin(step * n),
  );
  const loop = toUlaw(samples);
  toneLoops.set(hz, loop);
  return loop;
}

export function tone(hz: number): Sound {
  const loop = toneLoop(hz);
  let position = 0;
  return {
    next() {
      const frame = loop.subarray(position, position + frameSamples);
      position = (position + frameSamples) % rate;
      return frame;
    },
  };
}

/** 8 kHz mono 16-bit, once; its last frame is filled up with silence. */
export function pcm(samples: Int16Array): Sound {
  const bytes = toUlaw(samples);
  let position = 0;
  return {
    next() {
      if (position >= bytes.length) return undefined;
      const frame = bytes.subarray(position, position + frameSamples);
      position += frameSamples;
      if (frame.length === frameSamples) return frame;
      const padded = silentFrame.slice();
      padded.set(frame);
      return padded;
    },
  };
}

/** A .wav file (8 kHz mono 16-bit PCM) or the bare samples (.sln, .raw). */
export function readPcm(path: string): Int16Array {
  const file = readFileSync(path);
  const isWav = file.toString('latin1', 0, 4) === 'RIFF';
  if (isWav) {
    const [format, channels, hz, bits] = [
      file.readUInt16LE(20),
      file.readUInt16LE(22),
      file.readUInt32LE(24),
      file.readUInt16LE(34),
    ];
    if (format !== 1 || channels !== 1 || hz !== rate || bits !== 16) {
      throw new RangeError(`${path}: 8 kHz mono 16-bit PCM wanted`);
    }
  }
  const data = isWav ? file.subarray(file.indexOf('data', 36, 'latin1') + 8) : file;
  return Int16Array.from({ length: data.length >> 1 }, (_, index) => data.readInt16LE(index * 2));
}
