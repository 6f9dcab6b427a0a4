import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { nothingSaid, readAnswer } from '../../src/board/hooks/answer.ts';
import { handedOver } from '../../src/board/input.ts';
import type { LegId } from '../../src/board/ids.ts';
import { EffectBench } from './harness/effects.ts';

const callerHz = 500;
const agentHz = 700;

const extensions = `
[globals]
CORDBOARD_APP = cordboard

#include "cordboard.conf"

[hooks]
exten => back,1,NoOp()
 same => n,Set(GLOBAL(SEEN)=\${COLOUR}/\${CORDBOARD_HOOK}/\${CORDBOARD_TARGET})
 same => n,Goto(cordboard-return,s,1)
exten => answer,1,Set(CORDBOARD_SET_QUEUE=vip-1)
 same => n,Set(CORDBOARD_PRIORITY=-5)
 same => n,Set(CORDBOARD_RECORD=no)
 same => n,Set(CORDBOARD_DATA=a=1, "b" (c} %5B\\; é)
 same => n,Dial(Local/nobody@hooks,1)
 same => n,Goto(cordboard-return,s,1)
exten => stay,1,Playtones(1100)
 same => n,Wait(60)
exten => dtmf,1,Read(KEYS,,1)
 same => n,Goto(cordboard-return,s,1)
exten => end,1,Hangup(21)
exten => h,1,Set(GLOBAL(SEEN)=ended)
`;

