import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { CampaignId } from '../../src/board/ids.ts';
import type { OutboundStores } from '../../src/control/outbound/stores.ts';
import { callingHoursAt } from './harness/calling-hours.ts';
import { CampaignOffice } from './harness/campaign-office.ts';

/** What uContact's dialler is given is dialled: real calls to SIPp's customers. */

const key = 'a-key-of-the-other-product';
const officeZone = 'Europe/Berlin';
const [tasks, bases] = ['tasks' as CampaignId, 'bases' as CampaignId] as const;
const [bulk, now, later, awake, asleep] = Array.from({ length: 5 }, (_, index) => `49308800000${index}`) as [
  string,
  string,
  string,
  string,
  string,
];
const hours = callingHoursAt(Date.now());

let office: CampaignOffice;

beforeAll(async () => {
  office = await CampaignOffice.start({
    agents: 1,
    campaigns: [
      { id: tasks, dialling: 'progressive' },
      { id: bases, dialling: 'progressive', rules: [hours.rule.id] },
    ],
    callingRules: [hours.rule],
    customers: [bulk, now, later, awake, asleep].map((number) => ({
      number,
      status: 200,
      ringMs: 100,
      talkMs: 500,
    })),
    env: { CORDBOARD_UCONTACT_PORT: '0', CORDBOARD_UCONTACT_KEYS: `boss:${key}` },
  });
  await office.agentsReady(1);
});
afterAll(() => office?.stop());

/** Is done, says the answer. */
async function done(path: string, parameters: Readonly<Record<string, string>>): Promise<void> {
  const { port = 0 } = office.house.app.uContact ?? {};
  const answer = await fetch(`http://127.0.0.1:${port}/Integra/resources/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: new URLSearchParams(parameters),
  });
  expect([answer.status, await answer.text(), answer.headers.get('x-error')]).toEqual([200, '1', null]);
}

function stores(): OutboundStores {
  const { outbound } = office.house.app.control;
  if (outbound === null) throw new Error('this house has no lists');
  return outbound.stores;
}

async function start(campaign: CampaignId): Promise<void> {
  await office.house.app.exchange.command({ name: 'start-campaign', campaign, by: 'boss' });
}

/** To the second, by the office's clock. */
function written(at: number): string {
  const format = { timeZone: officeZone, dateStyle: 'short', timeStyle: 'medium' } as const;
  return new Intl.DateTimeFormat('sv-SE', format).format(at);
}

test('DialerTask: a bulk contact, one before all others, and a call at its time are dialled', async () => {
  const at = Math.ceil(Date.now() / 1_000) * 1_000 + 4_000;
  const task = async (destination: string, more: object): Promise<void> => {
    const call = { calldate: null, campaign: 'tasks->', destination: `+${destination}`, ...more };
    await done('Dialers/DialerTask', { call: JSON.stringify(call) });
  };
  await task(later, { calldate: written(at) });
  await task(bulk, { bulk: true, automatic: false });
  await task(now, { bulk: false, automatic: true });
  const called = office.attempts(3, 30_000);
  await start(tasks);
  await called;
  const attempts = stores()
    .attempts.find({ campaign: tasks })
    .toSorted((one, other) => one.begunAt - other.begunAt);
  expect(attempts.map(({ number, outcome }) => [number, outcome])).toEqual(
    [now, bulk, later].map((number) => [`+${number}`, 'person']),
  );
  expect(attempts[2]?.begunAt).toBeGreaterThanOrEqual(at);
});

test('uploadbasewithtimezone: whoever is awake in its zone is called, the others in their morning', async () => {
  const upload = async (filename: string, number: string, timezone: string): Promise<void> => {
    const fileb64 = Buffer.from(`bases;+${number};var1=val1;;9999;\n`).toString('base64');
    const form = { filename, fileb64, campaign: 'bases->', cant: '1', username: 'Seba', timezone };
    await done('Dialers/uploadbasewithtimezone', form);
  };
  await upload('asleep.csv', asleep, hours.closedZone);
  await upload('awake.csv', awake, hours.openZone);
  const called = office.attempts(1, 30_000);
  await start(bases);
  await called;
  await vi.waitFor(() => {
    const found = stores().contacts.find({ campaign: bases, limit: 10 });
    expect(found.map(({ numbers, state, dueAt }) => [numbers[0]?.number, state, dueAt])).toEqual([
      [`+${asleep}`, 'open', hours.opening],
      [`+${awake}`, 'finished', expect.any(Number)],
    ]);
  });
  const invites = await office.customers.count('invite');
  expect([invites.get(awake), invites.get(asleep)]).toEqual([1, undefined]);
});
