import { ParameterError } from './errors.ts';

/** So people write a number: `12-345-678`, `(11) 98765-4321`, `+34 600 10 20 30`. */
const written = /^\+?[0-9*#][0-9*# ./()-]{0,38}$|^\([0-9 ./()-]{1,38}$/;

/** A number as it is dialled. Throws a ParameterError. */
export function needNumber(parameter: string, text: string): string {
  const number = numberOf(text);
  if (number !== null) return number;
  throw new ParameterError(parameter, text.trim() === '' ? 'is missing' : 'is not a number');
}

/** Null when it is none. */
function numberOf(text: string): string | null {
  const trimmed = text.trim();
  return written.test(trimmed) ? trimmed.replaceAll(/[ ./()-]/g, '') : null;
}

/** `099124484:099121212`. Throws a ParameterError. */
export function readNumbers(parameter: string, text: string): readonly string[] {
  return text
    .split(':')
    .filter((number) => number.trim() !== '')
    .map((number) => needNumber(parameter, number));
}
