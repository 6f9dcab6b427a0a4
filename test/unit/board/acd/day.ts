import { Board } from '../../../../src/board/board.ts';
import { agentBarrier, callerBarrier, justMissed } from '../../../../src/board/acd/barrier.ts';
import { candidatesFor } from '../../../../src/board/acd/candidates.ts';
import { phonesToAdd } from '../../../../src/board/acd/ring-plan.ts';
import { activeNeeds } from '../../../../src/board/acd/skills.ts';
import { strategies } from '../../../../src/board/acd/strategies/all.ts';
import { offersOf, type Call } from '../../../../src/board/call/call.ts';
import type { Fact } from '../../../../src/board/fact.ts';
import type { AgentId, PhoneId, QueueId } from '../../../../src/board/ids.ts';
import type { Input } from '../../../../src/board/input.ts';
import type { Office } from '../../../../src/board/office.ts';
import {
  memberOf,
  type OneAgentStrategy,
  type QueueSettings,
  type RingPlan,
} from '../../../../src/board/queue-settings.ts';
import { emptyState, type BoardState } from '../../../../src/board/state.ts';
import { Random } from '../../../simulation/random.ts';
import { agentOf, entered, missedAlways, numberOf, officeOf, phoneOf, queueOf } from '../settings.ts';

export const names = Object.keys(strategies) as OneAgentStrategy[];
export const plans: readonly RingPlan[] = [
  { kind: 'one' },
  { kind: 'all', most: null },
  { kind: 'all', most: 2 },
  { kind: 'pooled' },
  { kind: 'progressive', stepMs: 3_000, most: null },
  { kind: 'first', count: 2 },
];
const queues = ['one', 'two'] as QueueId[];

type Untimed<T> = T extends unknown ? Omit<T, 'at'> : never;
type Offered = Extract<Fact, { kind: 'offer.made' }>;

/** An office of two queues that share their agents, with everything by chance that has to do with choosing. */
function someOffice(random: Random, by: OneAgentStrategy, ring: RingPlan): Office {
  const agents = Array.from({ length: random.between(2, 6) }, (_, index) => `agent${index}` as AgentId);
  const skills = (): Record<string, number> => (random.chance(0.6) ? { french: random.between(1, 5) } : {});
  const settings = (): Partial<QueueSettings> => ({
    strategy: { by: [by], ring, window: random.pick(['day', 'shift', 'hour']) },
    members: agents
      .filter(() => random.chance(0.8))
      .map((id) =>
        memberOf(id, {
          tier: random.chance(0.7) ? 0 : random.between(1, 2),
          priority: random.chance(0.7) ? 0 : random.between(0, 2),
          delayMs: random.chance(0.8) ? 0 : random.between(1, 10_000),
          rank: random.between(0, 2),
          weight: random.between(0, 3),
        }),
      ),
    tiers: { afterMs: [random.between(0, 10_000), random.between(0, 20_000)], spill: random.chance(0.6) },
    skills: random.chance(0.6)
      ? []
      : [
          { needs: { french: 3 }, prefers: {}, forMs: 5_000 },
          { needs: {}, prefers: { french: 1 }, forMs: null },
        ],
    weight: random.chance(0.7) ? 0 : 1,
    ageing: random.chance(0.7) ? null : { step: 1, everyMs: 4_000, most: 3 },
    mostTalking: random.chance(0.8) ? null : random.between(1, 3),
    ringMs: random.between(2, 10) * 1_000,
    wrapUpMs: random.chance(0.5) ? 0 : random.between(1, 3_000),
    restMs: random.between(1, 5) * 1_000,
    missed: missedAlways(random.pick(['rest', 'nothing'])),
  });
  return officeOf({
    agents: agents.map((id) => agentOf(id, { phone: id as string as PhoneId, skills: skills() })),
    phones: agents.map((id) => phoneOf(id)),
    queues: queues.map((id) => queueOf(id, [], settings())),
    numbers: queues.map((id) => numberOf(id, id)),
  });
}

/**
 * A day in such an office: callers come and go, agents too, phones are answered, let ring or refused. P1, P2, P3 and P10
 * are looked at after each turn.
 */
export class Day {
  readonly board = new Board(emptyState('p'));
  readonly offers: string[] = [];
  readonly #random: Random;
  readonly #inputs: Input[] = [];
  #at = Date.UTC(2026, 0, 5, 9);
  #channels = 0;

