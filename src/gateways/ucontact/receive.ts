import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../base/clock.ts';
import { CordboardError } from '../../base/errors.ts';
import { FormReader, type Form } from './form.ts';

const formType = 'application/x-www-form-urlencoded';

/** Reads the form of a request. Rejects with 'body-kind-wrong', 'body-too-large', 'client-gone', or a ParameterError. */
export async function readBody(
  request: IncomingMessage,
  { limit, keepsRaw }: { readonly limit: number; readonly keepsRaw: boolean },
): Promise<Form> {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (type !== '' && type.trim().toLowerCase() !== formType) {
    throw new CordboardError('body-kind-wrong', `the body must be ${formType}`);
  }
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const reader = new FormReader({ keepsRaw });
  let length = 0;
  try {
    // A request that is given up is still to be answered.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      const bytes = chunk as Buffer;
      length += bytes.length;
      if (length > limit) throw tooLarge(limit);
      reader.take(bytes);
    }
  } catch (error) {
    if (error instanceof CordboardError) throw error;
    throw new CordboardError('client-gone', 'the client went before all of it was there', { cause: error });
  }
  return reader.end();
}

/** So long a client may go on sending what is not read any more, before it is answered all the same. */
const drainMs = 1_000;

/** Resolves when the client has sent all that it wants to, for many read no answer before; but not much later. */
export function isOver(request: IncomingMessage, clock: Clock): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const over = (): void => {
      cancel();
      resolve();
    };
    const cancel = clock.after(drainMs, over);
    request.once('end', over).once('close', over).resume();
  });
}

function tooLarge(limit: number): CordboardError {
  return new CordboardError('body-too-large', `the body is larger than ${limit} bytes`);
}

/** Lets only so many in at a time; the others wait for their turn, and their bodies outside of our memory. */
export class Uploads {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor(most: number) {
    this.#most = most;
  }

  async around<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#inside >= this.#most) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#inside++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#inside--;
      else next();
    }
  }
}
