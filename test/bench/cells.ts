import { CordboardError } from '../../src/base/errors.ts';

export const sides = ['app_queue', 'cordboard'] as const;
export type Side = (typeof sides)[number];

export const kinds = ['grid', 'shared', 'ring-all'] as const;
export type Kind = (typeof kinds)[number];

/** One office with one app_queue beside it; each number of waiting callers makes a cell of it. */
export interface Setting {
  readonly kind: Kind;
  readonly agents: number;
  /** All agents serve each of them. */
  readonly queues: number;
  readonly strategy: Readonly<Record<Side, string>>;
  /** app_queue's pause between attempts. */
  readonly retryS: number;
  readonly waiting: readonly number[];
}

export interface Wanted {
  readonly kinds: readonly Kind[];
  readonly agents: readonly number[];
  readonly waiting: readonly number[];
  readonly retryS: number;
}

const usual = { app_queue: 'leastrecent', cordboard: 'longest-idle' } as const;

export function settingsOf({ kinds: wanted, agents, waiting, retryS }: Wanted): Setting[] {
  const all: Setting[] = [];
  if (wanted.includes('grid')) {
    for (const count of agents) {
      all.push({ kind: 'grid', agents: count, queues: 1, strategy: usual, retryS, waiting });
    }
  }
  if (wanted.includes('shared')) all.push(...sharedQueues());
  if (wanted.includes('ring-all')) {
    for (const cordboard of ['ring-all', 'ring-all-pooled']) {
      const strategy = { app_queue: 'ringall', cordboard };
      all.push({ kind: 'ring-all', agents: 50, queues: 1, strategy, retryS, waiting: [10] });
    }
  }
  return all;
}

function sharedQueues(): Setting[] {
  return [2, 4, 8].flatMap((queues) =>
    [5, 1].flatMap((retryS) =>
      ['leastrecent', 'rrmemory'].map(
        (strategy): Setting => ({
          kind: 'shared',
          agents: 10,
          queues,
          strategy: { ...usual, app_queue: strategy },
          retryS,
          waiting: [10],
        }),
      ),
    ),
  );
}

export function nameOf({ agents, queues, strategy, retryS }: Setting): string {
  const inQueues = queues === 1 ? '' : ` in ${queues} queues`;
  return `${agents} agents${inQueues}, ${strategy.app_queue} (retry ${retryS}) against ${strategy.cordboard}`;
}

/** `10,50` */
export function readList(option: string, text: string): number[] {
  return text.split(',').map((word) => readCount(option, word));
}

export function readCount(option: string, text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new CordboardError('usage', `--${option}: ${text} is not a number above 0`);
}
