import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { CallingOffice, hearEachOther, tones } from '../harness/calling-office.ts';

let office: CallingOffice;
beforeAll(async () => {
  office = await CallingOffice.start();
});
afterEach(() => office.house.goHome());
afterAll(async () => {
  await office?.stop();
});

test('a phone calls another one; both displays say whom they speak with', async () => {
  const [first, second] = await office.phones('1004', '1005');
  const out = first.call('1005');
  out.sendTone(tones['1004']);
  const ringing = await second.nextCall();
  expect(ringing.party).toEqual({ name: 'Phone 1004', number: '1004' });
  await out.ringing();
  await office.shows('1004', 'delivered');
  await office.shows('1005', 'alerting');
  await ringing.answer();
  await hearEachOther({ '1004': out, '1005': ringing });
  await ringing.hangup();
  await out.ended();
  await office.shows('1004', null);
});

test('click to dial: the phone picks up by itself, then the number is dialled', async () => {
  const [first, second] = await office.phones('1001', '1005');
  await office.ask('1001', { name: 'make-call', number: '1005' });
  const own = await first.nextCall();
  const ringing = await second.nextCall();
  await ringing.answer();
  await hearEachOther({ '1001': own, '1005': ringing });
  await office.ask('1001', { name: 'drop-call' });
  await Promise.all([own.ended(), ringing.ended()]);
});

test('answered from the desk, held, retrieved, muted, tones sent', async () => {
  const [first, second] = await office.phones('1004', '1005');
  const out = first.call('1005');
  out.sendTone(tones['1004']);
  await second.nextCall();
  await office.shows('1005', 'alerting');
  await office.ask('1005', { name: 'answer-call' });
  const answered = await second.nextCall();
  await hearEachOther({ '1004': out, '1005': answered });

  await office.ask('1005', { name: 'hold-call' });
  await out.hearsMusic();
  await answered.hearsSilence(300);
  expect(office.permitted('1005')).toEqual(['retrieveCall', 'dropCall']);
  await office.ask('1005', { name: 'retrieve-call' });
  await hearEachOther({ '1004': out, '1005': answered });

  await office.ask('1005', { name: 'mute', on: true });
  await Promise.all([out.hearsSilence(300), answered.hearsOnly([tones['1004']])]);
  await office.ask('1005', { name: 'mute', on: false });
  await hearEachOther({ '1004': out, '1005': answered });

  await office.ask('1005', { name: 'send-digits', digits: '42#' });
  await out.hearsDigits('42#');
});

test("a phone's own hold key gives the other party music, and the display says so", async () => {
  const [first, second] = await office.phones('1004', '1005');
  const out = first.call('1005');
  out.sendTone(tones['1004']);
  const ringing = await second.nextCall();
  await ringing.answer();
  await hearEachOther({ '1004': out, '1005': ringing });
  await ringing.hold();
  await office.shows('1005', 'hold');
  await out.hearsMusic();
  await ringing.resume();
  await office.shows('1005', 'connected');
  await hearEachOther({ '1004': out, '1005': ringing });
});

test('a busy phone, a phone that is not there and a number that is nobody’s', async () => {
  const [first, second] = await office.phones('1004', '1005');
  const talk = first.call('700');
  await talk.answered();
  const third = second.call('1004');
  await third.ended();
  expect(third.sipStatus).toBe(486);
  const nobody = second.call('4711');
  await nobody.ended();
  expect(nobody.sipStatus).toBe(404);
  const absent = second.call('1003');
  await absent.ended();
  expect(absent.sipStatus).toBe(480);
});

test('refused at the phone and from the desk', async () => {
  const [first, second] = await office.phones('1004', '1005');
  const out = first.call('1005');
  await second.nextCall();
  await office.shows('1005', 'alerting');
  await office.ask('1005', { name: 'reject-call' });
  await out.ended();
  expect(out.sipStatus).toBe(486);
});

test('outside: the next trunk when one cannot, caller id of the office, nothing of the agent', async () => {
  const [phone, dead, good] = await Promise.all([office.phone('1001'), office.trunk(0), office.trunk(1)]);
  dead.answer = { status: 503 };
  const out = phone.call('0311222');
  out.sendTone(tones['1001']);
  const called = await good.nextCall();
  expect(called.dialled).toBe('311222');
  expect(called.party).toEqual({ name: '', number: '0399' });
  called.sendTone(tones.outside);
  await called.answer();
  await hearEachOther({ '1001': out, outside: called });
  expect(called.displayed.map(({ number }) => number)).not.toContain('1001');
});

test('a caller from outside reaches a phone by its own number, but not the outside', async () => {
  const [phone, trunk] = await Promise.all([office.phone('1004'), office.trunk()]);
  const call = trunk.call('5551004');
  call.sendTone(tones.outside);
  const ringing = await phone.nextCall();
  await ringing.answer();
  await hearEachOther({ outside: call, '1004': ringing });
  await ringing.hangup();
  await call.ended();
  const toll = trunk.call('0900123');
  await toll.ended();
  expect(toll.sipStatus).toBe(404);
});
