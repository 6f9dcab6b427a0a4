import { stat } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Effect } from '../../src/board/effect.ts';
import type { LegId, TapId } from '../../src/board/ids.ts';
import { readPcm } from '../phone/media/sound.ts';
import { tonesOver } from './harness/tracks.ts';
import { EffectBench } from './harness/effects.ts';

const callerHz = 500;
const agentHz = 700;
const otherHz = 900;
/** The beep's own pitch. */
const beepHz = 700;
const all = [callerHz, agentHz, otherHz];

describe('taps and recordings', () => {
  let bench: EffectBench;
  beforeAll(async () => {
    bench = await EffectBench.start();
  });
  afterEach(() => bench.clear());
  afterAll(async () => {
    await bench.stop();
  });

  type Tap = Extract<Effect, { name: 'tap' }>;
  async function tap(channel: LegId, spy: Tap['spy'], whisper: Tap['whisper'] = 'none'): Promise<TapId> {
    const id = bench.tap();
    await bench.send({ name: 'tap', tap: id, channel, spy, whisper });
    await bench.event('tapped', { tap: id });
    return id;
  }

  test('each leg has a track of its own, through a move to another bridge, with silence where it was hushed', async () => {
    const caller = await bench.caller(callerHz);
    const agent = await bench.agent(await bench.phone('1001'), agentHz);
    const taps = [await tap(caller.id, 'in'), await tap(agent.id, 'in')] as const;
    const files = ['2026/11/call-1-a', '2026/11/call-1-b'] as const;
    await bench.send(
      { name: 'record', tap: taps[0], file: files[0], format: 'wav' },
      { name: 'record', tap: taps[1], file: files[1], format: 'wav' },
    );
    await bench.joined(caller, agent);
    await agent.call.hearsOnly([callerHz]);
    await agent.call.listen([], 600);
    await bench.send({ name: 'hush-recording', file: files[0], on: true });
    await agent.call.listen([], 700);
    await bench.send({ name: 'hush-recording', file: files[0], on: false });
    // Both moved: recordings and taps go along.
    await bench.joined(caller, agent);
    await agent.call.listen([], 700);
    // The same file again is refused, as long as it runs and later.
    const again = bench.send({ name: 'record', tap: taps[0], file: files[0], format: 'wav' });
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
    await bench.send({ name: 'end-recording', file: files[0] });
    const first = await bench.event('recorded', { file: files[0] });
    expect(first.durationMs).toBeGreaterThan(1000);

    // The end of the party is the end of its tap and of its track.
    await agent.call.hangup();
    await bench.event('recorded', { file: files[1] });
    await bench.event('gone', { channel: taps[1] as string as LegId });
    await bench.event('gone', { channel: agent.id });
    await bench.send({ name: 'hang-up', channel: taps[0] as string as LegId, reason: 'normal' });
    await bench.event('gone', { channel: taps[0] as string as LegId });
    expect(caller.call.state).toBe('up');

    expect(tonesOver(readPcm(bench.file(files[0])), all)).toEqual([[callerHz], [], [callerHz]]);
    expect(tonesOver(readPcm(bench.file(files[1])), all)).toEqual([[agentHz]]);
  });

  test('a tap hears what a party hears, or both sides; it goes on through music', async () => {
    const caller = await bench.caller(callerHz);
    const agent = await bench.agent(await bench.phone('1001'), agentHz);
    await bench.joined(caller, agent);
    const out = await tap(agent.id, 'out');
    const both = await tap(agent.id, 'both');
    await bench.send(
      { name: 'record', tap: out, file: 'out', format: 'wav' },
      { name: 'record', tap: both, file: 'both', format: 'wav' },
      // A tenth of the size.
      { name: 'record', tap: await tap(agent.id, 'both'), file: 'small', format: 'wav49' },
    );
    await agent.call.listen([], 1_100);
    const survey = await surveyOf(bench);
    expect(survey.get(out)).toMatchObject({ args: ['tap'], state: 'up' });
    await bench.send(
      { name: 'end-recording', file: 'out' },
      { name: 'end-recording', file: 'both' },
      { name: 'end-recording', file: 'small' },
    );
    for (const file of ['out', 'both', 'small']) await bench.event('recorded', { file });
    expect(tonesOver(readPcm(bench.file('out')), all)).toEqual([[callerHz]]);
    expect(tonesOver(readPcm(bench.file('both')), all)).toEqual([[callerHz, agentHz]]);
    const sizes = await Promise.all([stat(bench.file('both')), stat(bench.file('small', 'WAV'))]);
    expect(sizes[1].size).toBeLessThan(sizes[0].size / 8);
  });

  test.each([
    { whisper: 'none', agentHears: [callerHz], callerHears: [agentHz] },
    { whisper: 'out', agentHears: [callerHz, otherHz], callerHears: [agentHz] },
    { whisper: 'in', agentHears: [callerHz], callerHears: [agentHz, otherHz] },
    { whisper: 'both', agentHears: [callerHz, otherHz], callerHears: [agentHz, otherHz] },
  ] as const)('a supervisor at a tap of the agent, whispering: $whisper', async (row) => {
    const caller = await bench.caller(callerHz);
    const agent = await bench.agent(await bench.phone('1001'), agentHz);
    await bench.joined(caller, agent);
    const boss = await bench.agent(await bench.phone('1003'), otherHz);
    const id = await tap(agent.id, 'both', row.whisper);
    await bench.joined({ id: id as string as LegId, call: boss.call }, boss);
    // He hears himself no more than on any phone.
    await boss.call.hearsOnly([callerHz, agentHz]);
    await Promise.all([agent.call.hearsOnly(row.agentHears), caller.call.hearsOnly(row.callerHears)]);
    expect(await agent.call.listen(all)).toEqual(row.agentHears);
    expect(await caller.call.listen(all)).toEqual(row.callerHears);
    await boss.call.hangup();
    await bench.event('gone', { channel: boss.id });
    await Promise.all([agent.call.hearsOnly([callerHz]), caller.call.hearsOnly([agentHz])]);
  });

  test('a message ends by silence, by the hash key, by its length, by the hang-up; without talk it is none', async () => {
    const message = { name: 'take-message', format: 'wav', longestMs: 10_000, silenceMs: 1_000 } as const;
    const caller = await bench.caller(callerHz);
    await bench.send({ ...message, channel: caller.id, file: 'm/silence' });
    await caller.call.hearsTone(beepHz);
    await caller.call.hearsSilence(800);
    caller.call.sendSilence();
    expect(await bench.event('recorded', { file: 'm/silence' })).toMatchObject({
      durationMs: expect.any(Number),
    });

    await bench.send({ ...message, channel: caller.id, file: 'm/none' });
    // The silence that ended it counts, but is not in the file.
    expect(await bench.event('recorded')).toEqual({ name: 'recorded', file: 'm/none', durationMs: 1_000 });
    expect(readPcm(bench.file('m/none')).length / 8).toBeLessThan(400);

    caller.call.sendTone(callerHz);
    await bench.send({ ...message, channel: caller.id, file: 'm/hash' });
    await caller.call.hearsTone(beepHz);
    await caller.call.hearsSilence(1_300);
    await caller.call.sendDtmf('#');
    expect((await bench.event('recorded', { file: 'm/hash' })).durationMs).toBeGreaterThan(0);

    await bench.send({ ...message, channel: caller.id, file: 'm/length', longestMs: 1_000 });
    expect(await bench.event('recorded', { file: 'm/length' })).toMatchObject({ durationMs: 1_000 });

    await bench.send({ ...message, channel: caller.id, file: 'm/hang-up' });
    await caller.call.hearsTone(beepHz);
    await caller.call.hearsSilence(1_300);
    await caller.call.hangup();
    expect((await bench.event('recorded', { file: 'm/hang-up' })).durationMs).toBeGreaterThan(0);
    expect(tonesOver(readPcm(bench.file('m/length')), all).at(-1)).toEqual([callerHz]);
  });

  test('who hangs up while it beeps leaves nothing behind', async () => {
    const message = { name: 'take-message', format: 'wav', longestMs: 60_000, silenceMs: 60_000 } as const;
    const caller = await bench.caller(callerHz);
    await bench.send({ ...message, channel: caller.id, file: 'm/beep' });
    await caller.call.hearsTone(beepHz);
    await caller.call.hangup();
    await bench.event('left', { channel: caller.id });
  });

  test('what cannot be while a message is taken', async () => {
    const caller = await bench.caller(callerHz);
    const agent = await bench.agent(await bench.phone('1001'), agentHz);
    const message = { name: 'take-message', format: 'wav', longestMs: 10_000, silenceMs: 5_000 } as const;
    await bench.send({ ...message, channel: caller.id, file: 'm/long' });
    const bridge = bench.bridge();
    const joining = bench.send({ name: 'connect', bridge, channels: [caller.id, agent.id], make: true });
    await expect(joining).rejects.toMatchObject({ code: 'conflict' });
    // As long as it beeps, Asterisk takes an end for done and goes on.
    await caller.call.hearsTone(beepHz);
    await caller.call.hearsSilence(1_200);
    await bench.send({ name: 'end-recording', file: 'm/long' });
    expect(await bench.event('recorded')).toEqual({ name: 'recorded', file: 'm/long', durationMs: 1_000 });
    await bench.send({ name: 'connect', bridge, channels: [caller.id, agent.id], make: true });
    await agent.call.hearsOnly([callerHz]);
    await bench.send({ ...message, channel: caller.id, file: 'm/bridged' });
    expect(await bench.event('recorded')).toMatchObject({ file: 'm/bridged', durationMs: null });
  });
});

async function surveyOf(
  bench: EffectBench,
): Promise<Map<string, { args: readonly string[]; state: string }>> {
  const { channels } = await bench.takeSurvey();
  return new Map(channels.map(({ id, args, state }) => [id, { args, state }]));
}
