import { randomUUID } from 'node:crypto';
import { CordboardError } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';

/** An error as clients get it, over HTTP and WebSocket alike. */
export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The HTTP status of each code. What is not listed is a rule that forbids it just now: 409. */
const statuses: Readonly<Record<string, number>> = {
  'columns-wrong': 400,
  'digits-wrong': 400,
  'input-wrong': 400,
  'malformed-json': 400,
  'not-a-number': 400,
  'office-wrong': 400,
  'pattern-wrong': 400,
  'request-wrong': 400,
  'seq-unknown': 400,
  'not-signed-in': 401,
  'session-over': 401,
  'sign-in-refused': 401,
  'not-permitted': 403,
  'agent-unknown': 404,
  'call-unknown': 404,
  'callback-unknown': 404,
  'campaign-unknown': 404,
  'contact-unknown': 404,
  'dead-letter-unknown': 404,
  'directory-unknown': 404,
  'list-unknown': 404,
  'message-file-gone': 404,
  'message-unknown': 404,
  'path-unknown': 404,
  'phone-unknown': 404,
  'queue-unknown': 404,
  'recording-unknown': 404,
  'rejects-none': 404,
  'telservices-session-unknown': 404,
  'user-unknown': 404,
  'webhook-unknown': 404,
  'method-wrong': 405,
  'seq-gone': 410,
  'body-too-large': 413,
  'body-kind-wrong': 415,
  'user-locked': 423,
  'too-many-sign-ins': 429,
  internal: 500,
  stopping: 503,
};

export function statusOf({ code }: WireError): number {
  return code.startsWith('ledger-') ? 503 : (statuses[code] ?? 409);
}

/** Whatever was thrown, as far as it is the client's business. The rest goes to the log. */
export function wireError(thrown: unknown, log: Logger): WireError {
  if (!(thrown instanceof CordboardError) || thrown.code === 'unreachable') {
    const incident = randomUUID();
    log.error({ err: thrown, incident }, 'a request failed by a mistake of ours');
    return {
      code: 'internal',
      message: 'this failed by a mistake of ours: the log has it',
      details: { incident },
    };
  }
  const { code, message, details } = thrown;
  // The full story names files; `health` and the log tell it to those who are in.
  if (code.startsWith('ledger-')) {
    return {
      code,
      message: 'the ledger cannot be written just now: calls go on, commands are refused until it can',
    };
  }
  return Object.keys(details).length === 0 ? { code, message } : { code, message, details };
}

/** What JSON.parse complains of, without the piece of text that it quotes: that may hold a password. */
export function malformedJson(error: unknown, what: string): CordboardError {
  const reason = error instanceof Error ? error.message : '';
  const [, position] = /at position (\d+)/.exec(reason) ?? [];
  const [, line, column] = /line (\d+) column (\d+)/.exec(reason) ?? [];
  const [, token] = /^Unexpected token '?(.+?)'?(?:,| in JSON)/.exec(reason) ?? [];
  const problem =
    token === undefined ? 'it ends too early or is not JSON at all' : `unexpected ${JSON.stringify(token)}`;
  const place = line === undefined ? '' : ` at line ${line}, column ${column}`;
  return new CordboardError('malformed-json', `${what} is malformed JSON${place}: ${problem}`, {
    details: position === undefined ? {} : { position: Number(position) },
  });
}
