import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Phone } from '../phone/phone.ts';
import { Trunk } from '../phone/trunk.ts';
import { Desk } from './harness/desk.ts';
import { password, secret, trunkHost } from './harness/office.ts';
import { CordboardProcess, newDataDir, removeDataDir } from './harness/process.ts';

const dataDirs: string[] = [];
let cordboard: CordboardProcess | null = null;

afterEach(async () => {
  await cordboard?.end('SIGINT');
  cordboard = null;
  for (const dataDir of dataDirs.splice(0)) await removeDataDir(dataDir);
});

test.each([
  ['killed', 'SIGKILL'],
  ['stopped in good order', 'SIGTERM'],
] as const)(
  'Asterisk is %s in the middle of calls: it is started again, and whoever was cut off is on the call-back list',
  async (_how, signal) => {
    const dataDir = await newDataDir();
    cordboard = await CordboardProcess.start(dataDir);
    dataDirs.push(dataDir);
    const phone = await Phone.open({ server: cordboard.sip, user: '1001', secret });
    const world = await Trunk.open({ server: cordboard.sip, localHost: trunkHost });
    await phone.register();
    const anna = await Desk.signIn(cordboard.running.api, 'anna', password);
    const boss = await Desk.signIn(cordboard.running.api, 'boss', password);
    await anna.command('ready');
    const talker = world.call('700', { callerNumber: '111' });
    const answered = await phone.nextCall();
    await answered.answer();
    await anna.event('call.connected', { agent: 'anna' });
    const waiter = world.call('700', { callerNumber: '222' });
    await waiter.hearsMusic();

    const left = await readFile(join(dataDir, 'asterisk/running.json'), 'utf8');
    process.kill((JSON.parse(left) as { pid: number }).pid, signal);
    await boss.event('line.down');
    await cordboard.output.says('starting it again');
    await boss.event('line.up');

    const { callbacks } = (await cordboard.get('/callbacks')) as {
      callbacks: { call: string; queue: string; caller: { number: string } }[];
    };
    expect(Object.fromEntries(callbacks.map(({ queue, caller }) => [caller.number, queue]))).toEqual({
      111: 'support',
      222: 'support',
    });
    const history = (await cordboard.get('/history')) as {
      calls: { caller: { number: string }; end: string }[];
    };
    expect(Object.fromEntries(history.calls.map(({ caller, end }) => [caller.number, end]))).toEqual({
      111: 'lost-by-asterisk',
      222: 'lost-by-asterisk',
    });
    for (const call of [talker, answered, waiter]) await call.hangup();

    // Anna is where she was. (Asterisk writes its own database once a second only: the phone's registration may be lost.)
    await anna.event('agent.idle', { agent: 'anna' });
    await phone.register();
    const next = world.call('700', { callerNumber: '333' });
    const rings = await phone.nextCall();
    rings.sendTone(700);
    await rings.answer();
    await next.hearsTone(700);
    await boss.command('callback-done', { call: callbacks[0]?.call });
    expect(((await cordboard.get('/callbacks')) as { callbacks: unknown[] }).callbacks).toHaveLength(1);
    anna.close();
    boss.close();
    await Promise.all([phone.close(), world.close()]);
  },
);
