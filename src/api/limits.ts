/** What a client may ask of us. */
export interface Limits {
  readonly bodyBytes: number;
  readonly messageBytes: number;
  /** What may wait to be read by one WebSocket client before it is given up as too slow. */
  readonly outboxBytes: number;
  readonly outboxEntries: number;
  /** After this an unknown client is cut off. */
  readonly signInWithinMs: number;
  /** A client that has not answered a ping when the next is due is gone. */
  readonly pingMs: number;
  readonly connections: number;
}

export const usualLimits: Limits = {
  bodyBytes: 256 * 1024,
  messageBytes: 64 * 1024,
  outboxBytes: 1024 * 1024,
  outboxEntries: 10_000,
  signInWithinMs: 10_000,
  pingMs: 20_000,
  connections: 1_000,
};
