import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CordboardError } from '../base/errors.ts';
import type { Caller } from './caller.ts';
import type { Audio, AudioDesk } from './operations/recordings.ts';

/** Makes MP3 of a recording's file; both are below the folder of recordings. */
export interface ToMp3 {
  toMp3(file: string): Promise<string>;
}

/** Formats in which recordings can be asked for. */
export type SoundEnding = 'mp3' | 'gsm';

/** Recordings for those who ask for a certain format: what there is on the disk beside the file that the ledger names. */
export class RecordedSound {
  readonly #desk: AudioDesk;
  readonly #conversions: ToMp3;

  constructor(desk: AudioDesk, conversions: ToMp3) {
    this.#desk = desk;
    this.#conversions = conversions;
  }

  /**
   * The file in this format. What was recorded as WAV has no file in any of them: its MP3 is made when it is asked for
   * the first time. Rejects with 'not-signed-in', 'recording-unknown', 'recording-not-ready'.
   */
  async give(caller: Caller | null, recording: string, ending: SoundEnding): Promise<Audio> {
    const { folder, file } = this.#desk.look(caller, recording);
    const wanted = `${file.slice(0, file.lastIndexOf('.'))}.${ending}`;
    const isThere = existsSync(join(folder, wanted));
    if (!isThere && ending === 'mp3' && file.toLowerCase().endsWith('.wav')) {
      await this.#conversions.toMp3(file);
    } else if (!isThere) {
      throw new CordboardError('recording-not-ready', `there is no ${ending} file of recording ${recording}`);
    }
    return this.#desk.give(caller, recording, 'mix', wanted);
  }

  /** Makes an MP3 file unless there is one. Rejects as `give`, and with 'recording-gone'. */
  async convert(caller: Caller | null, recording: string): Promise<void> {
    await this.#conversions.toMp3(this.#desk.look(caller, recording).file);
  }
}
