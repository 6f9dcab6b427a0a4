import type { Target } from './endpoints.ts';
import type { Message } from './post.ts';
import { signatureOf } from './signed-body.ts';
import type { NewDelivery } from './store.ts';
import type { Parameters } from './web-call.ts';

/** A delivery as it goes to its target. `now` is part of the signature. */
export function messageFor(
  target: Target,
  { delivery, event, payload }: Pick<NewDelivery, 'delivery' | 'event' | 'payload'>,
  now: number,
): Message {
  const { url } = target;
  const headers = { 'user-agent': 'Cordboard', 'cordboard-delivery': delivery, 'cordboard-event': event };
  if (target.form === 'signed') {
    const signature = signatureOf(payload, target.secret, Math.floor(now / 1_000));
    return {
      url,
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        'cordboard-signature': signature,
      },
      body: payload,
    };
  }
  const form = formOf(JSON.parse(payload) as Parameters);
  if (target.method === 'GET') return { url: withQuery(url, form), method: 'GET', headers, body: null };
  const contentType = 'application/x-www-form-urlencoded';
  return { url, method: 'POST', headers: { ...headers, 'content-type': contentType }, body: form };
}

function formOf(parameters: Parameters): string {
  return new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value])).toString();
}

/** What the address has for a query stays. Spaces are %20 there, which every reader of addresses understands. */
function withQuery(address: string, form: string): string {
  const url = new URL(address);
  const query = form.replaceAll('+', '%20');
  url.search = url.search === '' ? query : `${url.search}&${query}`;
  return url.href;
}
