/** A phone's SIP account. */
export interface PhoneAccount {
  readonly id: string;
  readonly secret: string;
  /** What others see when it calls. */
  readonly callerId: { readonly name: string; readonly number: string };
  /** In a call without any sound from it for so long, it has died. */
  readonly silenceMs?: number;
}

/** A line to the outside, told by the addresses that it calls from. */
export interface TrunkAccount {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly match: readonly string[];
}

/** They hold secrets. */
export interface Accounts {
  readonly phones: readonly PhoneAccount[];
  readonly trunks: readonly TrunkAccount[];
}

/** The names of accounts. */
export interface AccountIds {
  readonly phones: Iterable<{ readonly id: string }>;
  readonly trunks: Iterable<{ readonly id: string }>;
}

type Fields = Readonly<Record<string, string>>;

/** In Asterisk's terms: of the class res_pjsip, which the identify objects of trunks belong to as well. */
export type ObjectType = 'auth' | 'aor' | 'endpoint' | 'identify';

export interface ObjectName {
  readonly objectType: ObjectType;
  readonly id: string;
}

export interface ConfigObject extends ObjectName {
  readonly fields: Fields;
}

/**
 * What an account is made of, in the order in which it is written; it is removed the other way round. So a look at
 * its aor tells whether anything of it is there.
 */
export const typesOfPhone: readonly ObjectType[] = ['aor', 'auth', 'endpoint'];
export const typesOfTrunk: readonly ObjectType[] = ['aor', 'endpoint', 'identify'];

/** The context of dialplan/cordboard.conf in which phones and trunks come in. */
const context = 'cordboard';

/** A phone's lamp shows the messages of `<its id>@<this>`. */
export const mailboxContext = 'cordboard';

const commonFields: Fields = {
  context,
  disallow: 'all',
  allow: 'g722,alaw,ulaw',
  // The media must pass through Asterisk to be bridged, recorded and heard.
  direct_media: 'no',
  // Phones behind a router that translates addresses.
  rtp_symmetric: 'yes',
  force_rport: 'yes',
  rewrite_contact: 'yes',
  // A leg whose far end has vanished ends by itself.
  rtp_timeout: '30',
  rtp_timeout_hold: '3600',
  send_pai: 'yes',
};

export function phoneObjects({ id, secret, callerId, silenceMs }: PhoneAccount): ConfigObject[] {
  const mailboxes = `${id}@${mailboxContext}`;
  return [
    {
      objectType: 'aor',
      id,
      // The mailbox stands here for phones that subscribe to it, and at the endpoint for those that are just told.
      fields: { max_contacts: '1', remove_existing: 'yes', mailboxes },
    },
    {
      objectType: 'auth',
      id,
      fields: { auth_type: 'digest', username: id, password: secret },
    },
    {
      objectType: 'endpoint',
      id,
      fields: {
        ...commonFields,
        ...(silenceMs === undefined ? {} : { rtp_timeout: String(Math.ceil(silenceMs / 1_000)) }),
        auth: id,
        aors: id,
        callerid: `"${callerId.name}" <${callerId.number}>`,
        // By PJSIP_TRANSFER_HANDLING() on each of its channels a REFER is a question to the board, and no deed.
        allow_transfer: 'yes',
        mailboxes,
        mwi_subscribe_replaces_unsolicited: 'yes',
      },
    },
  ];
}

export function trunkObjects({ id, host, port, match }: TrunkAccount): ConfigObject[] {
  return [
    {
      objectType: 'aor',
      id,
      fields: { contact: `sip:${host}:${port}` },
    },
    {
      objectType: 'endpoint',
      id,
      fields: {
        ...commonFields,
        aors: id,
        // Without a name here Asterisk forgets the callers' own numbers when it reads the account back.
        callerid: id,
        allow_transfer: 'no',
        trust_id_inbound: 'yes',
        // The far end is told nothing of who talks here.
        send_connected_line: 'no',
        trust_connected_line: 'no',
      },
    },
    {
      objectType: 'identify',
      id,
      fields: { endpoint: id, match: match.join(',') },
    },
  ];
}
