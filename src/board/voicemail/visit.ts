import type { Call, Message } from '../call/call.ts';
import { clearLeg } from '../call/clearing.ts';
import { abandon } from '../call/ending.ts';
import { callOf, type LegId, type MessageId, type PlaybackId } from '../ids.ts';
import { legsOfChannel } from '../state.ts';
import type { Turn } from '../turn.ts';
import { greetingKey, greetingPlayed, greetingSpoken, greetingUnchosen } from './greeting.ts';
import { listenerKey, listenerPlayed, listenerSilent } from './listen.ts';
import { leave, take } from './steps.ts';
import { callerKey, callerPlayed, messageTaken } from './take-message.ts';

/** A party alone with a mailbox: what it hears and speaks step by step, and what the keys that it presses mean. */

/** What was played is over, or was stopped. */
export function mailboxPlayed(turn: Turn, playback: PlaybackId): void {
  const call = turn.state.calls.get(callOf(playback));
  if (call?.phase.name !== 'message' || call.phase.playing?.playback !== playback) return;
  for (const leg of call.legs) turn.hasEnded(leg.id, 'playing');
  playedIn(turn, call, call.phase);
}

function playedIn(turn: Turn, call: Call, phase: Message): void {
  switch (phase.step) {
    case 'greeting':
      return callerPlayed(turn, call, phase);
    case 'intro':
    case 'hearing':
      return listenerPlayed(turn, call, phase);
    case 'asking':
    case 'reviewing':
      return greetingPlayed(turn, call, phase);
    case 'goodbye':
      return leave(turn, call);
    default:
  }
}

/** The recording that the party spoke into is over; without sound the duration is null. */
export function spoken(turn: Turn, file: string, durationMs: number | null): void {
  const call = turn.state.calls.get(callOf(fileName(file) as MessageId));
  if (call?.phase.name !== 'message' || call.phase.file !== file) return;
  for (const leg of call.legs) turn.hasEnded(leg.id, 'speaksInto');
  spokenIn(turn, call, call.phase, durationMs);
}

function spokenIn(turn: Turn, call: Call, phase: Message, durationMs: number | null): void {
  if (phase.step === 'speaking') greetingSpoken(turn, call, phase, durationMs);
  else if (isLeaving(phase)) messageTaken(turn, call, phase, durationMs);
}

export function mailboxKey(turn: Turn, channel: LegId, key: string): void {
  for (const { call, leg } of legsOfChannel(turn.state, channel)) {
    const { phase } = call;
    if (phase.name !== 'message' || leg.state !== 'connected') continue;
    switch (phase.step) {
      case 'greeting':
      case 'recording':
        return callerKey(turn, call, phase, key);
      case 'intro':
      case 'hearing':
      case 'choosing':
        return listenerKey(turn, call, phase, key);
      case 'asking':
      case 'reviewing':
        return greetingKey(turn, call, phase, key);
      default:
    }
  }
}

/** A step takes longer than it can: what was to end it has been missed, or nobody presses a key. */
export function mailboxDue(turn: Turn, call: Call): void {
  const { phase } = call;
  if (phase.name !== 'message') return;
  if (phase.playing !== null) return playedIn(turn, call, phase);
  if (phase.step === 'choosing') return listenerSilent(turn, call, phase);
  if (phase.step === 'reviewing') return greetingUnchosen(turn, call, phase);
  if (phase.file !== null) spokenIn(turn, call, phase, turn.at - phase.stepSince);
  else leave(turn, call);
}

/**
 * The party hung up. Asterisk tells how long the message is only after that: until then the leg is kept, though there
 * is nothing left to hang up. True when it is.
 */
export function hungUpInMailbox(turn: Turn, call: Call, leg: LegId, deadline: number): boolean {
  const { phase } = call;
  if (phase.name !== 'message' || !isLeaving(phase)) return false;
  turn.record({ kind: 'leg.clearing', call: call.id, leg, deadline, cause: null });
  return true;
}

/** It is gone for good. */
export function goneFromMailbox(turn: Turn, call: Call): void {
  const { phase } = call;
  if (phase.name !== 'message') return;
  if (isLeaving(phase)) messageTaken(turn, call, phase, turn.at - phase.stepSince);
  else abandon(turn, call, phase.step === 'greeting' ? 'abandoned' : 'completed-by-caller', 16);
}

/** It is to hang up. Of who leaves a message the end itself is awaited, which tells how long that is. */
export function dropFromMailbox(turn: Turn, call: Call, leg: LegId): void {
  const { phase } = call;
  if (phase.name !== 'message') return;
  if (legsOfChannel(turn.state, leg).length > 1) {
    // Its channel goes on in another call.
    clearLeg(turn, call.id, leg, 'normal');
    goneFromMailbox(turn, call);
  } else if (isLeaving(phase)) {
    // Not by silence.
    take(turn, call, { mailbox: phase.mailbox, step: 'recorded', file: phase.file });
    turn.want({ name: 'hang-up', channel: leg, reason: 'normal' });
  } else clearLeg(turn, call.id, leg, 'normal');
}

export function messageRefused(turn: Turn, file: string, code: string): void {
  if (code !== 'not-found' && code !== 'timeout' && code !== 'line-down') spoken(turn, file, null);
}

/** It was over before we asked for its end: nobody told us how long it is. */
export function recordingUnknown(turn: Turn, file: string, code: string): void {
  const call = turn.state.calls.get(callOf(fileName(file) as MessageId));
  if (code !== 'not-found' || call?.phase.name !== 'message' || call.phase.file !== file) return;
  spoken(turn, file, Math.min(turn.at - call.phase.stepSince, turn.state.office.voicemail.longestMs));
}

function isLeaving({ step }: Message): boolean {
  return step === 'recording' || step === 'recorded';
}

function fileName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
