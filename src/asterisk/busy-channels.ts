import type { Effect } from '../board/effect.ts';
import type { LegId, PlaybackId } from '../board/ids.ts';
import type { LineEvent } from '../board/input.ts';

/** Requests that it takes to end it: of tones Asterisk ends one at a time. */
type Sounds = Map<PlaybackId, number>;

/**
 * Which channels are being played to, and which leave a message. Asterisk carries some requests out in the channel's
 * own thread, which is in the sound or the message until that ends; meanwhile it answers no other request on the line
 * and no ping, so that a sound of some seconds would cost the line (seen on 22.10: variables, answer, and into and out
 * of bridges). So sounds are stopped before such a request, and to a channel that leaves a message none is made.
 */
export class BusyChannels {
  readonly #sounds = new Map<LegId, Sounds>();
  readonly #messages = new Map<string, LegId>();

  /** An effect is about to be carried out. */
  began(effect: Effect): void {
    if (effect.name === 'take-message') this.#messages.set(effect.file, effect.channel);
    if (effect.name !== 'play' && effect.name !== 'beep') return;
    const sounds = this.#sounds.get(effect.channel) ?? new Map<PlaybackId, number>();
    const media = effect.name === 'play' ? effect.media : [];
    const tones = media.filter((item) => item.startsWith('tone:'));
    this.#sounds.set(effect.channel, sounds.set(effect.playback, Math.max(1, tones.length)));
  }

  /** Asterisk did not carry it out. */
  refused(effect: Effect): void {
    if (effect.name === 'play' || effect.name === 'beep') this.#played(effect.playback);
    // A message of that name may have been there before; then it is over, or its end comes.
    if (effect.name === 'take-message') this.#messages.delete(effect.file);
  }

  heard(event: LineEvent): void {
    if (event.name === 'played') this.#played(event.playback);
    if (event.name === 'recorded') this.#messages.delete(event.file);
    if (event.name === 'gone' || event.name === 'left') this.#forget(event.channel);
  }

  /** What is played to those whom the effect would wait for, the last first, as often as it must be stopped. */
  inTheWayOf(effect: Effect): PlaybackId[] {
    return waitedFor(effect).flatMap((channel) =>
      [...(this.#sounds.get(channel) ?? [])]
        .toReversed()
        .flatMap(([playback, times]) => Array.from({ length: times }, () => playback)),
    );
  }

  /** The effect would wait for the end of a message. To join a bridge Asterisk itself refuses then, at once. */
  isBarred(effect: Effect): boolean {
    if (effect.name === 'connect' || effect.name === 'part') return false;
    const leaving = new Set(this.#messages.values());
    return waitedFor(effect).some((channel) => leaving.has(channel));
  }

  #played(playback: PlaybackId): void {
    for (const [channel, sounds] of this.#sounds) {
      sounds.delete(playback);
      if (sounds.size === 0) this.#sounds.delete(channel);
    }
  }

  #forget(channel: LegId): void {
    this.#sounds.delete(channel);
    for (const [file, leaving] of this.#messages) if (leaving === channel) this.#messages.delete(file);
  }
}

/** The channels in whose own thread Asterisk carries the effect out, and waits for it. */
function waitedFor(effect: Effect): readonly LegId[] {
  switch (effect.name) {
    case 'connect':
      return effect.channels;
    case 'answer':
    case 'hold-caller':
    case 'part':
    case 'show':
    case 'hand-over':
      return [effect.channel];
    default:
      return [];
  }
}
