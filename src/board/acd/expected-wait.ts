import { placeOf, type Call } from '../call/call.ts';
import { numberOfCall, type AgentId, type QueueId } from '../ids.ts';
import type { Needs, QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import { agentBarrier } from './barrier.ts';
import { memoryOf, type QueueMemory } from './memory.ts';
import { onDutyFor, Shares } from './shares.ts';
import { canServe, laterNeeds } from './skills.ts';
import { compareWaits, priorityAt, type Place } from './waiting-line.ts';
import { forecastOf, type Forecast } from './wait-sum.ts';

/** What a call takes while too few of a queue are known. */
const priorHandlingMs = 180_000;
const leastHandlings = 5;

/**
 * How long this caller is going to wait in this queue, on average; 0 when an agent is free for him, null when nobody is on
 * duty who could take him. He may wait there already, or only think of it: then it is what he would have to expect.
 */
export function expectedWait(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
  at: number,
): number | null {
  return forecastWait(state, queue, call, at)?.expectedMs ?? null;
}

/** The same for a caller of whom nothing is known: who comes next. */
export function expectedWaitOfNext(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  at: number,
): number | null {
  return forecast(state, queue, newcomer(queue, at), at)?.expectedMs ?? null;
}

/** The expected wait, and the one that four of five do not exceed. */
export function forecastWait(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
  at: number,
): Forecast | null {
  return forecast(state, queue, askerOf(queue, call, at), at);
}

/** Who wants to know. */
interface Asker {
  readonly place: Place;
  /** What agents must know, in each of the steps that he has before him; the present one first. */
  readonly needs: readonly Needs[];
  readonly isRung: boolean;
}

function askerOf(queue: QueueSettings, call: Call, at: number): Asker {
  const { phase, wishes } = call;
  const waiting = phase.name === 'waiting' && phase.queue === queue.id ? phase : null;
  const { enteredAt = at, priority = 0 } = waiting ?? placeOf(call) ?? {};
  return {
    place: { call: call.id, enteredAt, priority, seq: numberOfCall(call.id) },
    needs: laterNeeds(queue, waiting?.step ?? 0, wishes.skills),
    isRung: waiting !== null && waiting.offers.length > 0,
  };
}

function newcomer(queue: QueueSettings, at: number): Asker {
  const place: Place = { call: '' as Place['call'], enteredAt: at, priority: 0, seq: Infinity };
  return { place, needs: laterNeeds(queue, 0, {}), isRung: false };
}

function forecast(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  asker: Asker,
  at: number,
): Forecast | null {
  const agents = onDutyFor(state, queue.id, asker.needs);
  if (agents.size === 0) return null;
  if (asker.isRung) return { expectedMs: 0, upperMs: 0 };
  const ahead = callersAhead(state, queue, asker, agents, at);
  const free = countFree(state, queue, agents, asker.needs.slice(0, 1));
  if (free > ahead) return { expectedMs: 0, upperMs: 0 };
  const memory = memoryOf(state, queue.id);
  return forecastOf({
    ahead: ahead - free,
    agents: Math.min(agents.size, queue.mostTalking ?? Infinity),
    handlingMs: handlingMsOf(memory),
    patienceMs: patienceMsOf(memory),
  });
}

/**
 * Those who go first, over all queues in the order in which they are served. Each counts with the share of his agents who
 * are this caller's too: an agent of two queues is not half an agent of each, he is the whole one of whoever goes first.
 */
function callersAhead(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  asker: Asker,
  agents: ReadonlySet<AgentId>,
  at: number,
): number {
  const own = handlingMsOf(memoryOf(state, queue.id));
  const others = new Set<QueueId>([queue.id]);
  for (const agent of agents) for (const id of state.queuesOfAgent.get(agent) ?? []) others.add(id);
  let sum = 0;
  for (const id of others) {
    const other = state.queues.get(id);
    const line = state.waiting.get(id);
    if (other === undefined || line === undefined || line.length === 0) continue;
    const work = handlingMsOf(memoryOf(state, id)) / own;
    const shares = new Shares(state, queue, other, agents);
    for (const lane of line.lanes) sum += work * sharesOf(state, lane, queue, other, asker, shares, at);
  }
  return sum;
}

function sharesOf(
  state: Readonly<BoardState>,
  lane: readonly Place[],
  queue: QueueSettings,
  other: QueueSettings,
  { place: own }: Asker,
  shares: Shares,
  at: number,
): number {
  const ahead = countAhead(lane, other, own, queue, at);
  const end = shares.othersGoFirst ? lane.length : ahead;
  let sum = 0;
  for (let index = 0; index < end; index += 1) {
    const id = lane[index]?.call;
    const call = id === undefined || id === own.call ? undefined : state.calls.get(id);
    // For whom a phone rings, an agent is taken who is not free.
    if (call?.phase.name !== 'waiting' || call.phase.offers.length > 0) continue;
    sum += shares.of(call.phase.step, call, index < ahead);
  }
  return sum;
}

/** How many of a lane go first: whoever comes after one who does not, does not either. */
function countAhead(
  lane: readonly Place[],
  inLane: QueueSettings,
  own: Place,
  inOwn: QueueSettings,
  at: number,
): number {
  let low = 0;
  let high = lane.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const place = lane[middle];
    if (place !== undefined && goesFirst(place, inLane, own, inOwn, at)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The order of dispatch. */
function goesFirst(a: Place, inA: QueueSettings, b: Place, inB: QueueSettings, at: number): boolean {
  const order =
    priorityAt(b, inB.ageing, at) - priorityAt(a, inA.ageing, at) ||
    inB.weight - inA.weight ||
    compareWaits(a, b);
  return order < 0;
}

/** Agents who could take him at once. */
function countFree(
  state: Readonly<BoardState>,
  { id }: QueueSettings,
  agents: ReadonlySet<AgentId>,
  needs: readonly Needs[],
): number {
  let count = 0;
  for (const one of state.freeIn.get(id) ?? []) {
    const agent = state.agents.get(one);
    const member = state.membersOf.get(id)?.get(one);
    if (agent === undefined || member === undefined || !agents.has(one)) continue;
    if (canServe(state, one, needs) && agentBarrier(state, agent, member) === null) count += 1;
  }
  return count;
}

/**
 * The mean of the last calls. Not their median, which of exponential times is only 0.69 of it: half of all calls are longer,
 * by much, and a line moves by the mean.
 */
function handlingMsOf({ handling }: QueueMemory): number {
  return handling.count < leastHandlings ? priorHandlingMs : Math.max(1_000, handling.meanMs);
}

/** Of those who may give up at any moment, the mean patience is the time that all waited for each who did. */
function patienceMsOf({ waitedMs, abandonedCount }: QueueMemory): number {
  return abandonedCount >= 1 ? Math.max(1_000, waitedMs / abandonedCount) : Infinity;
}
