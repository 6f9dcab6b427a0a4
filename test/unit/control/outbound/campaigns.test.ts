import { afterEach, beforeEach, expect, test } from 'vitest';
import { CampaignHouse, spring } from './campaign-house.ts';

const hour = 3_600_000;
const one = '+493011111111';
const two = '+493022222222';

let house: CampaignHouse;
beforeEach(async () => {
  house = await CampaignHouse.open();
});
afterEach(() => house.close());

const campaign = spring;

test('a contact is shown, dialled, disposed of and counted', async () => {
  const contact = house.add('Kim', one, two);
  house.add('Lou', '+493033333333');
  await house.work('anna');
  expect(await house.ask('anna', 'preview')).toEqual({
    preview: {
      campaign,
      contact,
      list: 'added',
      name: 'Kim',
      data: { customer: 'Kim' },
      number: one,
      numbers: [
        { number: one, state: 'open', attempts: 0 },
        { number: two, state: 'open', attempts: 0 },
      ],
      attempts: 0,
      kind: 'first',
      note: '',
      until: null,
      mayBeSkipped: true,
      form: null,
    },
  });
  const call = await house.talk('anna');
  expect(await house.ask('anna', 'dispositions')).toMatchObject({
    campaign,
    required: true,
    dispositions: [{ levels: ['Sold'], action: 'success' }, { levels: ['Later', 'Promised'] }, {}, {}, {}],
  });
  expect(await house.ask('sue', 'campaign', { campaign })).toMatchObject({
    run: 'running',
    mode: 'preview',
    dialsNow: true,
    by: 'sue',
    calls: { ringing: 0, waiting: 0, talking: 1 },
    agents: { signedIn: 1, talking: 1 },
    contacts: { dialled: 1 },
  });
  await house.hangUp(call);
  await expect(house.ask('anna', 'end-wrap-up')).rejects.toMatchObject({ code: 'disposition-required' });
  const said = { disposition: ['Sold'], note: 'two of them', data: { amount: '2' } };
  await house.ask('anna', 'dispose', said);
  await house.passes(30_000);

  expect(await house.ask('sue', 'attempts', { campaign })).toMatchObject({
    attempts: [
      { call, contact, number: one, outcome: 'person', disposition: 'Sold', action: 'success', waitMs: 0 },
    ],
    before: null,
  });
  expect(await house.ask('anna', 'attempt', { call })).toMatchObject({
    said: [{ by: 'anna', note: 'two of them', data: { amount: '2' }, schedule: null }],
  });
  await expect(house.ask('ben', 'attempt', { call })).rejects.toMatchObject({ code: 'call-unknown' });
  const statistics = await house.ask('sue', 'campaign-statistics', { campaign });
  expect(statistics).toMatchObject({
    dials: 1,
    answered: 1,
    persons: 1,
    talks: 1,
    won: 1,
    conversion: 1,
    contactRate: 1,
    dispositions: { Sold: 1 },
    talkMs: 60_000,
    law: { live: 1, abandoned: 0, rate: 0 },
    agents: { talkMs: 60_000, wrapUpMs: 30_000, staffedMs: 90_000, utilisation: 1, talkMinutesAnHour: 40 },
    lists: [
      { name: 'added', contacts: 2, finished: 1, attempted: 1, won: 1, penetration: 0.5, completion: 0.5 },
    ],
  });
  expect(await house.ask('sue', 'campaigns')).toMatchObject({
    campaigns: [{ campaign, today: { dials: 1, talks: 1, outcomes: { person: 1 } } }],
  });
});

