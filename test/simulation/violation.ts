/** Something that must never be, is. */
export class Violation extends Error {
  override readonly name = 'Violation';
  readonly rule: string;

  constructor(rule: string, what: string) {
    super(`${rule}: ${what}`);
    this.rule = rule;
  }
}

export function must(holds: boolean, rule: string, what: () => string): void {
  if (!holds) throw new Violation(rule, what());
}
