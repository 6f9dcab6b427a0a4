/**
 * How long the board awaits what Asterisk does at once when all is well, before it does something about it. Longer than
 * a request may take, or a slow answer would part two who talk.
 */
export const bridgingMs = 8_000;
/** After this the hang-up of a leg is asked for again. */
export const clearingMs = 5_000;
/** A channel that is fetched back from the engineer's dialplan is hung up when it has not come by then. */
export const takeBackMs = 15_000;
/** A campaign's customer has two seconds for all: where nothing goes wrong he is back in some milliseconds. */
export const detectionBackMs = 500;
/** Nothing that is played in a mailbox is longer. */
export const promptMs = 300_000;
/** How long a mailbox waits for a key. */
export const keyMs = 6_000;
/** Asterisk's own ring time-out is this much longer than ours: it only bounds a leg whose board is away. */
export const ringSpareMs = 15_000;
/** A caller that the dialplan held longer than this has a wrong clock, not this much patience. */
export const longestHeldMs = 24 * 3_600_000;
/** So many phones at most are rung for their seats in a second: with its Asterisk a house loses all of them at once. */
export const seatsASecond = 10;
/** A seat that Asterisk has lost is rung again after this. */
export const seatAgainMs = 2_000;
/** Forwards and queues that send a call round in a circle end here. */
export const mostHops = 8;
