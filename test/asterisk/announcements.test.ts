import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Call } from '../phone/call.ts';
import type { Trunk } from '../phone/trunk.ts';
import type { Desk } from './harness/desk.ts';
import { largerOffice } from './harness/larger-office.ts';
import { TestOffice } from './harness/office.ts';
import { promptsFolder } from './harness/prompts.ts';
import { arrivalOf } from './harness/traces.ts';

const callerHz = 500;
const agentHz = 700;
/** Asterisk's tone for ringing has this in it. */
const ringingHz = 440;

const queueWith = (id: string, more: Record<string, unknown>): Record<string, unknown> => ({
  id,
  name: id,
  members: ['anna', 'ben'],
  ring: '10s',
  rest: '1s',
  wrapUp: '0s',
  whenMissed: 'rest',
  language: 'de',
  ...more,
});

describe('what waiting callers hear', () => {
  let office: TestOffice;
  let world: Trunk;
  let boss: Desk;
  let nextNumber = 100;
  beforeAll(async () => {
    const queues = [
      queueWith('short', { announce: { welcome: ['position-next', 'digit-1'], gap: '0s' } }),
      queueWith('long', { announce: { welcome: ['callback-enter', 'callback-confirm'] } }),
      queueWith('ringing', { whileRinging: 'ringing' }),
      queueWith('whispering', { whisper: { agent: ['callback-agent'], caller: ['goodbye'] } }),
    ];
    const numbers = queues.map(({ id }, index) => ({ number: String(701 + index), queue: id }));
    office = await TestOffice.start({ yaml: largerOffice({ queues, numbers }) });
  });
  beforeEach(async () => {
    world = await office.trunk();
    boss = await office.desk('boss');
  });
  afterEach(() => office.goHome());
  afterAll(async () => {
    await office?.stop();
  });

  async function caller(dialled: string): Promise<{ call: Call; id: unknown }> {
    const number = String(nextNumber++);
    const call = world.call(dialled, { callerNumber: number });
    call.sendTone(callerHz);
    const { call: id } = await arrivalOf(boss, number);
    return { call, id };
  }

  test('music, a prompt to its end, and music again', async () => {
    const { call, id } = await caller('701');
    await call.answered();
    const told = await boss.event('call.told', { call: id, what: 'welcome' });
    await call.hearsMusic();
    const heard = await boss.event('call.heard', { call: id });
    const files = await Promise.all(
      ['position-next', 'digit-1'].map((name) => stat(join(promptsFolder, 'de', `${name}.wav`))),
    );
    const lengthMs = files.reduce((sum, { size }) => sum + size / 16, 0);
    expect(Math.abs(heard.at - told.at - lengthMs)).toBeLessThan(400);
    // What was in the air has come by then; what is heard now is the music.
    await call.listen([], 600);
    await call.hearsMusic();
    expect(boss.events.filter(({ kind, call: of }) => kind === 'call.told' && of === id)).toHaveLength(1);
  });

  test('C17, C31: the offer is made while a prompt plays, and who answers then is heard at once', async () => {
    const phone = await office.phone('1001');
    const { call, id } = await caller('702');
    const told = await boss.event('call.told', { call: id });
    await call.hearsMusic();
    const anna = await office.desk('anna');
    await anna.command('ready');
    const ringing = await phone.nextCall();
    ringing.sendTone(agentHz);
    await ringing.answer();
    const answeredAt = Date.now();
    await Promise.all([call.hearsTone(agentHz), ringing.hearsTone(callerHz)]);
    expect(Date.now() - answeredAt).toBeLessThan(1_000);
    await Promise.all([call.hearsOnly([agentHz]), ringing.hearsOnly([callerHz])]);
    // Both prompts together are longer than all of this has taken.
    expect(boss.events.some(({ kind, seq }) => kind === 'call.heard' && seq > told.seq)).toBe(false);
  });

  test('the tone of ringing while a phone rings, and music when it does not', async () => {
    const phone = await office.phone('1001');
    const anna = await office.desk('anna');
    await anna.command('ready');
    const { call } = await caller('703');
    await call.answered();
    await call.hearsTone(ringingHz);
    const ringing = await phone.nextCall();
    ringing.reject(486);
    await anna.command('not-ready', { reason: 'lunch' });
    await call.listen([], 600);
    await call.hearsMusic();
    expect(await call.listen([ringingHz])).toEqual([]);
  });

  test('X12, C11: both are whispered to before they hear each other; who hangs up meanwhile loses nobody', async () => {
    const [annas, bens] = await Promise.all([office.phone('1001'), office.phone('1002')]);
    for (const name of ['anna', 'ben']) await (await office.desk(name)).command('ready');
    const { call, id } = await caller('704');
    const first = await annas.nextCall();
    first.sendTone(agentHz);
    await first.answer();
    await boss.event('call.whispering', { call: id, agent: 'anna' });
    await Promise.all([first.hearsMusic(), call.hearsMusic()]);
    expect(await first.listen([callerHz])).toEqual([]);
    await first.hangup();

    const second = await bens.nextCall();
    second.sendTone(agentHz);
    await second.answer();
    const whispering = await boss.event('call.whispering', { call: id, agent: 'ben' });
    const connected = await boss.event('call.connected', { call: id, agent: 'ben' });
    await Promise.all([call.hearsOnly([agentHz]), second.hearsOnly([callerHz])]);
    const { size } = await stat(join(promptsFolder, 'de', 'goodbye.wav'));
    // Until they hear each other the caller waits.
    expect(connected.at - whispering.at).toBeGreaterThan(size / 16 - 400);
    await call.hangup();
    await second.ended();
  });
});
