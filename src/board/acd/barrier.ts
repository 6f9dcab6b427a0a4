import { isEngaged, type Agent } from '../agent/agent.ts';
import { awaitsSeat } from '../agent/seat.ts';
import type { Waiting } from '../call/waiting.ts';
import { isRinging, offersOf } from '../call/call.ts';
import { legsOfPhone, type BoardState, type LegInCall, type Member } from '../state.ts';
import type { QueueSettings } from '../queue-settings.ts';
import { meets, skillsOf, type ActiveNeeds } from './skills.ts';

/** Why an agent cannot have a call of a queue just now. */
export type Barrier =
  | 'signed-out'
  | 'not-ready'
  | 'not-chosen'
  | 'ringing'
  | 'seat'
  | 'in-call'
  | 'wrap-up'
  | 'resting'
  | 'previewing'
  | 'promised'
  | 'delay'
  | 'skill'
  | 'missed'
  | 'tier'
  | 'regular';

/** What keeps the agent from calls of this queue, whoever the caller is; null when nothing does. */
export function agentBarrier(
  state: Readonly<BoardState>,
  agent: Agent,
  { queue, agent: id }: Member,
): Barrier | null {
  if (agent.presence.name === 'signed-out' || agent.phone === null) return 'signed-out';
  if (agent.queues !== null && !agent.queues.includes(queue)) return 'not-chosen';
  if (agent.presence.name === 'not-ready') return 'not-ready';
  const { work } = agent;
  if (work.name === 'idle') return awaitsSeat(state, agent) ? 'seat' : null;
  if (work.name === 'offered') return 'ringing';
  if (work.name === 'wrap-up') return 'wrap-up';
  if (work.name === 'resting') return 'resting';
  if (work.name === 'previewing') return 'previewing';
  const settings = state.queues.get(queue);
  if (!isEngaged(work) || settings?.ringInUse !== true || agent.leaving !== null) return 'in-call';
  if (agent.declines) return 'resting';
  return hasRoom(state, agent, state.capacityOf.get(id) ?? 1) ? null : 'in-call';
}

/** One that rings beside the call counts as well: two offers at once are never made. */
function hasRoom(state: Readonly<BoardState>, { id, phone }: Agent, capacity: number): boolean {
  if (phone === null) return false;
  const legs = legsOfPhone(state, phone).filter(({ leg }) => leg.state !== 'clearing');
  // Who has picked up may be in a hook before the talk.
  const isAsked = ({ call, leg }: LegInCall): boolean =>
    isRinging(leg) || offersOf(call).some(({ agent }) => agent === id);
  return legs.length < capacity && !legs.some(isAsked);
}

/** What keeps this caller from this agent, besides that. */
export function callerBarrier(
  state: Readonly<BoardState>,
  agent: Agent,
  member: Member,
  waiting: Waiting,
  { needs }: ActiveNeeds,
  at: number,
): Barrier | null {
  if (at - waiting.enteredAt < member.delayMs) return 'delay';
  return meets(skillsOf(state, agent.id), needs) ? null : 'skill';
}

/** Two offers of the same call to the same agent are never closer than this. */
export const leastAgainMs = 1_000;

/** Whether the agent let this caller pass a moment ago, and has not said or done anything since. */
export function justMissed({ missed }: Waiting, { id, readySince }: Agent, at: number): boolean {
  return missed.some(
    (miss) => miss.agent === id && at - miss.at < leastAgainMs && (readySince ?? 0) <= miss.at,
  );
}

/** The tiers that are open to a caller: the lowest that is staffed, and those whose time has come. */
export function isTierOpen(
  queue: QueueSettings,
  tier: number,
  lowestStaffed: number,
  waitMs: number,
): boolean {
  if (tier <= lowestStaffed) return true;
  const after = queue.tiers.afterMs[tier - 1];
  return after !== undefined && after !== null && waitMs >= after;
}
