import { callerLeg, type Call, type Message } from '../call/call.ts';
import { stopAllRinging } from '../call/clearing.ts';
import { answerCaller } from '../call/answering.ts';
import { messageId, type MessageId, type PhoneId } from '../ids.ts';
import type { Turn } from '../turn.ts';
import { boxIsFull, noGreeting } from './announce.ts';
import { endVisit, sayGoodbye, take } from './steps.ts';

/** Lets the caller leave a message for a phone: its greeting, a beep, and then he speaks. False without a mailbox. */
export function takeMessage(turn: Turn, call: Call, mailbox: PhoneId): boolean {
  const { state } = turn;
  const caller = callerLeg(call);
  // Who was sent here while he has the call on hold has no ear for it.
  if (caller === undefined || caller.state === 'hold' || state.phones.get(mailbox)?.mailbox !== true) {
    return false;
  }
  stopAllRinging(turn, call);
  answerCaller(turn, call);
  const device = state.devices.get(mailbox);
  if ((device?.messages.length ?? 0) >= state.office.voicemail.mostPerBox) {
    sayGoodbye(turn, call, mailbox, boxIsFull);
    return true;
  }
  const greeting = device?.greeting ?? null;
  const media = greeting === null ? noGreeting : [`recording:${greeting.file}`];
  take(turn, call, { mailbox, step: 'greeting', media });
  return true;
}

/** The greeting is over: now the caller speaks. */
export function callerPlayed(turn: Turn, call: Call, { mailbox }: Message): void {
  const file = `messages/${mailbox}/${messageId(call.id, call.nextId)}`;
  take(turn, call, { mailbox, step: 'recording', file });
}

/** `#` spares him the greeting, and ends what he says. */
export function callerKey(turn: Turn, call: Call, phase: Message, key: string): void {
  if (key !== '#') return;
  const { mailbox, file } = phase;
  if (phase.step === 'greeting') callerPlayed(turn, call, phase);
  else take(turn, call, { mailbox, step: 'recorded', file });
}

/** The recording is over. Asterisk counts the silence that ended it, though it is not in the file. */
export function messageTaken(turn: Turn, call: Call, phase: Message, durationMs: number | null): void {
  const { mailbox, file, step } = phase;
  const { longestMs, silenceMs, shortestMs } = turn.state.office.voicemail;
  const hasHungUp = callerLeg(call) === undefined;
  const endedItself = step === 'recorded' || hasHungUp || (durationMs ?? 0) >= longestMs;
  const spokenMs = (durationMs ?? 0) - (endedItself ? 0 : silenceMs);
  if (file === null || spokenMs < shortestMs) {
    return endVisit(turn, call, hasHungUp ? 'abandoned' : 'unanswered');
  }
  turn.record({
    kind: 'message.left',
    message: file.slice(file.lastIndexOf('/') + 1) as MessageId,
    phone: mailbox,
    call: call.id,
    caller: call.caller,
    file,
    format: turn.state.office.voicemail.format,
    durationMs: spokenMs,
  });
  endVisit(turn, call, 'message-left');
}
