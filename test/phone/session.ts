import type { Media } from './media/media.ts';
import { directionOf, formatSdp, parseSdp, receives, type Sdp, sends } from './sip/sdp.ts';

const defaultEventType = 101;

/** The offers and answers of one call: who may send and receive, and where to. */
export class Session {
  /** We hold the far end. */
  holding = false;
  readonly #media: Media;
  #version = 0;
  #held = false;
  #remote: Sdp | undefined;

  constructor(media: Media) {
    this.#media = media;
  }

  /** The far end holds us. */
  get held(): boolean {
    return this.#held;
  }

  offer(): string {
    return this.#describe({
      at: this.#media.address,
      direction: directionOf(true, !this.holding),
      eventType: this.#remote ? this.#remote.eventType : defaultEventType,
    });
  }

  /** Our answer to an offer; throws when there is nothing in it for us. */
  answer(offerText: string): string {
    const offer = parseSdp(offerText);
    this.#held = !receives(offer.direction);
    this.#take(offer);
    return this.#describe({
      at: this.#media.address,
      direction: directionOf(receives(offer.direction), sends(offer.direction) && !this.holding),
      eventType: offer.eventType,
    });
  }

  accept(answerText: string): void {
    const answer = parseSdp(answerText);
    // While we hold, the answer cannot say whether the far end holds too.
    if (!this.holding) this.#held = !receives(answer.direction);
    this.#take(answer);
  }

  #take(remote: Sdp): void {
    this.#remote = remote;
    this.#media.direct(remote.at, receives(remote.direction) && !this.holding, remote.eventType);
  }

  #describe(sdp: Sdp): string {
    this.#version += 1;
    return formatSdp(sdp, this.#version);
  }
}
