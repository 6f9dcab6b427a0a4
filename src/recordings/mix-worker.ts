import { parentPort, workerData } from 'node:worker_threads';
import { mix, type MixJob } from './mix.ts';

/** A thread of its own for each mix: its work delays no call. */
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
parentPort?.postMessage(await mix(workerData as MixJob));
