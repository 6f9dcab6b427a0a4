import { randomUUID } from 'node:crypto';
import { CordboardError } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';

/** A parameter that is not as the document has it: its name, and the rule that it breaks. Never its value. */
export class ParameterError extends CordboardError {
  override readonly name = 'ParameterError';

  constructor(parameter: string, rule: string) {
    super('parameter-wrong', `${parameter}: ${rule}`, { details: { parameter, rule } });
  }
}

/** Statuses of what has to do with HTTP and not with the request's meaning; every other refusal is 400. */
const statuses: Readonly<Record<string, number>> = {
  'not-signed-in': 401,
  'session-over': 401,
  'sign-in-refused': 401,
  'not-permitted': 403,
  'path-unknown': 404,
  'recording-unknown': 404,
  'recording-not-ready': 404,
  'method-wrong': 405,
  'body-slow': 408,
  'body-too-large': 413,
  'body-kind-wrong': 415,
  'user-locked': 423,
  'too-many-sign-ins': 429,
  internal: 500,
  stopping: 503,
};

export interface Refusal {
  readonly status: number;
  readonly sentence: string;
}

/** What the client is told of whatever was thrown. What is a mistake of ours goes to the log. */
export function refusalOf(thrown: unknown, log: Logger): Refusal {
  if (!(thrown instanceof CordboardError) || thrown.code === 'unreachable') {
    const incident = randomUUID();
    log.error({ err: thrown, incident }, 'a request of uContact’s API failed by a mistake of ours');
    return { status: 500, sentence: `this failed by a mistake of ours: the log has it as ${incident}` };
  }
  // Their stories name files.
  if (thrown.code.startsWith('ledger-')) {
    return { status: 503, sentence: 'the ledger cannot be written just now: calls go on, this cannot' };
  }
  return { status: statuses[thrown.code] ?? 400, sentence: thrown.message };
}
