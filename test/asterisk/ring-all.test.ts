import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { IncomingCall } from '../phone/incoming-call.ts';
import type { Phone } from '../phone/phone.ts';
import type { Trunk } from '../phone/trunk.ts';
import type { Desk } from './harness/desk.ts';
import { largerOffice } from './harness/larger-office.ts';
import { agents, TestOffice } from './harness/office.ts';
import { arrivalOf, nothingLeft } from './harness/traces.ts';

describe('phones that ring at once', () => {
  let office: TestOffice;
  let world: Trunk;
  let boss: Desk;
  let phones: Phone[];
  beforeAll(async () => {
    const members = agents.map(({ id }) => id);
    const queue = { name: 'All', members, ring: '10s', wrapUp: '0s' };
    const more = {
      queues: [
        { ...queue, id: 'all', strategy: 'ring-all' },
        { ...queue, id: 'pool', strategy: 'ring-all-pooled' },
      ],
      numbers: [
        { number: '702', queue: 'all' },
        { number: '703', queue: 'pool' },
      ],
    };
    office = await TestOffice.start({ yaml: largerOffice(more) });
  });
  beforeEach(async () => {
    world = await office.trunk();
    boss = await office.desk('boss');
    phones = await Promise.all(['1001', '1002', '1003'].map((id) => office.phone(id)));
    for (const { id } of agents) {
      // One after the other: they are asked in this order.
      // oxlint-disable-next-line no-await-in-loop
      const desk = await office.desk(id);
      // oxlint-disable-next-line no-await-in-loop
      await desk.command('ready');
    }
  });
  afterEach(() => office.goHome());
  afterAll(async () => {
    await office?.stop();
  });

  const rung = (): Promise<IncomingCall[]> => Promise.all(phones.map((phone) => phone.nextCall()));

  async function caller(dialled: string, number: string) {
    const call = world.call(dialled, { callerNumber: number });
    const { call: id } = await arrivalOf(boss, number);
    return { call, id };
  }

  test('the first to answer has the caller; the others stop, and have missed nothing', async () => {
    const { call, id } = await caller('702', '201');
    const [annas, bens, carlas] = await rung();
    await bens?.answer();
    await boss.event('call.bridged', { call: id });
    for (const lost of [annas, carlas]) {
      // oxlint-disable-next-line no-await-in-loop
      await lost?.ended();
      expect(lost).toMatchObject({ endedBy: 'remote', sipStatus: 487 });
      expect(lost?.reason).toMatch(/^SIP ?;.*cause=200/i);
    }
    const { agents: all } = office.app.exchange.state;
    for (const { id: agent, work, missesInARow } of all.values()) {
      if (agent === 'anna' || agent === 'carla') expect([work.name, missesInARow]).toEqual(['idle', 0]);
    }
    await call.hangup();
    await nothingLeft(office);
  });

  test('pooled: two answer at nearly the same time, each has one caller, and no phone rings twice', async () => {
    let times = 0;
    for (const phone of phones) phone.onIncoming = () => void (times += 1);
    const first = await caller('703', '211');
    const second = await caller('703', '212');
    const [annas, bens, carlas] = await rung();
    expect([annas, bens, carlas].map((one) => one?.party.number)).toEqual(['211', '211', '211']);
    await Promise.all([annas?.answer(), bens?.answer()]);
    await Promise.all([first, second].map(({ id }) => boss.event('call.bridged', { call: id })));
    await carlas?.ended();
    expect(carlas?.reason).toMatch(/^SIP ?;.*cause=200/i);
    const { calls } = office.app.exchange.state;
    const talks = [first, second].map(({ id }) => calls.get(id as never)?.phase);
    expect(talks.map((phase) => (phase?.name === 'talking' ? phase.agent : null))).toEqual(
      expect.arrayContaining(['anna', 'ben']),
    );
    // The phone that was passed on names the second caller.
    await Promise.any([annas?.shows({ name: '', number: '212' }), bens?.shows({ name: '', number: '212' })]);
    expect(times).toBe(3);
    await Promise.all([first.call.hangup(), second.call.hangup()]);
    await nothingLeft(office);
  });
});
