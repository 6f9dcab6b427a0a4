import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AgentId, CampaignId } from '../../src/board/ids.ts';
import type { AttemptRow } from '../../src/board/outbound/attempt.ts';
import type { OutboundStores } from '../../src/control/outbound/stores.ts';
import { callingHoursAt } from './harness/calling-hours.ts';
import { agentName, CampaignOffice, type CampaignEntry, type Connect } from './harness/campaign-office.ts';
import { customersOf, mixSounds, type Expected } from './harness/campaign-mix.ts';

const contacts = 200;
/** More of them where nobody may be called now. */
const contactsAsleep = 10;
const patienceMs = 100_000;
const hours = callingHoursAt(Date.now());

interface Run {
  readonly mode: string;
  readonly campaign: CampaignEntry;
  readonly connect: Connect;
  readonly detects: boolean;
}

/**
 * With 5 agents one of the runs has phones that are picked up by hand, and another those that answer by themselves, with
 * after-call work. With 20 two find out who has answered: that takes a second of an agent's time for each of some 80 people
 * and 40 machines, which would be half a minute with 5.
 */
function runsOf(agents: number): Run[] {
  const few = agents < 20;
  const run = (campaign: CampaignEntry, more: Partial<Run> = {}): Run => {
    const { connect = 'stay', detects = false } = more;
    const entry = { ...campaign, rules: [hours.rule.id], ...(detects && { detection: { by: 'talk' } }) };
    return { mode: campaign.id, campaign: entry, connect, detects };
  };
  const predictive = { id: 'predictive', dialling: 'predictive' };
  return [
    run({ id: 'progressive', dialling: 'progressive' }, few ? { connect: 'ring' } : { detects: true }),
    run({ id: 'power', dialling: { mode: 'power', ratio: '1.5' } }),
    few
      ? run({ ...predictive, queue: 'after-work' }, { connect: 'auto-answer' })
      : run(predictive, { detects: true }),
    run({ id: 'preview', dialling: { mode: 'preview', after: '10s' } }),
    run({ id: 'manual', dialling: 'manual' }),
    run({ id: 'agentless', dialling: { mode: 'agentless', message: 'sound:vm-goodbye' }, most: '20' }),
  ];
}

describe.each([5, 20])('%i agents', (agents) => {
  const runs = runsOf(agents);
  let office: CampaignOffice;
  let connected: Connect = 'stay';
  const customers = new Map<string, Expected[]>();
  const asleep = new Map<string, Expected[]>();

  beforeAll(async () => {
    for (const [index, { mode, detects }] of runs.entries()) {
      const mix = { detects, agentsEnd: mode !== 'agentless' };
      customers.set(mode, customersOf(contacts, `4930${agents}${index}`.padEnd(8, '1'), mix));
      asleep.set(mode, customersOf(contactsAsleep, `4930${agents}${index}`.padEnd(8, '2')));
    }
    office = await CampaignOffice.start({
      agents,
      campaigns: runs.map(({ campaign }) => campaign),
      callingRules: [hours.rule],
      customers: [...customers.values(), ...asleep.values()].flat(),
      sounds: await mixSounds(),
      connect: connected,
    });
    await office.agentsReady(agents);
    endTalks(office);
  });
  afterAll(() => office?.stop());

  test.each(runs.map((run) => [run.mode, run] as const))(
    '%s: each of 200 contacts is called once and ends as it should',
    async (mode, { connect, detects }) => {
      const campaign = mode as CampaignId;
      const { exchange } = office.house.app;
      const [expected, closed] = [customers.get(mode) ?? [], asleep.get(mode) ?? []];
      if (connect !== connected) await office.reconnect(agents, connect);
      connected = connect;
      const asks = mode === 'preview' ? dialPreviews(office) : null;
      const called = office.attempts(contacts, patienceMs);
      if (mode !== 'manual') {
        office.add(mode, numbersOf(closed), hours.closedZone);
        office.add(mode, numbersOf(expected), hours.openZone);
      }
      await exchange.command({ name: 'start-campaign', campaign, by: 'test' });
      if (mode === 'manual') await dialByHand(office, campaign, agents, expected);
      await called;
      await office.house.until('every call to be gone', () => {
        return (exchange.state.callsOfCampaign.get(campaign)?.size ?? 0) === 0;
      });
      asks?.();
      const stores = storesOf(office);
      const attempts = stores.attempts.find({ campaign });
      expect(wrongOnes(attempts, expected, mode)).toEqual([]);
      await sipSideAgrees(office, attempts, expected);
      if (detects) expect(untoldMachines(attempts, expected)).toBeLessThanOrEqual(mostUntold);

      const { people, abandoned } = peopleOf(attempts);
      if (mode !== 'power') expect(abandoned).toBeLessThanOrEqual(0.03 * people);
      for (const { waitMs } of attempts) expect(waitMs ?? 0).toBeLessThanOrEqual(2_000);

      if (mode === 'manual') await mayNotBeDialled(office, campaign, closed);
      else {
        stayInTheirList(stores, campaign, closed);
        await refusalsAreOnRecord(office, campaign, closed);
      }
      const invites = await office.customers.count('invite');
      expect(numbersOf(closed).filter((number) => invites.has(number))).toEqual([]);
      await exchange.command({ name: 'stop-campaign', campaign, by: 'test' });
    },
    120_000,
  );
});

