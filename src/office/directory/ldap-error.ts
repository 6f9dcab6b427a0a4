import { CordboardError, messageOf } from '../../base/errors.ts';
import type { LdapSource } from './schema.ts';

type LdapErrorCode =
  /** Nobody answers at the address, or not in TLS. */
  | 'directory-unreachable'
  /** No answer within the time-out. */
  | 'directory-timeout'
  /** The name or its password is wrong, or may not search. */
  | 'directory-refused'
  /** There is no such base. */
  | 'directory-base-unknown'
  /** The server gives only so many entries. */
  | 'directory-limited'
  | 'directory-failed';

/** Result codes of RFC 4511, appendix A. */
const codeOfResult: Readonly<Record<number, LdapErrorCode>> = {
  3: 'directory-limited',
  4: 'directory-limited',
  8: 'directory-refused',
  11: 'directory-limited',
  13: 'directory-refused',
  32: 'directory-base-unknown',
  34: 'directory-base-unknown',
  48: 'directory-refused',
  49: 'directory-refused',
  50: 'directory-refused',
};

/** The one place where the errors of ldapts, and of the sockets below it, are read. */
export function ldapErrorOf(thrown: unknown, source: LdapSource): CordboardError {
  if (thrown instanceof CordboardError) return thrown;
  const code = kindOf(thrown);
  const { url, bindDn = 'anonymous', base, timeoutMs } = source;
  const reason = messageOf(thrown);
  const sentences: Record<LdapErrorCode, string> = {
    'directory-unreachable': `${url} cannot be reached (${reason})`,
    'directory-timeout': `${url} did not answer within ${timeoutMs / 1_000} s`,
    'directory-refused': `${url} refuses ${bindDn} (${reason})`,
    'directory-base-unknown': `${url} has no "${base}", or ${bindDn} may not see it (${reason})`,
    'directory-limited': `${url} does not give all that was asked for (${reason}): narrow the filter`,
    'directory-failed': `${url} could not be searched (${reason})`,
  };
  return new CordboardError(code, sentences[code], { cause: thrown });
}

function kindOf(thrown: unknown): LdapErrorCode {
  if (!(thrown instanceof Error)) return 'directory-failed';
  const code = 'code' in thrown ? thrown.code : null;
  if (typeof code === 'number') return codeOfResult[code] ?? 'directory-failed';
  if (/timed out|connection timeout/i.test(thrown.message)) return 'directory-timeout';
  // Codes of Node: ECONNREFUSED, ENOTFOUND, DEPTH_ZERO_SELF_SIGNED_CERT …
  if (typeof code === 'string') return 'directory-unreachable';
  return /socket|connection/i.test(thrown.message) ? 'directory-unreachable' : 'directory-failed';
}
