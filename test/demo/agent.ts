import { setTimeout as pause } from 'node:timers/promises';
import { CordboardError } from '../../src/base/errors.ts';
import { Desk, type DeskEvent } from '../asterisk/harness/desk.ts';
import type { IncomingCall } from '../phone/incoming-call.ts';
import { Phone } from '../phone/phone.ts';
import { nowMs } from '../phone/time.ts';
import type { Random } from '../simulation/random.ts';
import { endsWithin, type Caller } from './caller.ts';
import type { Part } from './cast.ts';
import type { Floor, OfferSeen, SeatState, TalkSeen } from './floor.ts';
import { habitsOf, type Habits } from './habits.ts';
import type { Stage } from './stage.ts';

const proofPatienceMs = 5_000;
const endPatienceMs = 5_000;

export interface AgentOptions {
  readonly part: Part;
  readonly hz: number;
  readonly stage: Pick<Stage, 'api' | 'sip'>;
  readonly floor: Floor;
  readonly random: Random;
  readonly callerWith: (number: string) => Caller | undefined;
}

/** One agent at a desk and a phone: takes what is offered, mostly. */
export class Agent {
  /** Rejects when the agent cannot go on, as when Cordboard has gone. */
  readonly failed: Promise<never>;
  readonly #options: AgentOptions;
  readonly #desk: Desk;
  readonly #phone: Phone;
  readonly #habits: Habits;
  readonly #leaving = new AbortController();
  readonly #fail: (error: unknown) => void;
  readonly #busy = new Set<Promise<void>>();
  #isCutOff = false;
  /** The call that was offered last, as Cordboard names it. */
  #offered: unknown = null;

  private constructor(options: AgentOptions, desk: Desk, phone: Phone) {
    this.#options = options;
    this.#desk = desk;
    this.#phone = phone;
    this.#habits = habitsOf(options.random);
    const failed = Promise.withResolvers<never>();
    this.failed = failed.promise;
    this.#fail = failed.reject;
    // Nobody may be looking at the moment when it happens.
    this.failed.catch(() => {});
    desk.onEvent = (event) => this.#hear(event);
    this.#mind(this.#watchConnection());
    phone.onIncoming = (call) => this.#mind(this.#take(call));
  }

  /** Signed in and with a registered phone, not ready yet. */
  static async open(options: AgentOptions): Promise<Agent> {
    const { part, stage } = options;
    const { id: user, secret } = part.phone;
    const phone = await Phone.open({ server: stage.sip, user, secret, keepHeardMs: 1_000 });
    try {
      await phone.register();
      const desk = await Desk.signIn(stage.api, part.id, part.password, { seat: true });
      return new Agent(options, desk, phone);
    } catch (error) {
      await phone.close();
      throw error;
    }
  }

