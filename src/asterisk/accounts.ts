import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import { AriError } from './ari/errors.ts';
import type { AriPort } from './ari/port.ts';

/** A phone's SIP account. */
export interface PhoneAccount {
  readonly id: string;
  readonly secret: string;
  /** What others see when it calls. */
  readonly callerId: { readonly name: string; readonly number: string };
}

/** A line to the outside, told by the addresses that it calls from. */
export interface TrunkAccount {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly match: readonly string[];
}

export interface Accounts {
  readonly phones: readonly PhoneAccount[];
  readonly trunks: readonly TrunkAccount[];
}

type Fields = Readonly<Record<string, string>>;

/** In Asterisk's terms: of the class res_pjsip, which the identify objects of trunks belong to as well. */
interface ConfigObject {
  readonly objectType: 'auth' | 'aor' | 'endpoint' | 'identify';
  readonly id: string;
  readonly fields: Fields;
}

/** The context of dialplan/cordboard.conf in which phones and trunks come in. */
const context = 'cordboard';

const configClass = 'res_pjsip';

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
  // A leg whose phone has vanished ends by itself.
  rtp_timeout: '30',
  rtp_timeout_hold: '3600',
  send_pai: 'yes',
  // What a phone would do by itself, Asterisk would do without the board.
  allow_transfer: 'no',
};

function phoneObjects({ id, secret, callerId }: PhoneAccount): ConfigObject[] {
  return [
    {
      objectType: 'auth',
      id,
      fields: { auth_type: 'digest', username: id, password: secret },
    },
    {
      objectType: 'aor',
      id,
      fields: { max_contacts: '1', remove_existing: 'yes' },
    },
    {
      objectType: 'endpoint',
      id,
      fields: {
        ...commonFields,
        auth: id,
        aors: id,
        callerid: `"${callerId.name}" <${callerId.number}>`,
      },
    },
  ];
}

function trunkObjects({ id, host, port, match }: TrunkAccount): ConfigObject[] {
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

/**
 * Brings Asterisk's SIP accounts in line with the office: those that differ are written, those of `former` that the
 * office no longer names are removed. Asterisk keeps them in its own database and takes them at once.
 * Resolves with the sentences of what could not be done.
 */
export async function pushAccounts(
  port: AriPort,
  wanted: Accounts,
  former: Accounts,
  log: Logger,
): Promise<string[]> {
  const objects = objectsOf(wanted);
  const names = new Set(objects.map(nameOf));
  const gone = objectsOf(former).filter((object) => !names.has(nameOf(object)));
  const failures: string[] = [];
  const attempt = async (object: ConfigObject, run: () => Promise<void>): Promise<void> => {
    try {
      await run();
    } catch (error) {
      log.error(
        { object: nameOf(object), reason: messageOf(error) },
        'an account could not be pushed to Asterisk',
      );
      failures.push(`${nameOf(object)}: ${messageOf(error)}`);
    }
  };
  // In turn: an endpoint refers to its auth and aor.
  for (const object of objects) await attempt(object, () => write(port, object));
  for (const object of gone.toReversed()) await attempt(object, () => remove(port, object));
  return failures;
}

function objectsOf({ phones, trunks }: Accounts): ConfigObject[] {
  return [...phones.flatMap(phoneObjects), ...trunks.flatMap(trunkObjects)];
}

function nameOf({ objectType, id }: ConfigObject): string {
  return `${objectType} ${id}`;
}

async function write(port: AriPort, object: ConfigObject): Promise<void> {
  const { objectType, id, fields } = object;
  const present = await read(port, object);
  if (Object.entries(fields).every(([field, value]) => sameValue(present.get(field), value))) return;
  await port.request('asterisk.updateObject', {
    configClass,
    objectType,
    id,
    fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value })),
  });
}

async function read(port: AriPort, object: ConfigObject): Promise<ReadonlyMap<string, string>> {
  const { objectType, id } = object;
  try {
    const attributes = await port.request('asterisk.getObject', { configClass, objectType, id });
    return new Map(attributes.map(({ attribute, value }) => [attribute, value]));
  } catch (error) {
    if (error instanceof AriError && error.code === 'not-found') return new Map();
    throw error;
  }
}

async function remove(port: AriPort, { objectType, id }: ConfigObject): Promise<void> {
  try {
    await port.request('asterisk.deleteObject', { configClass, objectType, id });
  } catch (error) {
    if (!(error instanceof AriError && error.code === 'not-found')) throw error;
  }
}

/** Asterisk gives some values back in its own words. */
function sameValue(present: string | undefined, wanted: string): boolean {
  if (present === undefined) return false;
  const plain = (value: string): string =>
    value
      .replaceAll(/[()\s]/g, '')
      .replaceAll('|', ',')
      .replace(/^yes$/, 'true')
      .replace(/^no$/, 'false');
  return plain(present) === plain(wanted);
}
