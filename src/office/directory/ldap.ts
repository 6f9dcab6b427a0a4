import { Client } from 'ldapts';
import type { Reading } from './entry.ts';
import { bytesOf } from './file.ts';
import { Gathering, mostEntries } from './gathering.ts';
import { addLdapEntry } from './ldap-directory.ts';
import { ldapErrorOf } from './ldap-error.ts';
import type { LdapSource } from './schema.ts';
import type { SourceOptions } from './source.ts';

/** Entries in one answer; Active Directory gives 1000 at most. */
const pageSize = 500;

/**
 * Searches an LDAP server (RFC 4511) page by page (RFC 2696). Throws the codes of `ldapErrorOf`,
 * 'directory-too-large', 'directory-unreadable' for its `caFile`, or the signal's reason. Whatever happens, the
 * connection is gone afterwards.
 */
export async function readLdap(
  source: LdapSource,
  { folder, signal, most = mostEntries }: SourceOptions,
): Promise<Reading> {
  const ca = source.caFile === undefined ? null : Buffer.from(await bytesOf(source.caFile, folder));
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  // Nobody may be waiting for it.
  aborted.promise.catch(() => undefined);
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort);
  const client = clientFor(source, ca);
  try {
    return await Promise.race([search(client, source, ca, most), aborted.promise]);
  } catch (error) {
    throw signal.aborted ? error : ldapErrorOf(error, source);
  } finally {
    signal.removeEventListener('abort', abort);
    await client.unbind().catch(() => undefined);
  }
}

function clientFor({ url, timeoutMs }: LdapSource, ca: Buffer | null): Client {
  return new Client({
    url,
    timeout: timeoutMs,
    connectTimeout: timeoutMs,
    // With these, ldapts would speak TLS to an ldap:// server from the first byte.
    ...(isTls(url) && ca !== null ? { tlsOptions: { ca } } : {}),
  });
}

async function search(client: Client, source: LdapSource, ca: Buffer | null, most: number): Promise<Reading> {
  const { url, timeoutMs, startTls, bindDn, secret, base, filter, attributes } = source;
  if (startTls) {
    const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
    // Without the host, Node would compare the certificate with "localhost".
    await inTime(client.startTLS({ host, ...(ca === null ? {} : { ca }) }), timeoutMs);
  }
  if (bindDn !== undefined && secret !== undefined) {
    await client.bind(bindDn, secret);
    // ldapts connects anew when it is asked for something, and would then search as nobody.
    if (!client.isBound) throw new Error('the connection was closed after the sign-in');
  }
  const gathering = new Gathering(most);
  const pages = client.searchPaginated(base, {
    filter,
    scope: 'sub',
    attributes: [...new Set(Object.values(attributes))],
    paged: { pageSize },
  });
  for await (const { searchEntries } of pages) {
    for (const entry of searchEntries) addLdapEntry(gathering, entry, attributes);
  }
  return gathering.reading;
}

/** ldapts waits for ever for the second half of `startTLS`. */
async function inTime(work: Promise<void>, ms: number): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('connection timeout')), ms);
  await Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}

function isTls(url: string): boolean {
  return /^ldaps:/i.test(url);
}
