import { createHash, randomBytes } from 'node:crypto';

export interface Credentials {
  readonly user: string;
  readonly secret: string;
}

const hashNames: Readonly<Record<string, string>> = { MD5: 'md5', 'SHA-256': 'sha256' };

function parseChallenge(text: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [, name, quoted, plain] of text.matchAll(/(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g)) {
    fields[name!.toLowerCase()] = quoted ?? plain ?? '';
  }
  return fields;
}

/**
 * The Authorization value for the first challenge that we can answer (a server names the one it likes best first,
 * RFC 8760); undefined when there is none.
 */
export function answerChallenge(
  challenges: readonly string[],
  request: { method: string; uri: string },
  { user, secret }: Credentials,
): string | undefined {
  for (const challenge of challenges) {
    if (!/^digest\s/i.test(challenge)) continue;
    const { realm = '', nonce = '', opaque, qop, algorithm = 'MD5' } = parseChallenge(challenge);
    const hashName = hashNames[algorithm.toUpperCase()];
    if (hashName === undefined) continue;
    const hash = (text: string) => createHash(hashName).update(text).digest('hex');
    const secretHash = hash(`${user}:${realm}:${secret}`);
    const requestHash = hash(`${request.method}:${request.uri}`);
    const quality = qop?.split(/\s*,\s*/).includes('auth');
    const cnonce = randomBytes(8).toString('hex');
    const response = quality
      ? hash(`${secretHash}:${nonce}:00000001:${cnonce}:auth:${requestHash}`)
      : hash(`${secretHash}:${nonce}:${requestHash}`);
    return [
      `Digest username="${user}"`,
      `realm="${realm}"`,
      `nonce="${nonce}"`,
      `uri="${request.uri}"`,
      `response="${response}"`,
      `algorithm=${algorithm}`,
      ...(quality ? ['qop=auth', 'nc=00000001', `cnonce="${cnonce}"`] : []),
      ...(opaque === undefined ? [] : [`opaque="${opaque}"`]),
    ].join(', ');
  }
  return undefined;
}
