import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Call } from '../phone/call.ts';
import { Phone } from '../phone/phone.ts';
import { Trunk } from '../phone/trunk.ts';
import { Desk } from './harness/desk.ts';
import { officeYaml, password, secret, trunkHost } from './harness/office.ts';
import { CordboardProcess, newDataDir, removeDataDir } from './harness/process.ts';

const agentHz = 700;
const customerHz = [400, 500, 600, 850] as const;

/** Anna keeps her phone up between calls, Ben's answers by itself, Carla's rings. */
function yaml(): string {
  const office = JSON.parse(officeYaml()) as {
    agents: Record<string, unknown>[];
    phones: Record<string, unknown>[];
  };
  const connect: Record<string, string> = { anna: 'stay', ben: 'auto-answer' };
  return JSON.stringify({
    ...office,
    agents: office.agents.map((agent) => ({ ...agent, connect: connect[String(agent['id'])] ?? 'ring' })),
    phones: office.phones.map((phone) => ({ ...phone, autoAnswer: 'true' })),
    queues: [
      {
        id: 'support',
        name: 'Support',
        members: ['anna', 'ben', 'carla'],
        wrapUp: '0s',
        rest: '1s',
        record: 'never',
      },
    ],
  });
}

let dataDir: string;
let cordboard: CordboardProcess;
const phones: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  dataDir = await newDataDir();
  await writeFile(join(dataDir, 'office.yaml'), yaml());
  cordboard = await CordboardProcess.start(dataDir);
});
afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.close()));
  await cordboard.end('SIGINT');
  await removeDataDir(dataDir);
});

async function phone(user: string, answer: 'manual' | 'when-asked' = 'manual'): Promise<Phone> {
  const opened = await Phone.open({ server: cordboard.sip, user, secret, answer });
  phones.push(opened);
  await opened.register();
  return opened;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

test('an agent stays up over the calls of two customers, a killed Cordboard, and hangs up', async () => {
  const annas = await phone('1001');
  const invites: Call[] = [];
  annas.onIncoming = (call) => invites.push(call);
  const world = await Trunk.open({ server: cordboard.sip, localHost: trunkHost });
  phones.push(world);
  let anna = await Desk.signIn(cordboard.running.api, 'anna', password);
  await anna.command('ready');
  const seat = await annas.nextCall();
  seat.sendTone(agentHz);
  await seat.answer();
  await anna.event('seat.begun');

  const customer = async (hz: number): Promise<Call> => {
    const call = world.call('700');
    call.sendTone(hz);
    await Promise.all([call.hearsTone(agentHz), seat.hearsTone(hz)]);
    return call;
  };
  const first = await customer(customerHz[0]);
  await first.hangup();
  await seat.hearsSilence(400);
  const second = await customer(customerHz[1]);
  expect(seat.state).toBe('up');

  // Killed in a talk, and once more between two.
  await cordboard.end('SIGKILL');
  cordboard = await CordboardProcess.start(dataDir);
  await Promise.all([second.hearsTone(agentHz), seat.hearsTone(customerHz[1])]);
  anna = await Desk.signIn(cordboard.running.api, 'anna', password, { since: 0 });
  await second.hangup();
  await seat.hearsSilence(400);
  await cordboard.end('SIGKILL');
  cordboard = await CordboardProcess.start(dataDir);
  anna = await Desk.signIn(cordboard.running.api, 'anna', password, { since: 0 });
  const third = await customer(customerHz[2]);
  await third.hangup();
  await seat.hearsSilence(400);
  expect(invites).toHaveLength(1);
  expect(seat.state).toBe('up');

  await seat.hangup();
  await anna.event('agent.not-ready', { reason: 'hung-up' });
  const { calls } = (await cordboard.get('/history')) as { calls: { disposition: string }[] };
  expect(calls.map(({ disposition }) => disposition)).toEqual(['ANSWERED', 'ANSWERED', 'ANSWERED']);
  await anna.command('leave-seat');
});

test('how long it takes from the entry into the queue to the talk', async () => {
  const world = await Trunk.open({ server: cordboard.sip, localHost: trunkHost });
  phones.push(world);
  const boss = await Desk.signIn(cordboard.running.api, 'boss', password);
  const ways = { stay: ['anna', '1001'], 'auto-answer': ['ben', '1002'], ring: ['carla', '1003'] } as const;
  const took: Record<string, number> = {};
  for (const [way, [agent, id]] of Object.entries(ways)) {
    const own = await phone(id, way === 'auto-answer' ? 'when-asked' : 'manual');
    // A hand that is there at once; and a phone that needs none.
    if (way !== 'auto-answer') own.onIncoming = (call) => void call.answer();
    const desk = await Desk.signIn(cordboard.running.api, agent, password);
    await desk.command('ready');
    if (way === 'stay') await (await own.nextCall()).answered();
    const times: number[] = [];
    for (let count = 0; count < 9; count += 1) {
      const before = boss.events.at(-1)?.seq ?? 0;
      const call = world.call('700');
      const queued = await boss.event('call.queued', {}, before);
      const bridged = await boss.event('call.bridged', { call: queued['call'] }, queued.seq);
      times.push(bridged.at - queued.at);
      await call.hangup();
      await boss.event('agent.idle', { agent }, bridged.seq);
    }
    took[way] = median(times);
    await desk.command('leave-seat');
    desk.close();
  }
  boss.close();
  console.info(`from the queue to the talk, median of 9: ${JSON.stringify(took)} ms`);
  expect(took['stay']).toBeLessThan(took['ring'] ?? 0);
});
