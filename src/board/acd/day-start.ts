import { startOfDay } from '../../base/day.ts';

/** Midnight in the office's time zone, kept until the next one: asking Intl for each pick would be slow. */
export class DayStart {
  #from = 0;
  #to = 0;
  #zone = '';

  /** Start of the day to which this time belongs, UTC milliseconds. */
  at(at: number, zone: string): number {
    if (zone !== this.#zone || at < this.#from || at >= this.#to) {
      this.#zone = zone;
      this.#from = startOfDay(at, zone);
      // The longest day has 25 hours, the shortest 23: this is in the next one.
      this.#to = startOfDay(this.#from + 25.5 * 3_600_000, zone);
    }
    return this.#from;
  }
}
