import { callerLeg, type Call } from '../../call/call.ts';
import { clearLeg } from '../../call/clearing.ts';
import type { Dialogue, Waiting } from '../../call/waiting.ts';
import { isShared } from '../../hooks/points.ts';
import type { Turn } from '../../turn.ts';
import { releaseOffers } from '../pool.ts';
import { openCallback, wayTo } from './number.ts';
import { digitsOf, say } from './prompts.ts';
import { callbackSettings } from './settings.ts';

/** So long a key is awaited after the last word or key. */
const keyMs = 8_000;
/** Nothing that is said here is longer; a prompt whose end nobody has told of has ended by then. */
const longestMs = 60_000;
const mostAsked = 2;
const mostDigits = 20;

/**
 * A waiting caller wants to be called back. He is asked where while he goes on waiting: an agent who is free for him
 * meanwhile has him.
 */
export function wantCallback(turn: Turn, call: Call): void {
  const { phase } = call;
  if (
    phase.name !== 'waiting' ||
    !mayAsk(turn, call) ||
    turn.state.queues.get(phase.queue)?.callback == null
  ) {
    return;
  }
  const { number } = call.caller;
  if (wayTo(turn.state, number) !== null) confirm(turn, call, number, 1);
  else if (mayEnterAnother(turn, call)) enter(turn, call, 1, ['callback-enter']);
  else ask(turn, call, { step: 'refused', number: '', digits: '', asked: 1 }, ['callback-wrong']);
}

/** Not whose channel is in another call as well: it goes on there, and he could not hang up. */
export function mayAsk({ state }: Turn, call: Call): boolean {
  const { phase } = call;
  const caller = callerLeg(call);
  if (phase.name !== 'waiting' || phase.callback !== null || phase.dialogue !== null) return false;
  return caller !== undefined && caller.state !== 'hold' && !isShared(state, caller);
}

/** It is settled: he is told so, and then hung up on. */
export function promiseCallback(turn: Turn, call: Call, number: string): void {
  ask(turn, call, { step: 'done', number, digits: '', asked: 1 }, ['callback-done']);
}

/** A key of a caller who is being asked. */
export function dialogueKey(turn: Turn, call: Call, key: string): void {
  const { phase } = call;
  if (phase.name !== 'waiting' || phase.dialogue === null) return;
  const { step, number, digits, asked } = phase.dialogue;
  if (step === 'done' || step === 'refused') return;
  if (key === '*') return endDialogue(turn, call);
  if (step === 'confirm') {
    if (key === '1') confirmed(turn, call, phase, number);
    else if (key === '2' && mayEnterAnother(turn, call)) {
      enter(turn, call, 1, ['callback-enter']);
    }
  } else if (key === '#') entered(turn, call, digits, asked);
  else if (/^[0-9]$/.test(key) && digits.length < mostDigits) {
    turn.record({
      kind: 'callback.asked',
      call: call.id,
      dialogue: { ...phase.dialogue, digits: digits + key },
    });
  }
}

/** What he was told is over. */
export function dialoguePlayed(turn: Turn, call: Call): void {
  turn.record({ kind: 'call.heard', call: call.id });
  if (call.phase.name !== 'waiting' || call.phase.dialogue === null) return;
  const { step, number } = call.phase.dialogue;
  if (step === 'done') becomeCallback(turn, call, number);
  else if (step === 'refused') endDialogue(turn, call);
}

/** When something is to be done if no key is pressed until then; null outside a dialogue, and while an agent has him. */
export function dialogueDueAt({ dialogue, told, whisper }: Waiting): number | null {
  if (dialogue === null || whisper !== null) return null;
  if (told.playing !== null) return (told.since ?? 0) + longestMs;
  return (told.endedAt ?? 0) + keyMs;
}

/** He has pressed nothing: he is asked once more, and then goes on waiting. */
export function dialogueDue(turn: Turn, call: Call): void {
  const { phase } = call;
  if (phase.name !== 'waiting' || phase.dialogue === null) return;
  if (phase.told.playing !== null) return dialoguePlayed(turn, call);
  const { step, number, digits, asked } = phase.dialogue;
  if (step === 'done') becomeCallback(turn, call, number);
  else if (step === 'refused') endDialogue(turn, call);
  else if (digits !== '') entered(turn, call, digits, asked);
  else if (asked >= mostAsked) endDialogue(turn, call);
  else if (step === 'confirm') confirm(turn, call, number, asked + 1);
  else enter(turn, call, asked + 1, ['callback-enter']);
}

/** He hangs up, or we do for him, and keeps his place; whoever rings for him just then does it in vain. */
export function becomeCallback(turn: Turn, call: Call, number: string): void {
  if (call.phase.name !== 'waiting') return;
  const { queue } = call.phase;
  releaseOffers(turn, call, { but: null, outcome: 'caller-gone', reason: 'normal' });
  const expiresAt = turn.at + callbackSettings(turn.state, queue).expiresMs;
  turn.record({ kind: 'callback.wanted', call: call.id, queue, number, expiresAt });
  for (const leg of call.legs.slice()) clearLeg(turn, call.id, leg.id, 'normal');
}

function confirm(turn: Turn, call: Call, number: string, asked: number): void {
  ask(turn, call, { step: 'confirm', number, digits: '', asked }, [
    'callback-your-number',
    ...digitsOf(number),
    mayEnterAnother(turn, call) ? 'callback-confirm' : 'callback-confirm-own',
  ]);
}

/** Only where the office lets him: the office pays for whatever is dialled. */
function mayEnterAnother({ state }: Turn, { phase }: Call): boolean {
  return phase.name === 'waiting' && callbackSettings(state, phase.queue).otherNumber;
}

function enter(turn: Turn, call: Call, asked: number, names: readonly string[]): void {
  ask(turn, call, { step: 'enter', number: '', digits: '', asked }, names);
}

function entered(turn: Turn, call: Call, number: string, asked: number): void {
  if (wayTo(turn.state, number) !== null) confirm(turn, call, number, 1);
  else if (asked >= mostAsked + 1) {
    ask(turn, call, { step: 'refused', number: '', digits: '', asked }, ['callback-wrong']);
  } else enter(turn, call, asked + 1, ['callback-wrong', 'callback-enter']);
}

/** One open call-back a number and queue. */
function confirmed(turn: Turn, call: Call, { queue }: Waiting, number: string): void {
  if (openCallback(turn.state, queue, number) === undefined) return promiseCallback(turn, call, number);
  ask(turn, call, { step: 'refused', number, digits: '', asked: 1 }, ['callback-already']);
}

function ask(turn: Turn, call: Call, dialogue: Dialogue, names: readonly string[]): void {
  turn.record({ kind: 'callback.asked', call: call.id, dialogue });
  say(turn, call, names);
}

function endDialogue(turn: Turn, call: Call): void {
  turn.record({ kind: 'callback.asked', call: call.id, dialogue: null });
}
