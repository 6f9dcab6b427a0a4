import { setImmediate as nextTurn } from 'node:timers/promises';
import { ParameterError } from './errors.ts';

/** Decoded at a time: a few milliseconds. */
const sliceBytes = 4 * 1024 * 1024;

/**
 * Reads base64, strictly but for line breaks and for spaces, which are pluses that the client has not encoded in its
 * form. Lets the calls go on meanwhile. Rejects with a ParameterError.
 */
export async function readBase64(parameter: string, written: Buffer): Promise<Buffer> {
  const wrong = (): ParameterError => new ParameterError(parameter, 'is not base64');
  const parts: Buffer[] = [];
  let rest = '';
  for (let from = 0; from < written.length; from += sliceBytes) {
    const slice = written.toString('latin1', from, from + sliceBytes).replaceAll(/[\r\n]/g, '');
    const text = rest + slice.replaceAll(' ', '+');
    const isLast = from + sliceBytes >= written.length;
    const whole = isLast ? text.length : text.length - (text.length % 4);
    const piece = text.slice(0, whole);
    rest = text.slice(whole);
    if (!(isLast ? /^[A-Za-z0-9+/]*={0,2}$/ : /^[A-Za-z0-9+/]*$/).test(piece)) throw wrong();
    if (isLast && !isWhole(piece)) throw wrong();
    parts.push(Buffer.from(piece, 'base64'));
    await nextTurn();
  }
  return Buffer.concat(parts);
}

/** Padding may be left out, but no character of the text. */
function isWhole(piece: string): boolean {
  const isPadded = piece.endsWith('=');
  return isPadded ? piece.length % 4 === 0 : piece.length % 4 !== 1;
}
