import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CordboardError } from '../base/errors.ts';
import { mixInThread, type MixThread } from './mix-thread.ts';

/** Endings of what can be read again; LAME cannot. */
const sources = ['gsm', 'wav', 'WAV'] as const;

/** Makes MP3 of recordings that are there in another format, beside them; one after the other, and none twice. */
export class Conversions {
  readonly #folder: string;
  readonly #running = new Map<string, Promise<string>>();
  #last: Promise<unknown> = Promise.resolve();
  #thread: MixThread | null = null;
  #isOver = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** `file` is a recording below the folder, in any format; resolves with its MP3 file. Rejects with 'recording-gone'. */
  toMp3(file: string): Promise<string> {
    const name = file.slice(0, file.lastIndexOf('.'));
    const target = `${name}.mp3`;
    const running = this.#running.get(target);
    if (running !== undefined) return running;
    if (existsSync(join(this.#folder, target))) return Promise.resolve(target);
    const ending = sources.find((one) => existsSync(join(this.#folder, `${name}.${one}`)));
    if (ending === undefined) {
      return Promise.reject(
        new CordboardError('recording-gone', 'no file of this recording is there any more'),
      );
    }
    const made = this.#last.then(() => this.#convert(`${name}.${ending}`, target));
    this.#last = made.catch(() => {});
    this.#running.set(target, made);
    const forget = (): void => void this.#running.delete(target);
    made.then(forget, forget);
    return made;
  }

  /** What is under way is broken off. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#thread?.stop();
    await this.#last;
  }

  async #convert(source: string, target: string): Promise<string> {
    if (this.#isOver) throw new CordboardError('stopping', 'Cordboard is ending');
    const thread = mixInThread({
      tracks: [{ path: join(this.#folder, source), offsetMs: 0, side: 'left' }],
      mono: { path: join(this.#folder, target), format: 'mp3' },
      stereo: null,
    });
    this.#thread = thread;
    try {
      await thread.done;
      return target;
    } finally {
      this.#thread = null;
    }
  }
}
