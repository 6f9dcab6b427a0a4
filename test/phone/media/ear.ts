import { PhoneError } from '../errors.ts';
import { nowMs } from '../time.ts';
import { type Patience, Waiters } from '../waiting.ts';
import { DtmfListener } from './dtmf.ts';
import { Heard } from './heard.ts';
import { frameSamples, pcmuType, type RtpPacket } from './rtp.ts';
import { tonesSent } from './sound.ts';
import { levelOf, powerOf, tonePowerOf } from './spectrum.ts';

export interface HeardTone {
  readonly hz: number;
  /** Decibels below a full-scale sine. */
  readonly level: number;
}

/** Clear: in each of the last four blocks of 50 ms, so for 200 ms. */
const clearBlocks = 4;
const clearMs = 200;
const musicBlocks = 8;
/** A stream that has been silent for so long says nothing about now. */
const staleMs = 100;
/** A stream that pauses for longer is not worth waiting for. */
const patienceWithGapsMs = 200;
/** Below -55 dB it is silence, whatever the codec makes of it. */
const silenceDb = -55;
/** A tone's part of the whole, in a conversation of up to six equally loud ones. */
const leastShare = 0.15;
const almostAll = 0.85;
/** A larger jump of the timestamps is another stream, not a gap. */
const mostMissing = 80_000;

/** Not in the lowest of µ-law's eight segments. */
const isLoud = (byte: number): boolean => (byte & 0x7f) < 0x70;

/** What comes in at a call: counts, gaps, keys, and what there is to hear in it. */
export class Ear {
  packets = 0;
  lost = 0;
  readonly #dtmf = new DtmfListener();
  readonly #heard: Heard;
  readonly #waiters = new Waiters();
  readonly #whose: () => string;
  #last: { sequence: number; source: number } | undefined;
  #audio: { timestamp: number; source: number } | undefined;
  #audioAt = -Infinity;
  #loudAt = -Infinity;
  #gapFrom: number | undefined;
  #longestGapMs = 0;
  #closedAt: number | undefined;

  constructor(keepMs: number, whose: () => string) {
    this.#heard = new Heard(keepMs);
    this.#whose = whose;
  }

  receive(packet: RtpPacket, eventType: number | undefined, at: number): void {
    const last = this.#last;
    if (last?.source === packet.source) {
      const ahead = (packet.sequence - last.sequence) & 0xffff;
      const isRepeatedOrLate = ahead === 0 || ahead > 0x8000;
      if (isRepeatedOrLate) return;
      this.lost += ahead - 1;
    }
    this.packets += 1;
    this.#measureGap(at);
    if (packet.type === pcmuType) this.#listen(packet, at);
    else if (packet.type === eventType) this.#dtmf.receive(packet.payload, packet.timestamp);
    this.#last = packet;
    this.#waiters.check();
  }

  get digits(): string {
    return this.#dtmf.digits;
  }

  get samples(): Int16Array {
    return this.#heard.samples();
  }

  /** From here on, gaps are measured. */
  mark(): void {
    this.#gapFrom = nowMs();
    this.#longestGapMs = 0;
  }

  /** Between two packets since the mark, or since the last packet. */
  get longestGapMs(): number {
    return this.#gapFrom === undefined
      ? 0
      : Math.max(this.#longestGapMs, (this.#closedAt ?? nowMs()) - this.#gapFrom);
  }

  /** The call is over: nothing more will be heard. */
  close(): void {
    this.#closedAt ??= nowMs();
    this.#waiters.check();
  }

  /** The tones that have been clear for the last 200 ms, loudest first. */
  tones(candidates: readonly number[]): HeardTone[] {
    const blocks = this.#current(clearBlocks);
    if (blocks.length < clearBlocks) return [];
    const powers = blocks.map(powerOf);
    return candidates
      .flatMap((hz) => {
        const parts = blocks.map((block) => tonePowerOf(block, hz));
        const clear = parts.every(
          (part, index) => levelOf(part) > silenceDb && part > leastShare * powers[index]!,
        );
        return clear ? [{ hz, level: levelOf(Math.min(...parts)) }] : [];
      })
      .sort((one, other) => other.level - one.level);
  }

  onlyTones(wanted: readonly number[]): boolean {
    if (wanted.length === 0) return this.silentForMs() >= clearMs;
    if (this.tones(wanted).length < wanted.length) return false;
    return this.#current(clearBlocks).every((block) => shareOf(block, wanted) > almostAll);
  }

  /** Sound that no phone of this process sends: music, prompts, ringing tone. */
  music(): boolean {
    const blocks = this.#current(musicBlocks);
    const own = tonesSent();
    const musical = blocks.filter(
      (block) => levelOf(powerOf(block)) > silenceDb && shareOf(block, own) < 0.3,
    );
    return musical.length >= 0.75 * musicBlocks;
  }

  silentForMs(): number {
    return nowMs() - this.#loudAt;
  }

  /** Resolves with the time at which what `look` sees was there first: 200 ms before it was clear. */
  async hears(what: string, patience: Patience, look: () => boolean): Promise<number> {
    await this.#until(what, patience, look);
    return this.#audioAt - clearMs;
  }

  async hearsDigits(digits: string, patience: Patience): Promise<void> {
    await this.#until(`the keys ${digits}, has "${this.digits}"`, patience, () =>
      this.digits.includes(digits),
    );
  }

