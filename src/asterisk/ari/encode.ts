import { AriError } from './errors.ts';
import { operations } from './operations.generated.ts';
import type { OperationName, Operations } from './operations.generated.ts';

export interface EncodedRequest {
  method: string;
  /** Path and query, without a leading slash. */
  uri: string;
  /** JSON. */
  body: string | undefined;
}

export function encodeRequest<O extends OperationName>(
  operation: O,
  params: Operations[O]['params'],
): EncodedRequest {
  const { method, path, body: bodyName } = operations[operation];
  let uri = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = (params as Record<string, unknown>)[name];
    // An empty id would turn "this channel" into "all channels".
    if (typeof value !== 'string' || value === '') {
      throw new AriError('bad-request', `${operation}: ${name} is empty`, { operation });
    }
    return encodeURIComponent(value);
  });
  let separator = '?';
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || name === bodyName || path.includes(`{${name}}`)) continue;
    uri += `${separator}${name}=${encodeURIComponent(String(value))}`;
    separator = '&';
  }
  return { method, uri, body: encodeBody(bodyName, params) };
}

/** Variables and fields travel under their name, an event filter is the whole body. */
function encodeBody(name: string | undefined, params: object): string | undefined {
  const value = name === undefined ? undefined : (params as Record<string, unknown>)[name];
  if (name === undefined || value === undefined) return undefined;
  return JSON.stringify(name === 'filter' ? value : { [name]: value });
}
