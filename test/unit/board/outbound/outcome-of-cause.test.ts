import { expect, test } from 'vitest';
import { outcomeOfCause } from '../../../../src/board/outbound/outcome-of-cause.ts';

/** SIP answer, the Q.850 cause that Asterisk 22.10 makes of it (seen), and what it means for the contact. */
const answers: readonly [sip: number, q850: number, outcome: string][] = [
  [401, 21, 'network'],
  [402, 127, 'network'],
  [403, 21, 'network'],
  [404, 1, 'invalid'],
  [407, 21, 'network'],
  [408, 18, 'no-answer'],
  [410, 22, 'invalid'],
  [413, 127, 'network'],
  [420, 3, 'network'],
  [433, 127, 'blocked'],
  [480, 19, 'no-answer'],
  [483, 19, 'network'],
  [484, 28, 'invalid'],
  [486, 17, 'busy'],
  [487, 127, 'no-answer'],
  [488, 58, 'network'],
  [500, 38, 'network'],
  [501, 29, 'network'],
  [502, 27, 'network'],
  [503, 34, 'congestion'],
  [504, 102, 'network'],
  [580, 34, 'network'],
  [600, 17, 'busy'],
  [603, 21, 'rejected'],
  [604, 1, 'invalid'],
  [606, 58, 'network'],
  [607, 127, 'blocked'],
  [608, 127, 'blocked'],
];

test.for(answers)('SIP %i, Q.850 %i: %s', ([sip, q850, outcome]) => {
  expect(outcomeOfCause({ q850, sip }, true)).toBe(outcome);
});

const causes: readonly [q850: number, outcome: string][] = [
  [0, 'network'],
  [1, 'invalid'],
  [2, 'network'],
  [3, 'network'],
  [16, 'no-answer'],
  [17, 'busy'],
  [18, 'no-answer'],
  [19, 'no-answer'],
  // The board's own word for a trunk that Asterisk could not ring at all.
  [20, 'network'],
  [21, 'rejected'],
  [22, 'invalid'],
  [27, 'network'],
  [28, 'invalid'],
  [34, 'congestion'],
  [38, 'network'],
  [41, 'network'],
  [42, 'congestion'],
  [127, 'network'],
];

test.for(causes)('Q.850 %i without SIP: %s', ([q850, outcome]) => {
  expect(outcomeOfCause({ q850, sip: null }, true)).toBe(outcome);
});

test('408 before it has rung is a trunk that says nothing', () => {
  expect(outcomeOfCause({ q850: 18, sip: 408 }, false)).toBe('network');
});
