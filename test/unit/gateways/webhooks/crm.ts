import type { WebhookSettings } from '../../../../src/gateways/webhooks/settings.ts';
import { openLedger } from './ledger-file.ts';
import { openReceiver, type Received } from './receiver.ts';
import { rig, settings } from './rig.ts';

const all = ['incoming', 'answered', 'outgoing', 'ended'] as const;

/** A receiver of signed JSON that hears of everything. */
export const endpoint = (id: string, url: string) => ({
  id,
  url,
  secret: 'a-secret-of-sixteen',
  events: all,
});

/** `incoming cbtest-1`. */
export function told({ body }: Received): string {
  const { event, call } = JSON.parse(body) as { event: string; call: string };
  return `${event} ${call}`;
}

/** An office with one endpoint, `crm`, that a test answers for. */
export async function crm(more: Partial<WebhookSettings> = {}) {
  const receiver = await openReceiver();
  const parts = rig(openLedger(), settings({ endpoints: [endpoint('crm', receiver.url('/'))], ...more }));
  /** Answers the next ones, one after the other, and returns what they told. */
  const answer = async (count: number, status: number): Promise<string[]> => {
    const seen: string[] = [];
    while (seen.length < count) {
      // oxlint-disable no-await-in-loop
      const received = await receiver.next();
      seen.push(told(received));
      received.answer(status);
      await parts.settled();
      // oxlint-enable no-await-in-loop
    }
    return seen;
  };
  return { ...parts, receiver, answer };
}
