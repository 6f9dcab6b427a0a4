/** G.711 µ-law. */
const bias = 0x84;
const clip = 32635;

export const ulawSilence = 0xff;

function encode(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), clip) + bias;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

function decode(byte: number): number {
  const inverted = ~byte & 0xff;
  const magnitude = ((((inverted & 0x0f) << 3) + bias) << ((inverted >> 4) & 7)) - bias;
  return inverted & 0x80 ? -magnitude : magnitude;
}

/** The 16-bit sample of each µ-law byte. */
export const ulawToLinear: Int16Array = Int16Array.from({ length: 256 }, (_, byte) => decode(byte));

export function toUlaw(samples: ArrayLike<number>): Uint8Array {
  return Uint8Array.from({ length: samples.length }, (_, index) => encode(Math.round(samples[index]!)));
}

export function fromUlaw(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, (byte) => ulawToLinear[byte]!);
}
