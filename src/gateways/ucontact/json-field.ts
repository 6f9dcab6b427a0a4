import { z } from 'zod';
import { ParameterError } from './errors.ts';

/**
 * JSON as the document prints it, and as people copy it from there into a form: besides straight quotes there are
 * typographic ones, single ones, and pairs of which only one is typographic. Proper JSON is read as such.
 * Throws a ParameterError.
 */
export function readJson(parameter: string, text: string): unknown {
  for (const written of [text, straight(text)]) {
    try {
      return JSON.parse(written);
    } catch {
      // The other reading, or none.
    }
  }
  throw new ParameterError(parameter, 'is not JSON');
}

const doubles = '"“”„';
const singles = "'‘’";

/** The same with straight double quotes around each text. A quote ends a text where JSON goes on after it. */
function straight(text: string): string {
  let written = '';
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    const kind = [doubles, singles].find((quotes) => quotes.includes(character));
    if (kind === undefined) {
      written += character;
      at++;
      continue;
    }
    const end = endOfText(text, at + 1, kind);
    written += quoted(text.slice(at + 1, end));
    at = end + 1;
  }
  return written;
}

const goesOn = /\s*(?:[:,}\]]|$)/y;

function endOfText(text: string, from: number, quotes: string): number {
  for (let at = from; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (quotes.includes(text.charAt(at))) {
      goesOn.lastIndex = at + 1;
      if (goesOn.test(text)) return at;
    }
  }
  return text.length;
}

/** Escapes stay what they are, except that JSON knows none for single quotes. */
function quoted(inner: string): string {
  return `"${inner.replaceAll("\\'", "'").replaceAll(/\\[^]|"/g, (found) => (found === '"' ? '\\"' : found))}"`;
}

/** The JSON of a parameter, as its schema has it. Throws a ParameterError that names the field. */
export function readObject<Schema extends z.ZodType>(
  parameter: string,
  text: string,
  schema: Schema,
): z.output<Schema> {
  return checked(parameter, readJson(parameter, text), schema);
}

export function checked<Schema extends z.ZodType>(
  parameter: string,
  value: unknown,
  schema: Schema,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = [parameter, ...(issue?.path ?? [])].join('.');
  throw new ParameterError(path, issue?.message ?? 'is wrong');
}

/** A text; numbers are taken as texts, and what is null or not there is empty. */
export const word = z
  .union([z.string(), z.number(), z.null()], { error: 'is not a text' })
  .transform((value) => String(value ?? '').trim())
  .prefault('');

/** A whole number, also within quotes; null when it is empty or not there. */
export const whole = (least: number, most: number) =>
  word.transform((text, context): number | null => {
    if (text === '') return null;
    if (/^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
    context.addIssue({ code: 'custom', message: `is not a whole number from ${least} to ${most}` });
    return z.NEVER;
  });

/** true or false, also within quotes and as 1 or 0; false when it is not there. */
export const flag = z
  .union([z.boolean(), word], { error: 'is neither true nor false' })
  .transform((value, context): boolean => {
    if (typeof value === 'boolean') return value;
    if (['', '0', 'false'].includes(value)) return false;
    if (['1', 'true'].includes(value)) return true;
    context.addIssue({ code: 'custom', message: 'is neither true nor false' });
    return z.NEVER;
  });

/** What a JSON object of the document must be at all. */
export const object = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object(shape, { error: 'is not a JSON object' });
