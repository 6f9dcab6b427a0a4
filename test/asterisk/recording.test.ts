import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readPcm } from '../phone/media/sound.ts';
import { Phone } from '../phone/phone.ts';
import { Trunk } from '../phone/trunk.ts';
import { Desk } from './harness/desk.ts';
import { officeYaml, password, secret, TestOffice, trunkHost, type QueueOptions } from './harness/office.ts';
import { CordboardProcess, newDataDir, removeDataDir } from './harness/process.ts';
import { tonesOver } from './harness/tracks.ts';
import { bestLikeness, hiss } from '../unit/recordings/sounds.ts';

const callerHz = 500;
const agentHz = 700;
const otherHz = 900;
const all = [callerHz, agentHz, otherHz];

interface Track {
  readonly phone: string | null;
  readonly startedAt: number;
  readonly endedAt: number;
}

interface Recording {
  readonly recording: string;
  readonly call: string;
  readonly state: string;
  readonly agents: readonly string[];
  readonly durationMs: number | null;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly tracks: readonly Track[];
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  readonly url: string | null;
  readonly stereoUrl: string | null;
}

/** The office of all tests, whose queue is recorded in this way. */
function yamlWith(record: string, more: Record<string, unknown> = {}): string {
  const office = JSON.parse(officeYaml()) as { queues: Record<string, unknown>[] };
  const queues = office.queues.map((queue) => ({ ...queue, record }));
  return JSON.stringify({ ...office, queues, ...more });
}

/** The recordings of a call, the latest first, once all of them are mixed: their files are whole then. */
async function mixedOf(desk: Desk, call: string, count: number): Promise<readonly Recording[]> {
  return vi.waitFor(
    async () => {
      const { recordings } = (await desk.command('recordings', { call })) as { recordings: Recording[] };
      expect(recordings.map(({ state }) => state)).toEqual(Array.from({ length: count }, () => 'mixed'));
      return recordings;
    },
    { timeout: 15_000, interval: 200 },
  );
}

/** The only recording there is of a call, once it is mixed. */
async function recordingOf(desk: Desk, call: string): Promise<Recording> {
  const [recording] = await mixedOf(desk, call, 1);
  if (recording === undefined) throw new Error(`no recording of ${call}`);
  return recording;
}

/** An office for the tests of one `describe`, and what happens there. */
function recordingOffice(keepTracks: 'true' | 'false') {
  let office: TestOffice;
  beforeAll(async () => {
    office = await TestOffice.start({
      yaml: yamlWith('always', { recording: { direct: 'never', format: 'wav', keepTracks } }),
    });
  });
  afterEach(() => office.goHome());
  afterAll(async () => {
    await office?.stop();
  });

  const trackFile = (recording: string, number: number, at: number): string => {
    const day = new Date(at).toISOString().slice(0, 10).replaceAll('-', '/');
    return join(office.dataDir, 'asterisk/spool/recording', day, `${recording}-${number}.wav`);
  };

  /** Anna speaks with a caller; both say something. */
  async function talk() {
    const annas = await office.phone('1001');
    const callers = await office.phone('1009');
    const boss = await office.desk('boss');
    const anna = await office.desk('anna');
    await anna.command('ready');
    const call = callers.call('700');
    call.sendTone(callerHz);
    await call.answered();
    const ringing = await annas.nextCall();
    ringing.sendTone(agentHz);
    await ringing.answer();
    await ringing.hearsTone(callerHz);
    const { call: id } = await anna.event('recording.started');
    return { id: String(id), boss, anna, call, ringing };
  }

  /** The tones of each track of a recording that is mixed. */
  function tracksOf(recording: string, at: number, count: number): number[][][] {
    return Array.from({ length: count }, (_, index) =>
      tonesOver(readPcm(trackFile(recording, index + 1, at)), all),
    );
  }
  return {
    talk,
    trackFile,
    tracksOf,
    get office(): TestOffice {
      return office;
    },
  };
}

