import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AgentId, CallId } from '../../src/board/ids.ts';
import type { HistoryRow } from '../../src/board/account.ts';
import type { Phone } from '../phone/phone.ts';
import type { Trunk } from '../phone/trunk.ts';
import type { Desk } from './harness/desk.ts';
import { TestOffice } from './harness/office.ts';
import { arrivalOf, historyOf, nothingLeft } from './harness/traces.ts';

const callerHz = 500;
const agentHz = 700;

describe('the caller hangs up', () => {
  let office: TestOffice;
  let world: Trunk;
  let annas: Phone;
  let anna: Desk;
  let boss: Desk;
  beforeAll(async () => {
    office = await TestOffice.start({ queue: { wrapUp: '0s' } });
  });
  beforeEach(async () => {
    world = await office.trunk();
    annas = await office.phone('1001');
    anna = await office.desk('anna');
    boss = await office.desk('boss');
  });
  afterEach(() => office.goHome());
  afterAll(async () => {
    await office?.stop();
  });

  const stateOfAnna = () => office.app.exchange.state.agents.get('anna' as AgentId);

  test('as soon as he has dialled', async () => {
    await anna.command('ready');
    for (let round = 0; round < 8; round += 1) {
      const call = world.call('700', { callerNumber: `50${round}` });
      await call.until('a first sign', ({ lastResponse }) => lastResponse !== undefined);
      await call.hangup();
      await nothingLeft(office);
      expect(world.calls).toEqual([]);
      await Promise.all(annas.calls.map((ringing) => ringing.ended()));
      expect(stateOfAnna()).toMatchObject({ presence: { name: 'ready' }, work: { name: 'idle' } });
    }
    const { calls } = (await boss.command('history')) as { calls: HistoryRow[] };
    const ends = calls.filter(({ caller }) => caller.number.startsWith('50')).map(({ end }) => end);
    expect(new Set(ends)).toEqual(new Set(['abandoned']));
  });

  test('while nobody is ready', async () => {
    const call = world.call('700', { callerNumber: '100' });
    await call.hearsMusic();
    const { call: id } = await arrivalOf(boss, '100');
    await boss.event('call.queued', { call: id });
    await call.hangup();
    await boss.event('call.ended', { call: id, end: 'abandoned' });
    await nothingLeft(office);

    const row = await historyOf(boss, '100');
    expect(row).toMatchObject({
      queue: 'support',
      agent: null,
      talkMs: 0,
      disposition: 'NO ANSWER',
      end: 'abandoned',
      cause: 16,
    });
    expect(row.waitMs).toBeGreaterThanOrEqual(row.endedAt - row.startedAt);
    // She who comes now is not offered a caller who has gone.
    await anna.command('ready');
    expect(stateOfAnna()?.work.name).toBe('idle');
  });

  test("while an agent's phone rings: it stops, and the next caller has her at once", async () => {
    await anna.command('ready');
    const first = world.call('700', { callerNumber: '201' });
    const ringing = await annas.nextCall();
    await ringing.ringing();
    const second = world.call('700', { callerNumber: '202' });
    const { call: waiting } = await arrivalOf(boss, '202');
    await boss.event('call.queued', { call: waiting });

    await first.hangup();
    await ringing.ended();
    expect(ringing).toMatchObject({ endedBy: 'remote', sipStatus: 487 });
    const next = await annas.nextCall();
    expect(next.party.number).toBe('202');
    const { call: gone } = await arrivalOf(boss, '201');
    const ended = await boss.event('offer.ended', { call: gone, agent: 'anna' });
    expect(ended).toMatchObject({ outcome: 'caller-gone', restUntil: null });
    expect(await boss.event('offer.made', { call: waiting, agent: 'anna' })).toMatchObject({ at: ended.at });

    await next.answer();
    await boss.event('call.bridged', { call: waiting });
    await second.hangup();
    await next.ended();
    await nothingLeft(office);
    expect(stateOfAnna()).toMatchObject({ presence: { name: 'ready' }, work: { name: 'idle' } });
    expect(boss.events.filter(({ kind }) => kind === 'agent.not-ready')).toEqual([]);
    expect(await historyOf(boss, '201')).toMatchObject({
      agent: null,
      disposition: 'NO ANSWER',
      end: 'abandoned',
    });
    expect(await historyOf(boss, '202')).toMatchObject({ agent: 'anna', disposition: 'ANSWERED' });
  });

  /** What stands first is sent first; which of the two Asterisk sees first is left to it. */
  test.each([
    ['caller, agent', 30],
    ['agent, caller', 31],
    ['agent, then caller before they are bridged', 32],
  ] as const)('in the instant of the answer (%s)', async (order, numbers) => {
    await anna.command('ready');
    let connected = 0;
    for (let round = 0; round < 8; round += 1) {
      const number = `${numbers}${round}`;
      const call = world.call('700', { callerNumber: number });
      const ringing = await annas.nextCall();
      await ringing.ringing();
      const id = (await arrivalOf(boss, number))['call'] as CallId;

      const hangUp = order === 'caller, agent' ? call.hangup() : undefined;
      const answer = ringing.answer().catch(() => {});
      await ringing.answered().catch(() => {});
      if (order === 'agent, then caller before they are bridged') {
        const { calls } = office.app.exchange.state;
        await office.until('the agent to be connected', () => calls.get(id)?.phase.name === 'talking');
      }
      await Promise.all([hangUp ?? call.hangup(), answer, ringing.ended()]);
      await nothingLeft(office);

      // Nobody hangs in the air, whoever was first.
      expect(world.calls).toEqual([]);
      expect(annas.calls).toEqual([]);
      expect(stateOfAnna()).toMatchObject({ presence: { name: 'ready' }, work: { name: 'idle' } });
      const happened = (kind: string): boolean =>
        boss.events.some((event) => event.kind === kind && event['call'] === id);
      connected += happened('call.connected') ? 1 : 0;
      // An answer counts when they were in the bridge: before that they cannot have heard each other.
      expect(await historyOf(boss, number)).toMatchObject(
        happened('call.bridged')
          ? { agent: 'anna', disposition: 'ANSWERED', end: 'completed-by-caller' }
          : { agent: null, disposition: 'NO ANSWER', end: 'abandoned', talkMs: 0 },
      );
    }
    if (order === 'agent, then caller before they are bridged') expect(connected).toBe(8);
    expect(boss.events.filter(({ kind }) => kind === 'agent.not-ready')).toEqual([]);
  });

  test('during the talk', async () => {
    await anna.command('ready');
    const call = world.call('700', { callerNumber: '400' });
    call.sendTone(callerHz);
    const ringing = await annas.nextCall();
    ringing.sendTone(agentHz);
    await ringing.answer();
    await Promise.all([call.hearsTone(agentHz), ringing.hearsTone(callerHz)]);
    await call.hangup();
    await ringing.ended();
    expect(ringing.endedBy).toBe('remote');
    await nothingLeft(office);

    const row = await historyOf(boss, '400');
    expect(row).toMatchObject({ agent: 'anna', disposition: 'ANSWERED', end: 'completed-by-caller' });
    expect(row.waitMs + row.talkMs).toBeGreaterThanOrEqual(row.endedAt - row.startedAt);
    expect(row.talkMs).toBeGreaterThan(0);
  });
});
