import { expectedWaitOfNext } from '../../../src/board/acd/expected-wait.ts';
import type { LegId } from '../../../src/board/ids.ts';
import type { BoardState } from '../../../src/board/state.ts';
import { Chance } from './chance.ts';
import { QueueRun, type Model, type Stay } from './queue-run.ts';

/**
 * How well the wait of a caller is foretold when he comes: the relative root mean square error over those who had to wait
 * and were served. The others are Ibrahim and Whitt's: by the length of the line (QL), the same with those who will give
 * up (QLm), the wait of who was served last (LES), the wait so far of the head of the line (HOL).
 */
export type Predictor = 'ours' | 'QL' | 'QLm' | 'LES' | 'HOL' | 'average';

export interface PredictorErrors {
  readonly system: string;
  /** Percent of the mean wait. */
  readonly errors: Readonly<Record<Predictor, number>>;
}

interface System {
  readonly name: string;
  readonly agents: number;
  /** Of the agents' capacity. */
  readonly load: number;
  readonly serviceS: number;
  /** Coefficient of variation of a log-normal service; null: exponential. */
  readonly variation: number | null;
  readonly patienceS: number | null;
  /** The rate swings by ±50 % over two hours. */
  readonly swings: boolean;
}

const steady = { serviceS: 180, variation: null, patienceS: null, swings: false } as const;

const systems: readonly System[] = [
  { ...steady, name: 'M/M/5 ρ 0.9', agents: 5, load: 0.9 },
  { ...steady, name: 'M/M/20 ρ 0.95', agents: 20, load: 0.95 },
  { ...steady, name: 'M/M/100 ρ 0.98', agents: 100, load: 0.98 },
  { ...steady, name: 'M/LN(1.5)/20 ρ 0.95', agents: 20, load: 0.95, variation: 1.5 },
  { ...steady, name: 'M/M/20+M, patience 120 s, ρ 1.1', agents: 20, load: 1.1, patienceS: 120 },
  { ...steady, name: 'M(t)/M/20+M, ±50 % over 2 h', agents: 20, load: 1, patienceS: 120, swings: true },
  {
    ...steady,
    name: 'M(t)/LN(1.5)/10+M, patience 180 s, ±50 %',
    agents: 10,
    load: 1,
    variation: 1.5,
    patienceS: 180,
    swings: true,
  },
];

type Guesses = Readonly<Record<Predictor, number>>;

export function predictorErrors(calls: number, seed: number): PredictorErrors[] {
  return systems.map((system, at) => ({
    system: system.name,
    errors: errorsOf(system, calls, new Chance(seed + at)),
  }));
}

function errorsOf(system: System, calls: number, chance: Chance): Guesses {
  const { agents, serviceS, patienceS } = system;
  const model = modelOf(system, chance);
  let lastWait = 0;
  const recent: number[] = [];
  const note = (state: Readonly<BoardState>, _channel: LegId, at: number): Guesses => {
    const queue = state.office.queues[0];
    const line = queue === undefined ? undefined : state.waiting.get(queue.id);
    const places = line?.places(null, at) ?? [];
    const handling = serviceS * 1_000;
    const patience = patienceS === null ? Infinity : patienceS * 1_000;
    const step = (place: number): number => 1 / (agents / handling + place / patience);
    const all = Array.from({ length: places.length + 1 }, (_, place) => step(place));
    const head = places[0];
    return {
      ours: queue === undefined ? 0 : (expectedWaitOfNext(state, queue, at) ?? 0),
      QL: ((places.length + 1) * handling) / agents,
      QLm: all.reduce((sum, one) => sum + one, 0),
      LES: lastWait,
      HOL: head === undefined ? 0 : at - head.enteredAt,
      average: recent.length === 0 ? 0 : recent.reduce((sum, one) => sum + one, 0) / recent.length,
    };
  };
  const run = new QueueRun<Guesses>(model, note);
  const stays: Stay<Guesses>[] = [];
  for (let count = 0; count < calls; count += 1) {
    for (const stay of run.run(1)) {
      if (stay.isServed) {
        lastWait = stay.waitMs;
        recent.push(stay.waitMs);
        if (recent.length > 10) recent.shift();
      }
      if (count > calls / 10 && stay.isServed && stay.waitMs > 0) stays.push(stay);
    }
  }
  const mean = stays.reduce((sum, { waitMs }) => sum + waitMs, 0) / stays.length;
  const error = (name: Predictor): number => {
    const squares = stays.reduce((sum, { waitMs, notes }) => sum + (notes[name] - waitMs) ** 2, 0);
    return Math.round((100 * Math.sqrt(squares / stays.length)) / mean);
  };
  return {
    ours: error('ours'),
    QL: error('QL'),
    QLm: error('QLm'),
    LES: error('LES'),
    HOL: error('HOL'),
    average: error('average'),
  };
}

function modelOf({ agents, load, serviceS, variation, patienceS, swings }: System, chance: Chance): Model {
  const rate = (load * agents) / (serviceS * 1_000);
  const period = 2 * 3_600_000;
  const rateAt = (at: number): number =>
    swings ? rate * (1 + 0.5 * Math.sin((2 * Math.PI * at) / period)) : rate;
  return {
    agents,
    // By thinning, where the rate changes.
    gapMs: (at) => {
      const most = swings ? rate * 1.5 : rate;
      let gap = 0;
      do gap += chance.exponential(1 / most);
      while (chance.share() > rateAt(at + gap) / most);
      return gap;
    },
    serviceMs: () =>
      variation === null
        ? chance.exponential(serviceS * 1_000)
        : chance.logNormal(serviceS * 1_000, variation),
    patienceMs: () => (patienceS === null ? Infinity : chance.exponential(patienceS * 1_000)),
  };
}