describe('a recording', () => {
  const scene = recordingOffice('false');
  const { talk, trackFile } = scene;

  test('each party has its track, and the mix has both; who listens is noted', async () => {
    const { id, boss, anna, call, ringing } = await talk();
    const customer = hiss(1, 4_000);
    const agent = hiss(2, 4_000);
    call.sendPcm(customer);
    ringing.sendPcm(agent);
    await sleep(4_500);
    await call.hangup();
    await ringing.ended();
    const recording = await recordingOf(boss, id);
    expect(recording).toMatchObject({ agents: ['anna'], gaps: [] });
    expect(recording.tracks.map(({ phone }) => phone)).toEqual(['1009', '1001']);
    const length = recording.endedAt - recording.startedAt;
    expect(Math.abs((recording.durationMs ?? 0) - length)).toBeLessThan(300);

    const token = await tokenOf(scene.office.api, 'boss');
    const listen = (as: string, url: string | null): Promise<Response> =>
      fetch(`${scene.office.api}${url}`, { headers: { authorization: `Bearer ${as}` } });
    const mixed = await listen(token, recording.url);
    expect([mixed.status, mixed.headers.get('content-type')]).toEqual([200, 'audio/wav']);
    const [both = new Int16Array()] = await channelsOf(mixed, 1);
    const [left = new Int16Array(), right = new Int16Array()] = await channelsOf(
      await listen(token, recording.stereoUrl),
      2,
    );
    const piece = (sound: Int16Array): Int16Array => sound.subarray(12_000, 16_000);
    const inIt = (sound: Int16Array, said: Int16Array): number =>
      bestLikeness(sound, piece(said), 0, sound.length - 4_000);
    // What was said is in the mix; each on his side in the stereo file, and not on the other one.
    expect(Math.min(inIt(both, customer), inIt(both, agent))).toBeGreaterThan(0.5);
    expect(Math.min(inIt(left, customer), inIt(right, agent))).toBeGreaterThan(0.97);
    expect(Math.max(inIt(left, agent), inIt(right, customer))).toBeLessThan(0.3);
    const part = await fetch(`${scene.office.api}${recording.url}`, {
      headers: { authorization: `Bearer ${token}`, range: 'bytes=100-199' },
    });
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 100]);
    expect((await listen(await tokenOf(scene.office.api, 'anna'), recording.url)).status).toBe(200);
    // Whose it is not is not told that it exists.
    expect((await listen(await tokenOf(scene.office.api, 'ben'), recording.url)).status).toBe(404);
    expect((await fetch(`${scene.office.api}${recording.url}`)).status).toBe(401);
    const { accesses } = (await boss.command('recording-accesses', { recording: recording.recording })) as {
      accesses: { user: string; variant: string }[];
    };
    expect(accesses.map(({ user, variant }) => `${user} ${variant}`)).toEqual([
      'boss mix',
      'boss stereo',
      'anna mix',
    ]);
    await expect(
      anna.command('recording-accesses', { recording: recording.recording }),
    ).rejects.toMatchObject({
      code: 'not-permitted',
    });
    // What was a track each is in the mix now.
    expect(existsSync(trackFile(recording.recording, 1, recording.startedAt))).toBe(false);
  });
});

describe('the tracks of a recording', () => {
  const scene = recordingOffice('true');
  const { talk, trackFile, tracksOf } = scene;

  test('what each track holds is what its party said', async () => {
    const { boss, id, call, ringing } = await talk();
    const customer = hiss(3, 3_000);
    const agent = hiss(4, 3_000);
    const saidAt = Date.now();
    call.sendPcm(customer);
    ringing.sendPcm(agent);
    await sleep(3_500);
    const recording = `${id}-r1`;
    await call.hangup();
    await recordingOf(boss, id);
    const tracks = [1, 2].map((number) => readPcm(trackFile(recording, number, saidAt)));
    const pieces = [customer, agent].map((sound) => sound.subarray(8_000, 12_000));
    const found = tracks.map((track) =>
      pieces.map((piece) => bestLikeness(track, piece, 0, track.length - piece.length)),
    );
    // One's own and nobody else's.
    expect(found[0]?.[0]).toBeGreaterThan(0.97);
    expect(found[1]?.[1]).toBeGreaterThan(0.97);
    expect(found[0]?.[1]).toBeLessThan(0.3);
    expect(found[1]?.[0]).toBeLessThan(0.3);
  });

  test('a pause is silence in both tracks, and noted', async () => {
    const { id, boss, anna, call, ringing } = await talk();
    await sleep(1_000);
    await anna.command('pause-recording');
    await sleep(1_000);
    await anna.command('resume-recording');
    await sleep(1_000);
    const at = Date.now();
    await call.hangup();
    await ringing.ended();
    const { gaps } = await recordingOf(boss, id);
    expect(tracksOf(`${id}-r1`, at, 2)).toEqual([
      [[callerHz], [], [callerHz]],
      [[agentHz], [], [agentHz]],
    ]);
    expect(gaps).toHaveLength(1);
    const [{ from, to } = { from: 0, to: 0 }] = gaps;
    expect(Math.abs(to - from - 1_000)).toBeLessThan(200);
  });

  test('a consultation is not in the recording of the customer; who takes over is', async () => {
    const bens = await scene.office.phone('1002');
    const { id, boss, anna, call, ringing } = await talk();
    await sleep(1_000);
    await anna.command('consult', { number: '1002' });
    const consulted = await bens.nextCall();
    consulted.sendTone(otherHz);
    await consulted.answer();
    await consulted.hearsOnly([agentHz]);
    await call.hearsMusic();
    await sleep(1_000);
    await anna.command('transfer-call');
    await call.hearsOnly([otherHz]);
    await sleep(1_000);
    const at = Date.now();
    await call.hangup();
    await consulted.ended();
    const recording = await recordingOf(boss, id);
    const [customer, agent, taken] = tracksOf(`${id}-r1`, at, 3);
    // What the customer says to the music is nobody's business either.
    expect(customer).toEqual([[callerHz], [], [callerHz]]);
    // What she said to Ben she did not say to the customer.
    expect(agent).toEqual([[agentHz], []]);
    expect(taken).toEqual([[otherHz]]);
    expect(recording.tracks.map(({ phone }) => phone)).toEqual(['1009', '1001', '1002']);
    expect(ringing.state).toBe('ended');
    const last = recording.tracks[2];
    expect((last?.startedAt ?? 0) - recording.startedAt).toBeGreaterThan(1_500);
  });

  test('a conference has everybody, on demand it begins when it is asked for', async () => {
    const bens = await scene.office.phone('1002');
    const { id, boss, anna, call } = await talk();
    await anna.command('stop-recording');
    await anna.command('start-recording');
    await anna.command('add-party', { number: '1002' });
    const added = await bens.nextCall();
    added.sendTone(otherHz);
    await added.answer();
    await call.hearsOnly([agentHz, otherHz]);
    await sleep(800);
    const at = Date.now();
    await call.hangup();
    await anna.command('drop-call');
    await added.ended();
    const recordings = await mixedOf(boss, id, 2);
    expect(tracksOf(`${id}-r2`, at, 3)).toEqual([[[callerHz]], [[agentHz]], [[otherHz]]]);
    expect(recordings.map(({ recording }) => recording)).toEqual([`${id}-r2`, `${id}-r1`]);
  });
});

