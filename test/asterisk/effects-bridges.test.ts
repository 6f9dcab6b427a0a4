import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LegId } from '../../src/board/ids.ts';
import { EffectBench } from './harness/effects.ts';

const callerHz = 500;
const agentHz = 700;
const otherHz = 900;
const all = [callerHz, agentHz, otherHz];

describe.each(['websocket', 'ari-client'] as const)('parties, bridges and music, by %s', (transport) => {
  let bench: EffectBench;
  beforeAll(async () => {
    bench = await EffectBench.start({ transport });
  });
  afterEach(() => bench.clear());
  afterAll(async () => {
    await bench.stop();
  });

  test('who comes in is told with his account, his number and what he dialled', async () => {
    const annas = await bench.phone('1001');
    annas.call('*8#12');
    const { args, caller, endpoint } = await bench.event('entered');
    expect(args.slice(0, 2)).toEqual(['number', '*8#12']);
    expect(caller).toEqual({ name: 'Phone 1001', number: '1001' });
    expect(endpoint).toBe('PJSIP/1001');
    const world = await bench.trunk();
    world.call('700', { callerNumber: '0311111' });
    expect(await bench.event('entered')).toMatchObject({
      caller: { number: '0311111' },
      endpoint: 'PJSIP/test-trunk',
    });
  });

  test('hold is music outside of the bridge, retrieval the bridge again', async () => {
    const caller = await bench.caller(callerHz);
    const agent = await bench.agent(await bench.phone('1001'), agentHz);
    const bridge = await bench.joined(caller, agent);
    await Promise.all([caller.call.hearsOnly([agentHz]), agent.call.hearsOnly([callerHz])]);

    await bench.send(
      { name: 'part', bridge, channel: caller.id },
      { name: 'music', channel: caller.id, music: 'default' },
    );
    await Promise.all([caller.call.hearsMusic(), agent.call.hearsOnly([])]);
    expect(await agent.call.listen(all)).toEqual([]);

    await bench.send(
      { name: 'music', channel: caller.id, music: null },
      { name: 'connect', bridge, channels: [caller.id], make: false },
    );
    await Promise.all([caller.call.hearsOnly([agentHz]), agent.call.hearsOnly([callerHz])]);
    // Out of a bridge that he is not in, and music that does not play, are no errors.
    await bench.send({ name: 'part', bridge, channel: caller.id });
    await bench.send({ name: 'part', bridge, channel: caller.id });
    await bench.send({ name: 'music', channel: caller.id, music: null });
  });

  test('three talk in one bridge, and one of them can be muted', async () => {
    const caller = await bench.caller(callerHz);
    const agent = await bench.agent(await bench.phone('1001'), agentHz);
    const bridge = await bench.joined(caller, agent);
    const other = await bench.agent(await bench.phone('1002'), otherHz);
    await bench.send({ name: 'connect', bridge, channels: [other.id], make: false });
    await Promise.all([
      caller.call.hearsOnly([agentHz, otherHz]),
      agent.call.hearsOnly([callerHz, otherHz]),
      other.call.hearsOnly([callerHz, agentHz]),
    ]);
    await bench.send({ name: 'mute', channel: caller.id, on: true });
    await Promise.all([agent.call.hearsOnly([otherHz]), other.call.hearsOnly([agentHz])]);
    expect(await caller.call.listen(all)).toEqual([agentHz, otherHz]);
    await bench.send({ name: 'mute', channel: caller.id, on: false });
    await agent.call.hearsOnly([callerHz, otherHz]);
    await other.call.hangup();
    await bench.event('gone', { channel: other.id });
    await Promise.all([caller.call.hearsOnly([agentHz]), agent.call.hearsOnly([callerHz])]);
    // A bridge that still has parties may be dropped: they stay, in silence.
    await bench.send({ name: 'drop-bridge', bridge });
    await Promise.all([caller.call.hearsOnly([]), agent.call.hearsOnly([])]);
    expect([caller.call.state, agent.call.state]).toEqual(['up', 'up']);
  });

  test('digits are told, pass through, and can be sent', async () => {
    const caller = await bench.caller(callerHz);
    const agent = await bench.agent(await bench.phone('1001'), agentHz);
    // Alone, without a bridge.
    await caller.call.sendDtmf('9');
    await bench.event('digit', { channel: caller.id, digit: '9' });
    await bench.joined(caller, agent);
    await caller.call.sendDtmf('1*');
    await agent.call.sendDtmf('#');
    await bench.event('digit', { channel: caller.id, digit: '1' });
    await bench.event('digit', { channel: caller.id, digit: '*' });
    await bench.event('digit', { channel: agent.id, digit: '#' });
    await Promise.all([agent.call.hearsDigits('1*'), caller.call.hearsDigits('#')]);
    await bench.send({ name: 'send-digits', channel: caller.id, digits: '42' });
    await caller.call.hearsDigits('42');
    expect(agent.call.digits).toBe('1*');
    expect(bench.events.filter(({ name }) => name === 'digit')).toEqual([]);
  });

  test('ringing is signalled before the answer and heard after it', async () => {
    const world = await bench.trunk();
    const call = world.call('700');
    const { channel } = await bench.event('entered');
    await bench.send({ name: 'ringback', channel, on: true });
    await call.ringing();
    await bench.send({ name: 'answer', channel });
    await call.answered();
    await bench.send({ name: 'ringback', channel, on: false }, { name: 'ringback', channel, on: true });
    await call.hearsMusic();
    await bench.send({ name: 'ringback', channel, on: false });
    await call.hearsSilence(300);
    // A bridge ends it too, at the latest.
    await bench.send({ name: 'ringback', channel, on: true });
    await call.hearsMusic();
    const agent = await bench.agent(await bench.phone('1001'), agentHz);
    await bench.send({ name: 'ringback', channel, on: false });
    await bench.joined({ id: channel, call }, agent);
    await call.hearsOnly([agentHz]);
  });

  test.each([
    ['busy', 486],
    ['no-answer', 480],
    ['rejected', 403],
    ['congestion', 503],
    ['unallocated', 404],
  ] as const)('a caller who is not answered is refused: %s', async (reason, sipStatus) => {
    const world = await bench.trunk();
    const call = world.call('700');
    const { channel } = await bench.event('entered');
    await bench.send({ name: 'hang-up', channel, reason });
    await call.ended();
    expect(call.sipStatus).toBe(sipStatus);
    await bench.event('left', { channel });
  });

  test('a phone that is asked to answers by itself', async () => {
    const annas = await bench.phone('1001', { answer: 'when-asked' });
    const leg = bench.leg();
    const ring = {
      name: 'ring',
      leg,
      endpoint: 'PJSIP/1001',
      display: { name: 'Carl "C" <x>', number: '031' },
      timeoutMs: 20_000,
    } as const;
    await bench.send({ ...ring, autoAnswer: false });
    const first = await annas.nextCall();
    await bench.event('alerting', { channel: leg });
    expect(first.state).toBe('ringing');
    const again = bench.leg();
    // As the line sends them: out first, then in anew.
    bench.line.carryOut([
      { name: 'hang-up', channel: leg, reason: 'answered-elsewhere' },
      { ...ring, leg: again, autoAnswer: true },
    ]);
    await bench.event('answered', { channel: again });
    expect(first.reason).toContain('cause=200');
    await bench.event('gone', { channel: leg });
  });

  test('a bridge is told when all are in it, and what fails is told with its code', async () => {
    const caller = await bench.caller(callerHz);
    const agent = await bench.agent(await bench.phone('1001'), agentHz);
    const bridge = bench.bridge();
    bench.line.carryOut([
      { name: 'music', channel: caller.id, music: 'default' },
      { name: 'music', channel: caller.id, music: null },
      { name: 'connect', bridge, channels: [caller.id, agent.id], make: true },
    ]);
    await bench.event('bridged', { bridge });
    await caller.call.hearsOnly([agentHz]);
    await caller.call.hangup();
    const codes = async (...effects: Parameters<EffectBench['send']>): Promise<string[]> =>
      Promise.all(
        effects.map((effect) =>
          bench.send(effect).then(
            () => 'done',
            ({ code }) => code as string,
          ),
        ),
      );
    // It has left us before Asterisk has forgotten it.
    const forgotten = (): Promise<string[]> => codes({ name: 'mute', channel: caller.id, on: true });
    await vi.waitFor(async () => expect(await forgotten()).toEqual(['not-found']));
    expect(
      await codes(
        { name: 'connect', bridge, channels: [caller.id], make: false },
        { name: 'connect', bridge: bench.bridge(), channels: [agent.id], make: false },
        { name: 'connect', bridge, channels: ['nobody' as LegId], make: false },
        { name: 'part', bridge, channel: caller.id },
        { name: 'music', channel: caller.id, music: null },
        { name: 'ringback', channel: caller.id, on: true },
        { name: 'mute', channel: caller.id, on: true },
        { name: 'send-digits', channel: caller.id, digits: '1' },
        { name: 'show', channel: caller.id, party: { name: '', number: '' } },
        { name: 'answer-transfer', channel: caller.id, accepted: true },
        { name: 'tap', tap: bench.tap(), channel: caller.id, spy: 'in', whisper: 'none' },
        { name: 'record', tap: bench.tap(), file: 'x', format: 'wav' },
        { name: 'end-recording', file: 'x/y' },
        { name: 'hush-recording', file: 'x/y', on: true },
        { name: 'play', playback: bench.playback(), channel: caller.id, media: ['sound:beep'] },
        { name: 'stop-playing', playback: bench.playback() },
        { name: 'hand-over', channel: caller.id, context: 'a', extension: 's', variables: {} },
      ),
    ).toEqual(Array.from({ length: 17 }, () => 'not-found'));
  });
});
