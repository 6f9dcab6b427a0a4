import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AgentId } from '../../src/board/ids.ts';
import type { IncomingCall } from '../phone/incoming-call.ts';
import type { Phone } from '../phone/phone.ts';
import type { Trunk } from '../phone/trunk.ts';
import type { Desk } from './harness/desk.ts';
import { TestOffice } from './harness/office.ts';
import { arrivalOf, historyOf, nothingLeft } from './harness/traces.ts';

const callerHz = 500;
const agentHz = 700;

describe('calls in the hands of the desk', () => {
  let office: TestOffice;
  let world: Trunk;
  let boss: Desk;
  beforeAll(async () => {
    office = await TestOffice.start({ queue: { wrapUp: '500ms' } });
  });
  beforeEach(async () => {
    world = await office.trunk();
    boss = await office.desk('boss');
  });
  afterEach(() => office.goHome());
  afterAll(async () => {
    await office?.stop();
  });

  async function ready(name: string): Promise<Desk> {
    const desk = await office.desk(name);
    await desk.command('ready');
    return desk;
  }

  /** A phone that answers by itself what asks for it, and rings else. */
  function obedientPhone(id: string): Promise<Phone> {
    return office.phone(id, {
      answer: (call) => {
        call.sendTone(agentHz);
        return call.wantsAutoAnswer ? { afterMs: 0 } : 'manual';
      },
    });
  }

  /** What the phone was told to answer and could not any more is passed over. */
  async function nextFrom(phone: Phone, number: string): Promise<IncomingCall> {
    for (;;) {
      const call = await phone.nextCall();
      if (call.party.number === number) return call;
    }
  }

  test('answer: the phone picks up by itself', async () => {
    const carlas = await obedientPhone('1003');
    const carla = await ready('carla');
    const call = world.call('700', { callerNumber: '100' });
    call.sendTone(callerHz);
    const ringing = await carlas.nextCall();
    await ringing.ringing();
    expect(ringing.wantsAutoAnswer).toBe(false);

    await carla.command('answer');
    // A second press of the button changes nothing.
    await carla.command('answer').catch(({ code }: { code: string }) => expect(code).toBe('no-offer'));
    const answered = await carlas.nextCall();
    await Promise.all([answered.answered(), ringing.ended()]);
    expect(answered.party).toEqual(ringing.party);
    expect(ringing).toMatchObject({ endedBy: 'remote', sipStatus: 487 });
    await Promise.all([call.hearsTone(agentHz), answered.hearsTone(callerHz)]);
    await carla.event('call.connected', { agent: 'carla' });
    expect(carlas.calls).toHaveLength(1);

    await call.hangup();
    await answered.ended();
    await nothingLeft(office);
    const { call: id } = await arrivalOf(boss, '100');
    expect(boss.events.filter(({ kind, call: of }) => kind === 'offer.made' && of === id)).toHaveLength(1);
    expect(await historyOf(boss, '100')).toMatchObject({ agent: 'carla', disposition: 'ANSWERED' });
  });

  test('answer: the caller who hangs up meanwhile leaves nothing behind', async () => {
    const carlas = await obedientPhone('1003');
    const carla = await ready('carla');
    for (let round = 0; round < 5; round += 1) {
      const number = `11${round}`;
      const call = world.call('700', { callerNumber: number });
      const ringing = await nextFrom(carlas, number);
      await ringing.ringing();
      const answer = carla
        .command('answer')
        .catch(({ code }: { code: string }) => expect(code).toBe('no-offer'));
      await Promise.all([answer, call.hangup()]);
      await nothingLeft(office);
      await office.until(
        'carla to be free',
        () => office.app.exchange.state.agents.get('carla' as AgentId)?.work.name === 'idle',
      );
      expect(carlas.calls).toEqual([]);
    }
  });

  test('answer: a phone that cannot is left ringing', async () => {
    const annas = await office.phone('1001');
    const anna = await ready('anna');
    await expect(anna.command('answer')).rejects.toMatchObject({ code: 'no-offer' });
    const call = world.call('700');
    const ringing = await annas.nextCall();
    await ringing.ringing();
    await expect(anna.command('answer')).rejects.toMatchObject({ code: 'phone-cannot-answer' });
    expect(ringing.state).toBe('ringing');
    await ringing.answer();
    await call.hangup();
    await ringing.ended();
    await nothingLeft(office);
  });

  test('hang-up: the talk is over for both', async () => {
    const annas = await office.phone('1001');
    const anna = await ready('anna');
    await expect(anna.command('hang-up')).rejects.toMatchObject({ code: 'no-call' });
    const call = world.call('700', { callerNumber: '200' });
    call.sendTone(callerHz);
    const talk = await annas.nextCall();
    talk.sendTone(agentHz);
    await talk.answer();
    await Promise.all([call.hearsTone(agentHz), talk.hearsTone(callerHz)]);
    await anna.command('hang-up');
    await Promise.all([call.ended(), talk.ended()]);
    expect([call.endedBy, talk.endedBy]).toEqual(['remote', 'remote']);
    await nothingLeft(office);
    expect(await historyOf(boss, '200')).toMatchObject({
      agent: 'anna',
      disposition: 'ANSWERED',
      end: 'completed-by-agent',
    });
  });

  test("hang-up: not another agent's call", async () => {
    const annas = await office.phone('1001');
    const anna = await ready('anna');
    const ben = await office.desk('ben');
    const call = world.call('700');
    const talk = await annas.nextCall();
    await talk.answer();
    const { call: id } = await anna.event('call.connected');
    await expect(ben.command('hang-up', { call: id })).rejects.toMatchObject({ code: 'not-your-call' });
    await expect(ben.command('hang-up', { agent: 'anna' })).rejects.toMatchObject({ code: 'not-permitted' });
    expect([call.state, talk.state]).toEqual(['up', 'up']);
    await boss.command('hang-up', { call: id });
    await Promise.all([call.ended(), talk.ended()]);
    await anna.event('agent.wrap-up');
    expect(await boss.event('call.ended', { call: id })).toMatchObject({ end: 'ended-by-command' });
    await nothingLeft(office);
  });

  test('not-ready: during a talk it counts after the wrap-up', async () => {
    const annas = await office.phone('1001');
    const anna = await ready('anna');
    const call = world.call('700');
    const talk = await annas.nextCall();
    await talk.answer();
    await anna.event('call.connected');
    await anna.command('not-ready', { reason: 'lunch' });
    const me = async () => ((await anna.command('agents')) as { agents: unknown[] }).agents[0];
    expect(await me()).toMatchObject({ state: 'talking', presence: { name: 'not-ready', reason: 'lunch' } });
    await call.hangup();
    const wrapUp = await anna.event('agent.wrap-up');
    expect(await me()).toMatchObject({ state: 'wrap-up', presence: { name: 'not-ready', reason: 'lunch' } });
    const idle = await anna.event('agent.idle');
    expect(idle.at - wrapUp.at).toBeGreaterThanOrEqual(500);
    expect(await me()).toMatchObject({ state: 'not-ready', reason: 'lunch' });

    // The next caller waits until she is back.
    const next = world.call('700', { callerNumber: '300' });
    await next.hearsMusic();
    expect(annas.calls).toEqual([]);
    await anna.command('ready');
    const ringing = await annas.nextCall();
    await ringing.answer();
    await next.hangup();
    await nothingLeft(office);
  });

  test.each(['waiting', 'ringing'] as const)('a supervisor hangs up a call that is %s', async (state) => {
    const annas = await office.phone('1001');
    if (state === 'ringing') await ready('anna');
    const number = state === 'waiting' ? '400' : '401';
    const call = world.call('700', { callerNumber: number });
    await call.hearsMusic();
    const ringing = state === 'ringing' ? await annas.nextCall() : undefined;
    const { call: id } = await arrivalOf(boss, number);
    await boss.command('hang-up', { call: id });
    await call.ended();
    await ringing?.ended();
    expect(call.endedBy).toBe('remote');
    await nothingLeft(office);
    expect(await historyOf(boss, number)).toMatchObject({
      agent: null,
      disposition: 'NO ANSWER',
      end: 'ended-by-command',
    });
    await expect(boss.command('hang-up', { call: id })).rejects.toMatchObject({ code: 'call-unknown' });
  });
});