test('what must be recorded cannot be paused, and is recorded on through a kill -9', async () => {
  const dataDir = await newDataDir({ record: 'forced' } as QueueOptions);
  let cordboard = await CordboardProcess.start(dataDir);
  const open: { close(): Promise<void> }[] = [];
  try {
    const annas = await Phone.open({ server: cordboard.sip, user: '1001', secret });
    const world = await Trunk.open({ server: cordboard.sip, localHost: trunkHost });
    open.push(annas, world);
    await annas.register();
    const anna = await Desk.signIn(cordboard.running.api, 'anna', password);
    await anna.command('ready');
    const call = world.call('700');
    call.sendTone(callerHz);
    const ringing = await annas.nextCall();
    ringing.sendTone(agentHz);
    await ringing.answer();
    await Promise.all([ringing.hearsTone(callerHz), call.hearsTone(agentHz)]);
    for (const command of ['pause-recording', 'stop-recording']) {
      await expect(anna.command(command)).rejects.toMatchObject({ code: 'recording-forced' });
    }
    const { call: id } = await anna.event('recording.started');
    await sleep(1_000);
    await cordboard.end('SIGKILL');
    const saidAgain = Date.now();
    call.sendTone(otherHz);
    cordboard = await CordboardProcess.start(dataDir);
    const boss = await Desk.signIn(cordboard.running.api, 'boss', password, { since: 0 });
    await boss.event('line.up', {}, (await boss.event('recording.started')).seq);
    await sleep(500);
    await call.hangup();
    await ringing.ended();
    const at = Date.now();
    await sleep(500);
    const day = new Date(at).toISOString().slice(0, 10).replaceAll('-', '/');
    const track = (number: number): number[][] =>
      tonesOver(
        readPcm(join(dataDir, 'asterisk/spool/recording', day, `${String(id)}-r1-${number}.wav`)),
        all,
      );
    expect([track(1), track(2)]).toEqual([[[callerHz], [otherHz]], [[agentHz]]]);
    const recording = await recordingOf(boss, String(id));
    expect(recording.tracks.map(({ phone }) => phone)).toEqual([null, '1001']);
    expect((recording.durationMs ?? 0) - (saidAgain - recording.startedAt)).toBeGreaterThan(400);
  } finally {
    await Promise.all(open.map((one) => one.close()));
    await cordboard.end('SIGINT');
    await removeDataDir(dataDir);
  }
});

/** The samples of a .wav file of so many channels, taken apart. */
async function channelsOf(answer: Response, count: number): Promise<Int16Array[]> {
  const data = Buffer.from(await answer.arrayBuffer()).subarray(44);
  return Array.from({ length: count }, (_, channel) =>
    Int16Array.from({ length: data.length / 2 / count }, (_unused, n) =>
      data.readInt16LE((n * count + channel) * 2),
    ),
  );
}

async function tokenOf(api: string, user: string): Promise<string> {
  const answer = await fetch(`${api}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user, password }),
  });
  return ((await answer.json()) as { token: string }).token;
}
