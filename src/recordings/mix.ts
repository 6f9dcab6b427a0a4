import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { unreachable } from '../base/errors.ts';
import { gsmSink, wav49Sink } from './gsm/sinks.ts';
import { GsmTrack } from './gsm/track.ts';
import { mp3Sink } from './mp3.ts';
import type { SoundSink } from './sink.ts';
import type { SoundTrack } from './track.ts';
import { sampleRate, WavSink, WavTrack } from './wav.ts';

export const mixFormats = ['mp3', 'wav', 'wav49', 'gsm'] as const;
export type MixFormat = (typeof mixFormats)[number];

export interface MixJob {
  readonly tracks: readonly {
    readonly path: string;
    /** When it begins, counted from the beginning of the mix. */
    readonly offsetMs: number;
    /** In the stereo file the customer is on the left, whoever else is in the call on the right. */
    readonly side: 'left' | 'right';
  }[];
  readonly mono: MixTarget;
  readonly stereo: MixTarget | null;
}

export interface MixTarget {
  readonly path: string;
  readonly format: MixFormat;
}

/** A quarter of a minute at a time: a long call needs no more memory than a short one. */
const pieceSamples = 15 * sampleRate;

/**
 * Mixes the tracks of one recording; resolves with the length of the mix. The files are there under their names only
 * once they are whole.
 */
export async function mix(job: MixJob): Promise<{ readonly durationMs: number }> {
  const tracks: { readonly track: SoundTrack; readonly offset: number; readonly side: 'left' | 'right' }[] =
    [];
  const sinks: { readonly sink: SoundSink; readonly target: MixTarget; readonly isStereo: boolean }[] = [];
  try {
    for (const { path, offsetMs, side } of job.tracks) {
      tracks.push({ track: openTrack(path), offset: Math.round((offsetMs * sampleRate) / 1_000), side });
    }
    for (const target of [job.mono, job.stereo]) {
      if (target === null) continue;
      mkdirSync(dirname(target.path), { recursive: true, mode: 0o700 });
      const isStereo = target === job.stereo;
      sinks.push({ sink: await sinkFor(target, isStereo ? 2 : 1), target, isStereo });
    }
    const length = Math.max(0, ...tracks.map(({ track, offset }) => offset + track.length));
    for (let at = 0; at < length; at += pieceSamples) {
      const count = Math.min(pieceSamples, length - at);
      const left = new Float64Array(count);
      const right = new Float64Array(count);
      for (const { track, offset, side } of tracks) {
        add(side === 'left' ? left : right, track.read(at - offset, count));
      }
      const mono = Int16Array.from(left, (sample, index) => clipped(sample + (right[index] ?? 0)));
      const both = [Int16Array.from(left, clipped), Int16Array.from(right, clipped)];
      for (const { sink, isStereo } of sinks) sink.write(isStereo ? both : [mono]);
    }
    for (const { sink } of sinks) sink.end();
    for (const { target } of sinks) renameSync(partOf(target), target.path);
    return { durationMs: Math.round((length * 1_000) / sampleRate) };
  } catch (error) {
    for (const { sink, target } of sinks) {
      try {
        sink.abandon();
      } catch {
        // It was closed already.
      }
      rmSync(partOf(target), { force: true });
    }
    throw error;
  } finally {
    for (const { track } of tracks) track.close();
  }
}

/** By the ending of its name, as Asterisk does: tracks are plain sound, a mix may be anything but MP3. */
function openTrack(path: string): SoundTrack {
  if (path.endsWith('.gsm')) return new GsmTrack(path, 'gsm');
  return path.endsWith('.WAV') ? new GsmTrack(path, 'wav49') : new WavTrack(path);
}

async function sinkFor(target: MixTarget, channels: 1 | 2): Promise<SoundSink> {
  const file = partOf(target);
  switch (target.format) {
    case 'mp3':
      return mp3Sink(file, channels);
    case 'wav':
      return new WavSink(file, channels);
    case 'wav49':
      return wav49Sink(file);
    case 'gsm':
      return gsmSink(file);
    default:
      return unreachable(target.format);
  }
}

function partOf({ path }: MixTarget): string {
  return `${path}.part`;
}

function add(sum: Float64Array, samples: Int16Array): void {
  for (let index = 0; index < samples.length; index += 1)
    sum[index] = (sum[index] ?? 0) + (samples[index] ?? 0);
}

function clipped(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(sample)));
}
