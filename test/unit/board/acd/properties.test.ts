import { describe, expect, it } from 'vitest';
import { Board } from '../../../../src/board/board.ts';
import type { Office } from '../../../../src/board/office.ts';
import { emptyState } from '../../../../src/board/state.ts';
import { Day, names, plans } from './day.ts';

/** The same members and queues in another order of the office's lists that mean nothing. */
function shuffled(office: Office): Office {
  return { ...office, agents: office.agents.toReversed(), phones: office.phones.toReversed() };
}

describe.each(names)('%s', (by) => {
  it.each(plans)('P1 P2 P3 P4 P10 with %o', (ring) => {
    for (let seed = 1; seed <= 1; seed += 1) {
      const day = new Day(seed * 1_000 + names.indexOf(by), by, ring).run(100);
      // P4: the same again, and with the lists of the office turned round.
      for (const turned of [false, true]) {
        const again = new Board(emptyState('p'));
        const offers: string[] = [];
        for (const input of day.inputs) {
          const office =
            input.kind === 'office' && turned ? { ...input, office: shuffled(input.office) } : input;
          for (const fact of again.take(office).facts) {
            if (fact.kind === 'offer.made') offers.push(`${fact.at} ${fact.call} ${fact.agent}`);
          }
        }
        expect(offers, 'P4').toEqual(day.offers);
      }
    }
  });
});