test('a call is promised, told to its agent once, moved, and not beyond what he may', async () => {
  const contact = house.add('Kim', one, two);
  await house.work('anna');
  const call = await house.talk('anna');
  const later = { disposition: 'Later|Promised', note: 'after six' };
  const at = '2026-11-23T18:30';
  await expect(house.ask('anna', 'dispose', { ...later })).rejects.toMatchObject({
    code: 'schedule-missing',
  });
  await expect(
    house.ask('anna', 'dispose', { ...later, schedule: { at: '2026-11-23T22:30' } }),
  ).rejects.toMatchObject({ code: 'schedule-outside-window' });
  await expect(
    house.ask('anna', 'dispose', { ...later, schedule: { at, agent: 'ben' } }),
  ).rejects.toMatchObject({ code: 'not-permitted' });
  await expect(house.ask('anna', 'dispose', { ...later, schedule: { at: 'soon' } })).rejects.toMatchObject({
    code: 'input-wrong',
    details: { fields: [{ field: 'schedule.at' }] },
  });
  await house.ask('anna', 'dispose', { ...later, schedule: { at, agent: 'me', number: '030 22222222' } });
  await house.hangUp(call);
  await house.passes(30_000);

  // 18:30 in Berlin.
  const dueAt = Date.UTC(2026, 10, 23, 17, 30);
  expect(await house.ask('anna', 'scheduled-calls')).toEqual({
    calls: [
      {
        contact,
        campaign,
        list: 'added',
        name: 'Kim',
        number: two,
        dueAt,
        agent: 'anna',
        note: 'after six',
        isHeld: false,
      },
    ],
    after: null,
  });
  expect(await house.ask('ben', 'scheduled-calls')).toMatchObject({ calls: [] });
  await expect(house.ask('ben', 'cancel-scheduled-call', { contact })).rejects.toMatchObject({
    code: 'contact-unknown',
  });

  house.reminders.look();
  await house.settled();
  expect(house.kinds('contact.reminded')).toHaveLength(0);
  await house.ask('anna', 'move-scheduled-call', { contact, at: house.clock.now() + hour });
  await house.passes(56 * 60_000);
  house.reminders.look();
  house.reminders.look();
  await house.settled();
  await house.restart();
  house.reminders.look();
  await house.settled();
  expect(house.kinds('contact.reminded')).toMatchObject([
    { contact, agent: 'anna', number: two, name: 'Kim', note: 'after six' },
  ]);

  await house.ask('sue', 'cancel-scheduled-call', { contact });
  expect(await house.ask('sue', 'scheduled-calls')).toMatchObject({ calls: [] });
  expect(house.ledger.contacts.get(contact)).toMatchObject({ state: 'finished', result: 'cancelled' });
});

test('calls and refusals are listed page by page', async () => {
  const contacts = [one, two, '+493033333333'].map((number, index) => house.add(`Kim ${index}`, number));
  await house.work('anna');
  for (const _ of contacts) {
    const call = await house.talk('anna');
    await house.ask('anna', 'dispose', { disposition: 'No|Price' });
    await house.hangUp(call);
    await house.passes(30_000);
  }
  // It is 22:00 in Berlin: the gate forbids the next one.
  await house.passes(12 * hour);
  for (const number of [one, two]) {
    const last = house.add('Lou', number);
    await house.ask('sue', 'stop-campaign', { campaign });
    await house.ask('sue', 'start-campaign', { campaign });
    expect(house.ledger.contacts.get(last)).toMatchObject({ state: 'open', refused: 'outside-window' });
  }
  const pages = async (name: string, rows: string): Promise<Record<string, unknown>[]> => {
    const found: Record<string, unknown>[] = [];
    for (let before: unknown; ; ) {
      const input = { campaign, limit: 1, ...(before == null ? {} : { before }) };
      const page = await house.ask('sue', name, input);
      found.push(...(page[rows] as Record<string, unknown>[]));
      before = page['before'];
      if (before === null) return found;
    }
  };
  const attempts = await pages('attempts', 'attempts');
  expect(attempts.map(({ contact }) => contact)).toEqual(contacts.toReversed());
  expect(await pages('refusals', 'refusals')).toMatchObject([
    { number: two, reason: 'outside-window' },
    { number: one, reason: 'outside-window', detail: expect.stringContaining('Europe/Berlin') as unknown },
  ]);
});

test('an agent promises so many calls at most', async () => {
  house.add('Kim', one);
  house.add('Lou', two);
  await house.work('anna');
  const promise = (code: string | null) => async () => {
    const call = await house.talk('anna');
    const schedule = { at: house.clock.now() + hour, agent: 'me' };
    const said = house.ask('anna', 'dispose', { disposition: 'Later|Promised', schedule });
    if (code === null) await said;
    else {
      await expect(said).rejects.toMatchObject({ code });
      await house.ask('anna', 'dispose', { disposition: 'No|Price' });
    }
    await house.hangUp(call);
    await house.passes(30_000);
  };
  await promise(null)();
  await promise('callbacks-full')();
});

