import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Board } from '../../../src/board/board.ts';
import type { AgentId, LegId, PhoneId } from '../../../src/board/ids.ts';
import type { Input, LineEvent } from '../../../src/board/input.ts';
import { memberOf } from '../../../src/board/queue-settings.ts';
import { emptyState } from '../../../src/board/state.ts';
import type { Turn } from '../../../src/board/turn.ts';
import { agentOf, entered, numberOf, officeOf, phoneOf, queueOf } from '../../unit/board/settings.ts';
import { Chance } from './chance.ts';

interface Size {
  readonly agents: number;
  readonly queues: number;
  readonly waiting: number;
}

/** 1 is the office of the bar. */
const full: Size = { agents: 200, queues: 50, waiting: 2_000 };
const scales = [0.25, 0.5, 1, 2];

export interface BoardResult {
  readonly sizes: readonly (Size & {
    /** An agent is freed, and has his next caller. */
    readonly decisionUs: number;
    readonly decisionsPerSecond: number;
    /** A caller comes and has to wait. */
    readonly arrivalUs: number;
    /** Somebody signs in whom none of the callers may have, with all of them waiting. */
    readonly inVainUs: number;
    readonly memoryMb: number;
  })[];
  /** Time a decision at the largest size over that at the smallest, beside how much n·log n grows a step. */
  readonly growth: number;
  readonly nLogNGrowth: number;
}

/** How long the board takes to decide, and how that grows with the office. */
export function benchBoard(decisions: number): BoardResult {
  const sizes = scales.map((scale) => measure(scaled(scale), decisions));
  const first = sizes[0];
  const last = sizes.at(-1);
  const growth = first === undefined || last === undefined ? 0 : last.decisionUs / first.decisionUs;
  const steps = (scales.at(-1) ?? 1) / (scales[0] ?? 1);
  const smallest = full.waiting * (scales[0] ?? 1);
  return { sizes, growth, nLogNGrowth: (steps * Math.log(smallest * steps)) / Math.log(smallest) };
}

function scaled(scale: number): Size {
  return {
    agents: full.agents * scale,
    queues: Math.ceil(full.queues * scale),
    waiting: full.waiting * scale,
  };
}

