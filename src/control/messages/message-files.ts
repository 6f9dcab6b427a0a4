import { access, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CordboardError, messageOf } from '../../base/errors.ts';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import type { MessageRow } from '../../board/account.ts';
import type { BoardState } from '../../board/state.ts';
import type { Entry, Exchange } from '../exchange.ts';
import { mailOf, soundFiles } from './mail.ts';

/** What is needed of the ledger. */
export interface MessageStore {
  get(message: string): MessageRow | undefined;
  /** The latest first. */
  present(phone?: string): readonly MessageRow[];
  deletedSince(at: number): readonly MessageRow[];
}

interface MessageFilesOptions {
  readonly exchange: Exchange;
  readonly store: MessageStore;
  /** Asterisk's recordings, where this process can read and write them; null when it cannot. */
  readonly folder: string | null;
  /** What the office is called just then. */
  readonly officeName: () => string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What a crash may have left undone is looked for this far back. */
const lookBackMs = 30 * 86_400_000;

/** The files of messages: writes the mail beside each that is left, and removes what is deleted. */
export class MessageFiles {
  readonly #options: MessageFilesOptions;
  readonly #end: () => void;
  /** One after the other. */
  #last: Promise<void> = Promise.resolve();

  constructor(options: MessageFilesOptions) {
    this.#options = options;
    this.#end = options.exchange.listen((entries) => this.#heed(entries));
    this.#next('what the last process left undone', () => this.#catchUp());
  }

  /** What is under way is finished. */
  async stop(): Promise<void> {
    this.#end();
    await this.#last;
  }

  /** Resolves when what has been stored so far is done. */
  settled(): Promise<void> {
    return this.#last;
  }

  /** Throws 'message-file-gone'. */
  async read(
    message: MessageRow,
    what: 'audio' | 'mail',
  ): Promise<{ readonly name: string; readonly type: string; readonly bytes: Buffer }> {
    const { ending, type } = soundFiles[message.format];
    const { folder } = this.#options;
    const [path, mime] =
      what === 'audio' ? [`${message.file}.${ending}`, type] : [`${message.file}.eml`, 'message/rfc822'];
    try {
      if (folder === null) throw new Error('the recordings of this Asterisk are not here');
      return {
        name: path.slice(path.lastIndexOf('/') + 1),
        type: mime,
        bytes: await readFile(join(folder, path)),
      };
    } catch (cause) {
      throw new CordboardError('message-file-gone', `the ${what} of message ${message.id} cannot be read`, {
        cause,
      });
    }
  }

  #heed(entries: readonly Entry[]): void {
    for (const { fact } of entries) {
      if (fact.kind !== 'message.left' && fact.kind !== 'message.deleted') continue;
      const { kind, message } = fact;
      this.#next(message, () => this.#carryOut(kind, message));
    }
  }

  /** Whatever becomes of it, what comes after it is done. */
  #next(what: string, work: () => Promise<void>): void {
    this.#last = this.#last.then(work).catch((error: unknown) => {
      this.#options.log.error({ err: error, about: what }, 'the files of messages could not be seen to');
    });
  }

  async #carryOut(kind: 'message.left' | 'message.deleted', id: string): Promise<void> {
    const row = this.#options.store.get(id);
    if (row === undefined) return;
    if (kind === 'message.left') await this.#write(row);
    else await this.#remove(row);
  }

  /** Of messages that were left or deleted just before the last process ended. */
  async #catchUp(): Promise<void> {
    const { store, clock, folder } = this.#options;
    if (folder === null) return;
    for (const row of store.deletedSince(clock.now() - lookBackMs)) await this.#remove(row);
    for (const row of store.present()) {
      const isThere = await access(join(folder, `${row.file}.eml`)).then(
        () => true,
        () => false,
      );
      if (!isThere) await this.#write(row);
    }
  }

  async #write(message: MessageRow): Promise<void> {
    const { folder, exchange, officeName, log } = this.#options;
    if (folder === null) return;
    const path = join(folder, `${message.file}.eml`);
    try {
      const { bytes } = await this.read(message, 'audio');
      const state: Readonly<BoardState> = exchange.state;
      const phone = state.phones.get(message.phone);
      const mail = mailOf({
        message,
        audio: bytes,
        office: officeName(),
        owner: phone?.name ?? '',
        email: phone?.email ?? null,
        timeZone: state.office.timeZone,
      });
      // Whoever collects these files finds none that is half written.
      await writeFile(`${path}.part`, mail, { mode: 0o600 });
      await rename(`${path}.part`, path);
    } catch (error) {
      log.error(
        { message: message.id, reason: messageOf(error) },
        'the mail of a message could not be written',
      );
    }
  }

  async #remove(message: MessageRow): Promise<void> {
    const { folder, log } = this.#options;
    if (folder === null) return;
    const { ending } = soundFiles[message.format];
    try {
      for (const end of [ending, 'eml', 'eml.part'])
        await rm(join(folder, `${message.file}.${end}`), { force: true });
    } catch (error) {
      log.error({ message: message.id, reason: messageOf(error) }, 'a deleted message could not be removed');
    }
  }
}
