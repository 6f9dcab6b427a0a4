import { afterEach, expect, test } from 'vitest';
import type { IncomingCall } from '../../phone/incoming-call.ts';
import { tone } from '../../phone/media/sound.ts';
import type { OutgoingCall } from '../../phone/outgoing-call.ts';
import { openPair, type Pair } from './pair.ts';

let pair: Pair;
afterEach(() => pair.close());

async function connect(): Promise<[OutgoingCall, IncomingCall]> {
  pair = await openPair({ answer: { afterMs: 0 } });
  const out = pair.anna.call('bert');
  await out.answered();
  return [out, await pair.bert.nextCall()];
}

test('each side hears the other tone and nothing else', async () => {
  const [out, call] = await connect();
  out.sendTone(500);
  call.sendTone(800);
  await Promise.all([call.hearsOnly([500]), out.hearsOnly([800])]);
  expect(out.hears([500, 700, 800, 900]).map(({ hz }) => hz)).toEqual([800]);
  expect(out.hears()[0]!.level).toBeCloseTo(-12.2, 0);
  out.sendTone(600);
  await call.hearsOnly([600]);
  out.sendSilence();
  await call.hearsOnly([]);
  expect(call.silentFor(150)).toBe(true);
  await expect(call.hearsTone(600, { timeoutMs: 100 })).rejects.toThrow(
    /600 Hz; bert's call with anna \(up\) heard \d+ packets/,
  );
});

test('sound begins with the answer and comes without a gap', async () => {
  pair = await openPair({ answer: { afterMs: 0 }, sound: () => tone(700) });
  const out = pair.anna.call('bert');
  const answeredAt = await out.answered();
  const heardAt = await out.hearsTone(700);
  // Two frames on a quiet machine; a busy one may stall the whole process for longer.
  expect(heardAt - answeredAt).toBeLessThan(250);
  out.mark();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(out.longestGapMs()).toBeLessThan(250);
  expect(out.packets.lost).toBe(0);
});

test('a pause is seen as a gap and lies as silence in what was heard', async () => {
  const [out, call] = await connect();
  out.sendTone(500);
  await call.hearsTone(500);
  call.mark();
  out.sendNothing();
  await call.hearsSilence(200);
  expect(call.longestGapMs()).toBeGreaterThan(180);
  out.sendTone(500);
  await call.hearsTone(500);
  expect(call.packets.lost).toBe(0);
});

test('a held phone sends nothing, and goes on when it is resumed', async () => {
  const [out, call] = await connect();
  call.sendTone(900);
  await out.hearsTone(900);
  await out.hold();
  await out.hearsSilence(200);
  await out.resume();
  await out.hearsTone(900);
});

test('keys are sent as events and heard once each', async () => {
  const [out, call] = await connect();
  await out.sendDtmf('1159*#D', { toneMs: 40, pauseMs: 40 });
  await call.hearsDigits('1159*#D');
  expect(call.digits).toBe('1159*#D');
  await expect(call.hearsDigits('7', { timeoutMs: 20 })).rejects.toThrow('the keys 7, has "1159*#D"');
});

test('samples arrive as they were sent, up to the codec; they are nobody’s tone, so music', async () => {
  const [out, call] = await connect();
  const sent = Int16Array.from({ length: 8000 }, (_, n) => 6000 * Math.sin(n * n * 1e-4));
  out.sendPcm(sent);
  await call.hearsMusic();
  await call.hearsSilence(100);
  const heard = call.heardSamples();
  const start =
    heard.findIndex((sample) => Math.abs(sample) > 200) - sent.findIndex((sample) => Math.abs(sample) > 200);
  const error = sent.reduce((sum, sample, n) => sum + (sample - heard[start + n]!) ** 2, 0);
  const power = sent.reduce((sum, sample) => sum + sample ** 2, 0);
  expect(error / power).toBeLessThan(0.01);
});

test('early sound is heard before the answer', async () => {
  pair = await openPair();
  const out = pair.anna.call('bert');
  const call = await pair.bert.nextCall();
  await call.early();
  call.sendTone(440);
  await out.hearsTone(440);
  expect(out.state).toBe('early');
  await call.answer();
  await out.answered();
  await out.hangup();
  await expect(out.hearsTone(300)).rejects.toMatchObject({ code: 'call-ended' });
});

test('of some tones, those that are heard within a stretch of sound', async () => {
  const [out, call] = await connect();
  out.sendTone(500);
  await call.hearsTone(500);
  expect(await call.listen([500, 700, 900])).toEqual([500]);
  const listening = call.listen([900, 700, 500], 1_000);
  await call.listen([], 300);
  out.sendTone(900);
  // Both, one after the other.
  expect(await listening).toEqual([500, 900]);
  out.sendNothing();
  await call.hearsSilence(200);
  expect(await call.listen([500, 900])).toEqual([]);
  await out.hangup();
  await expect(call.listen([500])).rejects.toMatchObject({ code: 'call-ended' });
});
