import { pino } from 'pino';
import type { Logger } from 'pino';

export type { Logger } from 'pino';

/**
 * The process's logger: JSON lines on standard error, so that standard output stays for results.
 * Numbers and names of callers go only into the field `private`, which is censored unless `showPrivate` is set.
 */
export function createLogger(level: string, showPrivate = false): Logger {
  const redact = showPrivate ? [] : ['private', '*.private', 'password', '*.password', 'secret', '*.secret'];
  return pino({ level, base: null, redact }, pino.destination({ fd: 2, sync: true }));
}
