/** A WAV file of 16 bit with these tones, a quarter of a second long; before and after it as much silence. */
export function toneWav(rate: number, tones: readonly number[], channels = 1): Buffer {
  const part = rate / 4;
  const data = Buffer.alloc(Math.floor(3 * part) * channels * 2);
  for (let i = Math.floor(part); i < 2 * part; i++) {
    const value = tones.reduce((sum, hz) => sum + Math.sin((2 * Math.PI * hz * i) / rate), 0);
    for (let channel = 0; channel < channels; channel++) {
      data.writeInt16LE(Math.round((value / tones.length) * 3000), (i * channels + channel) * 2);
    }
  }
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  // As of a program that writes to a pipe, and does not know yet how long it will be.
  head.writeUInt32LE(0x7ffff024, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * channels * 2, 28);
  head.writeUInt16LE(channels * 2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(0x7ffff000, 40);
  return Buffer.concat([head, data]);
}
