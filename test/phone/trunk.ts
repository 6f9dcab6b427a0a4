import { SipLink } from './sip/link.ts';
import { UserAgent, type UserAgentOptions } from './user-agent.ts';

export interface TrunkOptions extends Omit<UserAgentOptions, 'user'> {
  /** Shown as the caller's number when a call names none. */
  readonly user?: string;
}

/** A trunk's far end: the whole telephone network behind one address, any number calling and called. */
export class Trunk extends UserAgent {
  private constructor(options: UserAgentOptions, link: SipLink) {
    super(options, link);
  }

  static async open(options: TrunkOptions): Promise<Trunk> {
    const link = await SipLink.open(options.localHost ?? '127.0.0.2', options.localPort ?? 0);
    return new Trunk({ user: 'trunk', ...options }, link);
  }
}
