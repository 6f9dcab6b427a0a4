import { afterEach, expect, test } from 'vitest';
import { Phone } from '../../phone/phone.ts';
import { Trunk } from '../../phone/trunk.ts';
import { openPair, type Pair } from './pair.ts';

let pair: Pair;
afterEach(() => pair.close());

test('a call is made, answered and ended by the caller, with its times in order', async () => {
  pair = await openPair();
  const out = pair.anna.call('bert', { headers: { 'X-Ticket': '7' } });
  const call = await pair.bert.nextCall();
  expect(call.from).toEqual({ name: 'Anna "A"', number: 'anna' });
  expect(call.dialled).toBe('bert');
  expect(call.headers.get('x-ticket')).toBe('7');
  await out.ringing();
  expect([out.state, call.state]).toEqual(['ringing', 'ringing']);
  await call.answer();
  await out.answered();
  expect([out.state, call.state]).toEqual(['up', 'up']);
  await out.hangup({ reason: 'Q.850;cause=16' });
  await call.ended();
  expect([out.endedBy, call.endedBy, call.reason]).toEqual(['local', 'remote', 'Q.850;cause=16']);
  const { inviteAt, ringingAt, answeredAt, ackAt, endedAt } = out.times;
  expect([inviteAt, ringingAt, answeredAt, ackAt, endedAt]).toEqual(
    [inviteAt!, ringingAt!, answeredAt!, ackAt!, endedAt!].sort((one, other) => one - other),
  );
});

test('the called side hangs up', async () => {
  pair = await openPair({ answer: { afterMs: 0 } });
  const out = pair.anna.call('bert');
  await out.answered();
  await expect(out.ringing()).rejects.toMatchObject({ code: 'bad-state' });
  await (await pair.bert.nextCall()).hangup();
  await out.ended();
  expect(out.endedBy).toBe('remote');
});

test('a busy phone', async () => {
  pair = await openPair({ answer: 'busy' });
  const out = pair.anna.call('bert');
  await expect(out.answered()).rejects.toMatchObject({ code: 'call-failed', sipStatus: 486 });
  await expect(out.ringing()).rejects.toMatchObject({ code: 'call-failed', sipStatus: 486 });
  expect(out).toMatchObject({ state: 'ended', endedBy: 'remote', sipStatus: 486 });
});

test('a refusal after a while, with its reason', async () => {
  pair = await openPair({ answer: () => ({ status: 480, afterMs: 30, reason: 'Q.850;cause=19' }) });
  const out = pair.anna.call('bert');
  await out.ringing();
  await out.ended();
  expect(out).toMatchObject({ sipStatus: 480, reason: 'Q.850;cause=19' });
});

test('a caller who gives up cancels, and the reason arrives', async () => {
  pair = await openPair();
  const out = pair.anna.call('bert');
  const call = await pair.bert.nextCall();
  await out.ringing();
  await out.hangup({ reason: 'SIP;cause=200;text="Call completed elsewhere"' });
  await call.ended();
  expect(call).toMatchObject({ endedBy: 'remote', sipStatus: 487 });
  expect(call.reason).toContain('completed elsewhere');
  expect(out).toMatchObject({ endedBy: 'local', sipStatus: 487 });
  await expect(call.answer()).rejects.toMatchObject({ code: 'bad-state' });
});

test('a caller who gives up at once, before anything was sent or heard', async () => {
  pair = await openPair();
  const unsent = pair.anna.call('bert');
  await unsent.hangup();
  expect(unsent).toMatchObject({ state: 'ended', endedBy: 'local', times: { endedAt: expect.any(Number) } });
  const out = pair.anna.call('bert');
  await pair.bert.nextCall();
  await out.hangup();
  expect(out.sipStatus).toBe(487);
});

test('hold and resume from either side', async () => {
  pair = await openPair({ answer: { afterMs: 0 } });
  const out = pair.anna.call('bert');
  await out.answered();
  const call = await pair.bert.nextCall();
  await out.hold();
  expect([out.held, call.held]).toEqual([false, true]);
  await call.hold();
  expect([out.held, call.held]).toEqual([true, true]);
  await out.resume();
  await call.resume();
  expect([out.held, call.held]).toEqual([false, false]);
});

test('both hold at the same moment', async () => {
  pair = await openPair({ answer: { afterMs: 0 } });
  const out = pair.anna.call('bert');
  await out.answered();
  const call = await pair.bert.nextCall();
  await call.until('acknowledgement', () => call.times.ackAt !== undefined);
  await Promise.all([out.hold(), call.hold()]);
  expect([out.held, call.held]).toEqual([true, true]);
});

test('waiting for what does not come says what and for how long', async () => {
  pair = await openPair();
  const out = pair.anna.call('bert');
  await out.ringing();
  await expect(out.answered({ timeoutMs: 20 })).rejects.toThrow(
    /waited 20 ms for the answer of anna's call with bert \(ringing\)/,
  );
  await expect(pair.anna.nextCall({ timeoutMs: 20 })).rejects.toThrow('waited 20 ms for a call at anna');
});

test('a trunk calls with any number and is called by any number', async () => {
  pair = await openPair();
  const trunk = await Trunk.open({
    server: pair.anna.address,
    answer: (call) => (call.dialled === '0311' ? { afterMs: 0 } : { status: 503 }),
  });
  const phone = await Phone.open({ server: trunk.address, user: '1001' });
  await phone.call('0311').answered();
  await expect(phone.call('0312').answered()).rejects.toMatchObject({ sipStatus: 503 });
  trunk.call('900', { callerName: 'Customer', callerNumber: '+390399' });
  const call = await pair.anna.nextCall({ to: '900' });
  expect(call.from).toEqual({ name: 'Customer', number: '+390399' });
  await Promise.all([trunk.close(), phone.close()]);
});

test('a caller that was unplugged: the next request in its call is refused', async () => {
  pair = await openPair({ answer: { afterMs: 0 } });
  const out = pair.anna.call('bert');
  await out.answered();
  const call = await pair.bert.nextCall();
  pair.bert.unplug();
  expect(call.state).toBe('ended');
  const again = await Phone.open({
    server: pair.anna.address,
    user: 'bert',
    localPort: pair.bert.address.port,
  });
  await expect(out.hold()).rejects.toMatchObject({ code: 'refused', sipStatus: 481 });
  await again.close();
});
