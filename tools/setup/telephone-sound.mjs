// Speech as a telephone carries it: 8 kHz, mono, 16 bit, all of one loudness, without silence around it.

const rate = 8000;
const frame = rate / 50;
/** Root mean square of what is spoken, of full scale: about as loud as Asterisk's own sounds. */
const loudness = 0.12;
const highestPeak = 0.9;
/** Below it a fiftieth of a second is silent. */
const silence = 0.003;
const framesBefore = 2;
/** Sentences are played one after the other. */
const framesAfter = 8;

/** A WAV file of 16 bit, with any rate and number of channels, to one for telephones. Throws what is wrong with it. */
export function telephoneSound(wav) {
  const { from, samples } = readWav(wav);
  return writeWav(trimmed(levelled(resampled(samples, from))));
}

function readWav(wav) {
  if (wav.toString('latin1', 0, 4) !== 'RIFF' || wav.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error('that is no WAV file');
  }
  let format;
  for (let at = 12; at + 8 <= wav.length; ) {
    const name = wav.toString('latin1', at, at + 4);
    // A program that writes to a pipe does not know the length: it ends where the file does.
    const length = Math.min(wav.readUInt32LE(at + 4), wav.length - at - 8);
    const chunk = wav.subarray(at + 8, at + 8 + length);
    if (name === 'fmt ') format = readFormat(chunk);
    if (name === 'data' && format !== undefined) {
      return { from: format.rate, samples: mono(chunk, format.channels) };
    }
    at += 8 + length + (length % 2);
  }
  throw new Error('the WAV file holds no sound');
}

function readFormat(chunk) {
  const [kind, channels, bits] = [0, 2, 14].map((at) => chunk.readUInt16LE(at));
  const extensible = 0xfffe;
  if (![1, extensible].includes(kind) || bits !== 16 || channels === 0) {
    throw new Error('the WAV file is not PCM of 16 bit');
  }
  return { channels, rate: chunk.readUInt32LE(4) };
}

function mono(data, channels) {
  const samples = new Float32Array(Math.floor(data.length / (2 * channels)));
  for (let i = 0; i < samples.length; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++)
      sum += data.readInt16LE(2 * (i * channels + channel));
    samples[i] = sum / channels / 32768;
  }
  return samples;
}

/** Filtered and resampled in one: each new sample is the old ones around its instant, weighted by the low-pass. */
function resampled(samples, from) {
  if (from === rate) return samples;
  const { up, down, half, phases } = lowPass(from);
  const result = new Float32Array(Math.floor((samples.length * up) / down));
  for (let i = 0; i < result.length; i++) {
    const weights = phases[(i * down) % up];
    const start = Math.floor((i * down) / up) - half + 1;
    const first = Math.max(0, -start);
    const end = Math.min(weights.length, samples.length - start);
    let sum = 0;
    for (let k = first; k < end; k++) sum += weights[k] * samples[start + k];
    result[i] = sum;
  }
  return result;
}

const lowPasses = new Map();

/**
 * A sinc under a Kaiser window: passes what a telephone does, to 3.4 kHz, and stops at 4 kHz, 70 dB down.
 * One row of weights for each place that a new sample can have between two old ones.
 */
function lowPass(from) {
  const known = lowPasses.get(from);
  if (known !== undefined) return known;
  const up = rate / greatestDivisor(from, rate);
  const down = (from * up) / rate;
  const cutoff = Math.min(3700, 0.46 * from) / from;
  const half = Math.ceil(from * 0.0036);
  const phases = Array.from({ length: up }, (_, phase) =>
    Float32Array.from({ length: 2 * half }, (_, k) => {
      const x = k - half + 1 - phase / up;
      const sinc = x === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
      return sinc * kaiser(x / half);
    }),
  );
  const made = { up, down, half, phases };
  lowPasses.set(from, made);
  return made;
}

function greatestDivisor(a, b) {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

function kaiser(x) {
  const beta = 6.76;
  return Math.abs(x) >= 1 ? 0 : bessel(beta * Math.sqrt(1 - x * x)) / bessel(beta);
}

/** The modified Bessel function of order zero, by its series. */
function bessel(x) {
  let sum = 1;
  for (let k = 1, term = 1; term > 1e-9 * sum; k++) {
    term *= (x / 2 / k) ** 2;
    sum += term;
  }
  return sum;
}

/** Pauses do not count: a frame counts that is at most 20 dB below the loudest. */
function levelled(samples) {
  const powers = framePowers(samples);
  const most = Math.max(0, ...powers);
  if (most < 1e-8) throw new Error('the sound is silent');
  const spoken = powers.filter((power) => power > most / 100);
  const now = Math.sqrt(spoken.reduce((sum, power) => sum + power, 0) / spoken.length);
  const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
  const gain = Math.min(loudness / now, highestPeak / peak);
  return samples.map((sample) => sample * gain);
}

function trimmed(samples) {
  const powers = framePowers(samples);
  const first = powers.findIndex((power) => power > silence ** 2);
  const last = powers.findLastIndex((power) => power > silence ** 2);
  return samples.subarray(Math.max(0, first - framesBefore) * frame, (last + 1 + framesAfter) * frame);
}

/** The mean power of each fiftieth of a second. */
function framePowers(samples) {
  return Array.from({ length: Math.ceil(samples.length / frame) }, (_, i) => {
    const part = samples.subarray(i * frame, (i + 1) * frame);
    return part.reduce((sum, sample) => sum + sample ** 2, 0) / part.length;
  });
}

function writeWav(samples) {
  const wav = Buffer.alloc(44 + 2 * samples.length);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(2 * rate, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, i) => wav.writeInt16LE(Math.round(sample * 32767), 44 + 2 * i));
  return wav;
}
