import { decodeAs } from './text.ts';

/** A property of a vCard: `item1.TEL;TYPE=work,voice:+33 1 60 12 77 64`. */
export interface VcardLine {
  /** Where it begins; lines count from 1. */
  readonly line: number;
  /** Upper case, without its group. */
  readonly name: string;
  /** Upper-case name and the values as they stand; a parameter without a name, as 2.1 has them, counts as TYPE. */
  readonly parameters: ReadonlyMap<string, readonly string[]>;
  /** In its character set, but with its backslashes. */
  readonly value: string;
}

/**
 * Every property of a file. Lines may be folded in the midst of a character and have a character set each (2.1), so
 * that they are put together as bytes first.
 */
export function* vcardLines(bytes: Uint8Array): Generator<VcardLine, void> {
  const lines = Buffer.from(bytes)
    .toString('latin1')
    .split(/\r\n|\r|\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1;
    let text = lines[at] ?? '';
    const quotedPrintable = /^[^:]*[;=]QUOTED-PRINTABLE[;:]/i.test(text);
    // In quoted-printable a line goes on after `=`, in all else when the next one begins with a space.
    while (
      at + 1 < lines.length &&
      (quotedPrintable ? text.endsWith('=') : /^[ \t]/.test(lines[at + 1] ?? ''))
    ) {
      at += 1;
      text = quotedPrintable
        ? `${text.slice(0, -1)}${lines[at] ?? ''}`
        : `${text}${(lines[at] ?? '').slice(1)}`;
    }
    const colon = colonOf(text);
    if (colon === -1) continue;
    const [name = '', ...parts] = splitOutsideQuotes(text.slice(0, colon), ';');
    const parameters = parametersOf(parts);
    const raw = text.slice(colon + 1);
    const charset = parameters.get('CHARSET')?.[0] ?? null;
    yield {
      line,
      name: (name.split('.').at(-1) ?? '').trim().toUpperCase(),
      parameters,
      value: decodeAs(Buffer.from(quotedPrintable ? unquoted(raw) : raw, 'latin1'), charset),
    };
  }
}

function unquoted(raw: string): string {
  return raw.replaceAll(/=([0-9A-F]{2})/gi, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function colonOf(text: string): number {
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    else if (text[at] === ':' && !quoted) return at;
  }
  return -1;
}

function parametersOf(parts: readonly string[]): Map<string, string[]> {
  const parameters = new Map<string, string[]>();
  for (const part of parts) {
    const equals = part.indexOf('=');
    const name = equals === -1 ? 'TYPE' : part.slice(0, equals).trim().toUpperCase();
    // TYPE="work,voice" of 4.0 is a list too.
    const values = part
      .slice(equals + 1)
      .replaceAll('"', '')
      .split(',');
    parameters.set(name, [...(parameters.get(name) ?? []), ...values]);
  }
  return parameters;
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts = [''];
  let quoted = false;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    if (sign === separator && !quoted) parts.push('');
    else parts[parts.length - 1] = `${parts.at(-1)}${sign}`;
  }
  return parts;
}
