import { promptMs } from '../bounds.ts';
import { callerLeg, type Call } from '../call/call.ts';
import { abandon } from '../call/ending.ts';
import { playbackId } from '../ids.ts';
import type { Turn } from '../turn.ts';
import { endAttempt } from './ending.ts';

/** The customer hears a message, and is hung up on when it is over; without one at once. */
export function sayAndEnd(turn: Turn, call: Call, message: string | null): void {
  const caller = callerLeg(call);
  if (message === null || caller === undefined || !turn.state.lineIsUp) {
    return abandon(turn, call, 'unanswered', 16);
  }
  const language = call.wishes.language ?? 'en';
  turn.record({
    kind: 'call.seen-off',
    call: call.id,
    playing: {
      playback: playbackId(call.id, call.nextId),
      media: [message.replace(/^prompt:(?=[^/]*$)/, `prompt:${language}/`)],
    },
    to: null,
    recall: null,
    deadline: turn.at + promptMs,
  });
}

/** A campaign's message is over: whoever has heard the whole of it has been reached. */
export function messageOver(turn: Turn, call: Call): void {
  const { attempt } = call;
  if (attempt !== null && attempt.outcome === null) {
    const outcome = attempt.detection?.state === 'machine' ? 'machine' : 'person';
    endAttempt(turn, call.id, attempt, outcome, { q850: 16, sip: null });
  }
  abandon(turn, call, 'completed-by-agent', 16);
}