  constructor(seed: number, by: OneAgentStrategy, ring: RingPlan) {
    this.#random = new Random(seed);
    const office = someOffice(this.#random, by, ring);
    this.take({ kind: 'office', office });
    this.take({ kind: 'line-up', survey: { asteriskStartedAt: 1, channels: [], bridges: [] } });
    for (const { id } of office.agents) {
      this.take({ kind: 'command', command: { name: 'sign-in', agent: id } });
      this.take({ kind: 'command', command: { name: 'ready', agent: id } });
    }
  }

  get inputs(): readonly Input[] {
    return this.#inputs;
  }

  run(steps: number): this {
    for (let step = 0; step < steps; step += 1) this.#step();
    return this;
  }

  take(untimed: Untimed<Input>): void {
    const { wakeAt: due } = this.board;
    if (untimed.kind !== 'tick' && due !== null && due <= this.#at + 1) this.take({ kind: 'tick' });
    this.#at += 1;
    const input = { ...untimed, at: this.#at } as Input;
    this.#inputs.push(input);
    const { state } = this.board;
    const turn = this.board.take(input);
    if (turn.failure !== null) throw new Error('the turn was cut short', { cause: turn.failure });
    const made = turn.facts.filter((fact) => fact.kind === 'offer.made');
    for (const { call, agent, at } of made) this.offers.push(`${at} ${call} ${agent}`);
    seeSafe(state, made);
    seeNobodyIdle(state, input.at);
    seeOrder(state, made, input.at);
    const { wakeAt } = this.board;
    // P10: whatever is due has been done.
    must(wakeAt === null || wakeAt >= input.at - 1, () => `P10: ${wakeAt} is past at ${input.at}`);
  }

  #step(): void {
    const random = this.#random;
    const { state } = this.board;
    const until = this.#at + random.between(1, 2_000);
    for (let due = this.board.wakeAt; due !== null && due <= until; due = this.board.wakeAt) {
      this.#at = Math.max(this.#at, due - 1);
      this.take({ kind: 'tick' });
    }
    this.#at = until;
    const calls = [...state.calls.values()];
    const ringing = calls.flatMap(({ phase }) => (phase.name === 'waiting' ? phase.offers : []));
    const kind = random.between(1, 10);
    if (kind <= 4) return this.#enters();
    if (kind <= 6 && ringing.length > 0) {
      return this.take({ kind: 'line', event: { name: 'answered', channel: random.pick(ringing).leg } });
    }
    if (kind === 7 && ringing.length > 0) {
      const cause = random.pick([
        { q850: 17, sip: 486 },
        { q850: 21, sip: 603 },
        { q850: 19, sip: 480 },
      ]);
      return this.take({ kind: 'line', event: { name: 'gone', channel: random.pick(ringing).leg, cause } });
    }
    if (kind === 8 && state.agents.size > 0) {
      const { id: agent, presence } = random.pick([...state.agents.values()]);
      const command =
        presence.name === 'ready'
          ? ({ name: 'not-ready', agent, reason: 'break' } as const)
          : ({ name: 'ready', agent } as const);
      return this.take({ kind: 'command', command });
    }
    for (const { phase } of calls) {
      if (phase.name !== 'talking' || phase.bridged) continue;
      this.take({ kind: 'line', event: { name: 'bridged', bridge: phase.bridge } });
    }
    for (const { id, state: is } of calls.flatMap(({ legs }) => legs.slice())) {
      if (is === 'clearing')
        this.take({ kind: 'line', event: { name: 'gone', channel: id, cause: { q850: 16, sip: null } } });
    }
    const caller =
      calls.length === 0 ? undefined : random.pick(calls).legs.find(({ role }) => role === 'caller');
    if (caller !== undefined && caller.state !== 'clearing') {
      this.take({
        kind: 'line',
        event: { name: 'gone', channel: caller.id, cause: { q850: 16, sip: null } },
      });
    }
  }

  #enters(): void {
    this.#channels += 1;
    const number = this.#random.pick(queues);
    this.take({ kind: 'line', event: entered(`c${this.#channels}`, number) });
  }
}

/** As `expect`, which would take most of the time here. */
function must(holds: boolean, what: () => string): void {
  if (!holds) throw new Error(what());
}

/** P1: nobody is in two offers, or offered while in a call; nobody is offered to whom he may not have. */
export function seeSafe(state: BoardState, made: readonly Offered[]): void {
  const busy = new Map<AgentId, string>();
  for (const call of state.calls.values()) {
    const agents = offersOf(call).map(({ agent }) => agent);
    if (call.phase.name === 'talking' && call.phase.agent !== null) agents.push(call.phase.agent);
    for (const agent of agents) {
      must(!busy.has(agent), () => `P1: ${agent} has ${busy.get(agent)} and ${call.id}`);
      busy.set(agent, call.id);
    }
  }
  for (const { call, queue, agent, at } of made) {
    const member = state.membersOf.get(queue)?.get(agent);
    const phase = state.calls.get(call)?.phase;
    must(member !== undefined, () => `P1: ${agent} does not serve ${queue}`);
    if (member === undefined || phase?.name !== 'waiting') continue;
    must(
      phase.offers.some((offer) => offer.agent === agent),
      () => `P1: the offer of ${call} is lost`,
    );
    const waitMs = at - phase.enteredAt;
    must(waitMs >= member.delayMs, () => `P1: ${call} to ${agent} after ${waitMs} ms`);
    must(state.agents.get(agent)?.presence.name === 'ready', () => `P1: ${agent} is not ready`);
  }
}

/** P2: nobody idles who could have somebody whose plan lets another phone ring. */
function seeNobodyIdle(state: BoardState, at: number): void {
  for (const { call, phase, queue } of waitersOf(state)) {
    if (phonesToAdd(queue.strategy.ring, phase, at) <= 0 || isFull(state, queue)) continue;
    const { list } = candidatesFor(state, queue, call, phase, at);
    must(list.length === 0, () => `P2: ${list.map(({ agent }) => agent.id).join()} could have ${call.id}`);
  }
}

/** P3: who was before another one and could have had his agent has somebody himself. */
function seeOrder(state: BoardState, made: readonly Offered[], at: number): void {
  const waiters = waitersOf(state);
  for (const { call: id, agent: agentId } of made) {
    const served = waiters.find(({ call }) => call.id === id);
    const agent = state.agents.get(agentId);
    if (served === undefined || agent === undefined) continue;
    for (const other of waiters) {
      const member = state.membersOf.get(other.queue.id)?.get(agentId);
      if (other.phase.offers.length > 0 || member === undefined || isFull(state, other.queue)) continue;
      const priority = state.membersOf.get(served.queue.id)?.get(agentId)?.priority ?? 0;
      if (member.priority > priority || compare(other, served, at) >= 0) continue;
      const active = activeNeeds(state, other.queue, other.call, other.phase, at);
      const isKept =
        callerBarrier(state, agent, member, other.phase, active, at) !== null ||
        justMissed(other.phase, agent, at) ||
        other.phase.missed.length > 0 ||
        member.tier > 0 ||
        (member.priority === priority && agentBarrier(state, agent, member) === 'not-chosen');
      must(isKept, () => `P3: ${other.call.id} was before ${id} for ${agentId}`);
    }
  }
}

interface Waiter {
  readonly call: Call;
  readonly phase: Extract<Call['phase'], { name: 'waiting' }>;
  readonly queue: QueueSettings;
}

function waitersOf(state: BoardState): Waiter[] {
  return [...state.calls.values()].flatMap((call) => {
    const { phase } = call;
    const queue = phase.name === 'waiting' ? state.queues.get(phase.queue) : undefined;
    return phase.name === 'waiting' && queue !== undefined ? [{ call, phase, queue }] : [];
  });
}

function isFull(state: BoardState, { id, mostTalking }: QueueSettings): boolean {
  const busy = [...state.calls.values()].filter(
    (call) =>
      ('queue' in call.phase ? call.phase.queue : 'place' in call.phase ? call.phase.place?.queue : null) ===
        id &&
      (call.phase.name === 'talking' || offersOf(call).length > 0),
  );
  return mostTalking !== null && busy.length >= mostTalking;
}

function compare(a: Waiter, b: Waiter, at: number): number {
  const aged = ({ phase, queue: { ageing } }: Waiter): number =>
    phase.priority +
    (ageing === null
      ? 0
      : Math.min(ageing.most, ageing.step * Math.floor((at - phase.enteredAt) / ageing.everyMs)));
  return (
    aged(b) - aged(a) ||
    b.queue.weight - a.queue.weight ||
    a.phase.enteredAt - b.phase.enteredAt ||
    Number(a.call.id.split('-')[1]) - Number(b.call.id.split('-')[1])
  );
}
