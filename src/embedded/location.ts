import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CordboardError } from '../base/errors.ts';

/** Where the Asterisk is that may be run; `command` is the start of each of its command lines. */
export interface AsteriskLocation {
  readonly origin: 'path' | 'private';
  readonly version: string;
  readonly command: readonly string[];
  readonly modulesDir: string;
  readonly dataDir: string;
}

/** tools/run.mjs hands it on in the environment; without that, the same set-up is run here. */
export async function locateAsterisk(): Promise<AsteriskLocation> {
  const given = process.env['CORDBOARD_ASTERISK'];
  if (given) return JSON.parse(given) as AsteriskLocation;
  const setup = join(import.meta.dirname, '../../tools/setup/asterisk.mjs');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [setup]);
    return JSON.parse(stdout) as AsteriskLocation;
  } catch (cause) {
    const { stderr, message } = cause as { stderr?: string; message: string };
    throw new CordboardError('no-asterisk', stderr?.trim() || message, { cause });
  }
}
