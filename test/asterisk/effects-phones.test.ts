import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { pushAccounts } from '../../src/asterisk/accounts.ts';
import type { AriPort } from '../../src/asterisk/ari/port.ts';
import { createLogger } from '../../src/base/log.ts';
import { EffectBench } from './harness/effects.ts';

const callerHz = 500;
const agentHz = 700;
const otherHz = 900;

describe('what phones show and do by themselves', () => {
  let bench: EffectBench;
  beforeAll(async () => {
    bench = await EffectBench.start();
  });
  afterEach(() => bench.clear());
  afterAll(async () => {
    await bench.stop();
  });

  test('a display changes when it is told to, and nobody outside is told anything', async () => {
    const caller = await bench.caller(callerHz);
    const agent = await bench.agent(await bench.phone('1001'), agentHz);
    expect(agent.call.party).toEqual({ name: 'Carl', number: '0311111' });
    const before = { agent: agent.call.displayed.length, caller: caller.call.displayed.length };
    await bench.joined(caller, agent);
    const other = await bench.agent(await bench.phone('1002'), otherHz);
    const three = await bench.joined(caller, other);
    await bench.send({ name: 'connect', bridge: three, channels: [agent.id], make: false });
    await agent.call.hearsOnly([callerHz, otherHz]);
    await bench.send({ name: 'show', channel: agent.id, party: { name: 'Ben "B" Müller', number: '1002' } });
    await agent.call.shows({ name: 'Ben B Müller', number: '1002' });
    await bench.send({ name: 'show', channel: caller.id, party: { name: 'Anna', number: '1001' } });
    // One change of the agent's, in one request, and none of the caller's: the round trip is behind this one.
    await bench.send({ name: 'show', channel: agent.id, party: { name: 'Carl', number: '0311111' } });
    await agent.call.shows({ name: 'Carl', number: '0311111' });
    // A phone that called is told like one that was rung.
    const callers = await bench.phone('1009');
    const call = callers.call('700');
    const { channel } = await bench.event('entered', { endpoint: 'PJSIP/1009' });
    await bench.send({ name: 'answer', channel });
    await call.answered();
    await bench.send({ name: 'show', channel, party: { name: 'Anna', number: '1001' } });
    await call.shows({ name: 'Anna', number: '1001' });
    expect(agent.call.displayed).toHaveLength(before.agent + 2);
    expect(caller.call.displayed).toHaveLength(before.caller);
  });

  test('the hold key', async () => {
    const caller = await bench.caller(callerHz);
    const agent = await bench.agent(await bench.phone('1001'), agentHz);
    await bench.joined(caller, agent);
    await agent.call.hearsOnly([callerHz]);
    await agent.call.hold();
    await bench.event('held', { channel: agent.id });
    await caller.call.hearsMusic();
    await agent.call.resume();
    await bench.event('retrieved', { channel: agent.id });
    await caller.call.hearsOnly([agentHz]);
    // Only who is in the bridge when the key is pressed hears the music: who joins one that holds hears nothing.
    const bridge = await bench.joined(agent);
    await agent.call.hold();
    await bench.event('held', { channel: agent.id });
    await bench.send({ name: 'connect', bridge, channels: [caller.id], make: false });
    await caller.call.hearsSilence(600);
    await agent.call.resume();
    await bench.event('retrieved', { channel: agent.id });
    await Promise.all([caller.call.hearsOnly([agentHz]), agent.call.hearsOnly([callerHz])]);
    // The music outlasts the phone that brought it, until it is ended like any other.
    await agent.call.hold();
    await caller.call.hearsMusic();
    await agent.call.hangup();
    await bench.event('gone', { channel: agent.id });
    await caller.call.hearsMusic();
    await bench.send({ name: 'music', channel: caller.id, music: null });
    await caller.call.hearsSilence(600);
  });

  test.each([true, false])('a blind transfer is asked for and answered: accepted %s', async (accepted) => {
    const caller = await bench.caller(callerHz);
    const agent = await bench.agent(await bench.phone('1001'), agentHz);
    await bench.joined(caller, agent);
    const transferring = agent.call.transfer('*8902');
    expect(await bench.event('transfer')).toEqual({
      name: 'transfer',
      channel: agent.id,
      to: { kind: 'number', number: '*8902' },
    });
    await bench.send({ name: 'answer-transfer', channel: agent.id, accepted });
    expect(await transferring).toEqual({
      sipStatus: accepted ? 200 : 603,
      told: [100, accepted ? 200 : 603],
    });
    if (accepted) await bench.event('gone', { channel: agent.id });
    else expect(agent.call.state).toBe('up');
    // Nobody was moved, and our answer is no event.
    expect(caller.call.state).toBe('up');
    expect(bench.events.filter(({ name }) => name === 'transfer')).toEqual([]);
  });

  test('an attended transfer names the other channel of the phone', async () => {
    const caller = await bench.caller(callerHz);
    const annas = await bench.phone('1001');
    const agent = await bench.agent(annas, agentHz);
    const talk = await bench.joined(caller, agent);
    await agent.call.hold();
    await bench.event('held', { channel: agent.id });
    // The second line: from the phone to Cordboard, which rings the other.
    const second = annas.call('1002');
    second.sendTone(agentHz);
    const { channel: consulting } = await bench.event('entered', { endpoint: 'PJSIP/1001' });
    await bench.send({ name: 'answer', channel: consulting });
    await second.answered();
    const other = await bench.agent(await bench.phone('1002'), otherHz);
    await bench.joined({ id: consulting, call: second }, other);
    await Promise.all([second.hearsOnly([otherHz]), other.call.hearsOnly([agentHz])]);
    await second.hold();
    await bench.event('held', { channel: consulting });

    const transferring = agent.call.transfer(second);
    expect(await bench.event('transfer')).toMatchObject({
      channel: agent.id,
      to: { kind: 'channel', channel: consulting },
    });
    await bench.send(
      { name: 'connect', bridge: talk, channels: [other.id], make: false },
      { name: 'answer-transfer', channel: agent.id, accepted: true },
    );
    expect(await transferring).toMatchObject({ sipStatus: 200 });
    await Promise.all([
      bench.event('gone', { channel: agent.id }),
      bench.event('gone', { channel: consulting }),
    ]);
    await Promise.all([caller.call.hearsOnly([otherHz]), other.call.hearsOnly([callerHz])]);
  });

  test('the same the other way round: the call that the phone made is the one it transfers', async () => {
    const annas = await bench.phone('1001');
    const agent = await bench.agent(annas, agentHz);
    await agent.call.hold();
    const second = annas.call('1002');
    const { channel: consulting } = await bench.event('entered', { endpoint: 'PJSIP/1001' });
    await bench.send({ name: 'answer', channel: consulting });
    await second.answered();
    const transferring = second.transfer(agent.call);
    expect(await bench.event('transfer')).toMatchObject({
      channel: consulting,
      to: { kind: 'channel', channel: agent.id },
    });
    await bench.send({ name: 'answer-transfer', channel: consulting, accepted: true });
    expect(await transferring).toMatchObject({ sipStatus: 200 });
  });

  test('accounts that Asterisk has as wanted are not written again', async () => {
    const written: string[] = [];
    const request: AriPort['request'] = (operation, params) => {
      if (operation === 'asterisk.updateObject') written.push(JSON.stringify(params));
      return bench.port.request(operation, params);
    };
    const port = { ...bench.port, request };
    const nobody = { phones: [], trunks: [] };
    expect(await pushAccounts(port, bench.accounts, nobody, createLogger('error'))).toEqual([]);
    expect(written).toEqual([]);
  });

  test('the lamp of a phone', async () => {
    const annas = await bench.phone('1001');
    const bens = await bench.phone('1002');
    await bench.send({ name: 'message-lamp', mailbox: '1001', unheard: 2, heard: 1 });
    await annas.lamp.shows(2, 1);
    expect(annas.lamp.on).toBe(true);
    await bench.send({ name: 'message-lamp', mailbox: '1001', unheard: 0, heard: 3 });
    await annas.lamp.shows(0, 3);
    expect(annas.lamp.on).toBe(false);
    expect(bens.lamp.told.filter(({ waiting }) => waiting)).toEqual([]);

    // A phone that comes later is told, and one that asks is told in its own subscription.
    await bench.send({ name: 'message-lamp', mailbox: '1003', unheard: 4, heard: 0 });
    const carlas = await bench.phone('1003');
    await carlas.lamp.shows(4, 0);
    await carlas.watchMessages();
    await bench.send({ name: 'message-lamp', mailbox: '1003', unheard: 5, heard: 0 });
    await carlas.lamp.shows(5, 0);
    // Asterisk forgets lamps with its end: the board says them again then. No event came of it, and no channel stays.
    expect(bench.events).toEqual([]);
  });
});
