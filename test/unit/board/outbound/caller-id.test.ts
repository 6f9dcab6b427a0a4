import { expect, test } from 'vitest';
import { callerIdFor } from '../../../../src/board/outbound/caller-id.ts';
import type { CallerIds } from '../../../../src/board/outbound/campaign-settings.ts';

const numbers = ['+12125550100', '13055550100', '+13055559900'];
const shown = (by: CallerIds['by'], number: string, turn = 0) =>
  callerIdFor({ callerIds: { numbers, by } }, { number }, turn);

test('the first one, or one after the other', () => {
  expect(shown('first', '+13055550000', 2)).toBe('+12125550100');
  expect([0, 1, 2, 3].map((turn) => shown('rotate', '+49', turn))).toEqual([...numbers, '+12125550100']);
});

test('the one that is most like the called number, with a plus or without; the first of those that are alike', () => {
  expect(shown('area', '+13055551234')).toBe('13055550100');
  expect(shown('area', '13055559')).toBe('+13055559900');
  expect(shown('area', '+12120000000')).toBe('+12125550100');
  expect(shown('area', '+4930')).toBe('+12125550100');
});

test("the list's own comes before the campaign's", () => {
  const settings = { callerIds: { numbers, by: 'rotate' as const } };
  expect(callerIdFor(settings, { number: '+49', callerId: '+49301' }, 1)).toBe('+49301');
  expect(callerIdFor(settings, { number: '+49', callerId: '' }, 1)).toBe('13055550100');
});

test('without any the trunk shows its own', () => {
  for (const by of ['first', 'rotate', 'area'] as const) {
    expect(callerIdFor({ callerIds: { numbers: [], by } }, { number: '+49' }, 3)).toBe('');
  }
});
