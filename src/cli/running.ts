import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * What a running Cordboard leaves in its data folder for the other commands: where it is, and a token for whoever
 * may read that folder (the file is its owner's only).
 */
const runningSchema = z.object({
  pid: z.int(),
  api: z.url(),
  /** Of the local admin. It ends with the process. */
  token: z.string(),
  /** The embedded Asterisk's, or null with one of the office's own. */
  sip: z.object({ host: z.string(), port: z.int() }).nullable(),
  ari: z.object({ url: z.url(), user: z.string(), password: z.string() }).nullable(),
});

export type Running = z.infer<typeof runningSchema>;

const fileIn = (dataDir: string): string => join(dataDir, 'running.json');

export async function writeRunning(dataDir: string, running: Running): Promise<void> {
  const file = fileIn(dataDir);
  await writeFile(`${file}.new`, JSON.stringify(running), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export async function removeRunning(dataDir: string): Promise<void> {
  await rm(fileIn(dataDir), { force: true });
}

/** null when no Cordboard runs with this data folder. */
export async function readRunning(dataDir: string): Promise<Running | null> {
  try {
    const running = runningSchema.parse(JSON.parse(await readFile(fileIn(dataDir), 'utf8')));
    process.kill(running.pid, 0);
    return running;
  } catch {
    return null;
  }
}
