import type { WriteStream } from 'node:tty';
import type { Cast } from '../cast.ts';
import type { Audience, Floor, Happening } from '../floor.ts';
import { render } from './render.ts';
import { inColour, paintLine, plain, type Paint, type Piece } from './style.ts';
import { isWaiting, viewOf } from './view.ts';
import { wordsFor } from './words.ts';

export interface Show extends Audience {
  /** The last look, and the terminal as it was. */
  end(): void;
}

/** What is shown besides what goes on. */
export interface Playbill {
  readonly title: string;
  readonly calls: number;
}

const drawMs = 200;
const sampleMs = 500;
const tickerKept = 20;
const noWidth = Number.POSITIVE_INFINITY;

/** One line for each happening. */
export function tellInLines(out: NodeJS.WritableStream, { title }: Playbill): Show {
  out.write(`${title}\n`);
  return {
    look(at, happening) {
      if (happening !== null) out.write(`${paintLine(wordsFor(at, happening), noWidth, plain)}\n`);
    },
    end() {},
  };
}

/** A screen that is drawn over itself while things change. */
export class LiveScreen implements Show {
  readonly #out: WriteStream;
  readonly #floor: Floor;
  readonly #cast: Cast;
  readonly #playbill: Playbill;
  readonly #paint: Paint;
  readonly #startedAt = Date.now();
  readonly #ticker: Piece[][] = [];
  readonly #waitingLately: number[] = [];
  readonly #timers: readonly NodeJS.Timeout[];
  #drawn = '';
  #height = 0;

  constructor(out: WriteStream, floor: Floor, cast: Cast, playbill: Playbill) {
    this.#out = out;
    this.#floor = floor;
    this.#cast = cast;
    this.#playbill = playbill;
    this.#paint = process.env['NO_COLOR'] ? plain : inColour;
    this.#timers = [setInterval(() => this.#draw(), drawMs), setInterval(() => this.#sample(), sampleMs)];
    out.on('resize', this.#redraw);
    out.write('\u001B[?25l');
  }

  look(at: number, happening: Happening | null): void {
    if (happening === null) return;
    this.#ticker.push(wordsFor(at, happening));
    if (this.#ticker.length > tickerKept) this.#ticker.shift();
  }

  end(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#draw();
    this.#out.off('resize', this.#redraw);
    this.#out.write('\u001B[?25h');
  }

  #sample(): void {
    this.#waitingLately.push(this.#floor.calls.filter(isWaiting).length);
  }

  /** Lines may have been wrapped: the former picture cannot be found any more. */
  readonly #redraw = (): void => {
    this.#out.write('\u001B[2J\u001B[H');
    this.#drawn = '';
    this.#height = 0;
    this.#draw();
  };

  #draw(): void {
    const { columns, rows } = this.#out;
    const now = Date.now();
    const fixed = {
      ...this.#playbill,
      elapsedMs: now - this.#startedAt,
      waitingLately: this.#waitingLately,
    };
    const view = viewOf(this.#floor, this.#cast, fixed, now);
    const lines = render(view, this.#ticker, { width: columns - 1, height: rows - 1, paint: this.#paint });
    const drawn = lines.map((line) => `${line}\u001B[K\n`).join('');
    if (drawn === this.#drawn) return;
    // In one write, so that nobody sees a half of it.
    this.#out.write(`${this.#height > 0 ? `\u001B[${this.#height}A\r` : ''}${drawn}\u001B[J`);
    this.#drawn = drawn;
    this.#height = lines.length;
  }
}
