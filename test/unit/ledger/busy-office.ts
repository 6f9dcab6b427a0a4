import type { Board } from '../../../src/board/board.ts';
import type { Call } from '../../../src/board/call/call.ts';
import type { AgentId, PhoneId } from '../../../src/board/ids.ts';
import type { Input, LineEvent } from '../../../src/board/input.ts';
import type { Office } from '../../../src/board/office.ts';
import type { QueueSettings } from '../../../src/board/queue-settings.ts';
import type { BoardState } from '../../../src/board/state.ts';
import { CordboardError } from '../../../src/base/errors.ts';
import type { Turn } from '../../../src/board/turn.ts';
import {
  agentOf,
  channelOf,
  entered,
  numberOf,
  officeOf as anyOffice,
  missedAlways,
  phoneOf,
  queueOf,
} from '../board/settings.ts';

type Untimed<T> = T extends unknown ? Omit<T, 'at'> : never;
type UntimedInput = Untimed<Input>;

const names = ['anna', 'ben', 'cem', 'dora', 'eva', 'finn'];

/** Two queues, six agents. Other settings make another office of it. */
export function officeOf(music = 'default', wrapUpMs = 5_000): Office {
  const queue = (id: string, members: readonly string[]): QueueSettings =>
    queueOf(id, members as AgentId[], {
      weight: 1,
      music,
      ringMs: 15_000,
      wrapUpMs,
      restMs: 3_000,
      ...(id === 'sales' ? { missed: missedAlways('rest') } : {}),
    });
  return anyOffice({
    agents: names.map((name, index) => agentOf(name, { phone: `${1001 + index}` as PhoneId })),
    phones: names.map((_, index) => phoneOf(`${1001 + index}`, { autoAnswer: index % 2 === 0 })),
    queues: [queue('support', names.slice(0, 4)), queue('sales', names.slice(2))],
    numbers: [numberOf('500', 'support'), numberOf('600', 'sales')],
  });
}

/** The same numbers from the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Callers, phones, agents and an Asterisk who do anything at any time. It remembers nothing between two inputs, so
 * it goes on with any board, also one that has just been read from a ledger.
 */
export class BusyOffice {
  readonly #board: Board;
  readonly #random: () => number;
  #at: number;

  constructor(board: Board, random: () => number, at: number) {
    this.#board = board;
    this.#random = random;
    this.#at = at;
  }

  /** Does the next thing that is allowed and changes something. */
  next(): Turn {
    for (;;) {
      this.#at += this.#one(2) === 0 ? 0 : Math.floor(this.#random() * 1_500);
      try {
        const turn = this.#board.take({ ...this.#think(), at: this.#at });
        if (turn.failure !== null) throw new Error('the board failed', { cause: turn.failure });
        if (turn.facts.length > 0) return turn;
      } catch (error) {
        if (!(error instanceof CordboardError)) throw error;
      }
    }
  }

  #think(): UntimedInput {
    const { state } = this.#board;
    if (state.office.agents.length === 0) return { kind: 'office', office: officeOf() };
    if (!state.lineIsUp) return this.#lineUp(state);
    const dice = this.#random();
    if (dice < 0.01) return { kind: 'line-down', reason: 'somebody pulled the plug' };
    if (dice < 0.015)
      return { kind: 'office', office: officeOf(this.#pick(['default', 'jazz']), this.#one(2) * 5_000) };
    if (dice < 0.15) return { kind: 'tick' };
    if (dice < 0.35) return { kind: 'command', command: this.#command(state) };
    const call = this.#pick([...state.calls.values()]);
    if (call === undefined || (dice < 0.5 && state.calls.size < 20))
      return { kind: 'line', event: this.#caller() };
    return { kind: 'line', event: this.#eventOf(call) };
  }

  #command(state: BoardState): Extract<UntimedInput, { kind: 'command' }>['command'] {
    const agent = this.#pick(names) as AgentId;
    const call = this.#pick([...state.calls.keys()]);
    switch (this.#one(9)) {
      case 0:
        return { name: 'sign-out', agent };
      case 1:
        return { name: 'not-ready', agent, reason: this.#pick(['lunch', 'çay']) ?? '' };
      case 2:
        return { name: 'answer', agent };
      case 3:
        return call === undefined ? { name: 'ready', agent } : { name: 'hang-up', call, agent: null };
      case 4:
      case 5:
        return { name: 'sign-in', agent };
      default:
        return { name: 'ready', agent };
    }
  }

  #caller(): LineEvent {
    const args =
      this.#pick([
        ['number', '500'],
        ['number', '600'],
        ['queue', 'sales'],
        ['number', 'nobody'],
      ]) ?? [];
    return entered(`sip-${Math.floor(this.#random() * 1e12)}`, args[1] ?? '', {
      args: [...args, String(Math.floor(this.#at / 1_000) - this.#one(20))],
      caller: { name: this.#pick(['', 'Zoë', "O'Hara"]) ?? '', number: String(this.#one(1_000)) },
    });
  }

  #eventOf(call: Call): LineEvent {
    const leg = this.#pick(call.legs);
    if (leg === undefined) return this.#caller();
    const channel = leg.id;
    const { phase } = call;
    if (leg.state === 'clearing' || this.#one(6) === 0) {
      return { name: 'gone', channel, cause: { q850: this.#pick([16, 17, 19, 21, 34]) ?? 16, sip: null } };
    }
    if (phase.name === 'talking' && !phase.bridged) return { name: 'bridged', bridge: phase.bridge };
    return leg.state === 'reaching' ? { name: 'alerting', channel } : { name: 'answered', channel };
  }

  /** Asterisk is back with most of what it had, or began anew with nothing. */
  #lineUp(state: BoardState): UntimedInput {
    const anew = this.#one(4) === 0 || state.asteriskStartedAt === 0;
    const legs = [...state.calls.values()].flatMap((call) => call.legs);
    const channels = legs.filter(() => !anew && this.#one(5) > 0).map(({ id }) => channelOf(id));
    const asteriskStartedAt = anew ? this.#at : state.asteriskStartedAt;
    return { kind: 'line-up', survey: { asteriskStartedAt, channels, bridges: [] } };
  }

  #one(of: number): number {
    return Math.floor(this.#random() * of);
  }

  #pick<T>(from: readonly T[]): T | undefined {
    return from[this.#one(from.length)];
  }
}
