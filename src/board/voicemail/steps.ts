import { keyMs, promptMs } from '../bounds.ts';
import type { Call, MailboxStep } from '../call/call.ts';
import { abandon } from '../call/ending.ts';
import { playbackId, type MessageId, type PhoneId } from '../ids.ts';
import type { Turn } from '../turn.ts';
import { goodbye } from './announce.ts';

interface Step {
  readonly mailbox: PhoneId;
  readonly step: MailboxStep;
  readonly media?: readonly string[];
  readonly file?: string | null;
  readonly messages?: readonly MessageId[];
}

/** The party's next step; what it hears or speaks then follows from it (`call/heard.ts`). */
export function take(turn: Turn, call: Call, { mailbox, step, media, file, messages }: Step): void {
  const { voicemail } = turn.state.office;
  const speaksMs = voicemail.longestMs + voicemail.silenceMs + promptMs;
  const speaks = step === 'recording' || step === 'recorded' || step === 'speaking';
  const waitMs = media !== undefined ? promptMs : speaks ? speaksMs : keyMs;
  turn.record({
    kind: 'call.message',
    call: call.id,
    mailbox,
    step,
    playing: media === undefined ? null : { playback: playbackId(call.id, call.nextId), media },
    file: file ?? null,
    messages: messages ?? [],
    deadline: turn.at + waitMs,
  });
}

/** Something last, and then we hang up. */
export function sayGoodbye(
  turn: Turn,
  call: Call,
  mailbox: PhoneId,
  media: readonly string[] = goodbye,
): void {
  take(turn, call, { mailbox, step: 'goodbye', media });
}

export function leave(turn: Turn, call: Call): void {
  abandon(turn, call, 'completed-by-caller', 16);
}

/** The party is gone and only its leg was kept. */
export function endVisit(turn: Turn, call: Call, end: 'message-left' | 'unanswered' | 'abandoned'): void {
  const gone = call.legs.filter((leg) => leg.role === 'caller' && leg.state === 'clearing');
  abandon(turn, call, end, 16);
  for (const leg of gone) turn.record({ kind: 'leg.cleared', call: call.id, leg: leg.id, cause: 16 });
}
