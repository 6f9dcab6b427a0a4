import type { SipHeaders } from './sip/message.ts';

export interface HangupOptions {
  /** The Reason header, as in `Q.850;cause=16`. */
  readonly reason?: string;
}

export const reasonHeader = (options: HangupOptions): [string, string][] =>
  options.reason === undefined ? [] : [['Reason', options.reason]];

export const reasonOf = (headers: SipHeaders): string | undefined =>
  headers.all('Reason').join(', ') || undefined;
