import type { Random } from './random.ts';
import type { Death } from './sim-cordboard.ts';
import type { LineHabits, SimLine } from './sim-line.ts';
import type { World } from './world.ts';

const calm: LineHabits = {
  latencyMs: 3,
  jumbled: false,
  repeatRate: 0,
  timeoutRate: 0,
  errorRate: 0,
  stallRate: 0,
};

export interface FaultHabits {
  readonly line: LineHabits;
  /** Mean times between two of a kind; Infinity for never. */
  readonly breakMs: number;
  readonly crashMs: number;
  readonly killMs: number;
  readonly fullMs: number;
}

export function randomFaults(random: Random, spanMs: number): FaultHabits {
  const isKind = random.chance(0.2);
  const often = (probability: number): number =>
    !isKind && random.chance(probability) ? spanMs / random.between(1, 12) : Number.POSITIVE_INFINITY;
  const rate = (most: number): number => (isKind || random.chance(0.5) ? 0 : most * random.next());
  return {
    line: {
      latencyMs: random.pick([1, 3, 20, 200]),
      jumbled: !isKind && random.chance(0.4),
      repeatRate: rate(0.1),
      timeoutRate: rate(0.03),
      errorRate: rate(0.03),
      stallRate: rate(0.01),
    },
    breakMs: often(0.6),
    crashMs: often(0.6),
    killMs: often(0.25),
    fullMs: often(0.1),
  };
}

/** Breaks things at random until the run's end, and mends them. */
export class Faults {
  crashes = 0;
  breaks = 0;
  kills = 0;
  readonly #world: World;
  readonly #line: SimLine;
  readonly #random: Random;

  constructor(world: World, line: SimLine, habits: FaultHabits) {
    this.#world = world;
    this.#line = line;
    this.#random = world.random.split();
    this.#every(habits.breakMs, () => this.#break());
    this.#every(habits.crashMs, () => this.#crash());
    this.#every(habits.killMs, () => this.#kill());
    this.#every(habits.fullMs, () => this.#fillDisk());
  }

  static lineHabits(world: World, habits: FaultHabits): LineHabits {
    return world.agenda.now > world.endsAt ? calm : habits.line;
  }

  #break(): void {
    this.breaks += 1;
    this.#line.break(this.#random.pick([0, 20, 1_000, 6_000]), this.#random.chance(0.5));
    if (this.#random.chance(0.2)) this.#world.asterisk.scatter();
  }

  #crash(): void {
    this.crashes += 1;
    this.#world.cordboard.die(this.#random.pick<Death>(['now', 'before-commit', 'after-commit']));
  }

  #kill(): void {
    const { asterisk, agenda } = this.#world;
    if (!asterisk.running) return;
    this.kills += 1;
    if (this.#random.chance(0.5)) asterisk.stop();
    else asterisk.kill();
    this.#line.break(this.#random.between(0, 3_000), true);
    agenda.after(this.#random.between(1_000, 15_000), () => asterisk.start());
  }

  #fillDisk(): void {
    this.#world.cordboard.fillDisk(this.#random.about(20_000));
  }

  #every(meanMs: number, act: () => void): void {
    const { agenda, endsAt } = this.#world;
    if (meanMs === Number.POSITIVE_INFINITY) return;
    agenda.after(this.#random.about(meanMs), () => {
      if (agenda.now > endsAt) return;
      act();
      this.#every(meanMs, act);
    });
  }
}
