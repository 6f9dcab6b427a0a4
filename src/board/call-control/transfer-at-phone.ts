import type { LegId } from '../ids.ts';
import type { LineEvent } from '../input.ts';
import { targetOf } from '../numbering/target.ts';
import { callsOnChannel } from '../state.ts';
import type { Turn } from '../turn.ts';
import { sendOn } from './divert.ts';
import { isCallOfTwo, join, mayJoin } from './transfer.ts';

/** A phone transfers by its own key: the board does it, and the phone is told first whether it can be done. */
export function transferAtPhone(
  turn: Turn,
  channel: LegId,
  to: Extract<LineEvent, { name: 'transfer' }>['to'],
): void {
  const transfer =
    to.kind === 'number' ? blind(turn, channel, to.number) : attended(turn, channel, to.channel);
  // Afterwards its leg is hung up, and nobody is left to be told.
  turn.want({ name: 'answer-transfer', channel, accepted: transfer !== null });
  transfer?.();
}

/** What is to be done, or null when it cannot be. */
function blind(turn: Turn, channel: LegId, number: string): (() => void) | null {
  const found = callsOnChannel(turn.state, channel).find(
    ({ leg }) => leg.state === 'connected' || leg.heldByPhone,
  );
  if (found === undefined || found.call.phase.name !== 'talking' || !isCallOfTwo(found)) return null;
  if (targetOf(turn.state, number, 'inside').kind === 'nothing') return null;
  return () => sendOn(turn, found, number);
}

function attended(turn: Turn, channel: LegId, other: LegId): (() => void) | null {
  const [first] = callsOnChannel(turn.state, channel);
  const [second] = callsOnChannel(turn.state, other);
  if (first === undefined || second === undefined) return null;
  // A phone may have put both on hold to ask for this.
  const [held, active] = mayJoin(first, second) ? [first, second] : [second, first];
  if (!mayJoin(held, active)) return null;
  return () => join(turn, held, active, 'transfer');
}
