import type { Fact } from '../../../src/board/fact.ts';
import type { Outcome } from '../../../src/board/outbound/outcome.ts';
import { must } from '../violation.ts';
import type { Booked } from './booked.ts';
import type { Rung } from './customers.ts';

interface Known {
  /** All that happened since he was called came through. */
  readonly isClear: boolean;
  readonly at: number;
  /** What has happened at the far side within that time we may not know yet. */
  readonly crossingMs: number;
}

/** Whether the outcome agrees with what the customer did, as he himself has seen it. `rung`: on the last trunk. */
export function checkOutcome(
  call: Booked,
  { outcome }: Extract<Fact, { kind: 'attempt.ended' }>,
  rung: Rung | undefined,
  { isClear, at, crossingMs }: Known,
): void {
  const isAnswered = rung !== undefined && rung.answeredAt !== null;
  const wasServed = rung?.channel.served === true;
  const agrees = (holds: boolean): void =>
    must(holds, 'outcomes agree with customers', () => `${call.call} is ${outcome}, but ${describe(rung)}`);
  // These say of him that he was there, whatever has failed.
  if (needAnswer.has(outcome)) agrees(isAnswered);
  if (outcome === 'person' && call.mode !== 'agentless') agrees(wasServed);
  if (!isClear) return;
  const isLongAnswered = isAnswered && (rung.answeredAt ?? at) < at - crossingMs;
  // Who was in a bridge with an agent for a moment, before that one was gone again, has not talked with him.
  const { togetherSince = null, togetherMs = 0 } = rung?.channel ?? {};
  const isLongServed = togetherMs + (togetherSince === null ? 0 : at - togetherSince) > crossingMs;
  switch (outcome) {
    case 'busy':
      return agrees(rung?.said?.q850 === 17 || isAnswered);
    case 'rejected':
      return agrees(rung?.said?.q850 === 21);
    case 'invalid':
      // Or a tone has told it after the answer.
      return agrees(rung?.said?.q850 === 1 || (isAnswered && call.heardTone));
    case 'no-answer':
      return agrees(!isLongAnswered && rung?.said == null);
    case 'network':
      return agrees(!isLongAnswered);
    case 'abandoned':
      return agrees(!isLongServed && (rung?.hungUpAt == null || rung.hungUpAt > at - crossingMs));
    case 'hung-up':
      return agrees(rung?.hungUpAt != null && (!wasServed || rung.hungUpAt > at - crossingMs));
    case 'cancelled':
      return agrees(!isLongAnswered && !wasServed);
    default:
  }
}

const needAnswer: ReadonlySet<Outcome> = new Set(['person', 'abandoned', 'hung-up', 'machine', 'silence']);

function describe(rung: Rung | undefined): string {
  if (rung === undefined) return 'nobody was rung';
  const { answeredAt, said, hungUpAt, channel } = rung;
  return `the customer ${JSON.stringify({ answeredAt, said, hungUpAt, served: channel.togetherMs })}`;
}
