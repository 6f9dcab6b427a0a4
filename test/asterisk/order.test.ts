import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { IncomingCall } from '../phone/incoming-call.ts';
import type { Phone } from '../phone/phone.ts';
import type { Trunk } from '../phone/trunk.ts';
import type { Desk } from './harness/desk.ts';
import { TestOffice } from './harness/office.ts';
import { arrivalOf, historyOf, nothingLeft, watchIdleness } from './harness/traces.ts';

const agents = ['anna', 'ben', 'carla'] as const;

describe('who gets whom', () => {
  let office: TestOffice;
  let world: Trunk;
  let boss: Desk;
  let idleness: () => string[];
  beforeAll(async () => {
    office = await TestOffice.start({ queue: { wrapUp: '0s' } });
  });
  beforeEach(async () => {
    world = await office.trunk();
    boss = await office.desk('boss');
    idleness = watchIdleness(office);
  });
  afterEach(async () => {
    await office.goHome();
    expect(idleness()).toEqual([]);
  });
  afterAll(async () => {
    await office?.stop();
  });

  /** Anna has been free for longest, carla shortest; each phone tells of its calls in one list. */
  async function allReady(): Promise<{ rung: [string, IncomingCall][]; phones: Map<string, Phone> }> {
    const rung: [string, IncomingCall][] = [];
    const phones = new Map<string, Phone>();
    for (const [index, agent] of agents.entries()) {
      const phone = await office.phone(`100${index + 1}`);
      phone.onIncoming = (call) => rung.push([agent, call]);
      phones.set(agent, phone);
    }
    for (const agent of agents) {
      const desk = await office.desk(agent);
      await desk.command('ready');
    }
    return { rung, phones };
  }

  async function caller(number: string) {
    const call = world.call('700', { callerNumber: number });
    const { call: id } = await arrivalOf(boss, number);
    await boss.event('call.queued', { call: id });
    return call;
  }

  const allTalk = () =>
    office.until('all agents to talk', () => {
      const phases = [...office.app.exchange.state.calls.values()].map(({ phase }) => phase);
      return phases.filter((phase) => phase.name === 'talking' && phase.bridged).length === agents.length;
    });

  test('longest free first, first come first served, whoever gets free has the next', async () => {
    const { rung, phones } = await allReady();
    const incoming = (agent: string) => phones.get(agent)!.nextCall();
    const order = () => rung.map(([agent, call]) => `${agent} ${call.party.number}`);

    const first = await caller('1');
    const atAnna = await incoming('anna');
    const second = await caller('2');
    const atBen = await incoming('ben');
    const third = await caller('3');
    const atCarla = await incoming('carla');
    const fourth = await caller('4');
    const fifth = await caller('5');
    await Promise.all([atCarla.answer(), atBen.answer(), atAnna.answer()]);
    await allTalk();
    await Promise.all([fourth.hearsMusic(), fifth.hearsMusic()]);
    expect(order()).toEqual(['anna 1', 'ben 2', 'carla 3']);

    // Ben gets free first, by his own hand; then carla, by her caller's.
    await atBen.hangup();
    const nextAtBen = await incoming('ben');
    await third.hangup();
    const nextAtCarla = await incoming('carla');
    expect(order().slice(3)).toEqual(['ben 4', 'carla 5']);

    await Promise.all([nextAtBen.answer(), nextAtCarla.answer()]);
    await allTalk();
    // Their last calls end in this order: carla, anna, ben.
    for (const [agent, call] of [
      ['carla', fifth],
      ['anna', first],
      ['ben', fourth],
    ] as const) {
      const { seq } = boss.events.at(-1)!;
      await call.hangup();
      await boss.event('agent.idle', { agent }, seq);
    }
    const later = [await caller('6'), await caller('7'), await caller('8')];
    const answers = await Promise.all(['carla', 'anna', 'ben'].map((agent) => incoming(agent)));
    expect(order().slice(5)).toEqual(['carla 6', 'anna 7', 'ben 8']);
    await Promise.all(answers.map((call) => call.answer()));
    await Promise.all([second.ended(), ...later.map((call) => call.hangup())]);
    await nothingLeft(office);
  });

  test('an agent who comes to full waiting lines serves them in the order of arrival', async () => {
    const bens = await office.phone('1002');
    const calls = [await caller('11'), await caller('12'), await caller('13')];
    const ben = await office.desk('ben');
    await ben.command('ready');
    for (const [index, call] of calls.entries()) {
      const ringing = await bens.nextCall();
      expect(ringing.party.number).toBe(`1${index + 1}`);
      await ringing.answer();
      await call.hangup();
      await ringing.ended();
    }
    await nothingLeft(office);
  });

  test('name and number of a caller from outside are on the display, whatever the script', async () => {
    const annas = await office.phone('1001');
    const anna = await office.desk('anna');
    await anna.command('ready');
    const call = world.call('700', { callerName: 'Žofie Müller-李', callerNumber: '+420123456789' });
    const ringing = await annas.nextCall();
    expect(ringing.party).toEqual({ name: 'Support: Žofie Müller-李', number: '+420123456789' });
    await ringing.answer();
    await call.hangup();
    await ringing.ended();
    await nothingLeft(office);
    expect(await historyOf(boss, '+420123456789')).toMatchObject({
      caller: { name: 'Žofie Müller-李', number: '+420123456789' },
      dialled: '700',
    });
  });

  test("an outside caller whose number is also a phone's id is a caller, not that phone", async () => {
    const { phones } = await allReady();
    const call = world.call('700', { callerNumber: '1001' });
    await call.answered();
    const rings = await phones.get('anna')?.nextCall();
    expect(rings?.party.number).toBe('1001');
    await call.hangup();
    await rings?.ended();
  });

  test('a number that leads nowhere is refused with 404', async () => {
    const call = world.call('799', { callerNumber: '21' });
    await call.ended();
    expect(call).toMatchObject({ endedBy: 'remote', sipStatus: 404 });
    await nothingLeft(office);
    expect(await historyOf(boss, '21')).toMatchObject({
      dialled: '799',
      queue: null,
      agent: null,
      waitMs: 0,
      talkMs: 0,
      disposition: 'FAILED',
      end: 'refused',
      cause: 1,
    });
    const { call: id } = await arrivalOf(boss, '21');
    expect(await boss.event('call.ended', { call: id })).toMatchObject({
      reason: 'nothing is reached by 799',
    });
  });
});
