import { ParameterError } from './errors.ts';

const ampersand = 0x26;
const equals = 0x3d;
const percent = 0x25;
const plus = 0x2b;
const space = 0x20;

/** More of them than any address has: a form of a million empty parameters is not worth reading. */
const mostParameters = 100;
/** Names are words of the document; longer only when the whole body is one JSON object without a name. */
const longestName = 64 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The parameters of one request. */
export class Form {
  readonly #fields: ReadonlyMap<string, Buffer>;
  /** The body as it came; empty when a file is with it. */
  readonly raw: Buffer;

  constructor(fields: ReadonlyMap<string, Buffer>, raw: Buffer) {
    this.#fields = fields;
    this.raw = raw;
  }

  static of(parameters: Readonly<Record<string, string>>): Form {
    return new Form(
      new Map(Object.entries(parameters).map(([name, value]) => [name, Buffer.from(value)])),
      Buffer.alloc(0),
    );
  }

  get names(): readonly string[] {
    return [...this.#fields.keys()];
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  /** Without spaces around it; empty when it was not given. Throws a ParameterError. */
  text(name: string): string {
    return this.whole(name).trim();
  }

  /** The same with the spaces around it. */
  whole(name: string): string {
    try {
      return utf8.decode(this.#fields.get(name) ?? Buffer.alloc(0));
    } catch {
      throw new ParameterError(name, 'is not UTF-8');
    }
  }

  /** As `text`; throws a ParameterError when it is empty too. */
  need(name: string): string {
    const value = this.text(name);
    if (value === '') throw new ParameterError(name, 'is missing');
    return value;
  }

  bytes(name: string): Buffer {
    return this.#fields.get(name) ?? Buffer.alloc(0);
  }
}

/**
 * Reads application/x-www-form-urlencoded bit by bit, so that a file of many megabytes never holds up the calls. What
 * `%` stands before without two hexadecimal digits stays as it is, as everywhere on the web.
 */
export class FormReader {
  readonly #fields = new Map<string, Buffer>();
  readonly #raw: Buffer[] = [];
  readonly #keepsRaw: boolean;
  #name: string | null = null;
  #parts: Buffer[] = [];
  #length = 0;
  /** What may be the beginning of `%xx` at the end of a chunk. */
  #rest: Buffer = Buffer.alloc(0);

  constructor(options: { readonly keepsRaw: boolean }) {
    this.#keepsRaw = options.keepsRaw;
  }

  take(chunk: Buffer): void {
    if (this.#keepsRaw) this.#raw.push(chunk);
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = Buffer.alloc(0);
    const cut = endsWithin(bytes);
    if (cut > 0) this.#rest = Buffer.from(bytes.subarray(-cut));
    this.#read(cut > 0 ? bytes.subarray(0, -cut) : bytes);
  }

  /** Throws a ParameterError. */
  end(): Form {
    this.#read(this.#rest);
    this.#endField();
    return new Form(this.#fields, Buffer.concat(this.#raw));
  }

  #read(bytes: Buffer): void {
    let from = 0;
    while (from < bytes.length) {
      const to = this.#nextMark(bytes, from);
      this.#add(decode(bytes.subarray(from, to)));
      if (to === bytes.length) return;
      if (bytes[to] === equals) this.#endName();
      else this.#endField();
      from = to + 1;
    }
  }

  #nextMark(bytes: Buffer, from: number): number {
    const at = bytes.indexOf(ampersand, from);
    const end = at === -1 ? bytes.length : at;
    if (this.#name !== null) return end;
    const named = bytes.subarray(from, end).indexOf(equals);
    return named === -1 ? end : from + named;
  }

  #add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#parts.push(bytes);
    this.#length += bytes.length;
    if (this.#name === null && this.#length > longestName) {
      throw new ParameterError('the body', 'is not a form: it begins with no name of a parameter');
    }
  }

  #endName(): void {
    this.#name = this.#taken().toString('utf8');
  }

  #endField(): void {
    const value = this.#taken();
    const name = this.#name ?? value.toString('utf8');
    const isNamed = this.#name !== null;
    this.#name = null;
    if (name === '') return;
    if (this.#fields.has(name)) throw new ParameterError(name.slice(0, 40), 'is given twice');
    if (this.#fields.size === mostParameters) throw new ParameterError('the body', 'has too many parameters');
    this.#fields.set(name, isNamed ? value : Buffer.alloc(0));
  }

  #taken(): Buffer {
    const value = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#length = 0;
    return value;
  }
}

/** How many bytes at the end may be the beginning of `%xx`. */
function endsWithin(bytes: Buffer): number {
  if (bytes.at(-1) === percent) return 1;
  return bytes.at(-2) === percent ? 2 : 0;
}

function decode(bytes: Buffer): Buffer {
  if (!bytes.includes(percent) && !bytes.includes(plus)) return Buffer.from(bytes);
  const decoded = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const high = byte === percent ? hexadecimal(bytes[at + 1]) : -1;
    const low = high === -1 ? -1 : hexadecimal(bytes[at + 2]);
    if (low !== -1) {
      decoded[length++] = high * 16 + low;
      at += 2;
    } else decoded[length++] = byte === plus ? space : byte;
  }
  return decoded.subarray(0, length);
}

function hexadecimal(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
