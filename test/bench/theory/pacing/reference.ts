import type { Office, Pacer } from './campaign.ts';

/** The policies to compare with: section 4 of the pacing specification. */

export function progressive(): Pacer {
  return { calls: (office) => bounded(office, office.free) };
}

export function power(ratio: number): Pacer {
  return { calls: (office) => bounded(office, Math.floor(ratio * office.free + 1e-9)) };
}

/** So many attempts and waiting persons are wanted in all. */
function bounded({ inFlight, waiting, maxNew }: Office, wanted: number): number {
  return Math.min(maxNew, Math.max(0, wanted - inFlight.length - waiting));
}

/**
 * VICIdial's adaptive dialling as its documentation describes it, with its defaults: a dial level for all logged-in
 * agents, at most 3, moved every 15 s by the mean of idle agents less waiting customers, and cut once more than 3 %
 * of the day's answers were dropped: to 1, to the half, or by the hours left of ten.
 */
export function vicidial(method: 'hard-limit' | 'average' | 'tapered'): Pacer {
  let level = 1;
  let samples = 0;
  let sum = 0;
  let nextAt = 15_000;
  const adapt = (office: Office): void => {
    const { agents, answered, abandoned, day, now } = office;
    level = Math.min(3, Math.max(1, level * (1 + sum / Math.max(1, samples) / Math.max(1, agents))));
    const isOver = answered > 50 && (100 * abandoned) / answered > 3;
    if (isOver && method === 'hard-limit') level = 1;
    if (isOver && method === 'average') level = Math.max(1, level / 2);
    if (isOver && method === 'tapered') level = Math.max(1, level * ((day.dayMs - now) / 36_000_000));
    samples = 0;
    sum = 0;
  };
  return {
    calls(office) {
      samples += 1;
      sum += office.free - office.waiting;
      if (office.now >= nextAt) {
        nextAt += 15_000;
        adapt(office);
      }
      return bounded(office, Math.floor(level * office.agents) - office.busy.length);
    },
  };
}

/** Means of a run so far, each worth a prior observation. */
class Mean {
  #sum: number;
  #count = 1;

  constructor(first: number) {
    this.#sum = first;
  }

  add(value: number): void {
    this.#sum += value;
    this.#count += 1;
  }

  get value(): number {
    return this.#sum / this.#count;
  }
}

/**
 * Issabel's predictive dialling with overcommit: agents who will be free by the time of an answer, each by the
 * exponential distribution of all calls whatever he has spent, and one call more for each that is not answered.
 */
export function issabel(): Pacer {
  const answers = new Mean(0.3);
  const setupMs = new Mean(12_000);
  const handlingMs = new Mean(110_000);
  return {
    calls(office) {
      const soon = Math.floor(office.busy.length * (1 - Math.exp(-setupMs.value / handlingMs.value)));
      return bounded(office, Math.ceil((office.free + soon) / answers.value));
    },
    ended(office, attempt, end) {
      answers.add(end === 'person' ? 1 : 0);
      if (end === 'person') setupMs.add(office.now - attempt.startedAt);
    },
    talked: (_, ms) => handlingMs.add(ms + 20_000),
  };
}

/** As many calls as leave the chance of more answers than free agents within 3 %. */
export function binomialQuantile(): Pacer {
  const answers = new Mean(0.3);
  return {
    calls: (office) => bounded(office, largest(office.free, answers.value)),
    ended: (_, __, end) => answers.add(end === 'person' ? 1 : 0),
  };
}

function largest(free: number, rate: number): number {
  if (free === 0) return 0;
  let calls = free;
  for (;;) {
    let chance = (1 - rate) ** (calls + 1);
    let within = chance;
    for (let answers = 1; answers <= free; answers += 1) {
      chance *= ((calls + 2 - answers) / answers) * (rate / (1 - rate));
      within += chance;
    }
    if (1 - within > 0.03 || calls > 20 * free) return calls;
    calls += 1;
  }
}
