import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AgentId } from '../../src/board/ids.ts';
import type { Trunk } from '../phone/trunk.ts';
import type { Desk } from './harness/desk.ts';
import { largerOffice } from './harness/larger-office.ts';
import { TestOffice } from './harness/office.ts';
import { arrivalOf, historyOf, nothingLeft } from './harness/traces.ts';

const music = 'default';

describe('an offer that comes to nothing', () => {
  let office: TestOffice;
  let world: Trunk;
  let boss: Desk;
  let nextNumber = 100;
  beforeAll(async () => {
    const lenient = {
      id: 'lenient',
      name: 'Lenient',
      members: ['anna', 'ben'],
      ring: '1s',
      rest: '1s',
      wrapUp: '0s',
      whenMissed: 'rest',
      music,
    };
    const more = { queues: [lenient], numbers: [{ number: '701', queue: 'lenient' }] };
    office = await TestOffice.start({
      yaml: largerOffice(more, { ring: '1s', rest: '1s', wrapUp: '0s' }),
    });
  });
  beforeEach(async () => {
    world = await office.trunk();
    boss = await office.desk('boss');
  });
  afterEach(() => office.goHome());
  afterAll(async () => {
    await office?.stop();
  });

  /** Signs agents in, one after the other, and makes them ready: the first is asked first. */
  async function ready<const Names extends readonly string[]>(
    ...names: Names
  ): Promise<{ [Index in keyof Names]: Desk }> {
    const desks: Desk[] = [];
    for (const name of names) {
      const desk = await office.desk(name);
      await desk.command('ready');
      desks.push(desk);
    }
    return desks as { [Index in keyof Names]: Desk };
  }

  async function caller(dialled = '700') {
    const number = String(nextNumber++);
    const call = world.call(dialled, { callerNumber: number });
    const { call: id } = await arrivalOf(boss, number);
    return { call, number, id };
  }

  const agent = (name: string) => office.app.exchange.state.agents.get(name as AgentId);

  const positions = async () =>
    (
      (await boss.command('calls')) as { calls: { caller: { number: string }; position: number }[] }
    ).calls.map((call) => [call.caller.number, call.position]);

  test('who lets it ring is not ready, the next one rings, the caller keeps music and place', async () => {
    const annas = await office.phone('1001');
    const bens = await office.phone('1002');
    await ready('anna', 'ben');
    const first = await caller();
    const missed = await annas.nextCall();
    // So that ben is the one who is free when anna has missed it, and somebody waits behind.
    const second = await caller();
    const bensFirst = await bens.nextCall();
    expect(bensFirst.party.number).toBe(second.number);
    await first.call.hearsMusic();
    first.call.mark();
    await second.call.hangup();
    await bensFirst.ended();
    const third = await caller();
    const bensSecond = await bens.nextCall();
    expect(bensSecond.party.number).toBe(third.number);

    await missed.ended();
    expect(missed).toMatchObject({ endedBy: 'remote', sipStatus: 487 });
    const ended = await boss.event('offer.ended', { call: first.id, agent: 'anna' });
    expect(ended).toMatchObject({ outcome: 'no-answer', restUntil: null });
    await boss.event('agent.not-ready', { agent: 'anna', reason: 'missed' });
    expect(await positions()).toEqual([
      [first.number, 1],
      [third.number, 2],
    ]);
    // Ben lets the third ring as well, and is out: both wait on, in their order.
    await bensSecond.ended();
    await boss.event('agent.not-ready', { agent: 'ben', reason: 'missed' });
    expect(await positions()).toEqual([
      [first.number, 1],
      [third.number, 2],
    ]);
    await first.call.hearsMusic();
    expect(first.call.longestGapMs()).toBeLessThan(500);

    await boss.command('ready', { agent: 'anna' });
    const again = await annas.nextCall();
    expect(again.party.number).toBe(first.number);
    await again.answer();
    await boss.event('call.bridged', { call: first.id });
    await first.call.hangup();
    await third.call.hangup();
    await nothingLeft(office);
    expect(await historyOf(boss, first.number)).toMatchObject({ agent: 'anna', disposition: 'ANSWERED' });
    expect(await historyOf(boss, third.number)).toMatchObject({ agent: null, disposition: 'NO ANSWER' });
  });

  test('a queue may let him who missed it rest only', async () => {
    const annas = await office.phone('1001');
    await ready('anna');
    const { call, id, number } = await caller('701');
    const missed = await annas.nextCall();
    await missed.ended();
    const ended = await boss.event('offer.ended', { call: id, outcome: 'no-answer' });
    expect(Number(ended['restUntil']) - ended.at).toBe(1_000);
    expect(agent('anna')).toMatchObject({ presence: { name: 'ready' } });
    const again = await annas.nextCall();
    const made = await boss.event('offer.made', { call: id }, ended.seq);
    expect(made.at).toBeGreaterThanOrEqual(Number(ended['restUntil']));
    await again.answer();
    await boss.event('call.bridged', { call: id });
    await call.hangup();
    await again.ended();
    await nothingLeft(office);
    expect(await historyOf(boss, number)).toMatchObject({ queue: 'lenient', agent: 'anna' });
  });

  test.each([
    [603, 'rejected'],
    [486, 'busy'],
  ] as const)(
    'a phone that answers %i makes its agent rest, then it is asked again',
    async (status, outcome) => {
      const annas = await office.phone('1001', { answer: { status } });
      await ready('anna');
      const { call, id } = await caller();
      const refused = await annas.nextCall();
      await refused.ended();
      const ended = await boss.event('offer.ended', { call: id });
      annas.answer = 'manual';
      expect(ended).toMatchObject({ outcome, agent: 'anna' });
      expect(Number(ended['restUntil']) - ended.at).toBe(1_000);
      await boss.event('agent.idle', { agent: 'anna' }, ended.seq);
      const again = await annas.nextCall();
      await again.answer();
      await call.hangup();
      await again.ended();
      await nothingLeft(office);
      expect(boss.events.filter(({ kind }) => kind === 'agent.not-ready')).toEqual([]);
    },
  );

  test('a phone says that nobody is there (480): as if it had rung to the end', async () => {
    const annas = await office.phone('1001', { answer: { status: 480 } });
    await ready('anna');
    const { call, id } = await caller();
    await annas.nextCall();
    expect(await boss.event('offer.ended', { call: id })).toMatchObject({ outcome: 'no-answer' });
    await boss.event('agent.not-ready', { agent: 'anna', reason: 'missed' });
    await call.hangup();
    await nothingLeft(office);
  });

  test('an agent whose phone is not registered is not ready, the next one rings', async () => {
    const bens = await office.phone('1002');
    await ready('anna', 'ben');
    const { call, id } = await caller();
    const offered = await bens.nextCall();
    expect(await boss.event('offer.ended', { call: id, agent: 'anna' })).toMatchObject({
      outcome: 'unreachable',
      restUntil: null,
    });
    await boss.event('agent.not-ready', { agent: 'anna', reason: 'unreachable' });
    await offered.answer();
    await call.hangup();
    await offered.ended();
    await nothingLeft(office);
  });

  test.each([
    ['goes not ready', 'not-ready', { reason: 'lunch' }, { name: 'not-ready', reason: 'lunch' }],
    ['signs out', 'sign-out', {}, { name: 'signed-out' }],
  ] as const)(
    'an agent %s while it rings: his phone stops, the next one rings',
    async (_title, command, input, presence) => {
      const annas = await office.phone('1001');
      const bens = await office.phone('1002');
      const [anna] = await ready('anna', 'ben');
      const { call, id } = await caller();
      const withdrawn = await annas.nextCall();
      await withdrawn.ringing();
      await anna.command(command, input);
      const offered = await bens.nextCall();
      await withdrawn.ended();
      expect(withdrawn).toMatchObject({ endedBy: 'remote', sipStatus: 487 });
      expect(await boss.event('offer.ended', { call: id, agent: 'anna' })).toMatchObject({
        outcome: 'withdrawn',
        restUntil: null,
      });
      expect(agent('anna')).toMatchObject({ presence, work: { name: 'idle' } });
      await offered.answer();
      await call.hangup();
      await offered.ended();
      await nothingLeft(office);
    },
  );

  test('a missed caller goes to the next free agent at once, who talks and hangs up', async () => {
    const annas = await office.phone('1001');
    const bens = await office.phone('1002');
    await ready('anna', 'ben');
    const { call, id, number } = await caller();
    call.sendTone(500);
    const missed = await annas.nextCall();
    const offered = await bens.nextCall();
    offered.sendTone(700);
    const { at } = await boss.event('offer.ended', { call: id, agent: 'anna' });
    expect(await boss.event('offer.made', { call: id, agent: 'ben' })).toMatchObject({ at });
    await missed.ended();
    await offered.answer();
    await Promise.all([call.hearsTone(700), offered.hearsTone(500)]);
    await offered.hangup();
    await call.ended();
    expect(call.endedBy).toBe('remote');
    await nothingLeft(office);
    expect(await historyOf(boss, number)).toMatchObject({
      agent: 'ben',
      disposition: 'ANSWERED',
      end: 'completed-by-agent',
    });
  });

  test('an agent hangs up in the instant of his answer: the caller is not lost, the agent rests', async () => {
    const annas = await office.phone('1001');
    const [anna] = await ready('anna');
    let { call, id } = await caller();
    let seq = 0;
    for (let round = 0; round < 4; round += 1) {
      const short = await annas.nextCall();
      ({ seq } = await boss.event('offer.made', { call: id }, seq));
      await short.answer();
      await short.hangup();
      const after = await boss.first(
        'the end of it',
        (event) =>
          event.seq > seq &&
          event['call'] === id &&
          (event.kind === 'offer.ended' || event.kind === 'call.ended'),
      );
      if (after.kind === 'call.ended') {
        // They were in the bridge already: it was a talk.
        expect(after).toMatchObject({ end: 'completed-by-agent' });
        await call.ended();
        ({ call, id } = await caller());
      } else {
        expect(['bridge-failed', 'rejected']).toContain(after['outcome']);
        expect(Number(after['restUntil']) - after.at).toBe(1_000);
        call.mark();
        await call.hearsMusic();
      }
    }
    await anna.command('not-ready', { reason: 'enough' });
    await call.hangup();
    await nothingLeft(office);
  });

  test('a phone that vanishes in a talk: the caller hears music and is offered first, the agent has wrap-up', async () => {
    await shortenRtpTimeout('1001');
    const annas = await office.phone('1001');
    await ready('anna');
    const { call, number } = await caller();
    call.sendTone(500);
    const talk = await annas.nextCall();
    talk.sendTone(700);
    await talk.answer();
    await Promise.all([call.hearsTone(700), talk.hearsTone(500)]);
    annas.unplug();
    await call.hearsMusic({ timeoutMs: 15_000 });
    await boss.event('agent.wrap-up', { agent: 'anna' });
    // Registered still, but dead: that is found out by the ring time.
    await boss.event('agent.not-ready', { agent: 'anna', reason: 'missed' });
    expect(call.endedBy).toBeUndefined();
    await call.hangup();
    await nothingLeft(office);
    expect(await historyOf(boss, number)).toMatchObject({
      agent: 'anna',
      disposition: 'ANSWERED',
      end: 'abandoned',
    });
  });

  /** Half a minute in earnest. */
  async function shortenRtpTimeout(phone: string): Promise<void> {
    const { asterisk } = office.app;
    if (asterisk === null) throw new Error('this office has no Asterisk of its own');
    const { url, user, password } = asterisk.ari;
    const path = `asterisk/config/dynamic/res_pjsip/endpoint/${phone}`;
    const { status } = await fetch(`${url}/ari/${path}`, {
      method: 'PUT',
      headers: {
        authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ fields: [{ attribute: 'rtp_timeout', value: '2' }] }),
    });
    expect(status).toBe(200);
  }
});
