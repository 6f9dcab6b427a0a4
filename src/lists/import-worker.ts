import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { CordboardError, messageOf } from '../base/errors.ts';
import type { ContactId } from '../board/ids.ts';
import type { NewContact } from '../board/outbound/stored.ts';
import { readContact } from './contact-row.ts';
import type { Reject } from './format.ts';
import type { FileProgress, FromThread, ImportJob, ToThread } from './import-job.ts';
import { Numbers } from './numbers.ts';
import { rowsOfFile } from './rows-of-file.ts';
import { csvLine } from './write-csv.ts';

/** Contacts in one step: about a millisecond of the main thread. */
const stepLength = 100;
const indexStepLength = 400;
/** Steps on their way at once. */
const mostUnanswered = 4;

class Import {
  readonly #job: ImportJob;
  readonly #port: MessagePort;
  readonly #rejects;
  readonly #numbers: string[] = [];
  readonly #owners: ContactId[] = [];
  /** With the line that had it first. */
  readonly #seen = new Map<string, number>();
  readonly #sent: { readonly contacts: readonly NewContact[]; readonly lines: readonly number[] }[] = [];
  #contacts: NewContact[] = [];
  #lines: number[] = [];
  #unanswered = 0;
  #bytes = 0;
  #rows = 0;
  #rejected = 0;

  constructor(job: ImportJob, port: MessagePort) {
    this.#job = job;
    this.#port = port;
    this.#rejects = createWriteStream(job.rejectsFile, { mode: 0o600 });
    this.#rejects.write(csvLine(['line', 'column', 'rule', 'value', 'detail']));
    port.on('message', (answer: ToThread) => this.#answered(answer));
  }

  async run(): Promise<void> {
    const { file, format, numbering, agents, timeZone, priority, dueAt } = this.#job;
    const rules = {
      numbers: new Numbers(numbering),
      timeZone,
      priority,
      dueAt,
      agents: agents && new Set(agents),
    };
    const count = (bytes: number) => {
      this.#bytes += bytes;
    };
    for await (const row of rowsOfFile(file, format, count)) {
      this.#rows += 1;
      const contact = 'rule' in row ? row : readContact(row, rules);
      if ('rule' in contact) this.#reject(contact);
      else if (!this.#isTwin(contact, row.line)) {
        this.#contacts.push(contact);
        this.#lines.push(row.line);
        if (this.#contacts.length === stepLength) await this.#sendContacts();
      }
    }
    if (this.#contacts.length > 0) await this.#sendContacts();
    await this.#until(0);
    await this.#sendNumbers();
    this.#rejects.end();
    await finished(this.#rejects);
    this.#post({ kind: 'done', progress: this.#progress });
  }

  get #progress(): FileProgress {
    return { bytes: this.#bytes, rows: this.#rows, rejected: this.#rejected };
  }

  #isTwin({ numbers }: NewContact, line: number): boolean {
    if (!this.#job.onceOnly) return false;
    for (const { number } of numbers) {
      const first = this.#seen.get(number);
      if (first === undefined) continue;
      const detail = `is there already: line ${first}`;
      this.#reject({ line, column: '', rule: 'duplicate', value: number, detail });
      return true;
    }
    for (const { number } of numbers) this.#seen.set(number, line);
    return false;
  }

  #reject({ line, column, rule, value, detail }: Reject): void {
    this.#rejected += 1;
    this.#rejects.write(csvLine([String(line), column, rule, value, detail]));
  }

  async #sendContacts(): Promise<void> {
    const contacts = this.#contacts;
    this.#sent.push({ contacts, lines: this.#lines });
    this.#contacts = [];
    this.#lines = [];
    this.#post({ kind: 'contacts', contacts, progress: this.#progress });
    this.#unanswered += 1;
    await this.#until(mostUnanswered - 1);
  }

  async #sendNumbers(): Promise<void> {
    const order = new Uint32Array(this.#numbers.length).map((_, index) => index);
    const numbers = this.#numbers;
    order.sort((a, b) => ((numbers[a] ?? '') < (numbers[b] ?? '') ? -1 : 1));
    for (let from = 0; from < order.length; from += indexStepLength) {
      const step = [...order.subarray(from, from + indexStepLength)].map(
        (index) => [numbers[index] ?? '', this.#owners[index] ?? (0 as ContactId)] as const,
      );
      this.#post({ kind: 'index', numbers: step, left: Math.max(0, order.length - from - indexStepLength) });
      this.#unanswered += 1;
      await this.#until(mostUnanswered - 1);
    }
    await this.#until(0);
  }

  #answered(added: ToThread): void {
    this.#unanswered -= 1;
    const sent = this.#sent.shift();
    if (sent === undefined) return;
    for (const [index, one] of added.entries()) {
      const line = sent.lines[index] ?? 0;
      if ('rule' in one) {
        this.#reject({ line, column: '', rule: one.rule, value: one.number, detail: one.detail });
        continue;
      }
      for (const { number } of sent.contacts[index]?.numbers ?? []) {
        this.#numbers.push(number);
        this.#owners.push(one.id);
      }
    }
  }

  async #until(most: number): Promise<void> {
    while (this.#unanswered > most) await once(this.#port, 'message');
  }

  #post(message: FromThread): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
    this.#port.postMessage(message);
  }
}

const port = parentPort;
// Only ever started as a thread.
if (port === null) throw new Error('the import is a thread of the program');
try {
  await new Import(workerData as ImportJob, port).run();
} catch (error) {
  const code = error instanceof CordboardError ? error.code : 'import-failed';
  port.postMessage({ kind: 'failed', code, message: messageOf(error) } satisfies FromThread);
} finally {
  port.close();
}
