import type { OutgoingCall } from '../phone/outgoing-call.ts';
import type { Trunk } from '../phone/trunk.ts';
import type { CallSeen, Floor } from './floor.ts';
import type { CallerPlan } from './plan.ts';
import { judge } from './score.ts';

const acceptPatienceMs = 10_000;

/** Someone who calls, waits for an agent and may lose patience. */
export class Caller {
  readonly seen: CallSeen;
  readonly #call: OutgoingCall;
  readonly #floor: Floor;
  #isEngaged = false;

  constructor(plan: CallerPlan, trunk: Trunk, floor: Floor) {
    this.#floor = floor;
    this.seen = floor.enter(plan);
    this.#call = trunk.call(plan.target.number, { callerName: plan.name, callerNumber: plan.number });
    this.#call.sendTone(plan.hz);
  }

  /** The whole call, to its end. */
  async live(): Promise<void> {
    const { times } = this.#call;
    const accepted = await this.#call.answered({ timeoutMs: acceptPatienceMs }).catch(() => null);
    this.seen.invitedAt = times.inviteAt ?? null;
    this.seen.acceptedAt = accepted;
    this.#floor.changed();
    if (accepted === null) await this.#call.hangup();
    else if (!(await endsWithin(this.#call, this.seen.plan.patienceMs))) await this.#losePatience();
    const at = times.endedAt ?? accepted ?? 0;
    const by = this.#call.endedBy === 'local' ? 'caller' : 'far end';
    this.seen.longestGapMs = this.#call.longestGapMs();
    this.seen.ended = { at, by, sipStatus: this.#call.sipStatus ?? null };
    this.#tellEnd(at);
  }

  /**
   * An agent is about to answer: from now on the caller does not lose patience. False when the caller is hanging up.
   * Both know it at the same moment, so that what the phones saw has one meaning only.
   */
  engage(): boolean {
    if (this.#call.state !== 'up') return false;
    this.#isEngaged = true;
    return true;
  }

  disengage(): void {
    this.#isEngaged = false;
  }

  hears(hz: number, timeoutMs: number): Promise<number> {
    return this.#call.hearsTone(hz, { timeoutMs });
  }

  hangUp(): Promise<void> {
    return this.#call.hangup();
  }

  async #losePatience(): Promise<void> {
    if (!this.#isEngaged) return await this.#call.hangup();
    await this.#call.ended({ timeoutMs: 60_000 }).catch(() => this.#call.hangup());
  }

  #tellEnd(at: number): void {
    const { talk, acceptedAt, plan } = this.seen;
    const { outcome, why } = judge(this.seen);
    if (why !== null) {
      this.#floor.tell({ kind: 'trouble', what: `${plan.name} (${plan.number}): ${outcome}, ${why}` });
    } else if (talk !== null) {
      const seat = this.#floor.seat(talk.agent);
      this.#floor.tell({ kind: 'talked', call: this.seen, seat, talkedMs: at - talk.answeredAt });
    } else {
      this.#floor.tell({ kind: 'gave-up', call: this.seen, waitedMs: at - (acceptedAt ?? at) });
    }
  }
}

/** Resolves with whether the call has ended when the time is over. */
export async function endsWithin(
  call: { ended(patience: { timeoutMs: number }): Promise<number> },
  ms: number,
): Promise<boolean> {
  return await call.ended({ timeoutMs: Math.max(0, ms) }).then(
    () => true,
    () => false,
  );
}
