import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CordboardError, messageOf } from '../../base/errors.ts';

const mostBytes = 10 * 1024 * 1024;

/**
 * A file that an office names; relative ones are in the folder. Throws 'directory-unreadable', or
 * 'directory-too-large' above 10 MB.
 */
export async function bytesOf(file: string, folder: string): Promise<Uint8Array> {
  const path = resolve(folder, file);
  try {
    const facts = await stat(path);
    // A device has no end, and a pipe may have no beginning.
    if (!facts.isFile()) throw new Error('it is not a file');
    if (facts.size > mostBytes) {
      const most = mostBytes / 1024 / 1024;
      throw new CordboardError('directory-too-large', `${file} is larger than ${most} MB`, {
        details: { mostBytes },
      });
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof CordboardError) throw error;
    throw new CordboardError('directory-unreadable', `${file} cannot be read (${messageOf(error)})`, {
      cause: error,
    });
  }
}
