import type { CallEvent } from './call-events.ts';
import { targetsFor, type Target } from './endpoints.ts';
import type { WebhookSettings } from './settings.ts';
import { bodyOf } from './signed-body.ts';
import type { NewDelivery } from './store.ts';
import { parametersOf, type Account } from './web-call.ts';

/** What is to be sent of these events, which are all those of some entries of the journal, in their order. */
export function deliveriesOf(
  events: readonly CallEvent[],
  instance: string,
  settings: WebhookSettings,
  account: Account,
): NewDelivery[] {
  const counts = new Map<number, number>();
  return events.flatMap((event) => {
    const { seq, at, kind, queue } = event;
    const count = counts.get(seq) ?? 0;
    counts.set(seq, count + 1);
    // Derived anew it is the same. The time tells it from another event when a power cut has made the journal shorter.
    const delivery = `${instance}-${seq}-${count}-${at.toString(36)}`;
    return targetsFor(settings, kind, queue).map((target) => deliveryTo(target, event, delivery, account));
  });
}

export function deliveryTo(
  target: Target,
  event: CallEvent,
  delivery: string,
  account: Account,
  isTest = false,
): NewDelivery {
  const payload =
    target.form === 'signed'
      ? bodyOf(event, { delivery, isTest }, account)
      : JSON.stringify(parametersOf(event, account));
  return { delivery, endpoint: target.endpoint, lane: laneOf(target), event: event.kind, payload };
}

/** The four addresses of a place keep one order as long as they are on one server. */
function laneOf({ endpoint, url, form }: Target): string {
  return form === 'signed' ? endpoint : `${endpoint} ${new URL(url).origin}`;
}
