import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import type { SoundSink } from '../sink.ts';
import { sampleRate } from '../wav.ts';
import { frameSamples, GsmEncoder, packFrame, packFramePair } from './encoder.ts';

const wavHeaderBytes = 60;

/** Bare frames, a .gsm file as Asterisk's own. */
export function gsmSink(file: string): SoundSink {
  const encoder = new GsmEncoder();
  return sink(
    file,
    frameSamples,
    0,
    (block) => packFrame(encoder.encode(block)),
    () => null,
  );
}

/** Asterisk's `wav49`: pairs of frames in a .WAV file that everything from Microsoft plays. */
export function wav49Sink(file: string): SoundSink {
  const encoder = new GsmEncoder();
  return sink(
    file,
    2 * frameSamples,
    wavHeaderBytes,
    (block) =>
      packFramePair(
        encoder.encode(block.subarray(0, frameSamples)),
        encoder.encode(block.subarray(frameSamples)),
      ),
    wavHeader,
  );
}

/** Writes whole blocks; the last one is filled up with silence. */
function sink(
  file: string,
  blockSamples: number,
  headerBytes: number,
  encode: (block: Int16Array) => Buffer,
  header: (bytes: number, samples: number) => Buffer | null,
): SoundSink {
  const fd = openSync(file, 'w', 0o600);
  if (headerBytes > 0) writeSync(fd, Buffer.alloc(headerBytes));
  const block = new Int16Array(blockSamples);
  let filled = 0;
  let bytes = 0;
  let samples = 0;
  const put = (): void => {
    const encoded = encode(block);
    writeSync(fd, encoded);
    bytes += encoded.length;
    samples += blockSamples;
    filled = 0;
  };
  return {
    write([mono = new Int16Array()]) {
      for (let at = 0; at < mono.length; ) {
        const piece = mono.subarray(at, at + blockSamples - filled);
        block.set(piece, filled);
        filled += piece.length;
        at += piece.length;
        if (filled === blockSamples) put();
      }
    },
    end() {
      if (filled > 0) {
        block.fill(0, filled);
        put();
      }
      const head = header(bytes, samples);
      if (head !== null) writeSync(fd, head, 0, head.length, 0);
      fsyncSync(fd);
      closeSync(fd);
    },
    abandon: () => closeSync(fd),
  };
}

function wavHeader(bytes: number, samples: number): Buffer {
  const header = Buffer.alloc(wavHeaderBytes);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(wavHeaderBytes - 8 + bytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(20, 16);
  header.writeUInt16LE(49, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(1_625, 28);
  header.writeUInt16LE(65, 32);
  header.writeUInt16LE(0, 34);
  header.writeUInt16LE(2, 36);
  header.writeUInt16LE(2 * frameSamples, 38);
  header.write('fact', 40, 'latin1');
  header.writeUInt32LE(4, 44);
  header.writeUInt32LE(samples, 48);
  header.write('data', 52, 'latin1');
  header.writeUInt32LE(bytes, 56);
  return header;
}
