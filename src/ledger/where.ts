import type { Value } from './database.ts';

/** The WHERE of a query whose conditions are optional. */
export class Where {
  readonly values: Value[] = [];
  readonly #terms: string[] = [];

  /** A term with one `?`; left out when there is no value for it. */
  and(term: string, value: Value | undefined): this {
    if (value !== undefined) {
      this.#terms.push(term);
      this.values.push(value);
    }
    return this;
  }

  /** A term without a value. */
  always(term: string): this {
    this.#terms.push(term);
    return this;
  }

  /** Left out when there is no list. */
  anyOf(column: string, values: readonly Value[] | undefined): this {
    if (values !== undefined) {
      this.#terms.push(`${column} IN (${values.map(() => '?').join(', ')})`);
      this.values.push(...values);
    }
    return this;
  }

  get sql(): string {
    return this.#terms.length === 0 ? '' : `WHERE ${this.#terms.join(' AND ')}`;
  }
}
