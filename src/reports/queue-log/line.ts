/** The events of app_queue's log that have a counterpart here; `docs/acd.md` says which. */
export type QueueLogEvent =
  | 'ADDMEMBER'
  | 'REMOVEMEMBER'
  | 'PAUSE'
  | 'UNPAUSE'
  | 'PAUSEALL'
  | 'UNPAUSEALL'
  | 'ENTERQUEUE'
  | 'CONNECT'
  | 'RINGNOANSWER'
  | 'RINGCANCELED'
  | 'ABANDON'
  | 'EXITWITHTIMEOUT'
  | 'EXITEMPTY'
  | 'EXITWITHKEY'
  | 'WITHDRAW'
  | 'COMPLETECALLER'
  | 'COMPLETEAGENT'
  | 'BLINDTRANSFER'
  | 'ATTENDEDTRANSFER'
  | 'QUEUESTART'
  | 'CONFIGRELOAD';

/** What stands where nothing applies. */
export const none = 'NONE';

/**
 * A line as app_queue writes it: `time|callid|queue|agent|event|` and the event's own fields, the time in whole seconds
 * since 1970. What separates fields or lines cannot stand in one.
 */
export function queueLogLine(
  at: number,
  call: string,
  queue: string,
  agent: string,
  event: QueueLogEvent,
  ...fields: readonly (string | number)[]
): string {
  const all = [Math.floor(at / 1_000), call, queue, agent, event, ...fields];
  const line = all.map((field) => String(field).replaceAll(/[|\r\n]/g, ' ')).join('|');
  return fields.length === 0 ? `${line}|` : line;
}

/** Whole seconds, as app_queue counts: by the seconds in which it began and ended. */
export function seconds(from: number, to: number): number {
  return Math.max(0, Math.floor(to / 1_000) - Math.floor(from / 1_000));
}
