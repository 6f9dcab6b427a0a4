import type { PlaybackId } from '../ids.ts';
import type { Turn } from '../turn.ts';
import type { Call, Leg } from './call.ts';

/** Of this one there are two short ones in that time: somebody else has the call. */
const tone = 'tone:congestion';
const toneMs = 600;
/** Longer ago its hang-up has reached Asterisk, and there is nobody to play to. */
const windowMs = 50;

/**
 * An agent picks up in the moment in which his phone is told to stop, as another one has. When the hang-up has not gone
 * out yet (`in-order.ts` keeps it back) he hears why he has nobody, and not just silence.
 */
export function tooLate(turn: Turn, call: Call, leg: Leg): void {
  const hasLost = call.phase.name !== 'ended' && !leg.isReplaced && leg.times.connectedMs === 0;
  if (!hasLost || turn.at - leg.since > windowMs) return;
  const { id, cause } = leg;
  turn.record({ kind: 'leg.clearing', call: call.id, leg: id, deadline: turn.at + toneMs, cause });
  turn.want({ name: 'play', playback: `${id}-p1` as PlaybackId, channel: id, media: [tone] });
}
