import { customerPressed } from '../acd/call-back/customer.ts';
import { dialogueKey, dialoguePlayed } from '../acd/call-back/dialogue.ts';
import { keyWhileWaiting } from '../acd/exits.ts';
import { toldAll } from '../acd/tell.ts';
import { whisperPlayed } from '../acd/whisper.ts';
import { farewellOver } from '../acd/way-out.ts';
import { callOf, type LegId, type PlaybackId } from '../ids.ts';
import { pressedInMessage } from '../outbound/pressed.ts';
import { legsOfChannel } from '../state.ts';
import type { Turn } from '../turn.ts';
import { mailboxKey, mailboxPlayed } from '../voicemail/visit.ts';

/** A party pressed a key: what it means depends on where it is. */
export function keyPressed(turn: Turn, channel: LegId, key: string): void {
  for (const { call, leg } of legsOfChannel(turn.state, channel)) {
    if (pressedInMessage(turn, call, key)) return;
    if (call.phase.name !== 'waiting' || leg.role !== 'caller') continue;
    // An agent has him already.
    if (call.phase.whisper !== null) return;
    if (customerPressed(turn, call, key)) return;
    if (call.phase.dialogue !== null) return dialogueKey(turn, call, key);
    return keyWhileWaiting(turn, call, key);
  }
  mailboxKey(turn, channel, key);
}

/** What was played to a party is over, or was stopped. */
export function played(turn: Turn, playback: PlaybackId): void {
  const call = turn.state.calls.get(callOf(playback));
  if (call?.phase.name === 'waiting') {
    if (whisperPlayed(turn, call, playback) || call.phase.told.playing?.playback !== playback) return;
    for (const leg of call.legs) if (leg.role === 'caller') turn.hasEnded(leg.id, 'playing');
    if (call.phase.told.what === 'callback') dialoguePlayed(turn, call);
    else toldAll(turn, call);
    return;
  }
  if (call?.phase.name === 'arriving') {
    if (call.phase.farewell?.playing.playback !== playback) return;
    for (const leg of call.legs) if (leg.role === 'caller') turn.hasEnded(leg.id, 'playing');
    farewellOver(turn, call);
    return;
  }
  mailboxPlayed(turn, playback);
}

/** Asterisk has it already, or can play nothing of it: then it is as if it had been played. */
export function promptRefused(turn: Turn, playback: PlaybackId, code: string): void {
  if (code !== 'not-found' && code !== 'conflict' && code !== 'timeout' && code !== 'line-down')
    played(turn, playback);
}
