import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../base/clock.ts';
import { CordboardError, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import type { CampaignId, ContactId, ListId } from '../board/ids.ts';
import type { ContactList, DuplicateScope, NewContact, NewList } from '../board/outbound/stored.ts';
import type { ImportFormat } from './format.ts';
import type { AddedContact, FileProgress, FromThread, ImportJob, ToThread } from './import-job.ts';
import type { Numbering } from './numbers.ts';

/** Where lists are kept. */
export interface ImportStore {
  get(id: ListId): ContactList | undefined;
  create(list: NewList): ListId;
  addUnindexed(
    rules: { readonly list: ListId; readonly duplicates: DuplicateScope; readonly at: number },
    contacts: readonly NewContact[],
  ): readonly AddedContact[];
  index(numbers: readonly (readonly [string, ContactId])[]): void;
  writesInBulk(isBulk: boolean): void;
  finishImport(id: ListId, rejected: number): void;
  startDeletion(id: ListId): void;
  deleteSome(id: ListId, most: number): boolean;
  unfinished(): readonly ListId[];
}

export interface ImportOrder {
  readonly campaign: CampaignId;
  readonly name: string;
  /** It is deleted when it has been read. */
  readonly file: string;
  readonly format: ImportFormat;
  readonly duplicates: DuplicateScope;
  readonly timeZone: string | null;
  /** What its contacts see; null: as the campaign says. */
  readonly callerId?: string | null | undefined;
  /** Of the list, and of contacts that name none. */
  readonly priority: number;
  /** Not called before; null: now. */
  readonly dueAt: number | null;
  readonly by: string;
}

/** How an upload goes. All of it is there at once when it is `done`, and nothing of it when it has `failed`. */
export interface ImportStatus extends FileProgress {
  readonly list: ListId;
  readonly state: 'waiting' | 'reading' | 'indexing' | 'done' | 'failed';
  readonly totalBytes: number;
  readonly accepted: number;
  /** Why it has failed. */
  readonly error: { readonly code: string; readonly message: string } | null;
}

interface Options {
  readonly store: ImportStore;
  /** For uploads on their way and rejected rows. */
  readonly folder: string;
  readonly numbering: () => Numbering;
  /** Ids of the office's agents. */
  readonly agents: () => readonly string[];
  readonly clock: Clock;
  readonly log: Logger;
  /** An upload is there: whoever hands out contacts looks. */
  readonly onDone: (campaign: CampaignId) => void;
}

interface Task {
  readonly order: ImportOrder;
  status: ImportStatus;
  readonly over: PromiseWithResolvers<ImportStatus>;
}

/** Statuses that are remembered. */
const mostRemembered = 200;
const deletedAtOnce = 50;
const longestWaitMs = 50;

/**
 * Brings uploads into lists, one after the other. A thread reads the file; this one only stores, in steps of about a
 * millisecond with as long a pause behind each, so that calls wait for none of them.
 */
export class Importing {
  readonly #options: Options;
  readonly #tasks = new Map<ListId, Task>();
  readonly #waiting: Task[] = [];
  readonly #toDelete: ListId[] = [];
  #running: Promise<void> | null = null;
  #deleting: Promise<void> | null = null;
  #worker: Worker | null = null;
  #isOver = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Does away with what a former process has left by half. */
  async start(): Promise<void> {
    const { folder, store } = this.#options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder))
      if (!isRejects(name)) await rm(join(folder, name), { force: true });
    for (const list of store.unfinished()) this.delete(list);
  }

  /** A name for a file that is to be imported. */
  newFile(): string {
    return join(this.#options.folder, `upload-${crypto.randomUUID()}`);
  }

  /** Rows of a list that were turned down. */
  rejectsFile(list: ListId): string {
    return join(this.#options.folder, `rejects-${list}.csv`);
  }

  /** Begins an upload; `status` tells how it goes. Throws what the store says, such as of a name that is taken. */
  async add(order: ImportOrder): Promise<ImportStatus> {
    if (this.#isOver) throw stopping();
    const { store, clock } = this.#options;
    const { size } = await stat(order.file);
    const { campaign, name, priority, timeZone, callerId, by } = order;
    const at = clock.now();
    const list = store.create({ campaign, name, priority, timeZone, callerId, state: 'importing', at, by });
    const status: ImportStatus = {
      list,
      state: 'waiting',
      totalBytes: size,
      bytes: 0,
      rows: 0,
      accepted: 0,
      rejected: 0,
      error: null,
    };
    const task: Task = { order, status, over: Promise.withResolvers() };
    this.#tasks.set(list, task);
    const [oldest] = this.#tasks.keys();
    if (this.#tasks.size > mostRemembered && oldest !== undefined) this.#tasks.delete(oldest);
    this.#waiting.push(task);
    this.#go();
    return status;
  }

  /** Of an upload of this process; undefined: it is not known any more. */
  status(list: ListId): ImportStatus | undefined {
    return this.#tasks.get(list)?.status;
  }

  /** Resolves when the upload is there, or has failed. */
  async outcome(list: ListId): Promise<ImportStatus> {
    const task = this.#tasks.get(list);
    if (task === undefined) throw new CordboardError('list-unknown', `nothing is known of an upload ${list}`);
    return task.over.promise;
  }

  /** The list is not there any more; its contacts go by and by. */
  delete(list: ListId): void {
    this.#options.store.startDeletion(list);
    this.#toDelete.push(list);
    this.#deleting ??= this.#deleteAll();
  }

  /** Resolves when nothing is left to be deleted. */
  async deleted(): Promise<void> {
    await this.#deleting;
  }

  /** What is under way is broken off; the next start does away with it. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#worker?.terminate();
    await this.#running;
    await this.#deleting;
    for (const task of this.#waiting.splice(0)) this.#fail(task, stopping());
  }

  #go(): void {
    this.#running ??= this.#runAll().finally(() => {
      this.#running = null;
    });
  }

  async #runAll(): Promise<void> {
    while (!this.#isOver) {
      const task = this.#waiting.shift();
      if (task === undefined) return;
      const failure = await this.#run(task).then(
        () => null,
        (error: unknown) => ({ error }),
      );
      await rm(task.order.file, { force: true });
      if (failure !== null) this.#fail(task, failure.error);
      else {
        this.#set(task, { state: 'done' });
        task.over.resolve(task.status);
        this.#options.onDone(task.order.campaign);
      }
    }
  }

  #fail(task: Task, error: unknown): void {
    const { list } = task.status;
    const code = error instanceof CordboardError ? error.code : 'import-failed';
    this.#set(task, { state: 'failed', error: { code, message: messageOf(error) } });
    this.#options.log.warn(
      { list, err: error },
      `the upload ${task.order.name} has failed: ${messageOf(error)}`,
    );
    if (!this.#isOver) this.delete(list);
    task.over.resolve(task.status);
  }

  async #run(task: Task): Promise<void> {
    const { order, status } = task;
    const { store, numbering, agents, clock } = this.#options;
    const { list } = status;
    const at = clock.now();
    const job: ImportJob = {
      file: order.file,
      format: order.format,
      numbering: numbering(),
      timeZone: order.timeZone,
      priority: order.priority,
      dueAt: order.dueAt ?? at,
      agents: agents(),
      onceOnly: order.duplicates !== 'none',
      rejectsFile: this.rejectsFile(list),
    };
    const rules = { list, duplicates: order.duplicates, at };
    this.#set(task, { state: 'reading' });
    store.writesInBulk(true);
    const progress = await this.#withThread(job, (message): ToThread => {
      if (message.kind === 'contacts') {
        const added = store.addUnindexed(rules, message.contacts);
        const taken = added.filter((one) => 'id' in one).length;
        this.#set(task, { ...message.progress, accepted: task.status.accepted + taken });
        return added;
      }
      store.index(message.numbers);
      this.#set(task, { state: 'indexing' });
      return [];
    }).finally(() => store.writesInBulk(false));
    this.#set(task, progress);
    store.finishImport(list, task.status.rejected);
    if (task.status.rejected === 0) await rm(this.rejectsFile(list), { force: true });
  }

  async #withThread(
    job: ImportJob,
    step: (message: Extract<FromThread, { kind: 'contacts' | 'index' }>) => ToThread,
  ): Promise<FileProgress> {
    const worker = new Worker(new URL('./import-worker.ts', import.meta.url), { workerData: job });
    this.#worker = worker;
    const { promise, resolve, reject } = Promise.withResolvers<FileProgress>();
    // One after the other: each waits for the pause of the one before.
    const carryOut = async (
      before: Promise<unknown>,
      message: Extract<FromThread, { kind: 'contacts' | 'index' }>,
    ): Promise<void> => {
      await before;
      const began = performance.now();
      const answer = step(message);
      const took = performance.now() - began;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
      worker.postMessage(answer);
      await wait(Math.min(longestWaitMs, Math.max(1, took)));
    };
    let steps: Promise<unknown> = Promise.resolve();
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'failed') reject(new CordboardError(message.code, message.message));
      else if (message.kind === 'done') resolve(message.progress);
      else steps = carryOut(steps, message).catch(reject);
    });
    worker.once('error', reject);
    worker.once('exit', (code) =>
      reject(new CordboardError('import-broken-off', `the import was broken off (${code})`)),
    );
    try {
      return await promise;
    } finally {
      this.#worker = null;
      await worker.terminate();
    }
  }

  async #deleteAll(): Promise<void> {
    const { store, log } = this.#options;
    try {
      while (!this.#isOver) {
        const [list] = this.#toDelete;
        if (list === undefined) break;
        if (store.deleteSome(list, deletedAtOnce)) {
          this.#toDelete.shift();
          await rm(this.rejectsFile(list), { force: true });
        }
        await wait(2);
      }
    } catch (error) {
      // The ledger cannot be written; the next start goes on.
      log.error({ err: error }, `lists could not be deleted: ${messageOf(error)}`);
    } finally {
      this.#deleting = null;
    }
  }

  #set(task: Task, news: Partial<ImportStatus>): void {
    task.status = { ...task.status, ...news };
  }
}

function isRejects(name: string): boolean {
  return /^rejects-\d+\.csv$/.test(name);
}

function stopping(): CordboardError {
  return new CordboardError('stopping', 'Cordboard is being stopped');
}
