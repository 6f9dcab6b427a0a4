import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import { AriError } from './ari/errors.ts';
import type { AriPort } from './ari/port.ts';
import {
  type AccountIds,
  type Accounts,
  type ConfigObject,
  type ObjectName,
  type ObjectType,
  phoneObjects,
  trunkObjects,
  typesOfPhone,
  typesOfTrunk,
} from './account-objects.ts';

export type { AccountIds, Accounts } from './account-objects.ts';

const configClass = 'res_pjsip';

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
  const isSame = ([field, value]: [string, string]) =>
    field === unread || sameValue(present?.get(field), value);
  if (present !== null && Object.entries(fields).every(isSame)) return;
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

/** Asterisk does not give this one back; it is the same for all. */
const unread = 'disallow';

/** Asterisk gives some values back in its own words. */
function sameValue(present: string | undefined, wanted: string): boolean {
  if (present === undefined) return false;
  const plain = (value: string): string =>
    value
      .replaceAll(/[()\s]/g, '')
      .replaceAll('|', ',')
      .replaceAll('/255.255.255.255', '')
      .replace(/^yes$/, 'true')
      .replace(/^no$/, 'false');
  return plain(present) === plain(wanted);
}
