import { afterAll, beforeAll, expect, test } from 'vitest';
import { Phone } from '../phone/phone.ts';
import { Trunk } from '../phone/trunk.ts';
import { Desk, type DeskEvent } from './harness/desk.ts';
import { password, secret, trunkHost } from './harness/office.ts';
import { CordboardProcess, newDataDir, removeDataDir } from './harness/process.ts';

/** Stalls of a busy machine are shorter; a call that was cut and mended is not. */
const longestGapMs = 500;
/** The dialplan's loop tries again every two seconds. */
const loop = { timeoutMs: 15_000 };

let dataDir: string;
let cordboard: CordboardProcess;
const phones: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  dataDir = await newDataDir();
  cordboard = await CordboardProcess.start(dataDir);
});
afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.close()));
  await cordboard.end('SIGINT');
  await removeDataDir(dataDir);
});

interface Shown {
  readonly state: string;
  readonly caller: { readonly number: string };
  readonly waitingSince: number;
  readonly position: number | null;
  readonly agent: string | null;
}

/** The id of the nth call of the same ledger. */
function numbered({ call }: DeskEvent, n: number): string {
  return String(call).replace(/\d+$/, String(n));
}

async function callsByNumber(): Promise<Record<string, Shown>> {
  const { calls } = (await cordboard.get('/calls')) as { calls: Shown[] };
  return Object.fromEntries(calls.map((call) => [call.caller.number, call]));
}

test('kill -9 with one call that talks and one that waits: nobody is lost and everybody keeps his place', async () => {
  const annas = await Phone.open({ server: cordboard.sip, user: '1001', secret });
  const world = await Trunk.open({ server: cordboard.sip, localHost: trunkHost });
  phones.push(annas, world);
  await annas.register();
  const before = await Desk.signIn(cordboard.running.api, 'anna', password);
  await before.command('ready');

  const talker = world.call('700', { callerNumber: '111' });
  const answered = await annas.nextCall();
  talker.sendTone(500);
  answered.sendTone(700);
  await answered.answer();
  await Promise.all([talker.hearsTone(700), answered.hearsTone(500)]);
  const waiter = world.call('700', { callerNumber: '222' });
  await waiter.hearsMusic();
  await before.event('call.queued', { call: numbered(await before.event('call.connected'), 2) });
  const waitedSince = (await callsByNumber())['222']?.waitingSince;

  await cordboard.end('SIGKILL');

  for (const call of [talker, answered, waiter]) call.mark();
  const late = world.call('700', { callerNumber: '333' });
  await late.hearsMusic();
  await Promise.all([talker.hearsTone(700), answered.hearsTone(500), waiter.hearsMusic()]);

  cordboard = await CordboardProcess.start(dataDir);
  const anna = await Desk.signIn(cordboard.running.api, 'anna', password, { since: 0 });
  const boss = await Desk.signIn(cordboard.running.api, 'boss', password, { since: 0 });
  // The third gets in by the dialplan's loop, and its wait is counted from its first second there.
  const third = await boss.event('call.queued', { call: numbered(await anna.event('call.connected'), 3) });
  const calls = await callsByNumber();
  expect(calls['111']).toMatchObject({ state: 'talking', agent: 'anna' });
  expect(calls['222']).toMatchObject({ state: 'waiting', position: 1, waitingSince: waitedSince });
  expect(calls['333']).toMatchObject({ state: 'waiting', position: 2 });
  expect(Number(third['enteredAt'])).toBeLessThan(third.at);
  expect(Math.abs(Number(third['enteredAt']) - (late.times.inviteAt ?? 0))).toBeLessThan(1_500);

  // Under control again: the talk ends, wrap-up runs, those who waited are served in their order.
  await Promise.all([talker.hearsTone(700), answered.hearsTone(500), waiter.hearsMusic(), late.hearsMusic()]);
  expect(Math.max(talker.longestGapMs(), answered.longestGapMs(), waiter.longestGapMs())).toBeLessThan(
    longestGapMs,
  );
  await answered.hangup();
  await talker.ended();
  for (const [number, call] of [
    ['222', waiter],
    ['333', late],
  ] as const) {
    const next = await annas.nextCall(loop);
    expect(next.party.number).toBe(number);
    next.sendTone(900);
    await next.answer();
    await call.hearsTone(900);
    await call.hangup();
    await next.ended();
  }
  await boss.event('call.ended', { call: third['call'] });
  const history = (await cordboard.get('/history')) as {
    calls: { caller: { number: string }; disposition: string }[];
  };
  expect(history.calls.map((row) => [row.caller.number, row.disposition])).toEqual([
    ['333', 'ANSWERED'],
    ['222', 'ANSWERED'],
    ['111', 'ANSWERED'],
  ]);
  anna.close();
  boss.close();
});
