import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Baresip, Sipp } from './harness/foreign.ts';
import { secret, TestOffice, trunkHost } from './harness/office.ts';
import { historyOf, nothingLeft } from './harness/traces.ts';

const callerHz = 500;
const agentHz = 700;

describe('phones that others wrote', () => {
  let office: TestOffice;
  const foreign: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    office = await TestOffice.start({ queue: { wrapUp: '0s' } });
  });
  afterEach(async () => {
    await Promise.all(foreign.splice(0).map((one) => one.close()));
    await office.goHome();
  });
  afterAll(async () => {
    await office?.stop();
  });

  async function baresip(user: string, answers: 'all' | 'when-asked'): Promise<Baresip> {
    const phone = await Baresip.start({ server: office.sip, user, secret, toneHz: agentHz, answers });
    foreign.push(phone);
    return phone;
  }

  async function sipp(callerNumber: string, talkMs?: number): Promise<Sipp> {
    const caller = await Sipp.call({
      server: office.sip,
      host: trunkHost,
      number: '700',
      callerNumber,
      ...(talkMs === undefined ? {} : { talkMs }),
    });
    foreign.push(caller);
    return caller;
  }

  test('baresip is the phone of the agent', async () => {
    const annas = await baresip('1001', 'all');
    const world = await office.trunk();
    const boss = await office.desk('boss');
    const anna = await office.desk('anna');
    await anna.command('ready');
    for (const [round, whoHangsUp] of ['caller', 'agent'].entries()) {
      const call = world.call('700', { callerNumber: `10${round}` });
      call.sendTone(callerHz);
      await annas.event('CALL_ESTABLISHED', round + 1);
      await Promise.all([call.hearsTone(agentHz), annas.hearsTone(callerHz)]);
      if (whoHangsUp === 'caller') await call.hangup();
      else annas.hangup();
      await Promise.all([annas.event('CALL_CLOSED', round + 1), call.ended()]);
      expect(await historyOf(boss, `10${round}`)).toMatchObject({
        agent: 'anna',
        disposition: 'ANSWERED',
        end: whoHangsUp === 'caller' ? 'completed-by-caller' : 'completed-by-agent',
        cause: 16,
      });
    }
    await nothingLeft(office);
  });

  test('baresip answers by itself when the desk asks it to', async () => {
    const carlas = await baresip('1003', 'when-asked');
    const world = await office.trunk();
    const carla = await office.desk('carla');
    await carla.command('ready');
    const call = world.call('700');
    call.sendTone(callerHz);
    await carlas.event('CALL_INCOMING');
    await carla.event('offer.alerting');
    await carla.command('answer');
    await carlas.event('CALL_ESTABLISHED');
    await Promise.all([call.hearsTone(agentHz), carlas.hearsTone(callerHz)]);
    await carla.command('hang-up');
    await Promise.all([carlas.event('CALL_CLOSED', 2), call.ended()]);
    await nothingLeft(office);
  });

  test('SIPp is the caller', async () => {
    const annas = await office.phone('1001');
    const boss = await office.desk('boss');
    const anna = await office.desk('anna');
    await anna.command('ready');
    const caller = await sipp('200');
    const talk = await annas.nextCall();
    expect(talk.party).toEqual({ name: 'Support: SIPp', number: '200' });
    talk.sendTone(agentHz);
    await talk.answer();
    await talk.hearsTone(agentHz);
    await talk.hangup();
    await caller.succeeds();
    expect(await historyOf(boss, '200')).toMatchObject({ agent: 'anna', end: 'completed-by-agent' });

    // This one has enough of waiting.
    await anna.command('not-ready', { reason: 'lunch' });
    const impatient = await sipp('201', 300);
    await impatient.succeeds();
    expect(await historyOf(boss, '201')).toMatchObject({ agent: null, end: 'abandoned', cause: 16 });
    await nothingLeft(office);
  });

  test('SIPp calls baresip', async () => {
    const annas = await baresip('1001', 'all');
    const boss = await office.desk('boss');
    const anna = await office.desk('anna');
    await anna.command('ready');
    for (const round of [0, 1]) {
      const caller = await sipp(`30${round}`);
      await annas.event('CALL_ESTABLISHED', round + 1);
      // Its own voice, by way of Asterisk, SIPp and Asterisk.
      await annas.hearsTone(agentHz);
      annas.hangup();
      await caller.succeeds();
      expect(await historyOf(boss, `30${round}`)).toMatchObject({
        agent: 'anna',
        disposition: 'ANSWERED',
        end: 'completed-by-agent',
      });
    }
    await nothingLeft(office);
  });
});
