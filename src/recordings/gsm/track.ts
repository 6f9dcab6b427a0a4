import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { SoundTrack } from '../track.ts';
import { GsmDecoder, unpackFrame, unpackFramePair } from './decoder.ts';
import { frameSamples } from './encoder.ts';

/** Bare frames, or pairs of them behind the header of a .WAV as we and Asterisk write it. */
const kinds = {
  gsm: { headerBytes: 0, blockBytes: 33, frames: 1 },
  wav49: { headerBytes: 60, blockBytes: 65, frames: 2 },
} as const;

/** A recording in a format of GSM, read from its beginning to its end: each frame needs those before it. */
export class GsmTrack implements SoundTrack {
  readonly length: number;
  readonly #fd: number;
  readonly #kind: (typeof kinds)[keyof typeof kinds];
  #decoder = new GsmDecoder();
  /** The next block, and the samples of the last one, which begin at this sample. */
  #block = 0;
  #samples = new Int16Array();
  #at = 0;

  /** Throws the file system's error when it cannot be read. */
  constructor(file: string, kind: keyof typeof kinds) {
    this.#kind = kinds[kind];
    this.#fd = openSync(file, 'r');
    const { headerBytes, blockBytes, frames } = this.#kind;
    const blocks = Math.max(0, Math.floor((fstatSync(this.#fd).size - headerBytes) / blockBytes));
    this.length = blocks * frames * frameSamples;
  }

  read(from: number, count: number): Int16Array {
    const wanted = new Int16Array(count);
    if (from < this.#at) this.#rewind();
    for (let done = 0; done < count; ) {
      const at = from + done;
      if (at < 0) done = Math.min(count, -from);
      else if (at >= this.length) break;
      else if (at >= this.#at + this.#samples.length) this.#next();
      else {
        const piece = this.#samples.subarray(at - this.#at, at - this.#at + count - done);
        wanted.set(piece, done);
        done += piece.length;
      }
    }
    return wanted;
  }

  close(): void {
    closeSync(this.#fd);
  }

  #next(): void {
    const { headerBytes, blockBytes, frames } = this.#kind;
    const bytes = Buffer.alloc(blockBytes);
    readSync(this.#fd, bytes, 0, blockBytes, headerBytes + this.#block * blockBytes);
    const blocks = frames === 1 ? [unpackFrame(bytes)] : unpackFramePair(bytes);
    const samples = new Int16Array(frames * frameSamples);
    for (const [n, frame] of blocks.entries()) samples.set(this.#decoder.decode(frame), n * frameSamples);
    this.#at = this.#block * samples.length;
    this.#samples = samples;
    this.#block += 1;
  }

  #rewind(): void {
    this.#decoder = new GsmDecoder();
    this.#block = 0;
    this.#samples = new Int16Array();
    this.#at = 0;
  }
}
