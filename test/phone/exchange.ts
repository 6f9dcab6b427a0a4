import { answerChallenge, type Credentials } from './sip/digest.ts';
import type { Peer } from './sip/address.ts';
import type { ClientTransaction } from './sip/client-transaction.ts';
import type { Dialog } from './sip/dialog.ts';
import { responseTo, type SipRequest, type SipResponse } from './sip/message.ts';
import type { Transactions } from './sip/transactions.ts';

type Answered = (response: SipResponse, at: number) => void;

export interface ExchangeOptions {
  readonly transactions: Transactions;
  readonly credentials: Credentials | undefined;
  readonly dialog: Dialog;
  readonly request: SipRequest;
}

const challengeHeaders = { 401: 'WWW-Authenticate', 407: 'Proxy-Authenticate' } as const;
const proofHeaders = { 401: 'Authorization', 407: 'Proxy-Authorization' } as const;
/** A nonce may have grown stale; more refusals than that mean a wrong secret. */
const mostAttempts = 3;

/** A request with all its answers; sent again with credentials when the server asks for them. No answer is a 408. */
export class Exchange {
  readonly #options: ExchangeOptions;
  readonly #to: Peer;
  readonly #onResponse: Answered;
  #request: SipRequest;
  #transaction: ClientTransaction;
  #attempts = 1;

  constructor(options: ExchangeOptions, onResponse: Answered) {
    this.#options = options;
    this.#request = options.request;
    this.#to = options.dialog.destination();
    this.#onResponse = onResponse;
    this.#transaction = this.#send();
  }

  get request(): SipRequest {
    return this.#request;
  }

  cancel(extra: Iterable<readonly [string, string]>): void {
    this.#options.transactions.cancel(this.#transaction, this.#to, extra);
  }

  #send(): ClientTransaction {
    const request = this.#request;
    return this.#options.transactions.request(request, this.#to, {
      onResponse: (response, at) => {
        if (!this.#authorise(response)) this.#onResponse(response, at);
      },
      onTimeout: (at) => this.#onResponse(responseTo(request, 408), at),
    });
  }

  #authorise(response: SipResponse): boolean {
    const { credentials, dialog } = this.#options;
    const request = this.#request;
    const { status } = response;
    if ((status !== 401 && status !== 407) || !credentials || this.#attempts === mostAttempts) return false;
    const challenges = response.headers.all(challengeHeaders[status]);
    const refused = request.headers.get(proofHeaders[status]) !== undefined;
    if (refused && !challenges.some((challenge) => /stale\s*=\s*"?true/i.test(challenge))) return false;
    const proof = answerChallenge(challenges, request, credentials);
    if (proof === undefined) return false;
    this.#attempts += 1;
    this.#request = dialog.renew(request);
    this.#request.headers.set(proofHeaders[status], proof);
    this.#transaction = this.#send();
    return true;
  }
}
