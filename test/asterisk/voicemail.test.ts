import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { createLogger } from '../../src/base/log.ts';
import type { AgentId, PhoneId } from '../../src/board/ids.ts';
import { emptyOffice } from '../../src/board/office.ts';
import { MessageFiles } from '../../src/control/messages/message-files.ts';
import { readPcm } from '../phone/media/sound.ts';
import { agentOf, officeOf, phoneOf } from '../unit/board/settings.ts';
import { BoardBench } from './harness/board.ts';
import { tonesOver } from './harness/tracks.ts';

const callerHz = 500;
const ownerHz = 900;
/** The beep's own pitch is 700. */
const all = [callerHz, ownerHz];
const phone = '1001' as PhoneId;

const office = officeOf({
  agents: [agentOf('anna', { phone })],
  phones: [
    phoneOf('1001', { mailbox: true, ringMs: 1_500, name: 'Anna', email: 'anna@example.com' }),
    phoneOf('1002'),
  ],
  numbers: [{ number: '801', to: { kind: 'mailbox', phone } }],
  voicemail: { ...emptyOffice.voicemail, silenceMs: 2_000, longestMs: 6_000, shortestMs: 1_000 },
  timeZone: 'Europe/Berlin',
});

describe('a mailbox', () => {
  let bench: BoardBench;
  beforeAll(async () => {
    bench = await BoardBench.start({ office });
  });
  afterEach(() => bench.clear());
  afterAll(async () => {
    await bench.stop();
  });

  const boxed = () => bench.state.devices.get(phone)?.messages ?? [];

  /** Somebody outside calls the mailbox, spares himself the greeting, and speaks his tone after the beep. */
  async function caller(number = '801') {
    const trunk = await bench.trunk();
    const call = trunk.call(number, { callerNumber: '31' });
    await call.answered();
    await bench.fact('call.message', { step: 'greeting' });
    await call.hearsMusic();
    await call.sendDtmf('#');
    await bench.fact('call.message', { step: 'recording' });
    await call.hearsTone(700);
    await call.hearsSilence(300);
    call.sendTone(callerHz);
    return call;
  }

  async function leaveMessage(): Promise<void> {
    const call = await caller();
    await call.listen([], 1_800);
    await call.hangup();
    await bench.fact('message.left');
    await bench.until('the end of the call', () => bench.state.calls.size === 0 || undefined);
    bench.facts.length = 0;
  }

  test('nobody answers: who hangs up while he speaks has left a message, and the lamp burns', async () => {
    const owner = await bench.phone('1001');
    const trunk = await bench.trunk();
    const call = trunk.call('1001', { callerNumber: '31' });
    call.sendSilence();
    const ringing = await owner.nextCall();
    await ringing.ended();
    await call.answered();
    // The default prompt, whole, then the beep.
    await bench.fact('call.message', { step: 'recording' });
    await call.hearsTone(700);
    await call.hearsSilence(200);
    call.sendTone(callerHz);
    await call.listen([], 2_000);
    await call.hangup();
    const left = await bench.fact('message.left');
    expect(left).toMatchObject({ phone: '1001', caller: { number: '31' }, format: 'wav' });
    expect(left.durationMs).toBeGreaterThan(1_000);
    expect(left.durationMs).toBeLessThan(4_000);
    expect((await bench.fact('call.ended')).end).toBe('message-left');
    expect(tonesOver(readPcm(bench.file(left.file)), all)).toContainEqual([callerHz]);
    await owner.lamp.shows(1, 0);
    expect(owner.lamp.on).toBe(true);
    // Deleted at a desk.
    await bench.exchange.command({ name: 'delete-message', phone, message: left.message, by: 'anna' });
    await owner.lamp.shows(0, 0);
    expect(owner.lamp.on).toBe(false);
  });

  test('do not disturb sends callers to the mailbox at once; the mail has what Asterisk has recorded', async () => {
    const files = new MessageFiles({
      exchange: bench.exchange,
      store: { get: (id) => bench.messages.get(id), present: () => [], deletedSince: () => [] },
      folder: dirname(bench.file('x')),
      officeName: () => 'Test',
      clock: systemClock,
      log: createLogger('error'),
    });
    await bench.exchange.command({ name: 'do-not-disturb', phone, on: true });
    const call = await caller('1001');
    await call.listen([], 1_600);
    await call.sendDtmf('#');
    // By the hash key the message is as long as it is, with no silence at its end.
    const left = await bench.fact('message.left');
    expect(left.durationMs).toBeGreaterThanOrEqual(1_000);
    await call.ended();
    await files.settled();
    const mail = await readFile(bench.file(left.file, 'eml'), 'utf8');
    const attached = Buffer.from(mail.split('\r\n\r\n').at(-1)?.split('--=_')[0] ?? '', 'base64');
    expect(attached).toEqual(await readFile(bench.file(left.file)));
    expect(mail).toContain('To: "Anna" <anna@example.com>');
    await bench.exchange.command({ name: 'do-not-disturb', phone, on: false });
    await bench.exchange.command({ name: 'delete-message', phone, message: left.message, by: 'anna' });
    await files.stop();
    expect(await readdir(dirname(bench.file(left.file)))).not.toContain(`${left.message}.eml`);
  });

  test('silence ends a message; silence alone and too short a word are none', async () => {
    const silent = await caller();
    silent.sendSilence();
    await silent.ended();
    expect((await bench.fact('call.ended')).end).toBe('unanswered');
    bench.facts.length = 0;
    const brief = await caller();
    await brief.hangup();
    expect((await bench.fact('call.ended')).end).toBe('abandoned');
    expect(boxed()).toEqual([]);
    bench.facts.length = 0;
    const whole = await caller();
    await whole.listen([], 2_500);
    whole.sendSilence();
    const left = await bench.fact('message.left');
    expect(left.durationMs).toBeGreaterThanOrEqual(1_000);
    expect(left.durationMs).toBeLessThan(5_000);
    await bench.exchange.command({ name: 'delete-message', phone, message: left.message, by: 'anna' });
  });

  test('the owner hears his messages: with time and number, again, on, and deleted', async () => {
    await leaveMessage();
    await leaveMessage();
    const owner = await bench.phone('1001');
    await owner.lamp.shows(2, 0);
    const call = owner.call('*97');
    call.sendSilence();
    await call.answered();
    // "You have two new messages".
    await bench.fact('call.message', { step: 'intro' });
    await call.hearsMusic();
    const first = await bench.fact('call.message', { step: 'hearing' });
    expect(first.playing?.media.slice(0, 3)).toEqual([
      'sound:vm-received',
      'sound:digits/today',
      'sound:digits/at',
    ]);
    expect(
      first.playing?.media
        .filter((item) => item.includes('digits/'))
        .slice(-2)
        .join(),
    ).toBe([3, 1].map((digit) => `sound:digits/${digit}`).join());
    await call.hearsTone(callerHz, { timeoutMs: 15_000 });
    bench.facts.length = 0;
    await call.sendDtmf('1');
    const again = await bench.fact('call.message', { step: 'hearing' });
    expect(again.messages).toEqual(first.messages);
    await call.hearsTone(callerHz, { timeoutMs: 15_000 });
    bench.facts.length = 0;
    await call.sendDtmf('#');
    await bench.fact('message.heard', { phone, by: '1001' });
    await owner.lamp.shows(1, 1);
    const second = await bench.fact('call.message', { step: 'hearing' });
    expect(second.messages).toEqual(first.messages.slice(1));
    await call.hearsTone(callerHz, { timeoutMs: 15_000 });
    await call.sendDtmf('7');
    await bench.fact('message.deleted', { phone, by: '1001' });
    await owner.lamp.shows(0, 1);
    expect(owner.lamp.on).toBe(false);
    // "No more messages. Goodbye."
    await call.ended({ timeoutMs: 15_000 });
    expect(boxed()).toHaveLength(1);
    // The old one is heard when there is no new one; nothing pressed keeps it.
    bench.facts.length = 0;
    const later = owner.call('*97');
    await later.answered();
    await bench.fact('call.message', { step: 'intro' });
    await later.sendDtmf('#');
    await bench.fact('call.message', { step: 'hearing' });
    await later.sendDtmf('7');
    await later.ended({ timeoutMs: 15_000 });
    expect(boxed()).toEqual([]);
  }, 120_000);

  test('the owner speaks a greeting, which callers hear instead of the prompt, and takes it back', async () => {
    const owner = await bench.phone('1001');
    const call = owner.call('*98');
    call.sendSilence();
    await call.answered();
    await bench.fact('call.message', { step: 'asking' });
    await call.hearsMusic();
    await call.sendDtmf('#');
    await bench.fact('call.message', { step: 'speaking' });
    await call.hearsTone(700);
    await call.hearsSilence(200);
    call.sendTone(ownerHz);
    await call.listen([], 1_500);
    await call.sendDtmf('#');
    call.sendSilence();
    await bench.fact('call.message', { step: 'reviewing' });
    await call.sendDtmf('2');
    await call.hearsTone(ownerHz);
    await call.sendDtmf('1');
    await bench.fact('phone.changed');
    await call.ended({ timeoutMs: 15_000 });
    const trunk = await bench.trunk();
    const outside = trunk.call('801', { callerNumber: '31' });
    await outside.answered();
    await outside.hearsTone(ownerHz);
    await outside.hangup();
    await bench.until('the end', () => bench.state.calls.size === 0 || undefined);
    bench.facts.length = 0;
    const back = owner.call('*98');
    await back.answered();
    await bench.fact('call.message', { step: 'asking' });
    await back.sendDtmf('7');
    await bench.fact('phone.changed', { greeting: null });
    await back.hangup();
  });

  test('a phone without a mailbox has nothing to hear; a caller from outside hears nobody else’s', async () => {
    const other = await bench.phone('1002');
    const call = other.call('*97');
    await expect(call.answered()).rejects.toMatchObject({ sipStatus: 404 });
    await bench.exchange.command({ name: 'forward', phone, type: 'immediate', number: '*97' });
    const trunk = await bench.trunk();
    await expect(trunk.call('1001').answered()).rejects.toMatchObject({ sipStatus: 404 });
    await bench.exchange.command({ name: 'forward', phone, type: 'immediate', number: null });
  });

  test('the lamp after a restart of Asterisk, and a message whose end Cordboard did not hear', async () => {
    const call = await caller();
    await call.listen([], 1_500);
    await bench.lineDown();
    await call.hangup();
    await bench.lineUp();
    const left = await bench.fact('message.left');
    expect(tonesOver(readPcm(bench.file(left.file)), all)).toContainEqual([callerHz]);
    await bench.asterisk.restart();
    await bench.until(
      'the line to be up again',
      () => bench.facts.filter(({ kind }) => kind === 'line.up').length >= 2 || undefined,
    );
    const owner = await bench.phone('1001');
    await owner.lamp.shows(1, 0);
    await bench.exchange.command({ name: 'mark-message-heard', phone, message: left.message, by: 'anna' });
    await owner.lamp.shows(0, 1);
    expect(await readdir(bench.file('messages/1001', '').slice(0, -1))).not.toHaveLength(0);
    expect(bench.state.agents.get('anna' as AgentId)?.presence.name).toBe('signed-out');
  });
});
