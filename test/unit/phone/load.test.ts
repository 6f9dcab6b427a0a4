import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { tone } from '../../phone/media/sound.ts';
import { openPair } from './pair.ts';

test('50 calls at once, each with sound both ways', async () => {
  const pair = await openPair({ answer: { afterMs: 0 }, sound: () => tone(500) }, { sound: () => tone(800) });
  const outs = Array.from({ length: 50 }, () => pair.anna.call('bert'));
  await Promise.all(outs.map((out) => out.answered()));
  await Promise.all(outs.map((out) => out.hearsOnly([500])));
  const calls = await Promise.all(outs.map(() => pair.bert.nextCall()));
  await Promise.all(calls.map((call) => call.hearsOnly([800])));
  expect(outs.reduce((sum, out) => sum + out.packets.lost, 0)).toBe(0);
  await pair.close();
  expect([...outs, ...calls].every((call) => call.state === 'ended')).toBe(true);
});

test('close leaves nothing behind: a process with calls in every state ends by itself', async () => {
  const program = `
    import { openPair } from '${new URL('./pair.ts', import.meta.url).href}';
    const { anna, bert, close } = await openPair();
    const up = anna.call('bert');
    const call = await bert.nextCall();
    await call.answer();
    await up.hold();
    anna.call('bert');
    await bert.nextCall();
    anna.call('bert');
    const waits = [up.hearsTone(440), up.until('never', () => false), anna.nextCall()].map((wait) => wait.catch((e) => e.code));
    await close();
    console.log(await Promise.all(waits));
  `;
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], { timeout: 5000 });
  expect(stdout).toBe("[ 'call-ended', 'call-ended', 'bad-state' ]\n");
});
