import { describe, expect, test } from 'vitest';
import { render } from '../../demo/screen/render.ts';
import { inColour, paintLine, plain } from '../../demo/screen/style.ts';
import type { View } from '../../demo/screen/view.ts';
import { wordsFor } from '../../demo/screen/words.ts';
import { seen } from './seen.ts';

const view: View = {
  title: 'Demo office',
  elapsedMs: 65_400,
  calls: 20,
  answered: 9,
  abandoned: 1,
  wrong: 0,
  seats: [
    { name: 'Anna', state: 'talking', detail: 'Nadia Petrov', forMs: 3_240 },
    { name: 'Ben', state: 'ready', detail: '', forMs: 12_000 },
  ],
  queues: [
    {
      name: 'Support',
      waiting: [
        { name: 'Omar Haddad', forMs: 4_000, rings: true },
        { name: 'Ida Novak', forMs: 900, rings: false },
      ],
    },
    { name: 'Sales', waiting: [] },
  ],
  waitingLately: [0, 1, 4, 2],
};
const seat = { id: 'anna', name: 'Anna', state: 'talking', detail: '', since: 0 } as const;
const at = new Date(2026, 1, 3, 14, 3, 7).getTime();
const news = wordsFor(at, { kind: 'talk', call: seen(), seat, waitedMs: 3_210 });

describe('the screen', () => {
  test('shows progress, agents, queues and what has just happened', () => {
    const lines = render(view, [news], { width: 80, height: 14, paint: plain });
    expect(lines.map((line) => line.trimEnd())).toEqual([
      'Demo office',
      '━━━━━━━━━━━─────────── 10 of 20 calls   9 answered   1 gave up   1:05',
      '',
      '  ● Anna        talking     3.2 s   ↔ Nadia Petrov',
      '  ● Ben         ready      12.0 s',
      '',
      '    Support     2 wait   Omar Haddad 4.0 s, Ida Novak 0.9 s',
      '    Sales       nobody waits',
      `    Waiting     ${' '.repeat(37)}▂█▄`,
      '',
      '14:03:07 Nadia Petrov ↔ Anna, waited 3.2 s',
      '',
      '',
      '',
    ]);
  });

  test('tells what went wrong', () => {
    const [, progress] = render({ ...view, wrong: 2 }, [], { width: 90, height: 20, paint: plain });
    expect(progress).toContain('2 went wrong');
  });

  test.each([
    [20, 8],
    [40, 12],
    [200, 60],
  ])('fits into %i columns and %i lines, with many agents and queues', (width, height) => {
    const crowded: View = {
      ...view,
      seats: Array.from({ length: 100 }, (_, index) => ({ ...view.seats[0]!, name: `Agent ${index}` })),
      queues: Array.from({ length: 30 }, () => view.queues[0]!),
    };
    const lines = render(crowded, [news], { width, height, paint: plain });
    expect(lines.length).toBeLessThanOrEqual(height);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  });

  test('colours change nothing but the colour', () => {
    const size = { width: 80, height: 20 };
    const coloured = render(view, [news], { ...size, paint: inColour }).join('\n');
    expect(coloured).toContain('\u001B[32m');
    // oxlint-disable-next-line no-control-regex
    expect(coloured.replaceAll(/\u001B\[[\d;]*m/g, '')).toBe(
      render(view, [news], { ...size, paint: plain }).join('\n'),
    );
  });
});

test('a line is cut between letters, not within a colour', () => {
  expect(paintLine(['abc', ['good', 'défg']], 5, inColour)).toBe('abc\u001B[32mdé\u001B[0m');
});