describe('the way through the dialplan of others', () => {
  let bench: EffectBench;
  beforeAll(async () => {
    bench = await EffectBench.start({ files: { 'extensions.conf': extensions } });
  });
  afterEach(() => bench.clear());
  afterAll(async () => {
    await bench.stop();
  });

  const seen = async (): Promise<string> => {
    const { value } = await bench.port.request('asterisk.getGlobalVar', { variable: 'SEEN' });
    return value;
  };
  const handOver = (channel: LegId, extension: string, context = 'hooks') =>
    ({
      name: 'hand-over',
      channel,
      context,
      extension,
      variables: { COLOUR: 'a "b", c;d', CORDBOARD_HOOK: 'cbfx-7.1' },
    }) as const;

  test('a channel goes through the dialplan of others and comes back', async () => {
    const { id, call } = await bench.caller(callerHz);
    await bench.send(handOver(id, 'back'));
    await bench.event('left', { channel: id });
    const { args, endpoint, caller } = await bench.event('entered', { channel: id });
    expect(args.slice(0, 3)).toEqual(['return', 'cbfx-7.1', expect.stringMatching(/^\d{13}$/)]);
    expect(readAnswer(args.slice(3))).toEqual({ ...nothingSaid, data: '' });
    expect({ endpoint, caller }).toMatchObject({
      endpoint: 'PJSIP/test-trunk',
      caller: { number: '0311111' },
    });
    expect(await seen()).toBe('a "b", c;d/cbfx-7.1/700');
    // Twice, and digits are told once each although the channel is watched twice now.
    await bench.send(handOver(id, 'dtmf'));
    await bench.event('left', { channel: id });
    await call.sendDtmf('5');
    await bench.event('entered', { channel: id });
    await call.sendDtmf('6');
    await bench.event('digit', { digit: '6' });
    await call.hangup();
    await bench.event('left', { channel: id });
    expect(bench.events.filter(({ name }) => name !== 'gone' && name !== 'digit')).toEqual([]);
  });

  test('what the dialplan of others has set comes back', async () => {
    const { id } = await bench.caller(callerHz);
    await bench.send(handOver(id, 'answer'));
    const { args } = await bench.event('entered', { channel: id });
    expect(readAnswer(args.slice(3))).toEqual({
      queue: 'vip-1',
      priority: -5,
      mayRecord: false,
      language: null,
      skills: null,
      agent: null,
      dial: 'CHANUNAVAIL',
      data: 'a=1, "b" (c} %5B; é',
      detected: null,
    });
    // A survey says the same.
    const { channels } = await bench.takeSurvey();
    expect(channels).toMatchObject([{ id, args }]);
  });

  test('a leg of ours too, out of a talk: the other party stays', async () => {
    const caller = await bench.caller(callerHz);
    const agent = await bench.agent(await bench.phone('1001'), agentHz);
    await bench.joined(caller, agent);
    await bench.send(handOver(agent.id, 'back'));
    const { args } = await bench.event('entered', { channel: agent.id });
    expect(args.slice(0, 2)).toEqual(['return', 'cbfx-7.1']);
    expect(caller.call.state).toBe('up');
    await bench.joined(caller, agent);
    await caller.call.hearsOnly([agentHz]);
    expect(bench.events.filter(({ name }) => name === 'left')).toEqual([]);
  });

  test('who hangs up in the dialplan of others is told to be gone', async () => {
    const { id, call } = await bench.caller(callerHz);
    await bench.send(handOver(id, 'stay'));
    await bench.event('left', { channel: id });
    await call.hearsMusic();
    const { channels } = await bench.takeSurvey();
    expect(channels).toMatchObject([{ id, args: [handedOver], state: 'up', endpoint: 'PJSIP/test-trunk' }]);
    await call.hangup();
    expect(await bench.event('gone', { channel: id })).toMatchObject({ cause: { q850: 16 } });
    // When the dialplan has done with it. (Its destruction is told too, but not always.)
    await vi.waitFor(async () => expect(await seen()).toBe('ended'));
    await vi.waitFor(async () => expect((await bench.takeSurvey()).channels).toEqual([]));
  });

  test('a dialplan that hangs up ends the channel with its cause', async () => {
    const { id, call } = await bench.caller(callerHz);
    await bench.send(handOver(id, 'end'));
    await call.ended();
    expect(await bench.event('gone', { channel: id })).toMatchObject({ cause: { q850: 21 } });
  });

  test('we can fetch a channel back', async () => {
    const { id, call } = await bench.caller(callerHz);
    await bench.send(handOver(id, 'stay'));
    await bench.event('left', { channel: id });
    await call.hearsMusic();
    await bench.send({ name: 'take-back', channel: id });
    const { args } = await bench.event('entered', { channel: id });
    expect(args.slice(0, 2)).toEqual(['return', 'cbfx-7.1']);
    expect(bench.events).toEqual([]);
    // One that is here stays here.
    const again = bench.send({ name: 'take-back', channel: id });
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
    await bench.send({ name: 'music', channel: id, music: 'default' });
    await call.hearsMusic();
    expect(bench.events).toEqual([]);
    await call.hangup();
    await bench.event('left', { channel: id });
    await vi.waitFor(async () => {
      const fetching = bench.send({ name: 'take-back', channel: id });
      await expect(fetching).rejects.toMatchObject({ code: 'not-found' });
    });
  });

  test('we can end a channel that we handed over', async () => {
    const { id, call } = await bench.caller(callerHz);
    await bench.send(handOver(id, 'stay'));
    await call.hearsMusic();
    await bench.send({ name: 'hang-up', channel: id, reason: 'normal' });
    await bench.event('gone', { channel: id });
    await call.ended();
  });

  test.each([
    ['hooks', 'nobody'],
    ['no-such-context', 'back'],
  ])(
    'a context that is not there is refused, and the caller stays with us: %s,%s',
    async (context, extension) => {
      const { id, call } = await bench.caller(callerHz);
      const handing = bench.send(handOver(id, extension, context));
      await expect(handing).rejects.toMatchObject({ code: 'unprocessable' });
      await bench.send({ name: 'music', channel: id, music: 'default' });
      await call.hearsMusic();
    },
  );

  test('who comes back while Cordboard is away waits, and is told when it is there again', async () => {
    const { id, call } = await bench.caller(callerHz);
    await bench.send(handOver(id, 'dtmf'));
    await bench.event('left', { channel: id });
    await bench.line.stop();
    await call.sendDtmf('5');
    await call.hearsMusic();
    const survey = await bench.up();
    expect(survey.channels).toMatchObject([{ id, args: [handedOver] }]);
    const { args } = await bench.event('entered', { channel: id });
    expect(args.slice(0, 2)).toEqual(['return', 'cbfx-7.1']);
  });
});
