import { callerLeg, type Call, type Message } from '../call/call.ts';
import { answerCaller } from '../call/answering.ts';
import { messageId } from '../ids.ts';
import type { Turn } from '../turn.ts';
import { askForGreeting, deleted, goodbye, reviewGreeting, saved } from './announce.ts';
import { ownBox } from './listen.ts';
import { sayGoodbye, take } from './steps.ts';

/**
 * A phone speaks the greeting of its own box. After `#` it hears what to press: 1 keeps it, 2 plays it, 3 records it
 * anew. 7 instead of speaking goes back to the prompt that everybody has. False without a box.
 */
export function recordGreeting(turn: Turn, call: Call): boolean {
  const mailbox = ownBox(turn, call);
  // Who was sent here while he has the call on hold has no ear for it.
  if (mailbox === null || callerLeg(call)?.state === 'hold') return false;
  answerCaller(turn, call);
  take(turn, call, { mailbox, step: 'asking', media: askForGreeting });
  return true;
}

export function greetingPlayed(turn: Turn, call: Call, phase: Message): void {
  const { mailbox, file } = phase;
  if (phase.step === 'reviewing') take(turn, call, { mailbox, step: 'reviewing', file });
  else speak(turn, call, phase);
}

function speak(turn: Turn, call: Call, { mailbox }: Message): void {
  const file = `greetings/${mailbox}/${messageId(call.id, call.nextId)}`;
  take(turn, call, { mailbox, step: 'speaking', file });
}

export function greetingSpoken(turn: Turn, call: Call, phase: Message, durationMs: number | null): void {
  const { mailbox, file } = phase;
  if (durationMs === null) return take(turn, call, { mailbox, step: 'asking', media: askForGreeting });
  take(turn, call, { mailbox, step: 'reviewing', file, media: reviewGreeting });
}

export function greetingKey(turn: Turn, call: Call, phase: Message, key: string): void {
  const { mailbox, file } = phase;
  if (phase.step === 'asking') {
    if (key !== '7' && key !== '#') return;
    if (key === '#') return speak(turn, call, phase);
    turn.record({ kind: 'phone.changed', phone: mailbox, greeting: null });
    return sayGoodbye(turn, call, mailbox, [...deleted, ...goodbye]);
  }
  if (!'123'.includes(key) || file === null) return;
  if (key === '3') return speak(turn, call, phase);
  if (key === '2') {
    const media = [`recording:${file}`, ...reviewGreeting];
    return take(turn, call, { mailbox, step: 'reviewing', file, media });
  }
  const { format } = turn.state.office.voicemail;
  turn.record({ kind: 'phone.changed', phone: mailbox, greeting: { file, format } });
  sayGoodbye(turn, call, mailbox, [...saved, ...goodbye]);
}

/** Nothing is pressed: the former greeting stays. */
export function greetingUnchosen(turn: Turn, call: Call, { mailbox }: Message): void {
  sayGoodbye(turn, call, mailbox);
}
