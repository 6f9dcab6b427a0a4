import { systemClock } from '../../../src/base/clock.ts';
import { createLogger } from '../../../src/base/log.ts';
import type { AriEvent } from '../../../src/asterisk/ari/events.generated.ts';
import type { PortOptions } from '../../../src/asterisk/ari/port.ts';

/** What most tests of the line open it with; the events that come are collected in the array given. */
export function portOptions(url: string, events: AriEvent[] = []): PortOptions {
  return {
    url,
    user: 'cordboard',
    password: 'secret',
    app: 'test',
    requestTimeoutMs: 2_000,
    pingIntervalMs: 2_000,
    log: createLogger('silent'),
    clock: systemClock,
    listener: { onEvent: (event) => void events.push(event) },
  };
}

export function event(type: string, fields: object = {}): string {
  return JSON.stringify({ type, application: 'test', timestamp: '2026-11-21T07:23:50.672+0000', ...fields });
}
