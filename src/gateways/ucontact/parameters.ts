import { ParameterError } from './errors.ts';

/** `Par1=Val1:Par2=Val2`, what goes with a contact into work flows and forms. */
export type Data = Readonly<Record<string, string>>;

/** A name is one word or more, so that `//crm.example/?id` is none. */
const isName = /^[\p{L}\p{N}_][\p{L}\p{N}_ .-]*$/u;

/**
 * Reads them. A value goes on to the next `:name=`, so that it may hold colons, as in `url=https://crm.example`; an
 * equals sign in a value belongs to it. Throws a ParameterError.
 */
export function readData(parameter: string, text: string): Data {
  const data = new Map<string, string>();
  let last: string | null = null;
  for (const piece of text.trim() === '' ? [] : text.split(':')) {
    const at = piece.indexOf('=');
    const name = piece.slice(0, Math.max(at, 0)).trim();
    if (!isName.test(name)) {
      if (last === null) throw new ParameterError(parameter, 'is not written as in Par1=Val1:Par2=Val2');
      data.set(last, `${data.get(last) ?? ''}:${piece}`);
      continue;
    }
    if (data.has(name)) throw new ParameterError(parameter, `has ${name.slice(0, 40)} twice`);
    data.set(name, piece.slice(at + 1));
    last = name;
  }
  return Object.fromEntries(data);
}

export function writeData(data: Data): string {
  return Object.entries(data)
    .map(([name, value]) => `${name}=${value}`)
    .join(':');
}
