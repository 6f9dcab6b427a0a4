import type { Agent } from '../agent/agent.ts';
import { placeOf, type Call } from '../call/call.ts';
import { numberOfCall, type AgentId, type QueueId } from '../ids.ts';
import type { Needs, QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import { agentBarrier } from './barrier.ts';
import { memoryOf, type QueueMemory } from './memory.ts';
import { canServe, laterNeeds } from './skills.ts';
import { compareWaits, priorityAt, type Place } from './waiting-line.ts';
import { forecastOf, type Forecast } from './wait-sum.ts';

/** What a call takes while too few of a queue are known. */
const priorHandlingMs = 180_000;
const leastHandlings = 5;
/** One that took more than so many times the middle one, such as a forgotten wrap-up, counts as that. */
const mostOfMiddle = 5;

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
  let sum = 0;
  for (const place of lane) {
    if (place.call === own.call) continue;
    const isAhead = goesFirst(place, other, own, queue, at);
    // Whoever comes after him in this lane is behind as well.
    if (!isAhead && !shares.othersGoFirst) break;
    const call = state.calls.get(place.call);
    // For whom a phone rings, an agent is taken who is not free.
    if (call?.phase.name !== 'waiting' || call.phase.offers.length > 0) continue;
    sum += shares.of(call.phase.step, call, isAhead);
  }
  return sum;
}

/** The order of dispatch. */
function goesFirst(a: Place, inA: QueueSettings, b: Place, inB: QueueSettings, at: number): boolean {
  const order =
    priorityAt(b, inB.ageing, at) - priorityAt(a, inA.ageing, at) ||
    inB.weight - inA.weight ||
    compareWaits(a, b);
  return order < 0;
}

/** How much of a caller of another queue falls to an asker's agents. */
class Shares {
  /** Some agents take the other queue's callers before this one's, whoever waits longer. */
  readonly othersGoFirst: boolean;
  readonly #state: Readonly<BoardState>;
  readonly #queue: QueueSettings;
  readonly #other: QueueSettings;
  readonly #agents: ReadonlySet<AgentId>;
  readonly #known = new Map<string, { readonly ahead: number; readonly behind: number }>();

  constructor(
    state: Readonly<BoardState>,
    queue: QueueSettings,
    other: QueueSettings,
    agents: ReadonlySet<AgentId>,
  ) {
    this.#state = state;
    this.#queue = queue;
    this.#other = other;
    this.#agents = agents;
    this.othersGoFirst = [...agents].some((agent) => this.#preference(agent) > 0);
  }

  /** `isAhead`: he goes first where the agent has no preference. */
  of(step: number, { wishes }: Call, isAhead: boolean): number {
    const plain = Object.keys(wishes.skills).length === 0;
    const key = plain ? String(step) : `${step} ${JSON.stringify(wishes.skills)}`;
    let share = this.#known.get(key);
    if (share === undefined) {
      share = this.#shareOf(laterNeeds(this.#other, step, wishes.skills));
      this.#known.set(key, share);
    }
    return isAhead ? share.ahead : share.behind;
  }

  #shareOf(needs: readonly Needs[]): { ahead: number; behind: number } {
    const his = onDutyFor(this.#state, this.#other.id, needs);
    let ahead = 0;
    let behind = 0;
    for (const agent of his) {
      if (!this.#agents.has(agent)) continue;
      const preference = this.#preference(agent);
      if (preference >= 0) ahead += 1;
      if (preference > 0) behind += 1;
    }
    return his.size === 0 ? { ahead, behind } : { ahead: ahead / his.size, behind: behind / his.size };
  }

  /** Above 0: the agent takes the other queue's callers first, below: this one's. */
  #preference(agent: AgentId): number {
    if (this.#queue === this.#other) return 0;
    const own = this.#state.membersOf.get(this.#queue.id)?.get(agent)?.priority ?? 0;
    return own - (this.#state.membersOf.get(this.#other.id)?.get(agent)?.priority ?? own);
  }
}

/** Signed in to the queue and not on a break, in a call or not, and able to serve one of these needs. */
function onDutyFor(
  state: Readonly<BoardState>,
  queue: QueueId,
  needs: readonly Needs[],
): ReadonlySet<AgentId> {
  const found = new Set<AgentId>();
  for (const id of state.membersOf.get(queue)?.keys() ?? []) {
    const agent = state.agents.get(id);
    if (agent !== undefined && isOnDuty(agent, queue) && canServe(state, id, needs)) found.add(id);
  }
  return found;
}

function isOnDuty({ presence, phone, queues }: Agent, queue: QueueId): boolean {
  return presence.name === 'ready' && phone !== null && (queues === null || queues.includes(queue));
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
 * The mean of the last calls, without the weight of single very long ones. Not their median: half of all calls are
 * longer, by much, and a line moves by the mean (of exponential times the median is only 0.69 of it).
 */
export function handlingMsOf({ handlingMs }: QueueMemory): number {
  if (handlingMs.length < leastHandlings) return priorHandlingMs;
  const middle = handlingMs.toSorted((a, b) => a - b)[handlingMs.length >> 1] ?? priorHandlingMs;
  const sum = handlingMs.reduce((all, one) => all + Math.min(one, mostOfMiddle * middle), 0);
  return Math.max(1_000, sum / handlingMs.length);
}

/** Of those who may give up at any moment, the mean patience is the time that all waited for each who did. */
function patienceMsOf({ waitedMs, abandonedCount }: QueueMemory): number {
  return abandonedCount >= 1 ? Math.max(1_000, waitedMs / abandonedCount) : Infinity;
}
