import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { TestOffice } from './harness/office.ts';

/** Each party sends a tone of its own: who hears whom is measured. */
const callerHz = 500;
const agentHz = 700;

describe.each(['websocket', 'ari-client'] as const)('the first call, requests by %s', (transport) => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await TestOffice.start({ env: { CORDBOARD_ARI_TRANSPORT: transport } });
  });
  afterEach(() => office.goHome());
  afterAll(async () => {
    await office?.stop();
  });

  test.each(['caller', 'agent'] as const)('they talk until the %s hangs up', async (whoHangsUp) => {
    const annas = await office.phone('1001');
    const callers = await office.phone('1009');
    const anna = await office.desk('anna');
    await anna.command('ready');

    const call = callers.call('700');
    call.sendTone(callerHz);
    await call.answered();
    const ringing = await annas.nextCall();
    expect(ringing.party).toEqual({ name: 'Support: Carl Caller', number: '1009' });
    await call.hearsMusic();

    ringing.sendTone(agentHz);
    await ringing.answer();
    await Promise.all([call.hearsTone(agentHz), ringing.hearsTone(callerHz)]);
    await Promise.all([call.hearsOnly([agentHz]), ringing.hearsOnly([callerHz])]);
    const connected = await anna.event('call.connected', { agent: 'anna' });

    const [first, other] = whoHangsUp === 'caller' ? [call, ringing] : [ringing, call];
    await first.hangup();
    await other.ended();
    const wrapUp = await anna.event('agent.wrap-up', { call: connected['call'] });
    const idle = await anna.event('agent.idle', { agent: 'anna' });
    expect(idle.seq).toBeGreaterThan(wrapUp.seq);
    expect(idle.at - wrapUp.at).toBeGreaterThanOrEqual(1_000);

    const { calls } = (await anna.command('history')) as { calls: Record<string, unknown>[] };
    const [row] = calls;
    expect(row).toMatchObject({
      call: connected['call'],
      caller: { name: 'Carl Caller', number: '1009' },
      dialled: '700',
      queue: 'support',
      agent: 'anna',
      disposition: 'ANSWERED',
      end: whoHangsUp === 'caller' ? 'completed-by-caller' : 'completed-by-agent',
    });
    // What the ledger says and what the phones saw are the same, but for the way of the datagrams.
    const talked = (call.times.endedAt ?? 0) - (ringing.times.answeredAt ?? 0);
    const waited = (ringing.times.answeredAt ?? 0) - (call.times.inviteAt ?? 0);
    expect(Math.abs(Number(row?.['talkMs']) - talked)).toBeLessThan(150);
    expect(Math.abs(Number(row?.['waitMs']) - waited)).toBeLessThan(150);
  });
});
