import type { VisitOutcome, VisitRow } from '../../board/account.ts';
import type { Visit } from '../../board/call/waiting.ts';

/** What the queue of the visits says of them. */
export interface VisitRules {
  readonly serviceLevelMs: number;
  readonly shortAbandonMs: number;
}

/** Ways out of a queue that its callers neither chose nor were answered by. */
export const flowOuts = [
  'timeout',
  'empty',
  'closed',
  'rounds',
  'withdrawn',
  'moved',
  'failed',
  'lost',
] as const;
export type FlowOut = (typeof flowOuts)[number];

/** Callers who left the line to be called back: they are offered again, apart from those who wait on the line. */
export interface CallbackCounts {
  requested: number;
  reached: number;
  failed: number;
  expired: number;
  cancelled: number;
  /** Not called yet. */
  due: number;
  /** From the wish to the talk, of those reached. */
  reachedWaitMs: number;
}

/** Counts the visits of one queue in one interval; formulas are made of these counts. */
export class VisitTally {
  offered = 0;
  answered = 0;
  abandoned = 0;
  /** Gave up so soon that they have not waited. */
  shortAbandoned = 0;
  readonly flowOut: Record<FlowOut, number> = {
    timeout: 0,
    empty: 0,
    closed: 0,
    rounds: 0,
    withdrawn: 0,
    moved: 0,
    failed: 0,
    lost: 0,
  };
  exitKey = 0;
  callbackTaken = 0;
  stillWaiting = 0;
  /** Each within the service level's time. */
  readonly inTime = { answered: 0, abandoned: 0, callbackTaken: 0 };
  /** Gave up after the service level's time. */
  lateAbandoned = 0;
  /** Waits of those answered, until they heard each other. */
  readonly waitsMs: number[] = [];
  abandonedWaitMs = 0;
  /** Of all who gave up, however soon. */
  missedWaitMs = 0;
  longestWaitMs = 0;
  /** Of the answered: they had had an agent of the queue before. */
  returns = 0;
  /** Of the answered who were told what to expect: how many, by how much it was wrong, how many waited no longer. */
  readonly told = { count: 0, errorMs: 0, within: 0 };
  /** Callers who were answered, and of them those who came again. */
  readonly recalls = { callers: 0, again: 0 };
  readonly callbacks: CallbackCounts = {
    requested: 0,
    reached: 0,
    failed: 0,
    expired: 0,
    cancelled: 0,
    due: 0,
    reachedWaitMs: 0,
  };

  add(visit: VisitRow, { serviceLevelMs, shortAbandonMs }: VisitRules): void {
    const { outcome, since, endedAt } = visit;
    const waitMs = endedAt - since;
    if (visit.isCallback) return this.#addCallback(visit, waitMs);
    this.offered += 1;
    this.longestWaitMs = Math.max(this.longestWaitMs, waitMs);
    if (outcome === 'answered') this.#answer(visit, serviceLevelMs);
    else if (outcome === 'abandoned') {
      // Whoever gives up within the time of the service level is in it for the formulas that say so, however soon.
      this.missedWaitMs += waitMs;
      if (waitMs <= serviceLevelMs) this.inTime.abandoned += 1;
      if (waitMs < shortAbandonMs) this.shortAbandoned += 1;
      else {
        this.abandoned += 1;
        this.abandonedWaitMs += waitMs;
        if (waitMs > serviceLevelMs) this.lateAbandoned += 1;
      }
    } else if (outcome === 'exit-key') this.exitKey += 1;
    else if (outcome === 'callback') {
      this.callbackTaken += 1;
      this.callbacks.requested += 1;
      if (waitMs <= serviceLevelMs) this.inTime.callbackTaken += 1;
    } else this.flowOut[flowOutOf(outcome)] += 1;
  }

  /** Somebody who is there yet. */
  addOpen({ isCallback }: Visit): void {
    if (isCallback) this.callbacks.due += 1;
    else {
      this.offered += 1;
      this.stillWaiting += 1;
    }
  }

  #answer({ since, endedAt, answeredAt, told, isReturn }: VisitRow, serviceLevelMs: number): void {
    this.answered += 1;
    if (isReturn) this.returns += 1;
    this.waitsMs.push(endedAt - since);
    if ((answeredAt ?? endedAt) - since <= serviceLevelMs) this.inTime.answered += 1;
    if (told === null) return;
    const tooLongMs = endedAt - told.at - told.ms;
    this.told.count += 1;
    this.told.errorMs += Math.abs(tooLongMs);
    if (tooLongMs <= 0) this.told.within += 1;
  }

  #addCallback({ outcome }: VisitRow, waitMs: number): void {
    if (outcome === 'answered') {
      this.callbacks.reached += 1;
      this.callbacks.reachedWaitMs += waitMs;
    } else if (outcome === 'callback-expired') this.callbacks.expired += 1;
    else if (outcome === 'callback-cancelled' || outcome === 'withdrawn') this.callbacks.cancelled += 1;
    else this.callbacks.failed += 1;
  }
}

/** On the line nobody is being called back: that would be a mistake of ours, and is counted rather than lost. */
function flowOutOf(outcome: VisitOutcome): FlowOut {
  return (flowOuts as readonly string[]).includes(outcome) ? (outcome as FlowOut) : 'failed';
}
