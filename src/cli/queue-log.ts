import { parseArgs } from 'node:util';
import { z } from 'zod';
import { CordboardError } from '../base/errors.ts';
import type { Command } from './cli.ts';
import { ask } from './client.ts';

const answer = z.object({ lines: z.array(z.string()), next: z.number().nullable() });

export const queueLog: Command = {
  usage: 'queue-log [--from TIME] [--to TIME]',
  summary: 'what app_queue would have logged, for programs that read its queue_log',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { from: { type: 'string' }, to: { type: 'string' } },
    });
    const period = new URLSearchParams();
    if (values.from !== undefined) period.set('from', String(timeOf(values.from)));
    if (values.to !== undefined) period.set('to', String(timeOf(values.to)));
    for (let after: number | null = null; ; ) {
      if (after !== null) period.set('after', String(after));
      // oxlint-disable-next-line no-await-in-loop
      const part: z.output<typeof answer> = await ask(answer, 'GET', `/queue-log?${period.toString()}`);
      if (part.lines.length > 0) process.stdout.write(`${part.lines.join('\n')}\n`);
      if (part.next === null) return 0;
      after = part.next;
    }
  },
};

/** `2026-11-21`, `2026-11-21T08:00` or with a zone; without one it is this machine's time. Throws 'input-wrong'. */
function timeOf(text: string): number {
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00` : text).getTime();
  if (Number.isNaN(at)) throw new CordboardError('input-wrong', `${text} is no time: 2026-11-21T08:00`);
  return at;
}
