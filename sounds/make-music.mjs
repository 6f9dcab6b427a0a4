// Composes the hold music: node sounds/make-music.mjs
// Made for a telephone: 8 kHz mono µ-law (which most calls carry as it is, so playing it costs next to nothing),
// soft, the tune where a telephone sounds best, and the end flowing into the beginning.
import { writeFileSync } from 'node:fs';

const rate = 8000;
const beatsPerMinute = 72;
const beat = 60 / beatsPerMinute;
const beatsPerBar = 4;

// Notes are numbered as on a piano's MIDI keys: 60 is middle C. F major, eight bars, twice with another melody.
const chords = [
  [53, 60, 64, 69], // F with its major seventh
  [50, 57, 60, 65], // D minor seventh
  [46, 58, 62, 65], // B flat
  [48, 58, 64, 67], // C seventh
  [57, 60, 64, 67], // A minor seventh
  [50, 57, 60, 65],
  [55, 58, 62, 65], // G minor seventh
  [48, 55, 64, 70], // C seventh
];
// Two notes a bar.
const rest = 0;
const melodies = [
  [81, rest, 79, 76, 77, rest, rest, 74, 74, 77, rest, 72, 74, rest, 76, rest],
  [76, 79, rest, 81, 77, rest, 74, rest, 79, rest, 77, 74, 72, rest, 76, 79],
];

const bars = chords.length * 2;
const length = Math.round(bars * beatsPerBar * beat * rate);
const sound = new Float64Array(length);

/** A struck note that fades away: a few partials, the higher the shorter. What passes the end sounds at the start. */
function play(note, atBeat, { loudness, fadeSeconds, attackSeconds, partials }) {
  const frequency = 440 * 2 ** ((note - 69) / 12);
  const start = Math.round(atBeat * beat * rate);
  const samples = Math.round(fadeSeconds * 5 * rate);
  for (let i = 0; i < samples; i++) {
    const t = i / rate;
    const attack = t < attackSeconds ? Math.sin((Math.PI / 2) * (t / attackSeconds)) ** 2 : 1;
    let value = 0;
    for (const [multiple, share] of partials) {
      if (frequency * multiple > 3300) continue;
      value +=
        share *
        Math.exp((-t * multiple ** 0.7) / fadeSeconds) *
        Math.sin(2 * Math.PI * frequency * multiple * t);
    }
    sound[(start + i) % length] += loudness * attack * value;
  }
}

const pad = {
  loudness: 0.1,
  fadeSeconds: 1.3,
  attackSeconds: 0.35,
  partials: [
    [1, 1],
    [2, 0.5],
    [3, 0.18],
    [4, 0.06],
  ],
};
const harp = {
  loudness: 0.11,
  fadeSeconds: 0.55,
  attackSeconds: 0.012,
  partials: [
    [1, 1],
    [2, 0.35],
    [3, 0.1],
  ],
};
const bell = {
  loudness: 0.17,
  fadeSeconds: 0.7,
  attackSeconds: 0.02,
  partials: [
    [1, 1],
    [2, 0.25],
    [4, 0.08],
  ],
};

for (let bar = 0; bar < bars; bar++) {
  const chord = chords[bar % chords.length];
  const first = bar * beatsPerBar;
  for (const note of chord) {
    play(note, first, pad);
    play(note, first + 2, { ...pad, loudness: pad.loudness * 0.7 });
  }
  // The chord broken, up and down again, an octave higher.
  [0, 1, 2, 3, 2, 1, 2, 3].forEach((tone, i) => play(chord[tone] + 12, first + i / 2, harp));
  const melody = melodies[bar < chords.length ? 0 : 1];
  for (let i = 0; i < 2; i++) {
    const note = melody[(bar % chords.length) * 2 + i];
    if (note !== rest) play(note, first + i * 2 + (i === 1 && bar % 2 === 1 ? 0.5 : 0), bell);
  }
}

/** ITU-T G.711, µ-law. */
function muLaw(sample) {
  const magnitude = Math.min(Math.abs(sample), 32635) + 132;
  const exponent = Math.floor(Math.log2(magnitude)) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 15;
  return ~((sample < 0 ? 128 : 0) | (exponent << 4) | mantissa) & 255;
}

// Loud enough to be heard, soft enough to wait with: peaks at -9 dB.
const peak = sound.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const file = new URL('music/cordboard.ulaw', import.meta.url);
writeFileSync(
  file,
  Uint8Array.from(sound, (value) => muLaw(Math.round((value / peak) * 0.355 * 32767))),
);
