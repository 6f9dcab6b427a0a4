import { CordboardError } from '../base/errors.ts';
import type { ColumnMap, ContactField, RawContact, RawNumber } from './format.ts';

/** The titles that programs give, in lower case; several columns of numbers are tried from left to right. */
const usual: Readonly<Record<ContactField, RegExp>> = {
  number:
    /^(?:(?:phone|tel(?:e(?:ph|f)one?)?|mobile?|cell|handy|n[uú]mero?|number|nummer|rufnummer|telefonnummer|téléphone)[ _-]?(?:number|nummer|no\.?)?[ _-]?\d{0,2}|alt\d?)$/,
  name: /^(?:(?:full|display)?[ _-]?name|nombre|nom)$/,
  firstName: /^(?:first|given)[ _-]?name$|^vorname$|^prénom$/,
  lastName: /^(?:last|family)[ _-]?name$|^surname$|^nachname$/,
  priority: /^priority$|^priorität$|^prioridad$/,
  agent: /^agent$/,
  dueAt: /^due(?:[ _-]?at)?$/,
  timeZone: /^time[ _-]?zone$/,
  region: /^region$|^state$/,
  note: /^notes?$/,
};

/** Where the columns of a file are. */
export class Columns {
  readonly #titles: readonly string[];
  readonly #numbers: readonly number[];
  readonly #fields: ReadonlyMap<ContactField, number>;
  readonly #data: readonly number[];

  /** Throws 'columns-wrong' when the titles do not say where the numbers are. */
  constructor(titles: readonly string[], { numbers, fields = {} }: ColumnMap) {
    this.#titles = titles.map((title) => title.trim());
    const known = this.#titles.map((title) => title.toLowerCase());
    const at = (title: string, of: string): number => {
      const index = known.indexOf(title.trim().toLowerCase());
      if (index === -1) throw wrong(`line 1 has no column "${title}" for ${of}`);
      return index;
    };
    this.#numbers =
      numbers?.map((title) => at(title, 'numbers')) ??
      known.flatMap((title, index) => (usual.number.test(title) ? [index] : []));
    if (this.#numbers.length === 0) throw wrong('line 1 has no column for numbers');
    const found = new Map<ContactField, number>();
    for (const [field, pattern] of Object.entries(usual)) {
      if (field === 'number') continue;
      const named = fields[field as Exclude<ContactField, 'number'>];
      const index = named === undefined ? known.findIndex((title) => pattern.test(title)) : at(named, field);
      if (index !== -1 && !this.#numbers.includes(index)) found.set(field as ContactField, index);
    }
    this.#fields = found;
    const taken = new Set([...this.#numbers, ...found.values()]);
    this.#data = this.#titles.flatMap((title, index) => (title === '' || taken.has(index) ? [] : [index]));
  }

  get count(): number {
    return this.#titles.length;
  }

  read(cells: readonly string[], line: number): RawContact {
    const cell = (field: ContactField): string => (cells[this.#fields.get(field) ?? -1] ?? '').trim();
    const numbers: RawNumber[] = [];
    for (const index of this.#numbers) {
      const text = (cells[index] ?? '').trim();
      if (text !== '') numbers.push({ column: this.#titles[index] ?? '', text });
    }
    const data: Record<string, string> = {};
    for (const index of this.#data) {
      const text = (cells[index] ?? '').trim();
      if (text !== '') data[this.#titles[index] ?? ''] = text;
    }
    const name = cell('name') || `${cell('firstName')} ${cell('lastName')}`.trim();
    return {
      line,
      numbers,
      name,
      priority: cell('priority'),
      agent: cell('agent'),
      dueAt: cell('dueAt'),
      timeZone: cell('timeZone'),
      region: cell('region'),
      note: cell('note'),
      data,
    };
  }
}

function wrong(sentence: string): CordboardError {
  return new CordboardError(
    'columns-wrong',
    `${sentence}: the first line must have titles; name others under columns`,
  );
}
