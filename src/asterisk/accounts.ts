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
type ObjectType = 'auth' | 'aor' | 'endpoint' | 'identify';

interface ObjectName {
  readonly objectType: ObjectType;
  readonly id: string;
}

interface ConfigObject extends ObjectName {
  readonly fields: Fields;
}

/**
 * What an account is made of, in the order in which it is written; it is removed the other way round. So a look at
 * its aor tells whether anything of it is there.
 */
const typesOfPhone: readonly ObjectType[] = ['aor', 'auth', 'endpoint'];
const typesOfTrunk: readonly ObjectType[] = ['aor', 'endpoint', 'identify'];

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
      objectType: 'aor',
      id,
      fields: { max_contacts: '1', remove_existing: 'yes' },
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
 * office does not name are removed if they are there. Asterisk keeps them in its own database and takes them at once.
 * Resolves with the sentences of what could not be done, or with null when the line went down meanwhile.
 */
export async function pushAccounts(
  port: AriPort,
  wanted: Accounts,
  former: AccountIds,
  log: Logger,
): Promise<string[] | null> {
  const objects = [...wanted.phones.flatMap(phoneObjects), ...wanted.trunks.flatMap(trunkObjects)];
  const failures: string[] = [];
  const attempt = async (what: string, run: () => Promise<void>): Promise<void> => {
    try {
      await run();
    } catch (error) {
      // There is nobody to try the others with, or he takes so long that callers would wait for the last of them.
      if (error instanceof AriError && (error.code === 'line-down' || error.code === 'timeout')) throw error;
      log.error({ object: what, reason: messageOf(error) }, 'an account could not be pushed to Asterisk');
      failures.push(`${what}: ${messageOf(error)}`);
    }
  };
  try {
    // In turn: an endpoint refers to its auth and aor.
    for (const object of objects) await attempt(nameOf(object), () => write(port, object));
    for (const account of goneAccounts(objects, former)) {
      await attempt(`account ${account.id}`, () => removeAccount(port, account));
    }
  } catch (error) {
    log.warn({ reason: messageOf(error) }, 'the accounts are pushed when the line is up again');
    if (error instanceof AriError && error.code === 'line-down') return null;
    failures.push(`Asterisk does not answer, so the others were not tried: ${messageOf(error)}`);
  }
  return failures;
}

interface GoneAccount {
  readonly id: string;
  /** What of it is not wanted, in the order in which it is to be removed. */
  readonly types: readonly ObjectType[];
}

function goneAccounts(wanted: readonly ObjectName[], former: AccountIds): GoneAccount[] {
  const staying = new Set(wanted.map(nameOf));
  const gone = new Map<string, Set<ObjectType>>();
  const add = (id: string, types: readonly ObjectType[]): void => {
    const leaving = types.filter((objectType) => !staying.has(nameOf({ objectType, id })));
    if (leaving.length > 0) gone.set(id, new Set([...(gone.get(id) ?? []), ...leaving]));
  };
  for (const { id } of former.phones) add(id, typesOfPhone);
  for (const { id } of former.trunks) add(id, typesOfTrunk);
  return [...gone].map(([id, types]) => ({ id, types: [...types].toReversed() }));
}

async function removeAccount(port: AriPort, { id, types }: GoneAccount): Promise<void> {
  // Most are long gone: one look is enough for them. Of those that became a trunk, say, the aor stays.
  if (types.includes('aor') && (await read(port, { objectType: 'aor', id })) === null) return;
  for (const objectType of types) await remove(port, { objectType, id });
}

function nameOf({ objectType, id }: ObjectName): string {
  return `${objectType} ${id}`;
}

async function write(port: AriPort, object: ConfigObject): Promise<void> {
  const { objectType, id, fields } = object;
  const present = await read(port, object);
  if (Object.entries(fields).every(([field, value]) => sameValue(present?.get(field), value))) return;
  await port.request('asterisk.updateObject', {
    configClass,
    objectType,
    id,
    fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value })),
  });
}

/** Its fields, or null when it is not there. */
async function read(
  port: AriPort,
  { objectType, id }: ObjectName,
): Promise<ReadonlyMap<string, string> | null> {
  try {
    const attributes = await port.request('asterisk.getObject', { configClass, objectType, id });
    return new Map(attributes.map(({ attribute, value }) => [attribute, value]));
  } catch (error) {
    if (error instanceof AriError && error.code === 'not-found') return null;
    throw error;
  }
}

async function remove(port: AriPort, { objectType, id }: ObjectName): Promise<void> {
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