  /**
   * The tones that were clear for 200 ms of the next so many milliseconds of sound, lowest first. It is the sound that
   * is counted, so a stalled process hears the same; only where none comes the clock has the last word.
   */
  async listen(candidates: readonly number[], ms: number): Promise<number[]> {
    const from = this.#heard.total;
    const until = nowMs() + ms + patienceWithGapsMs;
    const timer = setInterval(() => this.#waiters.check(), 20);
    const isOver = (): boolean =>
      this.#heard.total - from >= ms * 8 ||
      (nowMs() >= until && nowMs() - this.#audioAt > patienceWithGapsMs);
    try {
      await this.#until(`${ms} ms of sound`, { timeoutMs: ms + 10_000 }, isOver);
    } finally {
      clearInterval(timer);
    }
    const blocks = this.#heard.blocksSince(from);
    return candidates.filter((hz) => wasClear(blocks, hz)).toSorted((one, other) => one - other);
  }

  /** Silence may be no packets at all, so the clock has to look too. Resolves with the time at which it began. */
  async hearsSilence(lastingMs: number, patience: Patience): Promise<number> {
    const timer = setInterval(() => this.#waiters.check(), 20);
    try {
      await this.#until(`${lastingMs} ms of silence`, patience, () => this.silentForMs() >= lastingMs);
      return nowMs() - this.silentForMs();
    } finally {
      clearInterval(timer);
    }
  }

  #until(what: string, patience: Patience, look: () => boolean): Promise<true> {
    const describe = () => {
      const tones = this.tones(tonesSent()).map(({ hz }) => `${hz} Hz`);
      const now = tones.length > 0 ? tones.join(' + ') : this.music() ? 'music' : 'nothing clear';
      return `${what}; ${this.#whose()} heard ${this.packets} packets, now ${now}`;
    };
    return this.#waiters.until(describe, patience, () => {
      if (look()) return true;
      if (this.#closedAt !== undefined)
        throw new PhoneError('call-ended', `the call ended before ${describe()}`);
      return undefined;
    });
  }

  #current(count: number): Float64Array[] {
    return nowMs() - this.#audioAt > staleMs ? [] : [...this.#heard.blocks(count)];
  }

  #measureGap(at: number): void {
    if (this.#gapFrom === undefined) return;
    this.#longestGapMs = Math.max(this.#longestGapMs, at - this.#gapFrom);
    this.#gapFrom = at;
  }

  #listen({ timestamp, source, payload }: RtpPacket, at: number): void {
    if (this.#audio?.source === source) {
      const missing = ((timestamp - this.#audio.timestamp) >>> 0) - frameSamples;
      this.#heard.appendSilence(missing < mostMissing ? missing : 0);
    } else if (this.#audio) {
      this.#heard.appendSilence(Math.floor((at - this.#audioAt) / 20 - 1) * frameSamples);
    }
    this.#audio = { timestamp, source };
    this.#audioAt = at;
    this.#heard.append(payload);
    if (payload.some(isLoud)) this.#loudAt = at;
  }
}

function wasClear(blocks: readonly Float64Array[], hz: number): boolean {
  let clear = 0;
  for (const block of blocks) {
    const part = tonePowerOf(block, hz);
    clear = levelOf(part) > silenceDb && part > leastShare * powerOf(block) ? clear + 1 : 0;
    if (clear === clearBlocks) return true;
  }
  return false;
}

function shareOf(block: Float64Array, tones: readonly number[]): number {
  const power = powerOf(block);
  return power === 0 ? 0 : tones.reduce((sum, hz) => sum + tonePowerOf(block, hz), 0) / power;
}
