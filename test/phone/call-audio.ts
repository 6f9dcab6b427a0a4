import type { HeardTone } from './media/ear.ts';
import type { Media } from './media/media.ts';
import { pcm, readPcm, silence, tone, tonesSent } from './media/sound.ts';
import type { Patience } from './waiting.ts';

/** What can be said into a call and heard in it. */
export abstract class CallAudio {
  protected readonly media: Media;

  protected constructor(media: Media) {
    this.media = media;
  }

  sendTone(hz: number): void {
    this.media.mouth.say(tone(hz));
  }

  sendSilence(): void {
    this.media.mouth.say(silence);
  }

  /** No packets at all, as from a phone whose network is gone. */
  sendNothing(): void {
    this.media.mouth.say(undefined);
  }

  /** Samples, or a file of them, at 8 kHz mono 16-bit; nothing after their end. */
  sendPcm(source: string | Int16Array): void {
    this.media.mouth.say(pcm(typeof source === 'string' ? readPcm(source) : source));
  }

  /** Resolves when the last key is out. */
  sendDtmf(
    digits: string,
    { toneMs = 100, pauseMs = 60 }: { toneMs?: number; pauseMs?: number } = {},
  ): Promise<void> {
    return this.media.mouth.press(digits, toneMs, pauseMs);
  }

  /** The keys heard so far. */
  get digits(): string {
    return this.media.ear.digits;
  }

  hearsDigits(digits: string, patience: Patience = {}): Promise<void> {
    return this.media.ear.hearsDigits(digits, patience);
  }

  /** The tones that have been clear for the last 200 ms; of those that phones of this process send, if not told. */
  hears(candidates: readonly number[] = tonesSent()): HeardTone[] {
    return this.media.ear.tones(candidates);
  }

  /** Resolves, when the tone has been clear for 200 ms, with the time at which it began. */
  hearsTone(hz: number, patience: Patience = {}): Promise<number> {
    return this.media.ear.hears(`${hz} Hz`, patience, () => this.media.ear.tones([hz]).length > 0);
  }

  /** Each of the tones and, for the same 200 ms, nothing else; silence when the list is empty. */
  async hearsOnly(tones: readonly number[], patience: Patience = {}): Promise<number> {
    if (tones.length === 0) return this.media.ear.hearsSilence(200, patience);
    const what = `only ${tones.map((hz) => `${hz} Hz`).join(' + ')}`;
    return this.media.ear.hears(what, patience, () => this.media.ear.onlyTones(tones));
  }

  /**
   * Which of these tones are heard within the next milliseconds of sound, lowest first: each that is clear for 200 ms
   * of them. For saying that somebody is not heard; that somebody is, `hearsTone` says sooner.
   */
  listen(candidates: readonly number[], ms = 400): Promise<number[]> {
    return this.media.ear.listen(candidates, ms);
  }

  /** Sound that no phone of this process sends: music, prompts, ringing tone. */
  hearsMusic(patience: Patience = {}): Promise<number> {
    return this.media.ear.hears('music', patience, () => this.media.ear.music());
  }

  /** Has there been silence, or nothing at all, for so long? */
  silentFor(ms: number): boolean {
    return this.media.ear.silentForMs() >= ms;
  }

  async hearsSilence(ms: number, patience: Patience = {}): Promise<void> {
    await this.media.ear.hearsSilence(ms, patience);
  }

  /** From here on `longestGapMs()` measures; the answer marks too. */
  mark(): void {
    this.media.ear.mark();
  }

  /** The longest time without a packet since the mark. */
  longestGapMs(): number {
    return this.media.ear.longestGapMs;
  }

  /** The last 20 s of what was heard (`keepHeardMs`), 8 kHz. */
  heardSamples(): Int16Array {
    return this.media.ear.samples;
  }

  get packets(): { readonly sent: number; readonly heard: number; readonly lost: number } {
    return { sent: this.media.mouth.packets, heard: this.media.ear.packets, lost: this.media.ear.lost };
  }
}