test('a disposition is corrected: by its agent on the day, by a supervisor later, with all that was said kept', async () => {
  const contact = house.add('Kim', one, two);
  await house.work('anna');
  const call = await house.talk('anna');
  await house.ask('anna', 'dispose', { disposition: 'Sold', note: 'two' });
  await house.hangUp(call);
  await house.passes(30_000);
  expect(house.ledger.contacts.get(contact)).toMatchObject({ state: 'finished', isSuccess: true });
  await expect(
    house.ask('ben', 'correct-disposition', { call, disposition: 'No|Price' }),
  ).rejects.toMatchObject({
    code: 'not-permitted',
  });
  await expect(house.ask('anna', 'correct-disposition', { call, disposition: 'No' })).rejects.toMatchObject({
    code: 'disposition-unknown',
    details: { level: 2, allowed: ['Price', 'Never again'] },
  });
  const at = house.clock.now() + hour;
  await house.ask('anna', 'correct-disposition', { call, disposition: 'Later|Promised', schedule: { at } });
  expect(house.ledger.contacts.get(contact)).toMatchObject({
    state: 'open',
    isSuccess: false,
    kind: 'call-back',
    dueAt: at,
    attempts: 1,
    note: 'two',
  });
  await house.passes(24 * hour);
  await expect(house.ask('anna', 'correct-disposition', { call, disposition: 'Sold' })).rejects.toMatchObject(
    {
      code: 'too-late',
    },
  );
  await house.ask('sue', 'correct-disposition', { call, disposition: 'No|Never again', note: 'angry' });
  expect(house.ledger.contacts.get(contact)).toMatchObject({
    state: 'finished',
    result: 'No|Never again',
    numbers: [{ state: 'blocked' }, { state: 'blocked' }],
  });
  expect(house.ledger.doNotCall.find(two, null, house.clock.now())).toMatchObject({ source: 'disposition' });
  expect(await house.ask('sue', 'attempt', { call })).toMatchObject({
    disposition: 'No|Never again',
    said: [
      { by: 'anna', disposition: 'Sold', note: 'two' },
      { by: 'anna', disposition: 'Later|Promised', note: 'two' },
      { by: 'sue', disposition: 'No|Never again', note: 'angry', agent: 'anna' },
    ],
  });
  expect(await house.ask('sue', 'campaign-statistics', { campaign, from: 0 })).toMatchObject({
    won: 0,
    dispositions: { 'No|Never again': 1 },
  });
});

test('a number is dialled by hand through the same gate, which says why not', async () => {
  await house.ask('anna', 'take-seat');
  await expect(house.ask('anna', 'dial-number', { campaign, number: 'hello' })).rejects.toMatchObject({
    code: 'input-wrong',
    details: { fields: [{ field: 'number' }] },
  });
  await house.ask('anna', 'dial-number', { campaign, number: '030 11111111' });
  const call = await house.answered('anna');
  await house.ask('anna', 'dispose', { disposition: 'No|Never again' });
  await house.hangUp(call);
  await house.passes(30_000);
  await expect(house.ask('anna', 'dial-number', { campaign, number: one })).rejects.toMatchObject({
    code: 'may-not-call',
    details: { reason: 'do-not-call' },
  });
  // 22:00 in Berlin.
  await house.passes(12 * hour);
  await expect(house.ask('anna', 'dial-number', { campaign, number: two })).rejects.toMatchObject({
    code: 'may-not-call',
    details: { reason: 'outside-window' },
  });
  // Each refusal is on record, as those of the scheduler are.
  const { refusals } = (await house.ask('sue', 'refusals', { campaign })) as {
    refusals: { reason: string; agent: string }[];
  };
  expect(refusals.map(({ reason, agent }) => [agent, reason])).toEqual([
    ['anna', 'outside-window'],
    ['anna', 'do-not-call'],
  ]);
});

