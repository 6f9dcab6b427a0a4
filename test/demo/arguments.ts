import { parseArgs } from 'node:util';
import { CordboardError, messageOf } from '../../src/base/errors.ts';

export interface Arguments {
  readonly calls: number;
  /** Calls a minute; null: as many as the agents can just about take. */
  readonly rate: number | null;
  readonly seed: number;
  readonly json: boolean;
  readonly help: boolean;
}

export const usage = `npm run demo -- [--calls 20] [--rate 40] [--seed 7] [--json]

Simulated callers and agents make real calls, with audio, into the Cordboard that runs (or one of its own).

  --calls   how many callers, 1 to 9999 (20)
  --rate    callers a minute, 1 to 6000 (11 for each agent)
  --seed    the same seed brings the same callers at the same times, 0 to 999999999 (by chance)
  --json    no summary for people; the last line of standard output is the result as JSON in any case

npm run demo -- outbound: a campaign calls simulated customers; --help says more.`;

/** Throws 'usage' naming the option and its rule. */
export function readArguments(argv: readonly string[], random: () => number): Arguments {
  const { calls, rate, seed, json, help } = parse(argv);
  return {
    calls: calls === undefined ? 20 : whole('--calls', calls, 1, 9_999),
    rate: rate === undefined ? null : whole('--rate', rate, 1, 6_000),
    seed: seed === undefined ? Math.floor(random() * 10_000) : whole('--seed', seed, 0, 999_999_999),
    json,
    help,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        calls: { type: 'string' },
        rate: { type: 'string' },
        seed: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    const known = '--calls, --rate, --seed, --json and --help are known';
    throw new CordboardError('usage', `${messageOf(error)} (${known})`, { cause: error });
  }
}

function whole(option: string, text: string, least: number, most: number): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  throw new CordboardError('usage', `${option} takes a whole number from ${least} to ${most}, not "${text}"`);
}