function measure(size: Size, decisions: number): BoardResult['sizes'][number] {
  const before = memory();
  const office = new LoadedOffice(size);
  const arrivalUs = office.fill();
  const memoryMb = memory() - before;
  const inVainUs = office.signInInVain();
  const decisionUs = office.decide(decisions);
  const decisionsPerSecond = Math.round(1e6 / decisionUs);
  return { ...size, decisionUs, decisionsPerSecond, arrivalUs, inVainUs, memoryMb };
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Megabytes in use. */
function memory(): number {
  collectGarbage();
  return Math.round(process.memoryUsage().heapUsed / 1e5) / 10;
}

/** Every agent serves four queues; every seventh queue needs a skill that half of the agents have. */
class LoadedOffice {
  readonly #size: Size;
  readonly #board = new Board(emptyState('t'));
  readonly #chance = new Chance(1);
  #at = Date.UTC(2026, 0, 5, 9);
  #callers = 0;
  readonly #talking: { agentLeg: LegId; caller: LegId }[] = [];

  constructor(size: Size) {
    this.#size = size;
    const ids = Array.from({ length: size.agents }, (_, at) => `agent${at}` as AgentId);
    const queues = Array.from({ length: size.queues }, (_, at) => {
      const members = ids.filter((_id, of) => (of + at) % Math.max(1, Math.floor(size.queues / 4)) === 0);
      return queueOf(`q${at}`, [], {
        members: members.map((agent) => memberOf(agent)),
        wrapUp: 'none',
        ...(at % 7 === 3
          ? { skills: [{ needs: { french: 5 }, prefers: {}, forMs: 3_600_000 }, anyone] }
          : {}),
      });
    });
    // One whom no caller of a queue with skills may have.
    const vain = 'vain' as AgentId;
    const withVain = queues.map((queue) =>
      queue.skills.length > 0 ? { ...queue, members: [...queue.members, memberOf(vain)] } : queue,
    );
    this.#take({
      kind: 'office',
      office: officeOf({
        agents: [...ids, vain].map((id, at) =>
          agentOf(id, {
            phone: String(10_000 + at) as PhoneId,
            skills: at % 2 === 0 && id !== vain ? { french: 7 } : {},
          }),
        ),
        phones: [...ids, vain].map((_, at) => phoneOf(String(10_000 + at))),
        queues: withVain,
        numbers: queues.map(({ id }, at) => numberOf(String(90_000 + at), id)),
      }),
    });
    this.#take({ kind: 'line-up', survey: { asteriskStartedAt: 1, channels: [], bridges: [] } });
    for (const agent of ids) {
      this.#take({ kind: 'command', command: { name: 'sign-in', agent } });
      this.#take({ kind: 'command', command: { name: 'ready', agent } });
    }
  }

  /** Callers come until all agents talk and the lines are full; microseconds an arrival that has to wait. */
  fill(): number {
    while (this.#board.state.freeAgents.size > 0) this.#arrive();
    const since = performance.now();
    for (let count = 0; count < this.#size.waiting; count += 1) this.#arrive();
    return Math.round(((performance.now() - since) * 1_000) / this.#size.waiting);
  }

  signInInVain(): number {
    const agent = 'vain' as AgentId;
    const rounds = 100;
    this.#take({ kind: 'command', command: { name: 'sign-in', agent } });
    const since = performance.now();
    for (let round = 0; round < rounds; round += 1) {
      this.#at += 10;
      this.#take({ kind: 'command', command: { name: 'ready', agent } });
      this.#take({ kind: 'command', command: { name: 'not-ready', agent, reason: 'break' } });
    }
    return Math.round(((performance.now() - since) * 1_000) / rounds);
  }

  /** Talks end one after the other, and others come; only the turns in which an agent is given his next caller count. */
  decide(count: number): number {
    let ms = 0;
    for (let done = 0; done < count; done += 1) {
      const at = Math.floor(this.#chance.share() * this.#talking.length) % this.#talking.length;
      const [talk] = this.#talking.splice(at, 1);
      if (talk === undefined) break;
      this.#at += 5;
      const event: LineEvent = { name: 'gone', channel: talk.caller, cause: { q850: 16, sip: null } };
      const since = performance.now();
      const turn = this.#board.take({ kind: 'line', event, at: this.#at });
      ms += performance.now() - since;
      this.#answer(turn);
      this.#take({
        kind: 'line',
        event: { name: 'gone', channel: talk.agentLeg, cause: { q850: 16, sip: null } },
      });
      this.#arrive();
    }
    return Math.round((ms * 10_000) / count) / 10;
  }

  #arrive(): void {
    this.#callers += 1;
    this.#at += 1;
    const number = String(
      90_000 + (Math.floor(this.#chance.share() * this.#size.queues) % this.#size.queues),
    );
    this.#take({ kind: 'line', event: entered(`c${this.#callers}`, number) });
  }

  #take(input: Input extends infer One ? (One extends unknown ? Omit<One, 'at'> : never) : never): void {
    this.#answer(this.#board.take({ ...input, at: this.#at }));
  }

  /** Phones answer at once, and bridges stand at once. */
  #answer(turn: Turn): void {
    if (turn.failure !== null) throw new Error('the turn was cut short', { cause: turn.failure });
    for (const effect of turn.effects) {
      if (effect.name === 'ring') {
        this.#take({ kind: 'line', event: { name: 'answered', channel: effect.leg } });
      } else if (effect.name === 'connect') {
        const [one, other] = effect.channels;
        if (one !== undefined && other !== undefined) {
          const caller = one.startsWith('c') && !one.startsWith('cb') ? one : other;
          this.#talking.push({ caller, agentLeg: caller === one ? other : one });
        }
        this.#take({ kind: 'line', event: { name: 'bridged', bridge: effect.bridge } });
      }
    }
  }
}

const anyone = { needs: {}, prefers: {}, forMs: null };
