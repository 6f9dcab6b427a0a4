import { CordboardError } from '../../base/errors.ts';
import type { ErrorName } from './words.ts';

/** What is wrong with a request: where, in the words of its elements, and which rule it breaks. Never a value of it. */
export class RequestError extends CordboardError {
  override readonly name = 'RequestError';

  constructor(element: string, rule: string, code = 'request-wrong') {
    super(code, `${element}: ${rule}`, { details: { element, rule } });
  }
}

/** Each error of the manual by its real cause; every `ledger-…` is a `resourceError`. */
const errorOfCode: Readonly<Record<string, ErrorName>> = {
  'line-down': 'pbxlinkOutOfService',

  timeout: 'pbxTimeout',

  'no-call': 'noCall',
  'no-offer': 'noCall',
  'call-unknown': 'noCall',

  'no-open-session': 'noOpenSession',
  'session-limit': 'sessionLimitExceeded',

  'sign-in-refused': 'invalidCredentials',
  'too-many-sign-ins': 'invalidCredentials',
  'user-locked': 'invalidCredentials',
  'user-unknown': 'invalidCredentials',
  'not-signed-in': 'invalidCredentials',
  'session-over': 'invalidCredentials',

  'out-of-room': 'resourceError',

  // Asterisk itself refused, or the board did by its rules.
  'phone-unknown': 'pbxReject',
  'not-found': 'pbxReject',
  conflict: 'pbxReject',
  unprocessable: 'pbxReject',
  'bad-request': 'pbxReject',
  unauthorized: 'pbxReject',
  'allocation-failed': 'pbxReject',
  'server-error': 'pbxReject',
  unreachable: 'pbxReject',
  'too-old': 'pbxReject',
  'refused-by-switch': 'pbxReject',

  'request-wrong': 'reject',
  'request-too-large': 'reject',
  'request-slow': 'reject',
  'input-wrong': 'reject',
  'not-permitted': 'reject',
  'service-unknown': 'reject',
  stopping: 'reject',
};

/** What was thrown by a mistake of ours, not by a rule: the log is to have all of it. */
export function isMistake(thrown: unknown): boolean {
  if (!(thrown instanceof CordboardError)) return true;
  // `unreachable` of base/errors.ts; the code of an AriError that Asterisk cannot be reached is spelled alike.
  return thrown.name === 'CordboardError' && thrown.code === 'unreachable';
}

export function errorNameOf(thrown: unknown): ErrorName {
  if (!(thrown instanceof CordboardError) || isMistake(thrown)) return 'reject';
  return mapped(thrown.code) ?? 'reject';
}

function mapped(code: string): ErrorName | undefined {
  if (code.startsWith('ledger-')) return 'resourceError';
  return Object.hasOwn(errorOfCode, code) ? errorOfCode[code] : undefined;
}

/** A rule of the switch that has no error of its own in the manual is a refusal of the PBX. */
export function asRefusalOfSwitch(thrown: unknown): unknown {
  if (!(thrown instanceof CordboardError) || mapped(thrown.code) !== undefined) return thrown;
  return new CordboardError('refused-by-switch', thrown.message, {
    cause: thrown,
    details: { code: thrown.code },
  });
}
