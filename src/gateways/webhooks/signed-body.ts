import { createHmac } from 'node:crypto';
import type { CallEvent } from './call-events.ts';
import { timeStamp } from './time-stamp.ts';
import type { Account } from './web-call.ts';

/** The body of our own form; `docs/webhooks.md` has each field. */
export function bodyOf(
  event: CallEvent,
  { delivery, isTest }: { readonly delivery: string; readonly isTest: boolean },
  account: Account,
): string {
  const { kind, seq, at, id, call, queue, agent, phone, ...details } = event;
  return JSON.stringify({
    delivery,
    test: isTest,
    event: kind,
    account: account.accountId,
    seq,
    at,
    time: timeStamp(at, account.timeZone),
    id,
    call,
    queue,
    agent,
    phone,
    employeeNumber: account.localNumber(agent, phone),
    ...details,
  });
}

/** Proves who sent a body and when: HMAC-SHA256 over the seconds, a dot and the body. */
export function signatureOf(body: string, secret: string, seconds: number): string {
  const v1 = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${v1}`;
}
