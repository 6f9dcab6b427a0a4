import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CordboardError, messageOf } from '../base/errors.ts';
import { noteLine, officeTextOf } from '../office/import/office-text.ts';
import { importQueuesConf } from '../office/import/queues-conf.ts';
import { showProblem } from '../office/problem.ts';
import { readOffice } from '../office/read.ts';
import type { Command } from './cli.ts';

export const importQueues: Command = {
  usage: 'import <queues.conf> [--into FILE]',
  summary: "make an office file of app_queue's queues, members and announcements",
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { into: { type: 'string' } },
    });
    const [file] = positionals;
    if (file === undefined)
      throw new CordboardError('usage', 'name the file: import /etc/asterisk/queues.conf');
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      throw new CordboardError('file-unreadable', `${file} cannot be read: ${messageOf(error)}`, {
        cause: error,
      });
    });
    const imported = importQueuesConf(text);
    if (imported.queues.length === 0) throw new CordboardError('queues-none', `${file} has no queues`);
    const office = officeTextOf(imported, randomBytes);
    const reading = readOffice(office);
    if (values.into === undefined) console.log(office);
    else {
      await writeFile(values.into, office, { flag: 'wx' }).catch((error: unknown) => {
        throw new CordboardError('file-unwritable', `${values.into} cannot be made: ${messageOf(error)}`, {
          cause: error,
        });
      });
      for (const note of imported.notes) console.error(noteLine(note).trim());
      console.error(
        `${imported.queues.length} queues, ${imported.members.length} agents: read ${values.into}, then apply it`,
      );
    }
    if (reading.ok) return 0;
    // Something in the file is out of the bounds of ours, such as a wrap-up of days.
    for (const problem of reading.problems) console.error(showProblem(values.into ?? 'office', problem));
    return 1;
  },
};
