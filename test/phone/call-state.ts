/**
 * Outgoing: calling -> ringing or early -> up -> ended
 * Incoming: incoming -> ringing or early -> up -> ended
 */
export type CallState = 'calling' | 'incoming' | 'ringing' | 'early' | 'up' | 'ended';

/** UTC milliseconds with fractions, of the datagram's arrival or departure. */
export interface CallTimes {
  inviteAt?: number;
  ringingAt?: number;
  /** Session progress with sound before the answer. */
  earlyAt?: number;
  answeredAt?: number;
  ackAt?: number;
  endedAt?: number;
}

export interface Ending {
  readonly sipStatus?: number;
  readonly reason?: string | undefined;
}
