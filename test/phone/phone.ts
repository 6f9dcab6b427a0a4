import { randomUUID } from 'node:crypto';
import { PhoneError } from './errors.ts';
import { Lamp } from './lamp.ts';
import { formatAddress, formatUri } from './sip/address.ts';
import { Dialog } from './sip/dialog.ts';
import { SipLink } from './sip/link.ts';
import type { SipRequest, SipResponse } from './sip/message.ts';
import { UserAgent, type UserAgentOptions } from './user-agent.ts';

/** One SIP account at one phone. */
export class Phone extends UserAgent {
  /** Tells of messages that wait for this phone. */
  readonly lamp: Lamp;
  readonly #registration: Dialog;
  #isRegistered = false;

  private constructor(options: UserAgentOptions, link: SipLink) {
    super(options, link);
    this.lamp = new Lamp(options.user);
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

  /** Asks to be told of messages (RFC 3842), as some phones do; others are told without. Once, like `register()`. */
  async watchMessages({ expiresS = 3600 }: { expiresS?: number } = {}): Promise<void> {
    const { host, port } = this.line.server;
    const own = formatUri(this.user, host, port);
    const local = formatAddress('', formatUri(this.user, host));
    const watching = Dialog.outgoing(local, own, this.line.contact, this.line.server);
    const headers: [string, string][] = [
      ['Event', 'message-summary'],
      ['Accept', 'application/simple-message-summary'],
      ['Expires', String(expiresS)],
    ];
    await this.#accepted(watching, 'SUBSCRIBE', headers);
  }

  protected override notified(request: SipRequest): boolean {
    return request.method === 'NOTIFY' && this.lamp.notified(request);
  }

  protected override async leave(): Promise<void> {
    if (this.#isRegistered) await this.unregister().catch(() => {});
  }

  async #tell(expiresS: number): Promise<void> {
    await this.#accepted(this.#registration, 'REGISTER', [['Expires', String(expiresS)]]);
  }

  async #accepted(dialog: Dialog, method: string, headers: [string, string][]): Promise<void> {
    const { status } = await new Promise<SipResponse>((resolve) => {
      this.exchange(dialog, dialog.request(method, headers), (response) => {
        if (response.status >= 200) resolve(response);
      });
    });
    if (status >= 300)
      throw new PhoneError('refused', `${method} of ${this.user} refused with ${status}`, status);
  }
}