function numbersOf(customers: readonly Expected[]): string[] {
  return customers.map(({ number }) => number);
}

function storesOf({ house }: CampaignOffice): OutboundStores {
  const { outbound } = house.app.control;
  if (outbound === null) throw new Error('this house has no lists');
  return outbound.stores;
}

/** Each customer once, with the outcome that he has made. */
function wrongOnes(attempts: readonly AttemptRow[], expected: readonly Expected[], mode: string): string[] {
  const rows = new Map(attempts.map((row) => [row.number, row]));
  const wrong = expected.flatMap(({ number, outcome }) => {
    const row = rows.get(`+${number}`);
    const isRight =
      row?.outcome === outcome ||
      (outcome === 'person' && mayEnd(mode, row?.outcome)) ||
      (outcome === 'machine' && row?.detected === 'unknown');
    const met = row === undefined ? 'not called' : `${row.outcome} (SIP ${row.sip}, ${row.detected})`;
    return isRight ? [] : [`${number}: ${met} instead of ${outcome}`];
  });
  if (attempts.length !== expected.length)
    wrong.push(`${attempts.length} attempts for ${expected.length} contacts`);
  return wrong;
}

/** Who talks shorter than the message hangs up in it; where several are called for an agent some are let go. */
function mayEnd(mode: string, outcome: string | undefined): boolean {
  if (mode === 'agentless') return outcome === 'hung-up';
  return (mode === 'power' || mode === 'predictive') && outcome === 'abandoned';
}

/** Every agent hangs up when he and his customer have heard each other for so long. */
const talkMs = 100;

function endTalks({ house }: CampaignOffice): void {
  const { exchange } = house.app;
  exchange.listen((entries) => {
    for (const { fact } of entries) {
      if (fact.kind !== 'attempt.heard') continue;
      const { call, agent } = fact;
      setTimeout(
        () => void exchange.command({ name: 'hang-up', call, agent }).catch(() => undefined),
        talkMs,
      );
    }
  });
}

/** In doubt an agent has them: a machine that begins to talk half a second late, because the box is busy, is in doubt. */
const mostUntold = 2;

function untoldMachines(attempts: readonly AttemptRow[], expected: readonly Expected[]): number {
  const machines = new Set(
    expected.flatMap(({ number, outcome }) => (outcome === 'machine' ? [`+${number}`] : [])),
  );
  return attempts.filter(({ number, outcome }) => machines.has(number) && outcome !== 'machine').length;
}

