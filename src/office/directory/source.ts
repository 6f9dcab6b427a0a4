import { unreachable } from '../../base/errors.ts';
import { readCsvDirectory } from './csv-directory.ts';
import type { Reading } from './entry.ts';
import { bytesOf } from './file.ts';
import { readLdap } from './ldap.ts';
import type { DirectorySource } from './schema.ts';
import { decodeText } from './text.ts';
import { readVcardDirectory } from './vcard-directory.ts';

export interface SourceOptions {
  /** Where relative files are. */
  readonly folder: string;
  /** Ends the reading in the midst; its reason is thrown. */
  readonly signal: AbortSignal;
  /** Numbers that one directory may have. */
  readonly most?: number;
}

/**
 * All that a directory's source holds now. Throws 'directory-unreadable' (no such file, no directory in it),
 * 'directory-too-large', or what `readLdap` throws.
 */
export async function readSource(source: DirectorySource, options: SourceOptions): Promise<Reading> {
  switch (source.kind) {
    case 'csv':
      return readCsvDirectory(decodeText(await bytesOf(source.file, options.folder)), source.columns);
    case 'vcard':
      return readVcardDirectory(await bytesOf(source.file, options.folder));
    case 'ldap':
      return readLdap(source, options);
    default:
      return unreachable(source);
  }
}
