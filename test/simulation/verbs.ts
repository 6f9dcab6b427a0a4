/** How often everything that somebody can do was done with success: what is not in here was not tried. */
export class Verbs {
  readonly counts: Record<string, number> = {};

  did(verb: string): void {
    this.counts[verb] = (this.counts[verb] ?? 0) + 1;
  }
}
