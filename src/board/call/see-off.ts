import { inLanguage } from '../acd/words.ts';
import { promptMs } from '../bounds.ts';
import { playbackId } from '../ids.ts';
import type { QueueSettings, WayOut } from '../queue-settings.ts';
import type { Turn } from '../turn.ts';
import { answerCaller } from './answering.ts';
import { callerLeg, type Call, type Recall } from './call.ts';

/**
 * Plays what the office says to whom a queue does not have, or not any more: he is answered for it. False when there is
 * nothing to say to him, or he has no ear for it because he holds the call; otherwise he goes on when it is over.
 */
export function seeOff(
  turn: Turn,
  call: Call,
  queue: QueueSettings,
  { say, to }: WayOut,
  recall: Recall | null,
): boolean {
  const caller = callerLeg(call);
  if (say === null || caller === undefined || caller.state === 'hold' || !turn.state.lineIsUp) return false;
  answerCaller(turn, call);
  turn.record({
    kind: 'call.seen-off',
    call: call.id,
    playing: { playback: playbackId(call.id, call.nextId), media: inLanguage(call, queue, [say]) },
    to,
    recall,
    deadline: turn.at + promptMs,
  });
  return true;
}
