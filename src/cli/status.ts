import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Command } from './cli.ts';
import { ask } from './client.ts';
import { table } from './welcome.ts';

const health = z.object({
  version: z.string(),
  uptimeMs: z.number(),
  ledger: z.object({ ok: z.boolean(), problem: z.string().nullable() }),
  line: z.object({ up: z.boolean() }),
});
const queues = z.object({
  queues: z.array(
    z.object({
      name: z.string(),
      state: z.enum(['running', 'suspended', 'stopped']),
      waiting: z.number(),
      longestWaitMs: z.number(),
      talking: z.number(),
      agents: z.object({ ready: z.number() }),
    }),
  ),
});
const agents = z.object({
  at: z.number().optional(),
  agents: z.array(
    z.object({
      agent: z.string(),
      state: z.string(),
      reason: z.string().nullable(),
      since: z.number(),
      call: z.string().nullable(),
      phone: z.string().nullable(),
    }),
  ),
});
const callbacks = z.object({
  callbacks: z.array(
    z.object({
      call: z.string(),
      at: z.number(),
      queue: z.string(),
      caller: z.object({ name: z.string(), number: z.string() }),
    }),
  ),
});

export const status: Command = {
  usage: 'status [--json]',
  summary: 'how the office is: queues, agents, call-backs',
  async run(args) {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } });
    const found = {
      health: await ask(health, 'GET', '/health'),
      ...(await ask(queues, 'GET', '/queues')),
      ...(await ask(agents, 'GET', '/agents')),
      ...(await ask(callbacks, 'GET', '/callbacks')),
    };
    console.log(values.json ? JSON.stringify(found) : show(found).join('\n'));
    return found.health.ledger.ok && found.health.line.up ? 0 : 1;
  },
};

function show(found: {
  health: z.output<typeof health>;
  queues: z.output<typeof queues>['queues'];
  agents: z.output<typeof agents>['agents'];
  callbacks: z.output<typeof callbacks>['callbacks'];
}): string[] {
  const { version, uptimeMs, ledger, line } = found.health;
  return [
    `Cordboard ${version}, up ${seconds(uptimeMs)}; Asterisk ${line.up ? 'connected' : 'NOT CONNECTED'}; ledger ${ledger.problem ?? 'fine'}`,
    '',
    ...table(
      ['Queue', 'Waiting', 'Longest', 'Talking', 'Free agents'],
      found.queues.map(({ name, state, waiting, longestWaitMs, talking, agents: { ready } }) => [
        state === 'running' ? name : `${name} (${state})`,
        String(waiting),
        seconds(longestWaitMs),
        String(talking),
        String(ready),
      ]),
    ),
    '',
    ...table(
      ['Agent', 'State', 'For', 'Phone', 'Call'],
      found.agents.map(({ agent, state, reason, since, phone, call }) => [
        agent,
        reason === null ? state : `${state}: ${reason}`,
        seconds(Date.now() - since),
        phone ?? '–',
        call ?? '–',
      ]),
    ),
    ...(found.callbacks.length === 0
      ? []
      : [
          '',
          ...table(
            ['To call back', 'Queue', 'Cut off'],
            found.callbacks.map(({ caller, queue, at }) => [
              `${caller.name} ${caller.number}`.trim(),
              queue,
              new Date(at).toISOString(),
            ]),
          ),
        ]),
  ];
}

function seconds(ms: number): string {
  return `${Math.max(0, Math.round(ms / 1000))} s`;
}
