import { Board } from '../../../src/board/board.ts';
import type { Agent } from '../../../src/board/agent/agent.ts';
import type { Call } from '../../../src/board/call/call.ts';
import type { Effect } from '../../../src/board/effect.ts';
import type { Fact } from '../../../src/board/fact.ts';
import type { AgentId, BridgeId, CallId, LegId, PhoneId, QueueId } from '../../../src/board/ids.ts';
import type { Command, Input, Survey, SurveyedChannel } from '../../../src/board/input.ts';
import type { Office } from '../../../src/board/office.ts';
import type { QueueSettings } from '../../../src/board/queue-settings.ts';
import { emptyState } from '../../../src/board/state.ts';
import type { Turn } from '../../../src/board/turn.ts';
import { Watch } from './invariants.ts';
import { agentOf, channelOf, entered, numberOf, officeOf, phoneOf, queueOf } from './settings.ts';

type Untimed<T> = T extends unknown ? Omit<T, 'at'> : never;

export const anna = 'anna' as AgentId;
export const ben = 'ben' as AgentId;
export const support = 'support' as QueueId;
export const sales = 'sales' as QueueId;

export const queue = queueOf;

/** Anna's phone can be told to answer, Ben's cannot. Both serve support, Anna serves sales too. */
export const office = (more: Partial<QueueSettings> = {}): Office =>
  officeOf({
    agents: [
      agentOf(anna, { name: 'Anna', phone: '1001' as PhoneId }),
      agentOf(ben, { name: 'Ben', phone: '1002' as PhoneId }),
    ],
    phones: [phoneOf('1001', { autoAnswer: true }), phoneOf('1002')],
    queues: [queue(support, [anna, ben], more), queue(sales, [anna], more)],
    numbers: [numberOf('900', support), numberOf('901', sales)],
  });

/** A board with its line up, and words for what happens on it. */
export class Stage {
  readonly board = new Board(emptyState('t'));
  at = Date.UTC(2026, 0, 5, 9);
  readonly #watch = new Watch('t');
  #last: Turn;

  constructor(settings: Office = office()) {
    this.#last = this.take({ kind: 'office', office: settings });
    this.lineUp();
  }

  take(input: Untimed<Input>): Turn {
    const timed = { ...input, at: this.at } as Input;
    this.#last = this.board.take(timed);
    if (this.#last.failure !== null) throw new Error('the turn was cut short', { cause: this.#last.failure });
    this.#watch.look(this.#last, timed);
    if (this.#last.refusal !== null) throw this.#last.refusal;
    return this.#last;
  }

  /** Lets time pass, with every tick that the board asks for. */
  wait(ms: number): this {
    const until = this.at + ms;
    for (let due = this.board.wakeAt; due !== null && due <= until; due = this.board.wakeAt) {
      this.at = Math.max(this.at, due);
      this.take({ kind: 'tick' });
    }
    this.at = until;
    return this;
  }

  // What happens

  lineUp(survey: Partial<Survey> = {}): Turn {
    return this.take({
      kind: 'line-up',
      survey: { asteriskStartedAt: 1, channels: [], bridges: [], ...survey },
    });
  }

  lineDown(): Turn {
    return this.take({ kind: 'line-down', reason: 'test' });
  }

  ready(...agents: AgentId[]): this {
    for (const agent of agents) {
      this.command({ name: 'sign-in', agent });
      this.command({ name: 'ready', agent });
    }
    return this;
  }

  command(command: Command): Turn {
    return this.take({ kind: 'command', command });
  }

  /** A caller arrives; the call's id is its place in the order of arrival. */
  enters(channel: string, number = '900', since: number | null = null): CallId {
    const call = `cbt-${this.board.state.nextCall}` as CallId;
    const args = ['number', number, ...(since === null ? [] : [String(since)])];
    this.take({ kind: 'line', event: entered(channel, number, { args }) });
    return call;
  }

  alerts(leg: LegId): Turn {
    return this.take({ kind: 'line', event: { name: 'alerting', channel: leg } });
  }

  answers(leg: LegId): Turn {
    return this.take({ kind: 'line', event: { name: 'answered', channel: leg } });
  }

  goes(channel: string, q850 = 16, sip: number | null = null): Turn {
    return this.take({
      kind: 'line',
      event: { name: 'gone', channel: channel as LegId, cause: { q850, sip } },
    });
  }

  refuse(effect: Effect, code: string): Turn {
    return this.take({ kind: 'refused', effect, code });
  }

  /** The call rings at an agent's, who answers, and both are in the bridge. */
  talks(call: CallId): void {
    this.answers(this.offer(call).leg);
    this.bridges(call);
  }

  bridges(call: CallId): Turn {
    return this.take({ kind: 'line', event: { name: 'bridged', bridge: this.bridge(call) } });
  }

  // What is

  get facts(): readonly Fact[] {
    return this.#last.facts;
  }

  get kinds(): readonly string[] {
    return this.#last.facts.map((fact) => fact.kind);
  }

  get effects(): readonly Effect[] {
    return this.#last.effects;
  }

  get turn(): Turn {
    return this.#last;
  }

  call(id: CallId): Call | undefined {
    return this.board.state.calls.get(id);
  }

  phase(id: CallId): string {
    return this.call(id)?.phase.name ?? 'off the board';
  }

  agent(id: AgentId): Agent {
    const agent = this.board.state.agents.get(id);
    if (agent === undefined) throw new Error(`no agent ${id}`);
    return agent;
  }

  /** The one offer of a waiting call. */
  offer(id: CallId): { readonly agent: AgentId; readonly leg: LegId } {
    const phase = this.call(id)?.phase;
    const offer = phase?.name === 'waiting' ? phase.offers[0] : undefined;
    if (offer === undefined) throw new Error(`${id} is offered to nobody`);
    return offer;
  }

  bridge(id: CallId): BridgeId {
    const phase = this.call(id)?.phase;
    if (phase?.name !== 'talking') throw new Error(`${id} is ${phase?.name}`);
    return phase.bridge;
  }

  /** The first effect of a name in the last turn. */
  wanted<Name extends Effect['name']>(name: Name): Extract<Effect, { name: Name }> {
    const effect = this.#last.effects.find((one) => one.name === name);
    if (effect === undefined) throw new Error(`${name} is not wanted: ${JSON.stringify(this.#last.effects)}`);
    return effect as Extract<Effect, { name: Name }>;
  }

  channel(id: string, state: SurveyedChannel['state'] = 'up', args: readonly string[] = []): SurveyedChannel {
    return channelOf(id, { state, args });
  }
}

export const leg = (id: string): LegId => id as LegId;