  /** Says ready: from this moment on Cordboard may choose this agent. */
  async ready(): Promise<void> {
    if (this.#isLeaving) return;
    this.#options.floor.becameFree(this.#id, nowMs());
    this.#sits('ready');
    await this.#desk.command('ready');
  }

  /** Ends calls, signs out, unplugs the phone. */
  async leave(): Promise<void> {
    if (this.#isLeaving) return;
    this.#leaving.abort();
    await Promise.all(this.#phone.calls.map((call) => call.hangup()));
    if (!this.#isCutOff) await this.#signOut().catch(() => {});
    await this.#phone.close();
    this.#desk.close();
    await Promise.allSettled(this.#busy);
  }

  get #id(): string {
    return this.#options.part.id;
  }

  get #isLeaving(): boolean {
    return this.#leaving.signal.aborted;
  }

  async #signOut(): Promise<void> {
    try {
      await this.#desk.command('sign-out');
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'in-call') throw error;
      // The talk has just been hung up, and Cordboard is about to see it.
      await this.#wrapUp();
      await this.#desk.command('sign-out');
    }
  }

  async #take(call: IncomingCall): Promise<void> {
    const { callerWith } = this.#options;
    const caller = callerWith(call.party.number);
    const offer: OfferSeen = { agent: this.#id, invitedAt: call.times.inviteAt ?? nowMs(), endedAt: null };
    caller?.seen.offers.push(offer);
    this.#sits('ringing', call.party.name);
    const habit = this.#habits.forOffer();
    if (await endsWithin(call, habit.ringMs)) return this.#offerGone(call, offer);
    if (habit.name === 'reject' && caller !== undefined) {
      call.reject(603);
      offer.endedAt = call.times.endedAt ?? null;
      this.#sits('resting');
      return this.#options.floor.tell({ kind: 'rejects', call: caller.seen, seat: this.#seat });
    }
    if (habit.name === 'walk-off') {
      await this.#desk.command('not-ready', { reason: habit.reason });
      await call.ended();
      offer.endedAt = call.times.endedAt ?? null;
      return await this.#rest(habit.reason);
    }
    if (caller?.engage() === false) {
      await call.ended();
      return this.#offerGone(call, offer);
    }
    try {
      await call.answer();
    } catch {
      caller?.disengage();
      return this.#offerGone(call, offer);
    }
    await this.#talk(call, caller);
  }

  /** Somebody else changed his mind: this agent is as free as before. */
  #offerGone(call: IncomingCall, offer: OfferSeen): void {
    offer.endedAt = call.times.endedAt ?? nowMs();
    this.#options.floor.becameFree(this.#id, offer.endedAt);
    if (this.#seat.state === 'ringing') this.#sits('ready');
  }

  async #talk(call: IncomingCall, caller: Caller | undefined): Promise<void> {
    const { floor, hz } = this.#options;
    const answeredAt = call.times.answeredAt ?? nowMs();
    const talk: TalkSeen = {
      agent: this.#id,
      answeredAt,
      callerHeardAt: null,
      agentHeardAt: null,
      agentHungUp: false,
    };
    call.sendTone(hz);
    this.#sits('talking', caller?.seen.plan.name ?? call.party.name);
    if (caller !== undefined) {
      const { seen } = caller;
      seen.talk = talk;
      const waitedMs = answeredAt - (seen.acceptedAt ?? answeredAt);
      floor.tell({ kind: 'talk', call: seen, seat: this.#seat, waitedMs });
      await Promise.allSettled([
        caller.hears(hz, proofPatienceMs).then((at) => (talk.callerHeardAt = at)),
        call.hearsTone(seen.plan.hz, { timeoutMs: proofPatienceMs }).then((at) => (talk.agentHeardAt = at)),
      ]);
    }
    if (!(await endsWithin(call, answeredAt + this.#habits.talkMs() - nowMs()))) {
      if (caller !== undefined && this.#habits.callerEnds()) await caller.hangUp();
      else {
        talk.agentHungUp = true;
        await call.hangup();
      }
    }
    // Nobody says goodbye when Asterisk has died.
    if (!(await endsWithin(call, endPatienceMs))) await call.hangup();
    await this.#afterTalk();
  }

  async #afterTalk(): Promise<void> {
    if (this.#isLeaving) return;
    this.#sits('wrap-up');
    await this.#wrapUp();
    await this.#pause(this.#habits.wrapUpMs());
    const reason = this.#habits.breakReason();
    if (reason === null || this.#isLeaving) return await this.ready();
    await this.#desk.command('not-ready', { reason });
    await this.#rest(reason);
  }

  async #rest(reason: string): Promise<void> {
    this.#sits('break', reason);
    this.#options.floor.tell({ kind: 'break', seat: this.#seat });
    await this.#pause(this.#habits.breakMs());
    if (this.#isLeaving) return;
    this.#options.floor.tell({ kind: 'back', seat: this.#seat });
    await this.ready();
  }

  /** Cordboard sees the end of the talk. */
  async #wrapUp(): Promise<void> {
    await this.#desk.event('agent.wrap-up', { agent: this.#id, call: this.#offered });
  }

  async #watchConnection(): Promise<void> {
    const { code, reason } = await this.#desk.closed;
    this.#isCutOff = true;
    const how = [code, reason].filter(Boolean).join(' ');
    throw new CordboardError('cordboard-gone', `Cordboard has ended ${this.#id}'s connection (${how})`);
  }

  #hear(event: DeskEvent): void {
    if (event['agent'] !== this.#id) return;
    if (event.kind === 'offer.made') this.#offered = event['call'];
    if (event.kind === 'agent.idle') {
      this.#options.floor.becameFree(this.#id, event.at);
      if (this.#seat.state === 'resting') this.#sits('ready');
    }
    // Cordboard took the agent out: a phone that rang in vain, say.
    const missed = event['reason'] === 'missed' || event['reason'] === 'unreachable';
    if (event.kind === 'agent.not-ready' && missed) this.#mind(this.#rest(String(event['reason'])));
  }

  get #seat() {
    return this.#options.floor.seat(this.#id);
  }

  #sits(state: SeatState, detail = ''): void {
    this.#options.floor.sits(this.#id, state, detail);
  }

  async #pause(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#leaving.signal }).catch(() => {});
  }

  #mind(work: Promise<void>): void {
    const minded = work
      .catch((error: unknown) => {
        if (!this.#isLeaving) this.#fail(error);
      })
      .finally(() => this.#busy.delete(minded));
    this.#busy.add(minded);
  }
}
