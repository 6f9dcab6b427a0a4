import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { schedule } from 'node-cron';
import type { Clock } from '../base/clock.ts';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';

/** When few people call. */
const nightly = '30 3 * * *';
const backupsKept = 7;
const isBackup = /^cordboard-\d{4}-\d{2}-\d{2}\.db$/;

interface ChoreParts {
  /** Where the copies of the ledger go. */
  readonly folder: string;
  readonly timeZone: string;
  readonly backup: (file: string) => Promise<void>;
  readonly forgetSessions: (at: number) => void;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What is done every night in the office's time zone. The returned function ends it. */
export function scheduleChores(parts: ChoreParts): () => Promise<void> {
  const run = async (): Promise<void> => {
    try {
      await doChores(parts);
    } catch (error) {
      parts.log.error({ err: error }, `the nightly backup failed: ${messageOf(error)}`);
    }
  };
  const task = schedule(nightly, run, { timezone: parts.timeZone, noOverlap: true });
  return async () => {
    await task.destroy();
  };
}

/** Copies the ledger while calls go on, keeps the last copies, and forgets sessions that are over. */
export async function doChores({ folder, backup, forgetSessions, clock, log }: ChoreParts): Promise<void> {
  const now = clock.now();
  forgetSessions(now);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `cordboard-${new Date(now).toISOString().slice(0, 10)}.db`);
  await backup(file);
  const copies = (await readdir(folder)).filter((name) => isBackup.test(name)).toSorted(byName);
  for (const name of copies.slice(0, -backupsKept)) await rm(join(folder, name));
  log.info({ file }, 'the ledger was copied');
}

function byName(a: string, b: string): number {
  return a < b ? -1 : 1;
}
