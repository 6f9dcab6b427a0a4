import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { CordboardError, messageOf } from '../base/errors.ts';
import { showChange } from '../office/diff.ts';
import { showProblem } from '../office/problem.ts';
import { readOffice } from '../office/read.ts';
import type { Command } from './cli.ts';
import { ask } from './client.ts';

const changes = z.array(z.object({ sign: z.enum(['+', '~', '-']), text: z.string() }));

export const apply: Command = {
  usage: 'apply <office.yaml> [--dry-run]',
  summary: 'check an office file, show what it changes, put it in force while calls go on',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean', default: false } },
    });
    const [file] = positionals;
    if (file === undefined) throw new CordboardError('usage', 'name the office file: apply data/office.yaml');
    const yaml = await readFile(file, 'utf8').catch((error: unknown) => {
      throw new CordboardError('file-unreadable', `${file} cannot be read: ${messageOf(error)}`, {
        cause: error,
      });
    });
    const reading = readOffice(yaml);
    if (!reading.ok) {
      for (const problem of reading.problems) console.error(showProblem(file, problem));
      return 1;
    }
    const plan = await ask(z.object({ changes }), 'POST', '/office/plan', { yaml });
    const changing = plan.changes.length > 0;
    if (!changing) console.log('Nothing changes.');
    for (const change of plan.changes) console.log(showChange(change));
    if (values['dry-run']) return 0;
    // Even so: it may not have reached Asterisk, or the board, the last time.
    const applied = await ask(
      z.object({ version: z.int(), warnings: z.array(z.string()) }),
      'PUT',
      '/office',
      { yaml },
    );
    for (const warning of applied.warnings) console.error(warning);
    if (changing) console.log(`In force as version ${applied.version}.`);
    return applied.warnings.length === 0 ? 0 : 1;
  },
};
