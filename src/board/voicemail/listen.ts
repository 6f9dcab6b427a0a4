import { callerLeg, type Call, type Message } from '../call/call.ts';
import { answerCaller } from '../call/answering.ts';
import type { StoredMessage } from '../device/device.ts';
import type { PhoneId } from '../ids.ts';
import type { Turn } from '../turn.ts';
import { count, deleted, message as announced, noMore } from './announce.ts';
import { deleteMessage, markHeard } from './messages.ts';
import { leave, sayGoodbye, take } from './steps.ts';

/**
 * A phone hears the messages in its own box: the new ones, or when there are none the old ones. Each is played with
 * its time and number; 1 plays it again, # goes on to the next, 7 deletes it, 9 keeps it, * ends. False when the phone that calls has no box.
 */
export function listen(turn: Turn, call: Call): boolean {
  const mailbox = ownBox(turn, call);
  if (mailbox === null || callerLeg(call)?.state === 'hold') return false;
  answerCaller(turn, call);
  const { messages = [], unheard = 0, heard = 0 } = turn.state.devices.get(mailbox) ?? {};
  if (messages.length === 0) {
    sayGoodbye(turn, call, mailbox, count(0, 0));
    return true;
  }
  const chosen = unheard > 0 ? messages.filter(({ heardAt }) => heardAt === null) : messages;
  const ids = chosen.map(({ id }) => id);
  take(turn, call, { mailbox, step: 'intro', media: count(unheard, heard), messages: ids });
  return true;
}

/** The box of the phone that calls, never that of one which forwards to here: nobody else hears it. */
export function ownBox({ state }: Turn, call: Call): PhoneId | null {
  const phone = call.origin === 'inside' ? (callerLeg(call)?.phone ?? null) : null;
  return phone !== null && state.phones.get(phone)?.mailbox === true ? phone : null;
}

export function listenerPlayed(turn: Turn, call: Call, phase: Message): void {
  if (phase.step === 'intro') hearFirst(turn, call, phase, []);
  else take(turn, call, { mailbox: phase.mailbox, step: 'choosing', messages: phase.messages });
}

/** Nothing is pressed: the message has been heard. */
export function listenerSilent(turn: Turn, call: Call, phase: Message): void {
  keep(turn, call, phase);
}

export function listenerKey(turn: Turn, call: Call, phase: Message, key: string): void {
  const isIntro = phase.step === 'intro';
  if (!'179#*'.includes(key) || (isIntro && key !== '#' && key !== '*')) return;
  if (key === '*') return leave(turn, call);
  if (isIntro || key === '1') return hearFirst(turn, call, phase, []);
  if (key === '7') {
    const present = presentOf(turn, phase);
    if (present !== undefined) deleteMessage(turn, phase.mailbox, present.id, phase.mailbox);
    return hearNext(turn, call, phase, deleted);
  }
  keep(turn, call, phase);
}

function keep(turn: Turn, call: Call, phase: Message): void {
  const present = presentOf(turn, phase);
  if (present !== undefined) markHeard(turn, phase.mailbox, present.id, phase.mailbox);
  hearNext(turn, call, phase, []);
}

function hearNext(turn: Turn, call: Call, phase: Message, before: readonly string[]): void {
  hearFirst(turn, call, { ...phase, messages: phase.messages.slice(1) }, before);
}

/** One that somebody has deleted at a desk meanwhile is left out. */
function hearFirst(turn: Turn, call: Call, phase: Message, before: readonly string[]): void {
  const { mailbox } = phase;
  const present = presentOf(turn, phase);
  if (present === undefined) {
    if (phase.messages.length > 0) return hearNext(turn, call, phase, before);
    return sayGoodbye(turn, call, mailbox, [...before, ...noMore]);
  }
  const media = [...before, ...announced(present, turn.at, turn.state.office.timeZone)];
  take(turn, call, { mailbox, step: 'hearing', media, messages: phase.messages });
}

function presentOf({ state }: Turn, { mailbox, messages }: Message): StoredMessage | undefined {
  return state.devices.get(mailbox)?.messages.find(({ id }) => id === messages[0]);
}
