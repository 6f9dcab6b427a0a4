import { unreachable } from '../../src/base/errors.ts';
import type { Agent } from '../../src/board/agent/agent.ts';
import type { AgentId, CallId, PhoneId, QueueId } from '../../src/board/ids.ts';
import type { Command } from '../../src/board/input.ts';
import { supervisionModes } from '../../src/board/supervision/supervision.ts';
import type { Phones } from './phones.ts';
import type { Random } from './random.ts';
import { changedOffice, reasons } from './sim-office.ts';
import type { World } from './world.ts';

export interface PeopleHabits {
  /** How often an agent does something at the desk, a supervisor looks in, an administrator changes the office. */
  readonly deskMs: number;
  readonly superviseMs: number;
  readonly officeMs: number;
  readonly unplugMs: number;
}

/** Agents at their desks, supervisors and the administrator: everybody who gives commands. */
export class People {
  readonly #world: World;
  readonly #random: Random;
  readonly #phones: Phones;

  constructor(world: World, phones: Phones, habits: PeopleHabits) {
    this.#world = world;
    this.#random = world.random.split();
    this.#phones = phones;
    for (const { id } of world.office.agents) {
      world.agenda.after(this.#random.between(0, 5_000), () => this.#command({ name: 'sign-in', agent: id }));
      world.agenda.after(this.#random.between(5_000, 20_000), () =>
        this.#command({ name: 'ready', agent: id }),
      );
    }
    this.#every(habits.deskMs / Math.max(1, world.office.agents.length), () => this.#workAtDesk());
    this.#every(habits.superviseMs, () => this.#supervise());
    this.#every(habits.officeMs, () => this.#changeOffice());
    this.#every(habits.unplugMs, () => {
      const { endpoint } = this.#random.pick(this.#world.office.phones);
      this.#phones.unplug(endpoint, this.#random.about(30_000));
    });
  }

  goHome(): void {
    for (const { id, presence } of this.#world.cordboard.board?.state.agents.values() ?? []) {
      if (presence.name !== 'signed-out') this.#command({ name: 'sign-out', agent: id, forced: true });
    }
  }

  #workAtDesk(): void {
    const { id } = this.#random.pick(this.#world.office.agents);
    const agent = this.#world.cordboard.board?.state.agents.get(id);
    if (agent === undefined) return;
    if (this.#random.chance(0.03)) this.#command(this.#anyCommand(id));
    const sensible = this.#sensible(agent);
    if (sensible !== null) this.#command(sensible);
  }

  /** What somebody in this state may feel like doing. */
  #sensible({ id, presence, work }: Agent): Command | null {
    const mood = this.#random.next();
    if (presence.name === 'signed-out') {
      return mood < 0.6 ? this.#come(id) : null;
    }
    switch (work.name) {
      case 'offered':
        if (mood < 0.5) return { name: 'answer', agent: id };
        return mood < 0.6 ? this.#leave(id, mood) : null;
      case 'talking':
      case 'holding':
      case 'consulting':
      case 'direct':
        if (mood < 0.03) return { name: 'hang-up', call: work.call, agent: id };
        if (mood < 0.15) return this.#sayInCall(id);
        return mood < 0.2 ? this.#leave(id, mood) : null;
      case 'wrap-up':
        if (mood < 0.2) return this.#sayInWrapUp(id);
        if (mood < 0.5) return { name: 'ready', agent: id };
        return mood < 0.6 ? this.#leave(id, mood) : null;
      case 'previewing':
        if (mood < 0.5) return { name: mood < 0.35 ? 'dial-contact' : 'skip-contact', agent: id };
        return mood < 0.6 ? this.#leave(id, mood) : null;
      case 'resting':
        if (mood < 0.3) return { name: 'ready', agent: id };
        return mood < 0.4 ? this.#leave(id, mood) : null;
      case 'idle':
        if (mood < 0.05) return this.#choose(id);
        if (presence.name === 'ready') return mood < 0.1 ? this.#leave(id, mood) : null;
        return mood < 0.8 ? { name: 'ready', agent: id } : this.#leave(id, mood);
      default:
        return unreachable(work);
    }
  }

  #leave(id: AgentId, mood: number): Command {
    if (Math.floor(mood * 1000) % 4 === 0) return { name: 'sign-out', agent: id };
    return { name: 'not-ready', agent: id, reason: this.#random.pick(reasons) };
  }

  /** To the own phone, or to any that looks free. */
  #come(agent: AgentId): Command {
    const random = this.#random;
    const phone = random.chance(0.7) ? undefined : random.pick(this.#world.office.phones).id;
    const queues = random.chance(0.7) ? undefined : this.#someQueues(agent);
    return { name: 'sign-in', agent, phone, queues, evict: random.chance(0.5) };
  }

  /** Other queues, or another phone. */
  #choose(agent: AgentId): Command {
    const random = this.#random;
    if (random.chance(0.3))
      return { name: 'sign-in', agent, phone: random.pick(this.#world.office.phones).id };
    const queues = random.chance(0.4) ? null : this.#someQueues(agent);
    return { name: 'choose-queues', agent, queues };
  }

  #someQueues(agent: AgentId): QueueId[] {
    const own = this.#world.cordboard.board?.state.queuesOfAgent.get(agent) ?? [];
    return own.filter(() => this.#random.chance(0.6));
  }

  #sayInCall(agent: AgentId): Command {
    return this.#random.pick<Command>([
      { name: 'sign-out', agent, afterCall: true },
      { name: 'ask-wrap-up', agent, on: this.#random.chance(0.7) },
      { name: 'dispose', agent, disposition: 'sold', note: '' },
      { name: 'ready', agent },
    ]);
  }

  #sayInWrapUp(agent: AgentId): Command {
    return this.#random.pick<Command>([
      { name: 'end-wrap-up', agent, forced: this.#random.chance(0.2) },
      { name: 'extend-wrap-up', agent, ms: this.#random.between(1, 30) * 1000 },
      { name: 'dispose', agent, disposition: 'not-at-home', note: 'again tomorrow' },
      { name: 'sign-out', agent, afterCall: true },
    ]);
  }

  #anyCommand(agent: AgentId): Command {
    const calls: CallId[] = [...(this.#world.cordboard.board?.state.calls.keys() ?? []), 'cbt-0' as CallId];
    const phones = [...this.#world.office.phones.map((phone) => phone.id), 'nowhere' as PhoneId];
    return this.#random.pick<Command>([
      { name: 'sign-in', agent, phone: this.#random.pick(phones) },
      { name: 'sign-in', agent: 'nobody' as AgentId },
      { name: 'sign-out', agent },
      { name: 'ready', agent },
      { name: 'not-ready', agent, reason: 'break' },
      { name: 'answer', agent },
      { name: 'hang-up', call: this.#random.pick(calls), agent },
    ]);
  }

  /** Now and then a waiting or talking call is ended from above, a queue is shut, an agent is listened to. */
  #supervise(): void {
    const random = this.#random;
    const { agents, queues, phones } = this.#world.office;
    if (random.chance(0.7)) {
      const mode = random.pick(supervisionModes);
      const [phone, agent] = [random.pick(phones).id, random.pick(agents).id];
      return this.#command({ name: 'supervise', phone, agent, mode, by: null });
    }
    if (random.chance(0.5)) {
      const name = random.pick([
        'suspend-queue',
        'resume-queue',
        'stop-queue',
        'start-queue',
        'start-queue',
      ] as const);
      return this.#command({ name, queue: random.pick(queues).id });
    }
    const calls = [...(this.#world.cordboard.board?.state.calls.keys() ?? [])];
    if (calls.length === 0) return;
    const call = random.pick(calls);
    if (random.chance(0.7)) return this.#command(this.#withWaiting(call));
    this.#command({ name: 'hang-up', call, agent: null });
  }

  /** Mostly of a call that does not wait: then the board refuses it. */
  #withWaiting(call: CallId): Command {
    const random = this.#random;
    const { agents, queues, phones } = this.#world.office;
    return random.pick<() => Command>([
      () => ({ name: 'prioritise-call', call, priority: random.between(-2, 5) }),
      () => ({ name: 'move-call', call, queue: random.pick(queues).id }),
      () => ({ name: 'withdraw-call', call, number: random.pick(phones).id }),
      () => ({ name: 'offer-call', call, agent: random.pick(agents).id }),
      () => ({ name: 'tell-call', call, sound: 'prompt:thank-you' }),
    ])();
  }

  #changeOffice(): void {
    const office = changedOffice(this.#world.office, this.#random);
    if (this.#world.cordboard.take({ kind: 'office', office })) this.#world.office = office;
  }

  #command(command: Command): void {
    this.#world.cordboard.take({ kind: 'command', command });
  }

  #every(meanMs: number, act: () => void): void {
    const { agenda, endsAt } = this.#world;
    agenda.after(this.#random.about(meanMs), () => {
      if (agenda.now > endsAt) return;
      act();
      this.#every(meanMs, act);
    });
  }
}
