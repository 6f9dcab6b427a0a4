import { z } from 'zod';
import { localTime, startOfDay } from '../../base/day.ts';
import { CordboardError } from '../../base/errors.ts';
import type { QueueId } from '../../board/ids.ts';
import { queueWith, type QueueSettings } from '../../board/queue-settings.ts';
import { readAgentFigures } from '../../reports/acd/agent-figures.ts';
import { bordersOf, intervalLengths } from '../../reports/acd/intervals.ts';
import { offersByAgent } from '../../reports/acd/offers-by-agent.ts';
import { readQueueFigures, readTransfers, type Asked } from '../../reports/acd/queue-figures.ts';
import type { FigureRows } from '../../reports/acd/rows.ts';
import { tegsoftRow } from '../../reports/acd/tegsoft.ts';
import { agentMeant } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import { agentField, durationField, queueField, timeField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import { agentFigures, queueFigures, tegsoftFigures } from '../views/figures-view.ts';

const period = {
  from: timeField.optional().describe('the start of the day when it is not given'),
  to: timeField.optional().describe('not later than now, which it is when it is not given'),
  interval: z.enum(intervalLengths).default('whole'),
  timeZone: z.string().max(60).optional().describe('whose hours and days; the office’s when not given'),
};

const shortTalk = durationField.default(10_000).describe('whoever talked less had a short call');

type Period = z.output<z.ZodObject<typeof period>>;

export function figureOperations(exchange: Exchange, rows: FigureRows): Operation[] {
  const { state } = exchange;

  const asked = ({ from, to, interval, timeZone = state.office.timeZone }: Period) => {
    checkTimeZone(timeZone);
    const { now } = exchange;
    const end = Math.min(to ?? now, now);
    const start = from ?? startOfDay(end, timeZone);
    if (start >= end) throw new CordboardError('input-wrong', 'from: it must lie before to, and before now');
    return { borders: bordersOf(start, end, interval, timeZone), now };
  };

  /** A queue that there is no more has its figures by the rules that a queue has when nothing is said of it. */
  const settingsOf = (queue: QueueId): QueueSettings =>
    state.queues.get(queue) ?? queueWith({ id: queue, name: queue });

  const queuesMeant = (queue: QueueId | undefined): readonly QueueSettings[] =>
    queue === undefined ? state.office.queues : [settingsOf(queue)];

  const figuresOf = async (queue: QueueSettings, how: Asked) => ({
    queue: queue.id,
    name: queue.name,
    intervals: await readQueueFigures(rows, state, queue, how),
  });

  return [
    operation({
      name: 'queue-figures',
      summary: 'What queues had of callers, interval by interval, and what agents had of their calls',
      permission: 'supervisor',
      method: 'get',
      path: '/figures/queues',
      input: z.strictObject({
        queue: queueField.optional().describe('all of the office when not given'),
        ...period,
        shortTalkMs: shortTalk,
        recallMs: durationField
          .optional()
          .describe('whoever was answered and comes again within this time was not helped'),
      }),
      output: z.object({ queues: z.array(queueFigures) }),
      run: async (_caller, { queue, shortTalkMs, recallMs, ...time }) => {
        const how = { ...asked(time), shortTalkMs, recallMs: recallMs ?? null };
        return { queues: await inTurn(queuesMeant(queue), (one) => figuresOf(one, how)) };
      },
    }),
    operation({
      name: 'agent-figures',
      summary: 'What agents did, interval by interval: all for supervisors, oneself for agents',
      permission: 'agent',
      method: 'get',
      path: '/figures/agents',
      input: z.strictObject({
        agent: agentField.optional().describe('all of the office when not given; for agents oneself'),
        ...period,
      }),
      output: z.object({ agents: z.array(agentFigures) }),
      run: async (caller, { agent, ...time }) => {
        const how = { ...asked(time), shortTalkMs: 0, recallMs: null };
        const isAll = agent === undefined && caller.role !== 'agent';
        const agents = isAll ? state.office.agents.map(({ id }) => id) : [agentMeant(caller, agent)];
        const { borders, now } = how;
        const transfers = await readTransfers(rows, borders[0] ?? now, now);
        const queues = state.office.queues.map(({ id }) => id);
        const offers = await offersByAgent(rows, queues, borders);
        return {
          agents: await inTurn(agents, async (one) => ({
            agent: one,
            intervals: await readAgentFigures(rows, state, one, how, transfers, offers.get(one) ?? []),
          })),
        };
      },
    }),
    operation({
      name: 'skill-figures',
      summary: 'SL, SLA, AAT and ACHT of queues under the titles and by the formulas of Tegsoft’s reports',
      permission: 'supervisor',
      method: 'get',
      path: '/figures/skills',
      input: z.strictObject({ queue: queueField.optional(), ...period }),
      output: z.object({ skills: z.array(tegsoftFigures) }),
      run: async (_caller, { queue, ...time }) => {
        const how = { ...asked(time), shortTalkMs: 0, recallMs: null };
        const queues = await inTurn(queuesMeant(queue), (one) => figuresOf(one, how));
        return {
          skills: queues.flatMap(({ queue: skill, intervals }) =>
            intervals.map((one) => ({ from: one.from, to: one.to, ...tegsoftRow(skill, one) })),
          ),
        };
      },
    }),
  ];
}

async function inTurn<One, Result>(
  all: readonly One[],
  read: (one: One) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  // oxlint-disable-next-line no-await-in-loop
  for (const one of all) results.push(await read(one));
  return results;
}

function checkTimeZone(timeZone: string): void {
  try {
    localTime(0, timeZone);
  } catch {
    throw new CordboardError('input-wrong', `timeZone: there is no time zone ${timeZone}`);
  }
}
