import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { CordboardError } from '../base/errors.ts';
import type { SoundSink } from './sink.ts';
import type { SoundTrack } from './track.ts';

/** All that Asterisk records for us and all that we make of it. */
export const sampleRate = 8_000;
const headerBytes = 44;

/** A track as Asterisk writes it: 16-bit mono at 8 kHz, read piece by piece. */
export class WavTrack implements SoundTrack {
  readonly length: number;
  readonly #fd: number;
  readonly #from: number;
  readonly #file: string;

  /** Throws 'track-wrong' when it is no such file, the file system's error when it cannot be read. */
  constructor(file: string) {
    this.#file = file;
    this.#fd = openSync(file, 'r');
    try {
      this.#from = this.#findSamples();
    } catch (error) {
      closeSync(this.#fd);
      throw error;
    }
    // Not what the header says: that of a recording which was cut off by a crash is not filled in.
    this.length = Math.floor((fstatSync(this.#fd).size - this.#from) / 2);
  }

  read(from: number, count: number): Int16Array {
    const samples = new Int16Array(count);
    const first = Math.max(0, from);
    const last = Math.min(this.length, from + count);
    if (last <= first) return samples;
    const bytes = Buffer.alloc((last - first) * 2);
    const got = readSync(this.#fd, bytes, 0, bytes.length, this.#from + first * 2);
    for (let index = 0; index < got >> 1; index += 1) {
      samples[first - from + index] = bytes.readInt16LE(index * 2);
    }
    return samples;
  }

  close(): void {
    closeSync(this.#fd);
  }

  #findSamples(): number {
    const head = Buffer.alloc(12);
    readSync(this.#fd, head, 0, 12, 0);
    if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') {
      throw this.#wrong();
    }
    const chunk = Buffer.alloc(24);
    for (let at = 12; ; ) {
      if (readSync(this.#fd, chunk, 0, 24, at) < 8) throw this.#wrong();
      const name = chunk.toString('latin1', 0, 4);
      if (name === 'data') return at + 8;
      const isPlain =
        chunk.readUInt16LE(8) === 1 &&
        chunk.readUInt16LE(10) === 1 &&
        chunk.readUInt32LE(12) === sampleRate &&
        chunk.readUInt16LE(22) === 16;
      if (name === 'fmt ' && !isPlain) throw this.#wrong();
      at += 8 + chunk.readUInt32LE(4);
    }
  }

  #wrong(): CordboardError {
    return new CordboardError('track-wrong', `${this.#file} is no 16-bit mono sound at 8 kHz`);
  }
}

/** Writes a .wav file, mono or stereo. */
export class WavSink implements SoundSink {
  readonly #fd: number;
  readonly #channels: number;
  #bytes = 0;

  constructor(file: string, channels: 1 | 2) {
    this.#channels = channels;
    this.#fd = openSync(file, 'w', 0o600);
    writeSync(this.#fd, Buffer.alloc(headerBytes));
  }

  write(channels: readonly Int16Array[]): void {
    const length = channels[0]?.length ?? 0;
    const bytes = Buffer.alloc(length * channels.length * 2);
    let at = 0;
    for (let index = 0; index < length; index += 1) {
      for (const samples of channels) at = bytes.writeInt16LE(samples[index] ?? 0, at);
    }
    writeSync(this.#fd, bytes);
    this.#bytes += bytes.length;
  }

  end(): void {
    writeSync(this.#fd, wavHeader(this.#channels, this.#bytes), 0, headerBytes, 0);
    fsyncSync(this.#fd);
    closeSync(this.#fd);
  }

  abandon(): void {
    closeSync(this.#fd);
  }
}

function wavHeader(channels: number, bytes: number): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * channels * 2, 28);
  header.writeUInt16LE(channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(bytes, 40);
  return header;
}
