import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Phone } from '../phone/phone.ts';
import type { Trunk } from '../phone/trunk.ts';
import type { Desk } from './harness/desk.ts';
import { largerOffice } from './harness/larger-office.ts';
import { officeYaml, password, secret, TestOffice } from './harness/office.ts';
import { nothingLeft } from './harness/traces.ts';

/** Stalls of a busy machine are shorter; a call that was cut and mended is not. */
const longestGapMs = 500;

interface File {
  queues: { id: string; members: string[] }[];
  agents: { id: string; phone?: string }[];
  phones: { id: string; secret: string }[];
}

/** The test office with something changed. */
function changed(change: (file: File) => void): string {
  const file = JSON.parse(officeYaml()) as File;
  change(file);
  return JSON.stringify(file);
}

describe('another office file, while calls go on', () => {
  let office: TestOffice;
  let world: Trunk;
  let annas: Phone;
  let anna: Desk;
  let boss: Desk;
  beforeAll(async () => {
    office = await TestOffice.start();
  });
  beforeEach(async () => {
    world = await office.trunk();
    annas = await office.phone('1001');
    anna = await office.desk('anna');
    boss = await office.desk('boss');
  });
  afterEach(async () => {
    await office.goHome();
    await apply(officeYaml());
  });
  afterAll(async () => {
    await office?.stop();
  });

  const apply = (yaml: string) => office.app.control.office.apply(yaml, 'test');

  const registering = (phone: string) => expect(office.phone(phone).then(() => 'taken'));

  async function talkAndWait() {
    await anna.command('ready');
    const talker = world.call('700', { callerNumber: '1' });
    talker.sendTone(500);
    const talk = await annas.nextCall();
    talk.sendTone(700);
    await talk.answer();
    await Promise.all([talker.hearsTone(700), talk.hearsTone(500)]);
    const waiter = world.call('700', { callerNumber: '2' });
    await waiter.hearsMusic();
    for (const call of [talker, talk, waiter]) call.mark();
    return { talker, talk, waiter };
  }

  test('an agent, a phone, a queue and a number more: at once, and no call notices', async () => {
    const { talker, talk, waiter } = await talkAndWait();
    await registering('1004').rejects.toMatchObject({ code: 'refused' });
    const yaml = JSON.parse(
      largerOffice({
        queues: [{ id: 'sales', name: 'Sales', members: ['dora'], wrapUp: '0s' }],
        agents: [{ id: 'dora', name: 'Dora', phone: '1004', password }],
        phones: [{ id: '1004', secret }],
        numbers: [{ number: '701', queue: 'sales' }],
      }),
    ) as File;
    yaml.queues[0]?.members.push('dora');

    const applied = await boss.command('apply-office', { yaml: JSON.stringify(yaml) });
    expect(applied).toMatchObject({ warnings: [] });
    const doras = await office.phone('1004');
    const dora = await office.desk('dora');
    await Promise.all([talker.hearsTone(700), talk.hearsTone(500), waiter.hearsMusic()]);
    expect(Math.max(talker.longestGapMs(), talk.longestGapMs(), waiter.longestGapMs())).toBeLessThan(
      longestGapMs,
    );

    await dora.command('ready');
    const second = await doras.nextCall();
    expect(second.party.number).toBe('2');
    second.sendTone(900);
    await second.answer();
    await waiter.hearsTone(900);
    await waiter.hangup();
    await second.ended();
    await dora.command('ready');
    const newcomer = world.call('701');
    const third = await doras.nextCall();
    expect(third.party.name).toBe('Sales');
    await third.answer();
    await newcomer.hangup();
    await talker.hangup();
    await Promise.all([talk.ended(), third.ended()]);
    await nothingLeft(office);
  });

  test('a phone less cannot register any more, nor call', async () => {
    const bens = await office.phone('1002');
    const without = changed((file) => {
      file.phones = file.phones.filter(({ id }) => id !== '1002');
      for (const agent of file.agents) if (agent.phone === '1002') delete agent.phone;
    });
    await boss.command('apply-office', { yaml: without });
    await expect(bens.register()).rejects.toMatchObject({ code: 'refused' });
    await registering('1002').rejects.toMatchObject({ code: 'refused' });
    const call = bens.call('700');
    await expect(call.answered()).rejects.toMatchObject({ code: 'call-failed' });
    // Back again.
    await boss.command('apply-office', { yaml: officeYaml() });
    await registering('1002').resolves.toBe('taken');
    await nothingLeft(office);
  });

  test('a new secret counts at once', async () => {
    const other = changed((file) => {
      for (const phone of file.phones) if (phone.id === '1002') phone.secret = 'another-secret';
    });
    await boss.command('apply-office', { yaml: other });
    await registering('1002').rejects.toMatchObject({ code: 'refused' });
    await office.phone('1002', { secret: 'another-secret' });
  });

  test.each([
    ['is no YAML', 'office: [', { rule: 'yaml' }],
    [
      'names nobody',
      changed((file) => file.queues[0]?.members.push('nobody')),
      { rule: 'reference', field: 'queues[0].members[3]', value: 'nobody' },
    ],
    [
      'has a setting that there is not',
      changed((file) => Object.assign(file, { colour: 'red' })),
      { rule: 'unknown-setting', field: 'colour' },
    ],
  ])('a file that %s changes nothing', async (_title, yaml, problem) => {
    const { talker, talk, waiter } = await talkAndWait();
    const before = await boss.command('office');
    const { seq } = boss.events.at(-1)!;
    await expect(boss.command('apply-office', { yaml })).rejects.toMatchObject({ code: 'office-wrong' });
    expect(await boss.command('plan-office', { yaml })).toMatchObject({ problems: [problem], changes: [] });
    expect(await boss.command('office')).toEqual(before);
    expect(boss.events.filter((event) => event.seq > seq && event.kind === 'office.applied')).toEqual([]);
    await Promise.all([talker.hearsTone(700), talk.hearsTone(500), waiter.hearsMusic()]);
    await Promise.all([talker.hangup(), waiter.hangup()]);
    await nothingLeft(office);
  });

  test('a queue with callers, a talking agent and his phone cannot be removed', async () => {
    const { talker, talk, waiter } = await talkAndWait();
    const before = await boss.command('office');
    const attempt = (change: (file: File) => void) =>
      expect(boss.command('apply-office', { yaml: changed(change) })).rejects;
    const withoutQueue = (file: File) => Object.assign(file, { queues: [], numbers: [] });
    await attempt(withoutQueue).toMatchObject({ code: 'queue-in-use' });
    await attempt((file) => {
      file.agents = file.agents.filter(({ id }) => id !== 'anna');
      for (const queue of file.queues) queue.members = queue.members.filter((id) => id !== 'anna');
    }).toMatchObject({ code: 'agent-in-use' });
    await attempt((file) => {
      file.phones = file.phones.filter(({ id }) => id !== '1001');
      for (const agent of file.agents) if (agent.phone === '1001') delete agent.phone;
    }).toMatchObject({ code: 'phone-in-use' });
    expect(await boss.command('office')).toEqual(before);
    await Promise.all([talker.hearsTone(700), talk.hearsTone(500), waiter.hearsMusic()]);

    await waiter.hangup();
    await talker.hangup();
    await nothingLeft(office);
    await boss.command('apply-office', { yaml: changed(withoutQueue) });
    const late = world.call('700');
    await expect(late.answered()).rejects.toMatchObject({ code: 'call-failed', sipStatus: 404 });
    await nothingLeft(office);
  });

  test('an agent may not', async () => {
    await expect(anna.command('apply-office', { yaml: officeYaml() })).rejects.toMatchObject({
      code: 'not-permitted',
    });
    await expect(anna.command('office')).rejects.toMatchObject({ code: 'not-permitted' });
  });
});