test('a campaign is changed while it runs, within what the office allows, and says why it does not dial', async () => {
  const change = (changes: object) => house.ask('sue', 'change-campaign', { campaign, ...changes });
  await expect(change({})).rejects.toMatchObject({ code: 'input-wrong' });
  await expect(change({ abandonLimit: 0.5 })).rejects.toMatchObject({ code: 'limit-too-high' });
  await expect(change({ mode: 'agentless' })).rejects.toMatchObject({ code: 'mode-impossible' });
  await expect(change({ agents: ['sue'] })).rejects.toMatchObject({ code: 'not-a-member' });
  await expect(change({ hours: [{ days: [1], from: '18:00', to: '08:00' }] })).rejects.toMatchObject({
    code: 'input-wrong',
  });
  await expect(house.ask('anna', 'change-campaign', { campaign, most: 1 })).rejects.toMatchObject({
    code: 'not-permitted',
  });
  await change({
    mode: 'progressive',
    ratio: 2,
    most: 3,
    hours: [{ days: [7], from: '08:00', to: '09:30' }],
  });
  const shown = await house.ask('anna', 'campaign', { campaign });
  expect(shown).toMatchObject({
    mode: 'progressive',
    dialsNow: false,
    changes: { ratio: 2, most: 3, hours: [{ days: [7], from: 480, to: 570 }] },
  });
  const codes = async () => {
    const { reasons } = (await house.ask('sue', 'campaign-why', { campaign })) as {
      reasons: { code: string }[];
    };
    return reasons.map(({ code }) => code);
  };
  expect(await codes()).toEqual(expect.arrayContaining(['not-running', 'outside-hours', 'no-contacts']));
  await change({ hours: null });
  house.add('Kim', one);
  await house.ask('sue', 'start-campaign', { campaign });
  expect(await codes()).toContain('no-agents');
  await house.ask('sue', 'suspend-campaign', { campaign });
  expect(await codes()).toContain('not-running');
  await expect(house.ask('sue', 'start-campaign', { campaign: 'autumn' })).rejects.toMatchObject({
    code: 'campaign-unknown',
  });
});

test('a contact that was removed stays so, whatever is said of its last call', async () => {
  const contact = house.add('Kim', one);
  await house.work('anna');
  const call = await house.talk('anna');
  await house.hangUp(call);
  await house.ask('anna', 'dispose', { disposition: 'No|Price' });
  await house.passes(30_000);
  await house.outbound.contacts.remove(contact);
  await house.ask('anna', 'correct-disposition', { call, disposition: 'Later|Line was bad' });
  expect(house.ledger.contacts.get(contact)?.state).toBe('removed');
});

test('who is called sees the number of his list, and that of the campaign when it has none any more', async () => {
  const contacts = [{ numbers: [one] }];
  const wanted = { campaign, list: 'vip', contacts };
  await expect(house.ask('sue', 'add-contacts', { ...wanted, callerId: 'us' })).rejects.toMatchObject({
    code: 'input-wrong',
    details: { fields: [{ field: 'callerId' }] },
  });
  await house.ask('sue', 'add-contacts', { ...wanted, callerId: '+493055555' });
  const [list] = (await house.ask('sue', 'lists'))['lists'] as { list: number; callerId: string | null }[];
  expect(list?.callerId).toBe('+493055555');
  // A list has one for all its contacts: it is not changed by the way.
  await expect(house.ask('sue', 'add-contacts', { ...wanted, callerId: '+493066666' })).rejects.toMatchObject(
    {
      details: { fields: [{ field: 'callerId' }] },
    },
  );
  await house.ask('sue', 'add-contacts', { ...wanted, contacts: [{ numbers: [two] }] });
  await house.work('anna');
  await house.hangUp(await house.talk('anna'));
  await house.ask('sue', 'change-list', { list: list?.list, callerId: null });
  expect(await house.ask('sue', 'list', { list: list?.list })).toMatchObject({ callerId: null });
  await house.ask('anna', 'dispose', { disposition: 'No|Price' });
  await house.passes(30_000);
  await house.hangUp(await house.talk('anna'));
  expect(await house.ask('sue', 'attempts', { campaign })).toMatchObject({
    attempts: [
      { number: two, callerId: '' },
      { number: one, callerId: '+493055555' },
    ],
  });
});

