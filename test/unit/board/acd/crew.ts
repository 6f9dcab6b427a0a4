import type { AgentSettings, Office } from '../../../../src/board/office.ts';
import type { AgentId, CallId, PhoneId } from '../../../../src/board/ids.ts';
import { memberOf, type Membership, type QueueSettings } from '../../../../src/board/queue-settings.ts';
import { agentOf, missedAlways, numberOf, officeOf, phoneOf, queueOf } from '../settings.ts';
import { sales, Stage, support } from '../stage.ts';

/** Agents a, b, c …, each with a phone of the same name. */
export type Name = string;

export interface CrewOptions {
  readonly agents: readonly Name[];
  /** Of the queue `support`, number 900. */
  readonly queue?: Partial<QueueSettings>;
  readonly members?: Readonly<Record<Name, Partial<Membership>>>;
  readonly settings?: Readonly<Record<Name, Partial<AgentSettings>>>;
  /** Of the queue `sales`, number 901; without it there is none. */
  readonly sales?: Partial<QueueSettings>;
}

function crewOffice({ agents, queue, members = {}, settings = {}, sales: other }: CrewOptions): Office {
  const ids = agents as readonly AgentId[];
  const usual = { missed: missedAlways('nothing'), wrapUpMs: 0 };
  const own = { members: ids.map((id) => memberOf(id, members[id])), ...usual, ...queue };
  return officeOf({
    agents: ids.map((id) => agentOf(id, { phone: id as string as PhoneId, ...settings[id] })),
    phones: ids.map((id) => phoneOf(id)),
    queues: [
      queueOf(support, ids, own),
      ...(other === undefined ? [] : [queueOf(sales, ids, { ...usual, ...other })]),
    ],
    numbers: [numberOf('900', support), ...(other === undefined ? [] : [numberOf('901', sales)])],
  });
}

/** A board with such a crew, and short words for what happens to it. */
export class Crew extends Stage {
  #channels = 0;

  constructor(options: CrewOptions) {
    super(crewOffice(options));
  }

  /** Signs them in and makes them ready, a second after each other unless told otherwise. */
  begins(names: readonly Name[], apartMs = 1_000): this {
    for (const name of names) this.ready(name as AgentId).wait(apartMs);
    return this;
  }

  say(name: Name, command: 'ready' | 'sign-in' | 'sign-out'): this {
    this.command({ name: command, agent: name as AgentId });
    return this;
  }

  pauses(name: Name): this {
    this.command({ name: 'not-ready', agent: name as AgentId, reason: 'break' });
    return this;
  }

  apply(options: CrewOptions): this {
    this.take({ kind: 'office', office: crewOffice(options) });
    return this;
  }

  caller(number = '900'): CallId {
    this.#channels += 1;
    return this.enters(`c${this.#channels}`, number);
  }

  /** Whose phones ring for the caller, in the order in which they began. */
  rings(call: CallId): readonly Name[] {
    const phase = this.call(call)?.phase;
    return phase?.name === 'waiting' ? phase.offers.map(({ agent }) => agent) : [];
  }

  leg(call: CallId, name: Name) {
    const phase = this.call(call)?.phase;
    const offer = phase?.name === 'waiting' ? phase.offers.find(({ agent }) => agent === name) : undefined;
    if (offer === undefined) throw new Error(`${call} does not ring at ${name}`);
    return offer.leg;
  }

  picksUp(call: CallId, name: Name): this {
    this.answers(this.leg(call, name));
    return this;
  }

  /** With whom the caller talks. */
  talksWith(call: CallId): Name | null {
    const phase = this.call(call)?.phase;
    return phase?.name === 'talking' ? phase.agent : null;
  }

  hangsUp(call: CallId): this {
    const channel = this.call(call)?.legs.find(({ role }) => role === 'caller')?.id;
    if (channel !== undefined) this.goes(channel);
    return this;
  }

  /** A whole call: who had it. The agent is free again at its end. */
  serves(talkMs = 1_000, number = '900'): Name {
    const call = this.caller(number);
    const { agent } = this.offer(call);
    this.talks(call);
    this.wait(talkMs).hangsUp(call);
    this.sweep();
    return agent;
  }

  /** The ringing stops unanswered. */
  misses(call: CallId): Name {
    const { agent } = this.offer(call);
    this.refuse({ name: 'ring', leg: this.offer(call).leg } as never, 'allocation-failed');
    return agent;
  }

  /** Every channel that is hung up on is gone. */
  sweep(): this {
    for (const call of this.board.state.calls.values()) {
      for (const { id, state } of call.legs.slice()) if (state === 'clearing') this.goes(id);
    }
    return this;
  }
}