function peopleOf(attempts: readonly AttemptRow[]): { readonly people: number; readonly abandoned: number } {
  const count = (...outcomes: string[]): number =>
    attempts.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return { people: count('person', 'abandoned', 'hung-up'), abandoned: count('abandoned') };
}

/** Those where nobody may be called now wait until the hours begin there; all others are done. */
function stayInTheirList(stores: OutboundStores, campaign: CampaignId, closed: readonly Expected[]): void {
  const all = stores.contacts.find({ campaign, limit: contacts + contactsAsleep + 1 });
  const open = all.filter(({ state }) => state === 'open');
  expect(all.filter(({ state }) => state === 'finished')).toHaveLength(contacts);
  expect(open.map(({ numbers, dueAt }) => [numbers[0]?.number, dueAt])).toEqual(
    numbersOf(closed).map((number) => [`+${number}`, hours.opening]),
  );
}

/** No agent gets through to them by dialling himself. */
async function mayNotBeDialled(
  { house }: CampaignOffice,
  campaign: CampaignId,
  closed: readonly Expected[],
): Promise<void> {
  const agent = agentName(0) as AgentId;
  for (const { number } of closed) {
    const to = { number: `+${number}`, dial: number, zones: [hours.closedZone], region: null };
    const dialled = house.app.exchange.command({ name: 'dial-number', agent, campaign, ...to });
    await expect(dialled).rejects.toMatchObject({ code: 'may-not-call' });
  }
}

/** Why, and when they may be called. */
async function refusalsAreOnRecord(
  { house }: CampaignOffice,
  campaign: CampaignId,
  closed: readonly Expected[],
): Promise<void> {
  const boss = await house.desk('boss');
  const { refusals } = (await boss.command('refusals', { campaign })) as {
    refusals: readonly { number: string; reason: string; until: number | null }[];
  };
  boss.close();
  const seen = new Map(refusals.map(({ number, reason, until }) => [number, { reason, until }]));
  const expected = { reason: 'outside-window', until: hours.opening };
  expect(refusals).toHaveLength(closed.length);
  expect(seen).toEqual(new Map(numbersOf(closed).map((number) => [`+${number}`, expected])));
}

/** What SIPp has counted is what the ledger says. */
async function sipSideAgrees(
  { customers }: CampaignOffice,
  attempts: readonly AttemptRow[],
  expected: readonly Expected[],
): Promise<void> {
  const [invites, answers] = [await customers.count('invite'), await customers.count('answer')];
  for (const { number } of expected) expect([number, invites.get(number)]).toEqual([number, 1]);
  const answered = attempts.flatMap(({ number, answeredAt }) =>
    answeredAt === null ? [] : [number.slice(1)],
  );
  const answeredThere = expected.flatMap(({ number }) => (answers.has(number) ? [number] : []));
  expect(answered.toSorted()).toEqual(answeredThere.toSorted());
}

/** Every agent dials what he is shown, at once. */
function dialPreviews({ house }: CampaignOffice): () => void {
  const { exchange } = house.app;
  return exchange.listen((entries) => {
    for (const { fact } of entries) {
      if (fact.kind !== 'contact.previewed') continue;
      void exchange.command({ name: 'dial-contact', agent: fact.agent }).catch(() => undefined);
    }
  });
}

/** Each agent dials his share, one number after the other. */
async function dialByHand(
  { house }: CampaignOffice,
  campaign: CampaignId,
  agents: number,
  expected: readonly Expected[],
): Promise<void> {
  const { exchange } = house.app;
  const left = expected.map(({ number }) => `+${number}`);
  const one = async (agent: AgentId): Promise<void> => {
    for (let number = left.shift(); number !== undefined; number = left.shift()) {
      const to = { number, dial: number, zones: [hours.openZone], region: null };
      await exchange.command({ name: 'dial-number', agent, campaign, ...to });
      await house.until(`${agent} to be free`, () => exchange.state.freeAgents.has(agent));
    }
  };
  await Promise.all(Array.from({ length: agents }, (_, index) => one(agentName(index) as AgentId)));
}
