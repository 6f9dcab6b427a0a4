import { keyWhileWaiting } from '../acd/exits.ts';
import { toldAll } from '../acd/tell.ts';
import { callOf, type LegId, type PlaybackId } from '../ids.ts';
import { legsOfChannel } from '../state.ts';
import type { Turn } from '../turn.ts';
import { mailboxKey, mailboxPlayed } from '../voicemail/visit.ts';

/** A party pressed a key: what it means depends on where it is. */
export function keyPressed(turn: Turn, channel: LegId, key: string): void {
  for (const { call, leg } of legsOfChannel(turn.state, channel)) {
    if (call.phase.name === 'waiting' && leg.role === 'caller') return keyWhileWaiting(turn, call, key);
  }
  mailboxKey(turn, channel, key);
}

/** What was played to a party is over, or was stopped. */
export function played(turn: Turn, playback: PlaybackId): void {
  const call = turn.state.calls.get(callOf(playback));
  if (call?.phase.name === 'waiting') {
    if (call.phase.told.playing?.playback !== playback) return;
    for (const leg of call.legs) if (leg.role === 'caller') turn.hasEnded(leg.id, 'playing');
    toldAll(turn, call);
    return;
  }
  mailboxPlayed(turn, playback);
}

/** Asterisk has it already, or can play nothing of it: then it is as if it had been played. */
export function promptRefused(turn: Turn, playback: PlaybackId, code: string): void {
  if (code !== 'not-found' && code !== 'conflict' && code !== 'timeout' && code !== 'line-down')
    played(turn, playback);
}
