import type { Cast } from '../cast.ts';
import type { CallSeen, Floor, Seat } from '../floor.ts';
import { judge } from '../score.ts';

/** All that the screen shows, at one moment. */
export interface View {
  readonly title: string;
  readonly elapsedMs: number;
  readonly calls: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly wrong: number;
  readonly seats: readonly (Pick<Seat, 'name' | 'state' | 'detail'> & { readonly forMs: number })[];
  readonly queues: readonly {
    readonly name: string;
    readonly waiting: readonly { readonly name: string; readonly forMs: number; readonly rings: boolean }[];
  }[];
  /** How many waited, at equal distances of time, the latest last. */
  readonly waitingLately: readonly number[];
}

export const isWaiting = ({ acceptedAt, talk, ended }: CallSeen): boolean =>
  acceptedAt !== null && talk === null && ended === null;

export function viewOf(
  floor: Floor,
  cast: Cast,
  fixed: Pick<View, 'title' | 'elapsedMs' | 'calls' | 'waitingLately'>,
  now: number,
): View {
  const over = floor.calls.filter(({ ended }) => ended !== null).map((call) => judge(call).outcome);
  const answered = over.filter((outcome) => outcome === 'answered').length;
  const abandoned = over.filter((outcome) => outcome === 'abandoned').length;
  const waiting = floor.calls.filter(isWaiting);
  const queues = new Map(cast.targets.map(({ queue, queueName }) => [queue, queueName]));
  return {
    ...fixed,
    answered,
    abandoned,
    wrong: over.length - answered - abandoned,
    seats: [...floor.seats.values()].map(({ name, state, detail, since }) => ({
      name,
      state,
      detail,
      forMs: now - since,
    })),
    queues: [...queues].map(([id, name]) => ({
      name,
      waiting: waiting
        .filter(({ plan }) => plan.target.queue === id)
        .map(({ plan, acceptedAt, offers }) => ({
          name: plan.name,
          forMs: now - (acceptedAt ?? now),
          rings: offers.some(({ endedAt }) => endedAt === null),
        })),
    })),
  };
}
