import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Everything that set-up says goes to standard error: standard output belongs to the command's result. */
export const say = (line) => process.stderr.write(`${line}\n`);

/** An error that a person can mend; shown without a stack. */
export class SetupError extends Error {}

/**
 * Runs `work` while no other process holds the lock for the same subject (a path).
 * The lock is a folder, which only one process can create; a lock whose owner has died is taken over.
 */
export async function withLock(subject, work) {
  const name = createHash('sha256').update(subject).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `cordboard-${userInfo().uid}-${name}.lock`);
  for (let told = false; !(await acquire(folder)); await sleep(100)) {
    if (!told) say(`Waiting for another Cordboard that is setting up ${subject} …`);
    told = true;
  }
  try {
    return await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function acquire(folder) {
  try {
    await mkdir(folder);
    await writeFile(join(folder, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (await abandoned(folder)) await rm(folder, { recursive: true, force: true });
  return false;
}

async function abandoned(folder) {
  try {
    const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
    process.kill(pid, 0);
    return false;
  } catch (error) {
    if (error.code === 'EPERM') return false;
    if (error.code !== 'ENOENT') return true;
  }
  // No pid yet: its owner is about to write it, or died in that very moment.
  const made = await stat(folder).catch(() => undefined);
  return made !== undefined && Date.now() - made.mtimeMs > 5_000;
}
