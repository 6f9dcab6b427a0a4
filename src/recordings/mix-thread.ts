import { Worker } from 'node:worker_threads';
import { CordboardError } from '../base/errors.ts';
import type { MixJob } from './mix.ts';

export interface MixThread {
  /** Rejects as `mix` does, and with 'mixing-broken-off' when the thread ended before its work did. */
  readonly done: Promise<{ readonly durationMs: number }>;
  /** What it has not finished is not there. */
  stop(): Promise<void>;
}

/** Mixes in a thread of its own, which delays no call. */
export function mixInThread(job: MixJob): MixThread {
  const worker = new Worker(new URL('./mix-worker.ts', import.meta.url), { workerData: job });
  const stop = async (): Promise<void> => {
    await worker.terminate();
  };
  return { done: resultOf(worker).finally(() => void stop()), stop };
}

function resultOf(worker: Worker): Promise<{ readonly durationMs: number }> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) =>
      reject(new CordboardError('mixing-broken-off', `the mixing thread ended with ${code}`)),
    );
  });
}
