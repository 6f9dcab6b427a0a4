/** How long a line takes that moves on by service and by impatience. */

export interface Line {
  /** Callers who go first, in calls of this queue: a share of a caller counts as that share. */
  readonly ahead: number;
  readonly agents: number;
  /** How long an agent has to do with one call. */
  readonly handlingMs: number;
  /** How long callers wait before they give up, on average; Infinity: they do not. */
  readonly patienceMs: number;
}

/** What somebody at the end of a line can expect. */
export interface Forecast {
  /** On average. */
  readonly expectedMs: number;
  /** Four of five wait no longer. */
  readonly upperMs: number;
}

/**
 * The sum over the places up to one's own of 1 / (agents / handling time + callers before that place / patience): Ibrahim
 * and Whitt's predictor for queues that people leave (QLm), and the spread of such a sum.
 */
export function forecastOf({ ahead, agents, handlingMs, patienceMs }: Line): Forecast {
  let expectedMs = 0;
  let variance = 0;
  for (let place = 0; place < ahead + 1; place += 1) {
    const share = Math.min(1, ahead + 1 - place);
    const stepMs = 1 / (agents / handlingMs + place / patienceMs);
    expectedMs += share * stepMs;
    variance += share * stepMs ** 2;
  }
  return { expectedMs, upperMs: upperOf(expectedMs, variance) };
}

/** The 80 % quantile of a gamma distribution with this mean and variance, as Wilson and Hilferty approximate it. */
function upperOf(mean: number, variance: number): number {
  const shape = mean ** 2 / variance;
  return mean * (1 - 1 / (9 * shape) + 0.8416 / (3 * Math.sqrt(shape))) ** 3;
}
