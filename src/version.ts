import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { version: found } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
  version: string;
};

/** Cordboard's own. */
export const version = found;
