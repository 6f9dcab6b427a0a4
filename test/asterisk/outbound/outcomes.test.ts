import { afterAll, beforeAll, expect, test } from 'vitest';
import { CallingCampaign, type AttemptSeen } from '../harness/calling-campaign.ts';
import type { Customer } from '../harness/customers.ts';

/** Each way in which a call may end, as SIPp ends it, and what the ledger is to say of it. */
const ways: readonly (readonly [Omit<Customer, 'number'>, outcome: string, trunk?: string])[] = [
  [{ status: 200, ringMs: 300, talkMs: 60_000 }, 'person'],
  // He hangs up before the message is over.
  [{ status: 200, ringMs: 300, talkMs: 200 }, 'hung-up'],
  [{ status: 486, ringMs: 300 }, 'busy'],
  [{ status: 600 }, 'busy'],
  [{ status: 'cancel' }, 'no-answer'],
  [{ status: 480, ringMs: 300 }, 'no-answer'],
  [{ status: 408, ringMs: 300 }, 'no-answer'],
  [{ status: 404, rings: 'none' }, 'invalid'],
  [{ status: 410, rings: 'none' }, 'invalid'],
  [{ status: 484, rings: 'none' }, 'invalid'],
  [{ status: 604, rings: 'none' }, 'invalid'],
  [{ status: 603, ringMs: 300 }, 'rejected'],
  [{ status: 607, ringMs: 300 }, 'blocked'],
  [{ status: 608, rings: 'none' }, 'blocked'],
  // The far network, after it has rung.
  [{ status: 503, ringMs: 300 }, 'congestion'],
  // An announcement before the answer is none, whatever it says.
  [{ status: 486, ringMs: 800, rings: 'early', sound: 'announcement' }, 'busy'],
  [{ status: 404, ringMs: 800, rings: 'early', sound: 'announcement' }, 'invalid'],
  [{ status: 'cancel', rings: 'early', sound: 'announcement' }, 'no-answer'],
];

/** What the first trunk refuses, the second carries. */
const refusals = [403, 407, 500, 502, 503];

const numbers = ways.map((_, index) => `493020000${String(index).padStart(3, '0')}`);
const refused = refusals.map((status) => `493020300${status}`);

let campaign: CallingCampaign;
let attempts: Map<string, AttemptSeen>;

beforeAll(async () => {
  const customers = ways.map(([way], index) => ({ number: numbers[index] ?? '', ...way }));
  campaign = await CallingCampaign.start({
    customers: [
      [
        ...customers,
        ...refusals.map((status, index) => ({
          number: refused[index] ?? '',
          status,
          rings: 'none' as const,
        })),
      ],
      refused.map((number) => ({ number, status: 486, ringMs: 100 })),
    ],
    sounds: { announcement: noise(3_000) },
    campaign: {
      dialling: { mode: 'agentless', message: 'goodbye' },
      ring: '5s',
    },
  });
  await campaign.calls([...numbers, ...refused]);
  attempts = await campaign.attempts(numbers.length + refused.length);
}, 60_000);

afterAll(() => campaign.stop());

test.for(ways.map(([way, outcome], index) => [JSON.stringify(way), outcome, index] as const))(
  '%s is %s',
  ([, outcome, index]) => {
    expect(attempts.get(numbers[index] ?? '')).toMatchObject({ outcome, trunk: 'trunk-1' });
  },
);

test.for(refusals)('%i of a trunk is tried on the next one', (status) => {
  expect(attempts.get(`493020300${status}`)).toMatchObject({ outcome: 'busy', trunk: 'trunk-2', sip: 486 });
});

test('nobody was called twice on a trunk, and the ledger counts what SIPp does', async () => {
  const [first, second] = await Promise.all(campaign.customers.map((one) => one.count('invite')));
  expect([...(first ?? [])].filter(([, count]) => count !== 1)).toEqual([]);
  expect(first?.size).toBe(numbers.length + refused.length);
  expect(second?.size).toBe(refused.length);
  const answers = await campaign.customers[0]?.count('answer');
  const answered = [...attempts.values()].filter(({ answeredAt: at }) => at !== null);
  expect(answered.map(({ number }) => number.slice(1)).toSorted()).toEqual(
    [...(answers?.keys() ?? [])].toSorted(),
  );
  const cancels = await campaign.customers[0]?.count('cancel');
  const unanswered = ways.flatMap(([{ status }], index) => (status === 'cancel' ? [numbers[index]] : []));
  expect([...(cancels?.keys() ?? [])].toSorted()).toEqual(unanswered);
});

/** Something to hear. */
function noise(ms: number): Uint8Array {
  return Uint8Array.from({ length: ms * 8 }, (_, index) => (index * 2_654_435_761) & 0xff);
}
