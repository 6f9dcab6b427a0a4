import { copyFile, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { EffectBench } from './harness/effects.ts';
import { promptsFolder } from './harness/prompts.ts';

const callerHz = 500;
const agentHz = 700;
const beepHz = 700;

describe('sounds for one party', () => {
  let bench: EffectBench;
  beforeAll(async () => {
    bench = await EffectBench.start();
  });
  afterEach(() => bench.clear());
  afterAll(async () => {
    await bench.stop();
  });

  test('play to one party, to the end or until it is stopped', async () => {
    const { id: channel, call } = await bench.caller(callerHz);
    const first = bench.playback();
    const second = bench.playback();
    await bench.send(
      { name: 'play', playback: first, channel, media: ['sound:beep', 'digits:12'] },
      { name: 'play', playback: second, channel, media: ['tone:ring'] },
    );
    expect(await bench.event('played')).toEqual({ name: 'played', playback: first, whole: true });
    await call.hearsMusic();
    await bench.send({ name: 'stop-playing', playback: second });
    await bench.event('played', { playback: second });
    await call.hearsSilence(300);
    // What we have recorded can be played, by its name with slashes.
    const file = bench.file('2026/11/hello', 'ulaw');
    await mkdir(dirname(file), { recursive: true });
    await copyFile(new URL('../../sounds/music/cordboard.ulaw', import.meta.url), file);
    const third = bench.playback();
    await bench.send({ name: 'play', playback: third, channel, media: ['recording:2026/11/hello'] });
    await call.hearsMusic();
    await bench.send({ name: 'stop-playing', playback: third });
    await bench.event('played', { playback: third });
    for (const media of ['sound:no/such/sound', 'prompt:de/no-such-prompt']) {
      const missing = bench.playback();
      await bench.send({ name: 'play', playback: missing, channel, media: [media] });
      expect(await bench.event('played')).toEqual({ name: 'played', playback: missing, whole: false });
    }
    for (const media of ['prompt:closed', 'foo:x', 'number:12', 'digits:1a', 'sound:a,sound:b', 'beep', '']) {
      const playing = bench.send({ name: 'play', playback: bench.playback(), channel, media: [media] });
      await expect(playing).rejects.toMatchObject({ code: 'bad-request' });
    }
    const last = bench.playback();
    await bench.send({ name: 'play', playback: last, channel, media: ['tone:ring'] });
    await call.hearsMusic();
    await call.hangup();
    expect(await bench.event('played')).toEqual({ name: 'played', playback: last, whole: false });
  });

  test('spoken prompts play one after the other, each to its end', async () => {
    const { id: channel, call } = await bench.caller(callerHz);
    const prompts = ['de/position-3', 'fr/digit-plus'];
    const lengths = await Promise.all(
      prompts.map(async (name) => (await stat(join(promptsFolder, `${name}.wav`))).size / 16),
    );
    const playback = bench.playback();
    const startedAt = performance.now();
    const media = prompts.map((name) => `prompt:${name}`);
    await bench.send({ name: 'play', playback, channel, media });
    await call.hearsMusic();
    expect(await bench.event('played')).toEqual({ name: 'played', playback, whole: true });
    const lengthMs = lengths.reduce((sum, ms) => sum + ms, 0);
    expect(performance.now() - startedAt).toBeGreaterThan(lengthMs - 200);
  });

  test('a party in a bridge hears what is played to it, alone, and the talk again after it', async () => {
    const caller = await bench.caller(callerHz);
    const agent = await bench.agent(await bench.phone('1001'), agentHz);
    await bench.joined(caller, agent);
    await agent.call.hearsOnly([callerHz]);
    const playback = bench.playback();
    await bench.send({ name: 'play', playback, channel: agent.id, media: ['tone:busy'] });
    await agent.call.hearsMusic();
    expect(await caller.call.listen([callerHz])).toEqual([]);
    await bench.send({ name: 'stop-playing', playback });
    await bench.event('played', { playback });
    await Promise.all([agent.call.hearsOnly([callerHz]), caller.call.hearsOnly([agentHz])]);
  });

  test('what would wait for the end of a sound ends it, and the line goes on', async () => {
    const caller = await bench.caller(callerHz);
    const agent = await bench.agent(await bench.phone('1001'), agentHz);
    const bridge = bench.bridge();
    const sounds = [['digits:1234567890*#'], ['tone:busy', 'tone:ring'], ['sound:demo-congrats']] as const;
    const effects = [
      { name: 'show', channel: caller.id, party: { name: 'x', number: '1' } },
      { name: 'answer', channel: caller.id },
      { name: 'connect', bridge, channels: [caller.id, agent.id], make: true },
      { name: 'part', bridge, channel: caller.id },
    ] as const;
    for (const effect of effects) {
      const playing = sounds.map((media) => ({
        name: 'play' as const,
        playback: bench.playback(),
        channel: caller.id,
        media,
      }));
      bench.line.carryOut(playing);
      await caller.call.hearsMusic();
      const startedAt = performance.now();
      bench.line.carryOut([effect]);
      // Answered after all of them: Asterisk answers in order.
      await bench.port.request('asterisk.ping', {});
      expect(performance.now() - startedAt).toBeLessThan(500);
      for (const { playback } of playing) await bench.event('played', { playback });
    }
    await bench.event('bridged', { bridge });
    const message = { name: 'take-message', channel: caller.id, file: 'barred', format: 'wav' } as const;
    bench.line.carryOut([{ ...message, longestMs: 60_000, silenceMs: 60_000 }, effects[0]]);
    await bench.port.request('asterisk.ping', {});
    expect(bench.refused).toEqual(['show: conflict']);
    await caller.call.hearsTone(beepHz);
    await caller.call.hangup();
    await bench.event('left', { channel: caller.id });
  });
});
