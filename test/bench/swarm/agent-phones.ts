import { parseAddress } from '../../phone/sip/address.ts';
import { answerChallenge } from '../../phone/sip/digest.ts';
import { cseqOf, type SipRequest, type SipResponse } from '../../phone/sip/message.ts';
import { nowMs } from '../../phone/time.ts';
import { type Dialog, newTag, type Signalling } from './signalling.ts';

/** How an agent treats a call; each is asked anew for each call. */
export interface Manners {
  readonly answerAfterMs: () => number;
  readonly talkMs: () => number;
}

/** Told of what happens at the phones; times are those of the datagrams. */
export interface AgentPhonesListener {
  rung(user: string, at: number): void;
  /** The caller has the agent's answer. */
  talking(user: string): void;
  hungUp(user: string, at: number): void;
  /** The other side has ended it, by CANCEL or BYE. */
  taken(user: string, was: AgentCall['state']): void;
}

export interface AgentCall {
  readonly user: string;
  readonly invite: SipRequest;
  readonly tag: string;
  state: 'ringing' | 'answered' | 'talking';
  /** Ends what is to happen next. */
  cancel: () => void;
}

interface Registration {
  readonly dialog: Dialog;
  readonly secret: string;
  readonly done: () => void;
  readonly failed: (error: Error) => void;
}

/** The phones of all agents: they register, ring, answer, talk for a while, and hang up. */
export class AgentPhones {
  manners: Manners = { answerAfterMs: () => 0, talkMs: () => 0 };
  readonly #signalling: Signalling;
  readonly #listener: AgentPhonesListener;
  readonly #calls = new Map<string, AgentCall>();
  readonly #registrations = new Map<string, Registration>();

  constructor(signalling: Signalling, listener: AgentPhonesListener) {
    this.#signalling = signalling;
    this.#listener = listener;
    signalling.listen({
      onRequest: (request, at) => this.#requested(request, at),
      onResponse: (response) => this.#registered(response),
    });
  }

  /** Calls that are not over. */
  get calls(): number {
    return this.#calls.size;
  }

  register(user: string, secret: string): Promise<void> {
    return new Promise((done, failed) => {
      const callId = newTag();
      const self = `<sip:${user}@${this.#signalling.address.host}>`;
      const target = `sip:${this.#signalling.address.host}`;
      const dialog = { callId, from: `${self};tag=${newTag()}`, to: self, target, cseq: 1 };
      this.#registrations.set(callId, { dialog, secret, done, failed });
      this.#signalling.send('REGISTER', dialog, this.#binding(user));
    });
  }

  #binding(user: string): [string, string][] {
    return [
      ['Contact', this.#signalling.contactOf(user)],
      ['Expires', '7200'],
    ];
  }

  #registered(response: SipResponse): void {
    const callId = response.headers.need('Call-ID');
    const registration = this.#registrations.get(callId);
    if (registration === undefined || response.status < 200) return;
    const { dialog, secret, done, failed } = registration;
    // The answer to a request that has been repeated comes twice.
    if (cseqOf(response).number !== dialog.cseq) return;
    this.#registrations.delete(callId);
    if (response.status < 300) return done();
    const user = /sip:([^@]+)@/.exec(dialog.from)?.[1] ?? '';
    const challenges = response.headers.all('WWW-Authenticate');
    const request = { method: 'REGISTER', uri: dialog.target };
    const authorization = answerChallenge(challenges, request, { user, secret });
    if (response.status !== 401 || authorization === undefined || dialog.cseq > 1)
      return failed(new Error(`phone ${user} could not register: ${response.status}`));
    const next = { ...dialog, cseq: dialog.cseq + 1 };
    this.#registrations.set(callId, { dialog: next, secret, done, failed });
    this.#signalling.send('REGISTER', next, [...this.#binding(user), ['Authorization', authorization]]);
  }

  #requested(request: SipRequest, at: number): void {
    const callId = request.headers.need('Call-ID');
    const call = this.#calls.get(callId);
    switch (request.method) {
      case 'INVITE':
        if (call === undefined) this.#rung(callId, request, at);
        else this.#accept(request, call);
        break;
      case 'ACK':
        if (call?.state === 'answered') this.#talk(callId, call);
        break;
      case 'CANCEL':
        this.#signalling.answer(request, 200);
        if (call?.state !== 'ringing') break;
        this.#signalling.answer(call.invite, 487, call);
        this.#over(callId, call);
        break;
      case 'BYE':
        this.#signalling.answer(request, 200);
        if (call !== undefined) this.#over(callId, call);
        break;
      default:
        this.#signalling.answer(request, 200);
    }
  }

  #rung(callId: string, invite: SipRequest, at: number): void {
    const user = /^sip:([^@;]+)/.exec(invite.uri)?.[1] ?? '';
    const call: AgentCall = { user, invite, tag: newTag(), state: 'ringing', cancel: () => {} };
    this.#calls.set(callId, call);
    this.#signalling.answer(invite, 180, call);
    call.cancel = this.#signalling.timers.after(this.manners.answerAfterMs(), () => {
      call.state = 'answered';
      this.#accept(invite, call);
      call.cancel = this.#signalling.repeat(() => this.#accept(invite, call));
    });
    this.#listener.rung(user, at);
  }

  #accept(request: SipRequest, { user, tag }: AgentCall): void {
    this.#signalling.answer(request, 200, { tag, contact: this.#signalling.contactOf(user) });
  }

  #talk(callId: string, call: AgentCall): void {
    call.cancel();
    call.state = 'talking';
    call.cancel = this.#signalling.timers.after(this.manners.talkMs(), () => this.#hangUp(callId, call));
    this.#listener.talking(call.user);
  }

  #hangUp(callId: string, call: AgentCall): void {
    const { user, invite, tag } = call;
    call.cancel();
    this.#calls.delete(callId);
    const { headers } = invite;
    const from = `${headers.need('To')};tag=${tag}`;
    const target = parseAddress(headers.need('Contact')).uri;
    const at = nowMs();
    this.#signalling.send('BYE', {
      callId,
      from,
      to: headers.need('From'),
      target,
      cseq: cseqOf(invite).number + 1,
    });
    this.#listener.hungUp(user, at);
  }

  #over(callId: string, call: AgentCall): void {
    call.cancel();
    this.#calls.delete(callId);
    this.#listener.taken(call.user, call.state);
  }
}
