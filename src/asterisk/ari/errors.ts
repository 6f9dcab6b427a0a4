import { CordboardError } from '../../base/errors.ts';

/**
 * What went wrong, for those who decide on it:
 * 'not-found' is an ordinary answer (the channel has gone); 'line-down' and 'timeout' leave open whether
 * Asterisk carried the request out; 'unreachable', 'unauthorized' and 'too-old' want an administrator.
 */
export type AriErrorCode =
  | 'not-found'
  | 'conflict'
  | 'unprocessable'
  | 'bad-request'
  | 'unauthorized'
  | 'allocation-failed'
  | 'server-error'
  | 'timeout'
  | 'line-down'
  | 'unreachable'
  | 'too-old';

const codeOfStatus: Readonly<Record<number, AriErrorCode>> = {
  400: 'bad-request',
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'not-found',
  405: 'bad-request',
  409: 'conflict',
  422: 'unprocessable',
};

interface AriErrorOptions {
  operation?: string | undefined;
  status?: number | undefined;
  cause?: unknown;
}

export class AriError extends CordboardError {
  override readonly name: string = 'AriError';
  declare readonly code: AriErrorCode;
  /** HTTP status, when Asterisk answered. */
  readonly status: number | undefined;
  readonly operation: string | undefined;

  constructor(code: AriErrorCode, message: string, { operation, status, cause }: AriErrorOptions = {}) {
    super(code, message, { cause, details: { operation, status } });
    this.status = status;
    this.operation = operation;
  }

  /** The only place that reads the text of Asterisk's refusals. */
  static fromResponse(operation: string, status: number, body: string): AriError {
    const said = sentenceOf(body);
    const allocationFailed = status === 500 && said === 'Allocation failed';
    const code = allocationFailed ? 'allocation-failed' : (codeOfStatus[status] ?? 'server-error');
    return new AriError(code, `${operation}: ${said || `HTTP status ${status}`}`, { operation, status });
  }
}

/** Asterisk says {"message": …}, or {"error": …} with some server errors. */
function sentenceOf(body: string): string {
  try {
    const { message, error } = JSON.parse(body) as { message?: string; error?: string };
    return message ?? error ?? '';
  } catch {
    return body.slice(0, 200);
  }
}
