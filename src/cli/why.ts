import { parseArgs } from 'node:util';
import { z } from 'zod';
import { CordboardError } from '../base/errors.ts';
import type { Command } from './cli.ts';
import { ask } from './client.ts';
import { table } from './welcome.ts';

const answer = z.object({
  call: z.string(),
  waits: z
    .object({
      queue: z.string(),
      position: z.number(),
      waitMs: z.number(),
      priority: z.number(),
      ringing: z.array(z.string()),
      agents: z.array(z.object({ agent: z.string(), words: z.string() })),
    })
    .nullable(),
  decisions: z.array(z.object({ at: z.number(), words: z.string() })),
});

export const why: Command = {
  usage: 'why CALL [--json]',
  summary: 'why a call waits, and why each offer went to that agent',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
    const [call, ...more] = positionals;
    if (call === undefined || more.length > 0) {
      throw new CordboardError('usage', 'name one call: npm run cordboard -- why CALL');
    }
    const found = await ask(answer, 'GET', `/calls/${encodeURIComponent(call)}/why`);
    console.log(values.json ? JSON.stringify(found) : inLines(found).join('\n'));
    return 0;
  },
};

function inLines({ decisions, waits }: z.infer<typeof answer>): string[] {
  const story = decisions.map(({ at, words }) => [new Date(at).toISOString().slice(11, 23), words]);
  const lines = table(['UTC', 'What, and why'], story);
  if (waits === null) return lines;
  const { queue, position, waitMs, priority, ringing, agents } = waits;
  const state = `Waits in ${queue} for ${Math.round(waitMs / 1_000)} s, number ${position}, priority ${priority}`;
  return [
    ...lines,
    '',
    ringing.length === 0 ? `${state}.` : `${state}; it rings at ${ringing.join(', ')}.`,
    ...table(
      ['Agent', 'Is'],
      agents.map(({ agent, words }) => [agent, words]),
    ),
  ];
}
