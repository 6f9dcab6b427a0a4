import { CallAudio } from './call-audio.ts';
import type { CallState, CallTimes, Ending } from './call-state.ts';
import { Display, type Shown } from './display.ts';
import { PhoneError } from './errors.ts';
import type { Line } from './line.ts';
import { Media } from './media/media.ts';
import { Offering } from './offering.ts';
import { type HangupOptions, reasonHeader, reasonOf } from './reason.ts';
import { Session } from './session.ts';
import type { Party } from './sip/address.ts';
import type { Dialog } from './sip/dialog.ts';
import { responseTo, type SipMessage, type SipRequest } from './sip/message.ts';
import type { ServerTransaction } from './sip/server-transaction.ts';
import { nowMs } from './time.ts';
import { Transfer, type TransferResult } from './transfer.ts';
import { type Patience, Waiters } from './waiting.ts';

/** One call at one phone: what both directions have in common. */
export abstract class Call extends CallAudio {
  readonly times: CallTimes = {};
  protected readonly line: Line;
  protected readonly dialog: Dialog;
  protected readonly session: Session;
  protected readonly waiters = new Waiters();
  #state: CallState;
  readonly #display: Display;
  #endedBy: 'local' | 'remote' | undefined;
  #ending: Ending = {};
  readonly #offering: Offering;
  readonly #transfer: Transfer;

  protected constructor(line: Line, dialog: Dialog, state: CallState, party: Party) {
    super(new Media(line.host, line.media, () => this.toString()));
    this.line = line;
    this.dialog = dialog;
    this.session = new Session(this.media);
    this.#state = state;
    this.#display = new Display(party, state === 'calling' ? 'dialled' : 'INVITE');
    this.#offering = new Offering(line, dialog, this.session, this.waiters);
    this.#transfer = new Transfer(line, dialog, this.waiters);
  }

  get key(): string {
    return `${this.dialog.callId} ${this.dialog.localTag}`;
  }

  get callId(): string {
    return this.dialog.callId;
  }

  get state(): CallState {
    return this.#state;
  }

  /** Who the phone's display shows: as asserted last, else as called or calling. */
  get party(): Party {
    return this.#display.now;
  }

  /** All that the display has shown in this call, in order; the same thing again counts again. */
  get displayed(): readonly Shown[] {
    return this.#display.history;
  }

  /** Resolves when the display shows this. */
  async shows(party: Party, patience: Patience = {}): Promise<void> {
    const what = () =>
      `${JSON.stringify(party)} on the display of ${this}: ${JSON.stringify(this.displayed)}`;
    await this.waiters.until(what, patience, () => {
      const { name, number } = this.party;
      return (name === party.name && number === party.number) || undefined;
    });
  }

  get endedBy(): 'local' | 'remote' | undefined {
    return this.#endedBy;
  }

  /** The refusal's status, or 487 of a cancelled call; undefined for a call that was up. */
  get sipStatus(): number | undefined {
    return this.#ending.sipStatus;
  }

  /** The Reason header of what ended the call. */
  get reason(): string | undefined {
    return this.#ending.reason;
  }

  /** The far end holds us. */
  get held(): boolean {
    return this.session.held;
  }

  override toString(): string {
    return `${this.line.name}'s call with ${this.party.number} (${this.#state})`;
  }

