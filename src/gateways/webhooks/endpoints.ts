import type { EventKind } from './call-events.ts';
import { eventKinds } from './call-events.ts';
import type { WebhookSettings } from './settings.ts';

/** Where a delivery goes now, and in which form. */
export type Target = { readonly endpoint: string; readonly url: string } & (
  | { readonly form: 'parameters'; readonly method: 'GET' | 'POST' }
  | { readonly form: 'signed'; readonly secret: string }
);

/** The office's four addresses are the endpoint `calls`, those of a queue `calls.<queue>`; no other id has a dot. */
const officeCalls = 'calls';
const callsOf = (queue: string): string => `${officeCalls}.${queue}`;

/** Every endpoint with the events that it gets. */
export function endpointsOf(settings: WebhookSettings): { id: string; events: EventKind[] }[] {
  const places = [officeCalls, ...settings.queues.map(({ queue }) => callsOf(queue))];
  return [...places, ...settings.endpoints.map(({ id }) => id)]
    .map((id) => ({ id, events: eventKinds.filter((kind) => targetOf(settings, id, kind) !== null) }))
    .filter(({ events }) => events.length > 0);
}

/** Whether anything goes anywhere. */
export function hasEndpoints(settings: WebhookSettings): boolean {
  return endpointsOf(settings).length > 0;
}

/** Where an endpoint gets an event; null when it does not get it, or not any more. */
export function targetOf(settings: WebhookSettings, endpoint: string, kind: EventKind): Target | null {
  const signed = settings.endpoints.find(({ id }) => id === endpoint);
  if (signed !== undefined) {
    const { url, secret, events } = signed;
    return events.includes(kind) ? { endpoint, url, form: 'signed', secret } : null;
  }
  const own = settings.queues.find(({ queue }) => callsOf(queue) === endpoint);
  const addresses = endpoint === officeCalls ? settings.calls : own;
  const url = addresses?.[kind];
  if (typeof url !== 'string') return null;
  const method = addresses?.method ?? settings.calls?.method ?? 'POST';
  return { endpoint, url, form: 'parameters', method };
}

/** Everywhere that an event of this queue goes. */
export function targetsFor(settings: WebhookSettings, kind: EventKind, queue: string | null): Target[] {
  const own = settings.queues.find((one) => one.queue === queue);
  // A queue that says of an address that it is off has said something.
  const place = own !== undefined && own[kind] !== undefined ? callsOf(own.queue) : officeCalls;
  return [place, ...settings.endpoints.map(({ id }) => id)].flatMap(
    (endpoint) => targetOf(settings, endpoint, kind) ?? [],
  );
}
