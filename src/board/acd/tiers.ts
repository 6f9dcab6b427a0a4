import type { Waiting } from '../call/waiting.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import { isTierOpen } from './barrier.ts';
import { isOnDuty } from './on-duty.ts';
import type { Candidate } from './strategy.ts';

/**
 * The agents of the lowest open tier in which there is any. A tier is open when it is the lowest staffed one, when its
 * time has come, or with `spill` when no lower one has an agent for the caller. Where many phones ring at once those
 * that ring already are such agents, and all tiers that are open ring, the lower ones first.
 */
export function inOpenTier(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  waiting: Waiting,
  all: readonly Candidate[],
  at: number,
): readonly Candidate[] {
  if (all.every(({ member }) => member.tier === 0)) return all;
  const staffed = lowestStaffedTier(state, queue);
  const waitMs = at - waiting.enteredAt;
  const spillsTo = queue.tiers.spill ? lowestWithAny(state, queue, waiting, all) : -1;
  const open = all.filter(
    ({ member: { tier } }) => tier === spillsTo || isTierOpen(queue, tier, staffed, waitMs),
  );
  const ring = queue.strategy.ring.kind;
  if (ring === 'all' || ring === 'pooled') return open;
  const lowest = open.reduce((least, { member }) => Math.min(least, member.tier), Infinity);
  return open.filter(({ member }) => member.tier === lowest);
}

/** Phones that are added one by one go on to the next tier by themselves. */
function lowestWithAny(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  { offers }: Waiting,
  all: readonly Candidate[],
): number {
  const lowest = all.reduce((least, { member }) => Math.min(least, member.tier), Infinity);
  if (queue.strategy.ring.kind === 'progressive') return lowest;
  return offers.reduce(
    (least, { agent }) => Math.min(least, state.membersOf.get(queue.id)?.get(agent)?.tier ?? Infinity),
    lowest,
  );
}

/** The lowest tier in which somebody is on duty: signed in to the queue and not on a break. */
function lowestStaffedTier(state: Readonly<BoardState>, queue: QueueSettings): number {
  return queue.members.reduce(
    (least, { agent, tier }) => (tier < least && isOnDuty(state.agents.get(agent), queue.id) ? tier : least),
    Infinity,
  );
}