  /** The far end rings, or we do: the time of it. */
  ringing(patience: Patience = {}): Promise<number> {
    return this.#reached('ringing', patience, () => {
      const { ringingAt } = this.times;
      if (ringingAt === undefined && this.#state === 'up') {
        throw new PhoneError('bad-state', `no ringing: ${this} was answered without`);
      }
      return ringingAt;
    });
  }

  answered(patience: Patience = {}): Promise<number> {
    return this.#reached('the answer', patience, () => this.times.answeredAt);
  }

  ended(patience: Patience = {}): Promise<number> {
    return this.waiters.until(
      () => `the end of ${this}`,
      patience,
      () => this.times.endedAt,
    );
  }

  /** Resolves when `test` holds; looked at whenever something is signalled. */
  async until(what: string, test: (call: this) => boolean, patience: Patience = {}): Promise<void> {
    await this.#reached(what, patience, () => test(this) || undefined);
  }

  /** Ends the call in whatever state it is; resolves when the far end knows it. */
  abstract hangup(options?: HangupOptions): Promise<void>;

  async hold(): Promise<void> {
    await this.#setHolding(true);
  }

  async resume(): Promise<void> {
    await this.#setHolding(false);
  }

  /**
   * Blind transfer to a number, or attended to the far end of another call of ours; until the far end's last word.
   * As desk phones do, the phone hangs up what it has transferred, unless it is told to stay.
   */
  async transfer(
    to: string | Call,
    { stay = false, ...patience }: Patience & { stay?: boolean } = {},
  ): Promise<TransferResult> {
    this.mustBe('up');
    const result = await this.#transfer.request(typeof to === 'string' ? to : to.dialog, patience);
    if (result.sipStatus < 300 && !stay) {
      await Promise.all([this.hangup(), typeof to === 'string' ? undefined : to.hangup()]);
    }
    return result;
  }

  /** A request within the dialog. */
  receive(request: SipRequest, transaction: ServerTransaction, at: number): void {
    const { method } = request;
    const answer = (status: number) => transaction.respond(responseTo(request, status));
    if (method === 'BYE') {
      answer(200);
      this.end('remote', at, { reason: reasonOf(request.headers) });
    } else if (method === 'NOTIFY') {
      answer(this.#transfer.notified(request) ? 200 : 481);
    } else if (this.#state === 'ended') {
      answer(481);
    } else if (method === 'INVITE' || method === 'UPDATE') {
      this.identify(request);
      this.dialog.retarget(request);
      this.#offering.receive(request, transaction, this.#state === 'up');
    } else if (method === 'REFER') {
      answer(603);
    } else {
      answer(['OPTIONS', 'INFO', 'MESSAGE', 'PRACK'].includes(method) ? 200 : 501);
    }
    this.waiters.check();
  }

  acknowledged(request: SipRequest, at: number): void {
    this.times.ackAt ??= at;
    this.#offering.acknowledged(request);
    this.waiters.check();
  }

  /** The phone is gone: whatever is still awaited never comes. */
  vanish(): void {
    this.#transfer.vanish();
    this.end('local', nowMs(), {});
    this.waiters.check();
  }

  protected enter(state: CallState): void {
    if (this.#state === 'ended') return;
    if (state === 'up') this.media.ear.mark();
    this.#state = state;
    this.waiters.check();
  }

  protected end(by: 'local' | 'remote', at: number, ending: Ending): void {
    if (this.#state === 'ended') return;
    this.#endedBy = by;
    this.#ending = ending;
    this.times.endedAt = at;
    this.enter('ended');
    this.media.close();
    this.line.release(this);
  }

  protected identify(message: SipMessage): void {
    this.#display.read(message);
  }

  protected mustBe(...states: CallState[]): void {
    if (!states.includes(this.#state))
      throw new PhoneError('bad-state', `${this} is not ${states.join(' or ')}`);
  }

  protected bye(options: HangupOptions): Promise<void> {
    return new Promise((resolve) => {
      const request = this.dialog.request('BYE', reasonHeader(options));
      this.line.request(this.dialog, request, () => resolve());
      this.end('local', nowMs(), {});
    });
  }

  async #setHolding(holding: boolean): Promise<void> {
    this.mustBe('up');
    await this.#offering.setHolding(holding);
  }

  #reached<Value>(what: string, patience: Patience, look: () => Value | undefined): Promise<Value> {
    return this.waiters.until(
      () => `${what} of ${this}`,
      patience,
      () => {
        const value = look();
        if (value === undefined && this.#state === 'ended') throw this.#failure(what);
        return value;
      },
    );
  }

  #failure(what: string): PhoneError {
    const { sipStatus, reason } = this.#ending;
    const how = [sipStatus, reason].filter((part) => part !== undefined).join(', ');
    const message = `no ${what}: ${this} was ended by the ${this.#endedBy} side${how && ` (${how})`}`;
    const failed = this.#endedBy === 'remote' && sipStatus !== undefined;
    return new PhoneError(failed ? 'call-failed' : 'call-ended', message, sipStatus);
  }
}
