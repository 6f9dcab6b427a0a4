/** A record of a CSV file (RFC 4180). */
export interface CsvRow {
  /** Where it begins; lines count from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** False when the file ended within quotes: then the row has all the rest. */
  readonly closed: boolean;
}

const separators = [',', ';', '\t'] as const;
type Separator = (typeof separators)[number];

/** The separator of which the first record has most; `sep=;`, as Excel writes it, decides. */
function separatorOf(text: string): Separator {
  const [firstLine = ''] = text.split(/[\r\n]/, 1);
  const named = /^sep=([,;\t])$/i.exec(firstLine)?.[1];
  if (named !== undefined) return named as Separator;
  const unquoted = firstLine.replaceAll(/"[^"]*"/g, '');
  const count = (separator: Separator) => unquoted.split(separator).length;
  return [...separators].sort((a, b) => count(b) - count(a))[0] ?? ',';
}

/** Every record that is not empty. A quote within a field that does not begin with one is a sign like any other. */
export function* csvRows(text: string): Generator<CsvRow, void> {
  const reader = new CsvReader(text, separatorOf(text));
  for (let row = reader.next(); row !== null; row = reader.next()) {
    const [only = ''] = row.cells;
    const isEmpty = row.cells.length === 1 && only.trim() === '';
    const namesSeparator = row.line === 1 && /^sep=/i.test(text);
    if (!isEmpty && !namesSeparator) yield row;
  }
}

class CsvReader {
  readonly #text: string;
  readonly #separator: Separator;
  #at = 0;
  #line = 1;

  constructor(text: string, separator: Separator) {
    this.#text = text;
    this.#separator = separator;
  }

  next(): CsvRow | null {
    if (this.#at >= this.#text.length) return null;
    const line = this.#line;
    const cells: string[] = [];
    for (;;) {
      const quoted = this.#text[this.#at] === '"';
      const cell = quoted ? this.#quoted() : this.#bare();
      if (cell === null) return { line, cells: [...cells, ''], closed: false };
      cells.push(cell);
      if (this.#text[this.#at] === this.#separator) {
        this.#at += 1;
        continue;
      }
      this.#passLineEnd();
      return { line, cells, closed: true };
    }
  }

  /** Up to the next separator or the end of the line. */
  #bare(): string {
    const start = this.#at;
    while (this.#at < this.#text.length && !this.#endsField(this.#text[this.#at])) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  /** null when the quote is never closed. */
  #quoted(): string | null {
    let cell = '';
    for (;;) {
      const end = this.#text.indexOf('"', this.#at + 1);
      const part = this.#text.slice(this.#at + 1, end === -1 ? undefined : end);
      this.#line += part.match(/\r\n|\r|\n/g)?.length ?? 0;
      if (end === -1) {
        this.#at = this.#text.length;
        return null;
      }
      cell += part;
      this.#at = end + 1;
      if (this.#text[this.#at] !== '"') return cell + this.#bare();
      cell += '"';
    }
  }

  #endsField(sign: string | undefined): boolean {
    return sign === this.#separator || sign === '\n' || sign === '\r';
  }

  #passLineEnd(): void {
    if (this.#text[this.#at] === '\r' && this.#text[this.#at + 1] === '\n') this.#at += 1;
    this.#at += 1;
    this.#line += 1;
  }
}
