import { PhoneError } from './errors.ts';
import type { Line } from './line.ts';
import type { Session } from './session.ts';
import type { Dialog } from './sip/dialog.ts';
import { responseTo, type SipRequest, type SipResponse } from './sip/message.ts';
import type { ServerTransaction } from './sip/server-transaction.ts';
import type { Waiters } from './waiting.ts';

/** Changes of an established session: our re-INVITEs and the far end's re-INVITEs and UPDATEs. */
export class Offering {
  readonly #line: Line;
  readonly #dialog: Dialog;
  readonly #session: Session;
  readonly #waiters: Waiters;
  #ours = false;
  /** The far end's INVITE that we answered and that is not acknowledged yet; its ACK may bring the answer. */
  #theirs: { transaction: ServerTransaction; wantsAnswer: boolean } | undefined;

  constructor(line: Line, dialog: Dialog, session: Session, waiters: Waiters) {
    this.#line = line;
    this.#dialog = dialog;
    this.#session = session;
    this.#waiters = waiters;
  }

  async setHolding(holding: boolean): Promise<void> {
    await this.#waiters.until(
      () => 'the end of another re-INVITE',
      {},
      () => (!this.#ours && !this.#theirs) || undefined,
    );
    const before = this.#session.holding;
    this.#session.holding = holding;
    this.#ours = true;
    try {
      const response = await this.#reinvite();
      if (response.status === 491) {
        this.#ours = false;
        await new Promise<void>((resolve) => this.#line.timers.after(2100 * Math.random(), resolve));
        return await this.setHolding(holding);
      }
      if (response.status >= 300) {
        this.#session.holding = before;
        throw new PhoneError('refused', `re-INVITE refused with ${response.status}`, response.status);
      }
      this.#session.accept(response.body);
    } finally {
      this.#ours = false;
      this.#waiters.check();
    }
  }

  receive(request: SipRequest, transaction: ServerTransaction, isUp: boolean): void {
    const refuse = (status: number) => transaction.respond(responseTo(request, status));
    if (this.#ours || this.#theirs || (request.method === 'INVITE' && !isUp)) return refuse(491);
    const headers: [string, string][] = [['Contact', `<${this.#dialog.contact}>`]];
    const offered = request.body !== '';
    let body = '';
    try {
      if (offered) body = this.#session.answer(request.body);
      else if (request.method === 'INVITE') body = this.#session.offer();
    } catch {
      return refuse(488);
    }
    if (body !== '') headers.push(['Content-Type', 'application/sdp']);
    if (request.method === 'INVITE') {
      this.#theirs = { transaction, wantsAnswer: !offered };
      transaction.onNeverAcknowledged = () => this.#settle();
    }
    transaction.respond(responseTo(request, 200, { headers, body }));
  }

  acknowledged(ack: SipRequest): void {
    if (!this.#theirs) return;
    this.#theirs.transaction.acknowledged();
    if (this.#theirs.wantsAnswer && ack.body !== '') this.#session.accept(ack.body);
    this.#settle();
  }

  #settle(): void {
    this.#theirs = undefined;
    this.#waiters.check();
  }

  #reinvite(): Promise<SipResponse> {
    return new Promise((resolve) => {
      const invite = this.#dialog.request('INVITE', [], this.#session.offer());
      const exchange = this.#line.request(this.#dialog, invite, (response) => {
        if (response.status < 200) return;
        if (response.status < 300)
          this.#line.send(this.#dialog.ack(exchange.request), this.#dialog.destination());
        resolve(response);
      });
    });
  }
}
