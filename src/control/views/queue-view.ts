import { z } from 'zod';
import { queueStateOf } from '../../board/acd/queue-state.ts';
import { isAfar } from '../../board/call/call.ts';
import { shownState } from '../../board/agent/agent.ts';
import type { QueueSettings } from '../../board/queue-settings.ts';
import type { BoardState } from '../../board/state.ts';
import { callField, durationField, partyField, queueField, timeField, agentField } from '../fields.ts';

const count = z.int().min(0);

export const queueOutput = z.object({
  queue: queueField,
  name: z.string(),
  state: z
    .enum(['running', 'suspended', 'stopped'])
    .describe('suspended and stopped queues take no more calls; who waits is served'),
  waiting: count.describe('callers who wait, and those who are to be called back'),
  callBacks: count.describe('of those, who have hung up and keep their place'),
  overdue: count.describe('of those, who wait longer than the service level of the queue already'),
  longestWaitMs: durationField.describe('0 when nobody waits'),
  talking: count.describe('calls of this queue that are talked in'),
  agents: z
    .object({
      signedIn: count,
      ready: count.describe('free: the next call can have them'),
      notReady: count,
      offered: count,
      talking: count,
      direct: count.describe('in calls of their own'),
      wrapUp: count,
      resting: count,
      previewing: count.describe('reading what they are to know of a contact'),
    })
    .describe('members of the queue, whatever queue they are busy for'),
  callers: z
    .array(
      z.object({
        position: z.int(),
        call: callField,
        caller: partyField,
        waitingSince: timeField,
        priority: z.int(),
        ringing: z.array(agentField),
        callBack: z.boolean().describe('he has hung up and is to be called back'),
      }),
    )
    .optional()
    .describe('who waits, in order; for supervisors'),
});
export type QueueView = z.output<typeof queueOutput>;

export function queueView(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  at: number,
  withCallers: boolean,
): QueueView {
  const callers = waitingIn(state, queue, at);
  const agents = {
    signedIn: 0,
    ready: 0,
    notReady: 0,
    offered: 0,
    talking: 0,
    direct: 0,
    wrapUp: 0,
    resting: 0,
    previewing: 0,
  };
  for (const { agent: member } of queue.members) {
    const agent = state.agents.get(member);
    if (agent === undefined || agent.presence.name === 'signed-out') continue;
    agents.signedIn += 1;
    const shown = shownState(agent).state;
    if (shown === 'not-ready') agents.notReady += 1;
    else if (shown === 'wrap-up') agents.wrapUp += 1;
    else if (shown === 'holding' || shown === 'consulting') agents.talking += 1;
    else if (shown !== 'signed-out') agents[shown] += 1;
  }
  let talking = 0;
  for (const { phase } of state.calls.values()) {
    if (phase.name === 'talking' && phase.place?.queue === queue.id) talking += 1;
  }
  const longest = Math.min(at, ...callers.map(({ waitingSince }) => waitingSince));
  const view = {
    queue: queue.id,
    name: queue.name,
    state: queueStateOf(state, queue.id),
    waiting: callers.length,
    callBacks: callers.filter(({ callBack }) => callBack).length,
    overdue: callers.filter(({ waitingSince }) => at - waitingSince > queue.serviceLevelMs).length,
    longestWaitMs: at - longest,
    talking,
    agents,
  };
  return withCallers ? { ...view, callers } : view;
}

function waitingIn(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  at: number,
): NonNullable<QueueView['callers']> {
  const places = state.waiting.get(queue.id)?.places(queue.ageing, at) ?? [];
  return places.flatMap(({ call: id }, index) => {
    const call = state.calls.get(id);
    if (call?.phase.name !== 'waiting') return [];
    const { enteredAt, priority, offers } = call.phase;
    return [
      {
        position: index + 1,
        call: id,
        caller: call.caller,
        waitingSince: enteredAt,
        priority,
        ringing: offers.map(({ agent }) => agent),
        callBack: isAfar(call),
      },
    ];
  });
}
