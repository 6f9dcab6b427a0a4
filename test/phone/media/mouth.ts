import { randomInt } from 'node:crypto';
import { type DtmfStep, dtmfSteps } from './dtmf.ts';
import { formatRtp, frameSamples, pcmuType } from './rtp.ts';
import type { Sound } from './sound.ts';
import { ticker } from './ticker.ts';

interface Keying {
  readonly steps: Generator<DtmfStep, void>;
  readonly done: () => void;
}

/** What goes out of a call: a sound, 20 ms at a time, and keys in its place. */
export class Mouth {
  packets = 0;
  readonly #send: (packet: Buffer) => void;
  readonly #source = randomInt(2 ** 32);
  #eventType: number | undefined;
  #open = false;
  #sound: Sound | undefined;
  #keying: Keying[] = [];
  #sequence = randomInt(2 ** 15);
  #timestamp = randomInt(2 ** 31);
  #afterPause = true;

  constructor(send: (packet: Buffer) => void, sound: Sound | undefined) {
    this.#send = send;
    this.#sound = sound;
  }

  /** May it speak, and how does the far end want its keys? */
  direct(open: boolean, eventType: number | undefined): void {
    this.#open = open;
    this.#eventType = eventType;
    this.#update();
  }

  say(sound: Sound | undefined): void {
    this.#sound = sound;
    this.#update();
  }

  /** Resolves when the last key is out, or when the call has no more use for it. */
  press(digits: string, toneMs: number, pauseMs: number): Promise<void> {
    return new Promise((done) => {
      this.#keying.push({ steps: dtmfSteps(digits, toneMs, pauseMs), done });
      this.#update();
    });
  }

  close(): void {
    this.#open = false;
    this.#sound = undefined;
    for (const { done } of this.#keying.splice(0)) done();
    this.#update();
  }

  tick(): void {
    this.#timestamp = (this.#timestamp + frameSamples) >>> 0;
    const step = this.#nextKeyStep();
    if (step?.kind === 'event' && this.#eventType !== undefined) {
      const start = (this.#timestamp - step.at * frameSamples) >>> 0;
      this.#emit(this.#eventType, step.first, start, step.payload);
      return;
    }
    const frame = this.#sound?.next();
    if (frame) this.#emit(pcmuType, this.#afterPause, this.#timestamp, frame);
    this.#afterPause = frame === undefined;
    if (!frame && this.#sound) this.say(undefined);
  }

  #nextKeyStep(): DtmfStep | undefined {
    const current = this.#keying[0];
    if (!current) return undefined;
    const { value } = current.steps.next();
    if (value) return value;
    this.#keying.shift();
    current.done();
    this.#update();
    return undefined;
  }

  #emit(type: number, marker: boolean, timestamp: number, payload: Uint8Array): void {
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.packets += 1;
    this.#send(
      formatRtp({ type, marker, sequence: this.#sequence, timestamp, source: this.#source, payload }),
    );
  }

  #update(): void {
    if (this.#open && (this.#sound || this.#keying.length > 0)) ticker.add(this);
    else ticker.delete(this);
  }
}
