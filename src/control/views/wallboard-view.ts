import { z } from 'zod';
import { queueStateOf } from '../../board/acd/queue-state.ts';
import { shownState } from '../../board/agent/agent.ts';
import { isAfar } from '../../board/call/call.ts';
import type { QueueSettings } from '../../board/queue-settings.ts';
import type { BoardState } from '../../board/state.ts';
import type { LiveVisits } from '../../reports/acd/live-visits.ts';
import { agentField, queueField, timeField } from '../fields.ts';

const count = z.int().min(0);
const counts = z.object({
  offered: count,
  answered: count,
  abandoned: count.describe('however soon'),
  serviceLevel: z.number().nullable().describe('0 to 1, by the queue’s variant; null: nobody came'),
});

export const wallboardOutput = z.object({
  at: timeField,
  queue: queueField,
  name: z.string(),
  state: z.enum(['running', 'suspended', 'stopped']),
  waiting: count.describe('callers on the line'),
  longestSince: timeField.nullable().describe('since when the one waits who waits longest'),
  firstSince: timeField.nullable().describe('since when the one waits who is first'),
  talking: count,
  callbacksDue: count.describe('callers who are to be called back'),
  agents: z.array(
    z.object({ agent: agentField, state: z.string(), reason: z.string().nullable(), since: timeField }),
  ),
  today: counts,
  lastHour: counts,
});
export type WallboardView = z.output<typeof wallboardOutput>;

/** A queue as wallboards show it. Times are points in time: a clock that runs needs no news. */
export function wallboardView(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  visits: LiveVisits,
  at: number,
): WallboardView {
  const waits: number[] = [];
  let callbacksDue = 0;
  for (const { call: id, enteredAt } of state.waiting.get(queue.id)?.places(queue.ageing, at) ?? []) {
    const call = state.calls.get(id);
    if (call === undefined) continue;
    if (isAfar(call)) callbacksDue += 1;
    else waits.push(enteredAt);
  }
  let talking = 0;
  for (const id of state.callsIn.get(queue.id) ?? []) {
    if (state.calls.get(id)?.phase.name === 'talking') talking += 1;
  }
  return {
    at,
    queue: queue.id,
    name: queue.name,
    state: queueStateOf(state, queue.id),
    waiting: waits.length,
    longestSince: waits.length === 0 ? null : Math.min(...waits),
    firstSince: waits[0] ?? null,
    talking,
    callbacksDue,
    agents: queue.members.flatMap(({ agent: id }) => {
      const agent = state.agents.get(id);
      if (agent === undefined || agent.presence.name === 'signed-out') return [];
      const { state: shown, reason } = shownState(agent);
      return [{ agent: id, state: shown, reason, since: agent.since }];
    }),
    today: visits.today(queue),
    lastHour: visits.lastHour(queue, at),
  };
}
