import { unreachable } from '../../src/base/errors.ts';
import type { Input } from '../../src/board/input.ts';
import type { Turn } from '../../src/board/turn.ts';

const kept = 40;

/** The last steps of a run, for people. */
export class Trace {
  readonly #steps: { readonly input: Input; readonly turn: Turn }[] = [];
  #count = 0;

  get steps(): number {
    return this.#count;
  }

  add(input: Input, turn: Turn): void {
    this.#steps[this.#count % kept] = { input, turn };
    this.#count += 1;
  }

  lines(startedAt: number): string[] {
    const newest = this.#count % kept;
    const inOrder =
      this.#count < kept ? this.#steps : [...this.#steps.slice(newest), ...this.#steps.slice(0, newest)];
    return inOrder.flatMap(({ input, turn }) => [
      `${((input.at - startedAt) / 1000).toFixed(3).padStart(10)}  ${describeInput(input)}`,
      ...turn.facts.map((fact) => `             · ${describe(fact)}`),
      ...turn.effects.map((effect) => `             → ${describe(effect)}`),
    ]);
  }
}

function describeInput(input: Input): string {
  switch (input.kind) {
    case 'line':
      return describe(input.event);
    case 'command':
      return `command ${describe(input.command)}`;
    case 'refused':
      return `refused ${input.code}: ${describe(input.effect)}`;
    case 'line-up':
      return `line-up ${JSON.stringify(input.survey)}`;
    case 'line-down':
    case 'office':
    case 'contacts':
    case 'tick':
      return describe(input);
    default:
      return unreachable(input);
  }
}

function describe(thing: object): string {
  const parts = Object.entries(thing)
    .filter(([key]) => key !== 'at' && key !== 'why' && key !== 'display')
    .map(([key, value]) => {
      if (key === 'kind' || key === 'name') return String(value);
      return key === 'office'
        ? 'office'
        : `${key}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`;
    });
  return parts.join(' ');
}
