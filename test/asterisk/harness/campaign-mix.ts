import type { Outcome } from '../../../src/board/outbound/outcome.ts';
import type { Customer } from './customers.ts';
import { quiet, spoken, tone, ulaw } from './speech.ts';

/** A customer of a campaign, and the outcome that the call to him has to have. */
export interface Expected extends Customer {
  readonly outcome: Outcome;
}

export interface MixOptions {
  readonly talkMs?: number;
  /** People talk on until their agent hangs up, so that nobody is gone before a busy machine has connected him. */
  readonly agentsEnd?: boolean;
  /** The campaign finds out who has answered: people and machines let themselves be heard (`mixSounds`). */
  readonly detects?: boolean;
}

/** Nobody waits longer, be it for an agent who hangs up or for the end of what he records. */
const patienceMs = 8_000;

/**
 * So many customers, each by his number alone what he is: 40 % people; of the rest machines 35 %, nobody 50 %, busy 5 %,
 * failed 10 % (half of them numbers that do not exist). Ring and talk times are those of a real campaign, a hundred times
 * as fast; some ring until they are given up.
 */
export function customersOf(
  count: number,
  prefix: string,
  { talkMs = 150, agentsEnd = false, detects = false }: MixOptions = {},
): Expected[] {
  return Array.from({ length: count }, (_, index) => {
    const number = `${prefix}${String(index).padStart(4, '0')}`;
    const draw = (salt: number): number => lot(`${number} ${salt}`);
    const ringMs = Math.round(40 + 160 * draw(1));
    const talk = agentsEnd ? patienceMs : Math.round(talkMs * (0.5 + draw(2)));
    const hello = detects ? { sound: 'hello' } : {};
    const kind = draw(3);
    const rest = (kind - 0.4) / 0.6;
    if (kind < 0.4) return { number, status: 200, ringMs, talkMs: talk, ...hello, outcome: 'person' };
    if (rest < 0.35) {
      const machine = { number, status: 200, ringMs: ringMs + 100 } as const;
      if (detects) return { ...machine, talkMs: patienceMs, sound: 'greeting', outcome: 'machine' };
      // Nothing tells machines from people here: an agent has them.
      return { ...machine, talkMs: talk, outcome: 'person' };
    }
    if (rest < 0.83) return { number, status: 480, ringMs: ringMs + 100, outcome: 'no-answer' };
    if (rest < 0.85) return { number, status: 'cancel', outcome: 'no-answer' };
    if (rest < 0.9) return { number, status: 486, ringMs: 0, outcome: 'busy' };
    return { number, status: 404, rings: 'none', outcome: 'invalid' };
  });
}

/**
 * A short hello and the silence after it; a greeting without a pause. Both are as clear as can be: what a busy machine adds
 * to their times must not make one of the other.
 */
export async function mixSounds(): Promise<Record<'hello' | 'greeting', Uint8Array>> {
  const voice = await spoken('callback-confirm');
  const begins = voice.findIndex((sample) => Math.abs(sample) > 1_000);
  return {
    hello: ulaw(quiet(60), tone([250, 500, 900], 250), quiet(4_000)),
    greeting: ulaw(quiet(60), voice.slice(begins)),
  };
}

/** A number from 0 to 1 that is always the same for the same text. */
function lot(text: string): number {
  let hash = 2_166_136_261;
  for (const one of text) hash = Math.imul(hash ^ (one.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909) >>> 0;
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
