import { callerLeg, type Call, type Playing } from '../call/call.ts';
import type { Offer } from '../call/waiting.ts';
import { playbackId, type LegId, type PlaybackId } from '../ids.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { Turn } from '../turn.ts';
import { connectOffer } from './connect.ts';
import { inLanguage } from './words.ts';

/** They are connected by then, whatever is still being said. */
const longestMs = 10_000;

/**
 * An agent has picked up: each of the two hears what the queue has for him, both at the same time, and then each other.
 * Until then the caller waits in his place: when the agent hangs up, the next is offered at once. False when there is
 * nothing to hear, or it has been heard.
 */
export function whisperFirst(turn: Turn, call: Call, offer: Offer): boolean {
  const { phase } = call;
  if (phase.name !== 'waiting') return false;
  const queue = turn.state.queues.get(phase.queue);
  // Found after a gap as one who has answered: what was played to him then is over, or is stopped.
  if (queue === undefined || isWhisperedTo(call, offer.leg)) return false;
  // Who has waited for the customer on the line knows it by now.
  const isCallback = call.visit?.isCallback === true && phase.callback?.dial?.agent !== offer.agent;
  const forAgent = isCallback ? ['prompt:callback-agent', ...queue.whisper.agent] : queue.whisper.agent;
  const { nextId } = call;
  const toAgent = playing(playbackId(call.id, nextId), ofAgent(queue, forAgent));
  const toCaller = playing(playbackId(call.id, nextId + 1), inLanguage(call, queue, queue.whisper.caller));
  if ((toAgent === null && toCaller === null) || callerLeg(call)?.state !== 'queued') return false;
  turn.record({
    kind: 'call.whispering',
    call: call.id,
    queue: queue.id,
    agent: offer.agent,
    leg: offer.leg,
    toAgent,
    toCaller,
    deadline: turn.at + longestMs,
  });
  return true;
}

export function isWhisperedTo({ phase }: Call, leg: LegId): boolean {
  return phase.name === 'waiting' && phase.whisper?.leg === leg;
}

/** What was played to one of them is over. False when it was no whisper. */
export function whisperPlayed(turn: Turn, call: Call, playback: PlaybackId): boolean {
  const whisper = call.phase.name === 'waiting' ? call.phase.whisper : null;
  if (whisper === null) return false;
  const caller = callerLeg(call);
  if (whisper.agent?.playback === playback) {
    turn.hasEnded(whisper.leg, 'playing');
    turn.record({ kind: 'call.whispered', call: call.id, to: 'agent' });
  } else if (whisper.caller?.playback === playback && caller !== undefined) {
    turn.hasEnded(caller.id, 'playing');
    turn.record({ kind: 'call.whispered', call: call.id, to: 'caller' });
  } else return false;
  const left = call.phase.name === 'waiting' ? call.phase.whisper : null;
  if (left?.agent === null && left.caller === null) talk(turn, call, left.leg);
  return true;
}

/** It has taken too long. False when this leg hears no whisper. */
export function whisperDue(turn: Turn, call: Call, leg: LegId): boolean {
  if (!isWhisperedTo(call, leg)) return false;
  talk(turn, call, leg);
  return true;
}

function talk(turn: Turn, call: Call, leg: LegId): void {
  const offer = call.phase.name === 'waiting' ? call.phase.offers.find((one) => one.leg === leg) : undefined;
  if (offer !== undefined) connectOffer(turn, call, offer);
}

/** Agents are told in the language of the queue, whatever the caller's is. */
function ofAgent(queue: QueueSettings, sounds: readonly string[]): readonly string[] {
  return inLanguage({ wishes: { language: null } }, queue, sounds);
}

function playing(playback: PlaybackId, media: readonly string[]): Playing | null {
  return media.length === 0 ? null : { playback, media };
}