test('call records name campaign, contact and the agent, of calls that nobody has answered as well', async () => {
  const contact = house.add('Kim', one);
  await house.work('anna');
  await house.ask('anna', 'dial-contact');
  const [dialled] = [...house.exchange.state.calls.keys()];
  if (dialled === undefined) throw new Error('nobody was called');
  await house.hangUp(dialled);
  const mine = { UNIQUEID: dialled, UID: 'anna', CAMPAIGNID: campaign, CONTID: String(contact) };
  expect(await house.ask('sue', 'call-records')).toMatchObject({ records: [mine] });
  expect(await house.ask('sue', 'call-records', { agent: 'anna', from: 0 })).toMatchObject({
    records: [mine],
  });
  expect(await house.ask('sue', 'call-records', { agent: 'ben' })).toEqual({ records: [] });
  expect(await house.ask('sue', 'call-records', { agent: 'anna', before: dialled })).toEqual({ records: [] });
  expect(house.ledger.history({ limit: 9 })).toMatchObject([{ agent: null, campaign, contact }]);
  // Her phone was hung up on.
  await house.ask('anna', 'ready');
  house.add('Lou', two);
  await house.passes(60_000);
  const talked = await house.talk('anna');
  await house.hangUp(talked);
  const both = { records: [{ UNIQUEID: talked, UID: 'anna', CAMPAIGNID: campaign }, mine] };
  expect(await house.ask('sue', 'call-records', { agent: 'anna' })).toMatchObject(both);
  expect(await house.ask('sue', 'call-records')).toMatchObject(both);
});

test('whom the rules have finished is told; whose zone nobody knows is called once it is known', async () => {
  const barred = house.add('Kim', one);
  // Of no country.
  const unknown = house.add('Lou', '+80012345678');
  await house.ask('sue', 'add-do-not-call', { numbers: [one] });
  await house.work('anna');
  await house.passes(1_000);
  const why = async () => (await house.ask('sue', 'campaign-why', { campaign }))['reasons'] as object[];
  expect(await why()).toContainEqual({
    code: 'finished',
    text: '1 contact is finished, because the gate has refused the last number (do-not-call)',
    count: 1,
    until: null,
  });
  expect(await why()).toContainEqual(expect.objectContaining({ code: 'refused', count: 1 }));
  expect(await house.ask('sue', 'contact', { contact: barred })).toMatchObject({ state: 'finished' });
  expect(await house.ask('sue', 'contact', { contact: unknown })).toMatchObject({
    state: 'open',
    refused: 'zone-unknown',
    numbers: [{ state: 'open' }],
  });
  await house.passes(hour);
  expect(await house.ask('anna', 'preview')).toEqual({ preview: null });
  await house.ask('sue', 'change-contact', { contact: unknown, timeZone: 'Europe/Berlin' });
  await house.passes(hour);
  expect(await house.ask('anna', 'preview')).toMatchObject({ preview: { contact: unknown } });
});

test('times that cannot be meant are refused by their names', async () => {
  const { now } = house.exchange;
  const wrong = (field: string) => ({ code: 'input-wrong', details: { fields: [{ field }] } });
  const campaignIs = { campaign };
  await expect(house.ask('sue', 'change-campaign', { ...campaignIs, stopAt: now })).rejects.toMatchObject(
    wrong('stopAt'),
  );
  await house.ask('sue', 'change-campaign', { ...campaignIs, stopAt: now + 1 });
  await expect(
    house.ask('sue', 'campaign-statistics', { ...campaignIs, from: now, to: now - 1 }),
  ).rejects.toMatchObject(wrong('from'));
  await expect(
    house.ask('sue', 'campaign-statistics', { ...campaignIs, from: now + 1 }),
  ).rejects.toMatchObject(wrong('from'));
  await expect(house.ask('sue', 'add-do-not-call', { numbers: [one], expiresAt: now })).rejects.toMatchObject(
    wrong('expiresAt'),
  );
  expect(await house.ask('sue', 'do-not-call')).toEqual({ entries: [] });
});
