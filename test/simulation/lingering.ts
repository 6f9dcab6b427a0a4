import { isRinging } from '../../src/board/call/call.ts';
import type { BoardState } from '../../src/board/state.ts';
import type { SimAsterisk } from './sim-asterisk.ts';
import { must } from './violation.ts';

const longestMs = 40_000;

/** Where the board and Asterisk may differ for a moment, while word of it is on its way, but not for long. */
export class Lingering {
  #since = new Map<string, number>();

  reset(): void {
    this.#since.clear();
  }

  check(state: BoardState, asterisk: SimAsterisk, now: number): void {
    const found = new Map<string, number>();
    for (const difference of differences(state, asterisk)) {
      const since = this.#since.get(difference) ?? now;
      must(now - since < longestMs, 'board and Asterisk agree', () => `${difference} for ${now - since} ms`);
      found.set(difference, since);
    }
    this.#since = found;
  }
}

function* differences(state: BoardState, asterisk: SimAsterisk): Generator<string> {
  for (const call of state.calls.values()) {
    for (const leg of call.legs) {
      const channel = asterisk.channels.get(leg.id);
      if (leg.state === 'clearing') yield `${leg.id} is clearing`;
      else if (channel === undefined) yield `${leg.id} is ${leg.state}, but there is no such channel`;
      else if (channel.origin === 'rung' && channel.state === 'up' && isRinging(leg)) {
        yield `${leg.id} has answered, but is ${leg.state}`;
      }
    }
  }
}
