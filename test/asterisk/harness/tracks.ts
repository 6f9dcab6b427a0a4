import { blockSamples, levelOf, powerOf, tonePowerOf } from '../../phone/media/spectrum.ts';

/** 200 ms, in blocks of 50 ms; at a seam a block holds both sides. */
const leastBlocks = 4;

/** Which of the tones there are in a recording, one list for each stretch of 200 ms or more in which they stay. */
export function tonesOver(samples: Int16Array, tones: readonly number[]): number[][] {
  const stretches: { tones: number[]; blocks: number }[] = [];
  for (let from = 0; from + blockSamples <= samples.length; from += blockSamples) {
    const heard = tonesOf(Float64Array.from(samples.subarray(from, from + blockSamples)), tones);
    const last = stretches.at(-1);
    if (last !== undefined && String(last.tones) === String(heard)) last.blocks += 1;
    else stretches.push({ tones: heard, blocks: 1 });
  }
  const lasting = stretches.filter(({ blocks }) => blocks >= leastBlocks).map(({ tones: heard }) => heard);
  // What lies around a seam is one stretch.
  return lasting.filter((heard, index) => index === 0 || String(heard) !== String(lasting[index - 1]));
}

function tonesOf(block: Float64Array, tones: readonly number[]): number[] {
  const power = powerOf(block);
  return tones.filter((hz) => {
    const part = tonePowerOf(block, hz);
    return levelOf(part) > -55 && part > 0.15 * power;
  });
}
