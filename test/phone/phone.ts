import { randomUUID } from 'node:crypto';
import { PhoneError } from './errors.ts';
import { formatAddress, formatUri } from './sip/address.ts';
import { Dialog } from './sip/dialog.ts';
import { SipLink } from './sip/link.ts';
import type { SipResponse } from './sip/message.ts';
import { UserAgent, type UserAgentOptions } from './user-agent.ts';

/** One SIP account at one phone. */
export class Phone extends UserAgent {
  readonly #registration: Dialog;
  #isRegistered = false;

  private constructor(options: UserAgentOptions, link: SipLink) {
    super(options, link);
    const { host, port } = options.server;
    const account = formatAddress(options.displayName ?? '', formatUri(options.user, host));
    this.#registration = new Dialog({
      callId: randomUUID(),
      local: account,
      remote: account,
      target: `sip:${host}:${port}`,
      contact: this.line.contact,
      fallback: options.server,
    });
  }

  static async open(options: UserAgentOptions): Promise<Phone> {
    return new Phone(options, await SipLink.open(options.localHost ?? '127.0.0.1', options.localPort ?? 0));
  }

  get registered(): boolean {
    return this.#isRegistered;
  }

  /** Once; it is not renewed, so ask for as long as it is needed. */
  async register({ expiresS = 3600 }: { expiresS?: number } = {}): Promise<void> {
    await this.#tell(expiresS);
    this.#isRegistered = true;
  }

  async unregister(): Promise<void> {
    this.#isRegistered = false;
    await this.#tell(0);
  }

  protected override async leave(): Promise<void> {
    if (this.#isRegistered) await this.unregister().catch(() => {});
  }

  async #tell(expiresS: number): Promise<void> {
    const request = this.#registration.request('REGISTER', [['Expires', String(expiresS)]]);
    const { status } = await new Promise<SipResponse>((resolve) => {
      this.exchange(this.#registration, request, (response) => {
        if (response.status >= 200) resolve(response);
      });
    });
    if (status >= 300)
      throw new PhoneError('refused', `REGISTER of ${this.user} refused with ${status}`, status);
  }
}
