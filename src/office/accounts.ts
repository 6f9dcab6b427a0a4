import type { OfficeDocument } from './schema.ts';

/** A phone as Asterisk must know it: it registers as `id` with `secret`. */
interface PhoneAccount {
  readonly id: string;
  readonly secret: string;
  /** What others see when it calls: the name of its caller-id setting, and its id as the number. */
  readonly callerId: { readonly name: string; readonly number: string };
  readonly autoAnswer: boolean;
}

/** A line to the world: calls go to `host`:`port`, calls from the networks of `match` are its. */
interface TrunkAccount {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly match: readonly string[];
}

export interface Accounts {
  readonly phones: readonly PhoneAccount[];
  readonly trunks: readonly TrunkAccount[];
}

/** What has to be set up in Asterisk for this office. It holds secrets. */
export function accounts(document: OfficeDocument): Accounts {
  return {
    phones: document.phones.map(({ id, secret, autoAnswer, callerId }) => ({
      id,
      secret,
      autoAnswer,
      callerId: { name: callerId ?? '', number: id },
    })),
    trunks: document.trunks,
  };
}
