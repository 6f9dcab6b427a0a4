import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Command } from './cli.ts';
import { ask } from './client.ts';
import { table } from './welcome.ts';

const answer = z.object({
  calls: z.array(
    z.object({
      call: z.string(),
      startedAt: z.number(),
      caller: z.object({ name: z.string(), number: z.string() }),
      dialled: z.string(),
      queue: z.string().nullable(),
      agent: z.string().nullable(),
      waitMs: z.number(),
      talkMs: z.number(),
      disposition: z.string(),
      end: z.string(),
    }),
  ),
});

export const history: Command = {
  usage: 'history [--limit 20] [--json]',
  summary: 'the last calls, the latest first',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { limit: { type: 'string', default: '20' }, json: { type: 'boolean', default: false } },
    });
    const { calls } = await ask(answer, 'GET', `/history?limit=${encodeURIComponent(values.limit)}`);
    const rows = calls.map((row) => [
      new Date(row.startedAt).toISOString(),
      row.caller.number,
      row.dialled,
      row.queue ?? '–',
      row.agent ?? '–',
      (row.waitMs / 1000).toFixed(1),
      (row.talkMs / 1000).toFixed(1),
      row.disposition,
      row.end,
    ]);
    const head = ['Began (UTC)', 'From', 'To', 'Queue', 'Agent', 'Wait s', 'Talk s', 'Result', 'End'];
    console.log(values.json ? JSON.stringify(calls) : table(head, rows).join('\n'));
    return 0;
  },
};
