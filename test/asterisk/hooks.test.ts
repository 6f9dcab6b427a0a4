import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AgentId, QueueId } from '../../src/board/ids.ts';
import { emptyOffice } from '../../src/board/office.ts';
import { agentOf, officeOf, phoneOf, queueOf } from '../unit/board/settings.ts';
import { BoardBench, example } from './harness/board.ts';

const callerHz = 500;
const agentHz = 900;
const hookHz = 1100;

const anna = 'anna' as AgentId;
const ben = 'ben' as AgentId;
const to = (queue: string) => ({ kind: 'queue', queue: queue as QueueId }) as const;

const office = officeOf({
  agents: [agentOf('anna', { phone: '1001' as never }), agentOf('ben', { phone: '1002' as never })],
  phones: [phoneOf('1001'), phoneOf('1002'), phoneOf('1003', { mailbox: true })],
  queues: [
    queueOf('plain', [anna], { music: 'default', wrapUpMs: 0 }),
    queueOf('survey', [anna], {
      music: 'default',
      wrapUpMs: 0,
      hooks: { 'after-agent': 'post-call-survey' },
    }),
    queueOf('lookup', [anna], {
      music: 'default',
      wrapUpMs: 0,
      hooks: { 'before-queue': 'customer-lookup' },
    }),
    queueOf('vip', [ben], { music: 'default', wrapUpMs: 0 }),
    queueOf('offered', [anna], { music: 'default', wrapUpMs: 0, hooks: { 'before-offer': 'announce' } }),
    queueOf('whisper', [anna], { music: 'default', wrapUpMs: 0, hooks: { 'agent-connected': 'tell-agent' } }),
    queueOf('consent', [anna], {
      music: 'default',
      wrapUpMs: 0,
      record: 'always',
      hooks: { 'before-record': 'recording-consent' },
    }),
    queueOf('empty', [ben], { music: 'default', hooks: { overflow: 'leave-it' } }),
    queueOf('boxed', [ben], { music: 'default', hooks: { overflow: 'overflow-to-mailbox' } }),
    queueOf('stuck', [anna], { music: 'default', wrapUpMs: 0, hooks: { 'before-queue': 'never-returns' } }),
    queueOf('nowhere', [anna], {
      music: 'default',
      wrapUpMs: 0,
      hooks: { 'before-queue': 'no-such-context' },
    }),
  ],
  numbers: [
    { number: '700', to: to('plain') },
    { number: '701', to: to('survey') },
    { number: '702', to: to('lookup') },
    { number: '703', to: to('offered') },
    { number: '704', to: to('whisper') },
    { number: '705', to: to('consent') },
    { number: '706', to: to('empty') },
    { number: '707', to: to('stuck') },
    { number: '709', to: to('boxed') },
    { number: '801', to: { kind: 'mailbox', phone: '1003' as never } },
    { number: '708', to: to('nowhere') },
  ],
  outside: [
    {
      pattern: '9X.',
      strip: 1,
      prefix: '',
      by: { kind: 'dialplan', context: 'office-trunks' },
      callerId: null,
      ringMs: 20_000,
    },
  ],
  hooks: { contexts: {}, longestMs: 4_000 },
  voicemail: emptyOffice.voicemail,
});

const dialplan = `
[announce]
exten => s,1,Answer()
 same => n,Playtones(${hookHz})
 same => n,Wait(1)
 same => n,StopPlaytones()
 same => n,Goto(cordboard-return,s,1)

[tell-agent]
exten => s,1,Set(GLOBAL(SEEN)=\${CORDBOARD_POINT}/\${CORDBOARD_QUEUE}/\${CORDBOARD_CALLER}/\${CORDBOARD_DIALLED}/\${CORDBOARD_AGENT}/\${CORDBOARD_PHONE})
 same => n,Playtones(${hookHz})
 same => n,Wait(1)
 same => n,StopPlaytones()
 same => n,Goto(cordboard-return,s,1)

[leave-it]
exten => s,1,Answer()
 same => n,Playtones(${hookHz})
 same => n,Wait(1)
 same => n,Hangup()

[overflow-to-mailbox]
exten => s,1,Goto(cordboard,801,1)

[never-returns]
exten => s,1,Answer()
 same => n,Playtones(${hookHz})
 same => n,Wait(600)

[office-trunks]
exten => _X.,1,Dial(PJSIP/\${EXTEN},10,g)
 same => n,Goto(cordboard-return,s,1)
`;

describe('hooks in the dialplan', () => {
  let bench: BoardBench;
  beforeAll(async () => {
    const names = ['post-call-survey', 'customer-lookup', 'recording-consent'];
    const examples = await Promise.all(names.map(example));
    bench = await BoardBench.start({ office, dialplan: [dialplan, ...examples].join('\n') });
    await bench.asterisk.cli('database put customer-class 0311111 gold');
    await bench.asterisk.cli('database put customer-queue 0311111 vip');
  });
  afterEach(() => bench.clear());
  afterAll(async () => {
    await bench.stop();
  });

  async function outside(number: string, callerNumber = '0311111') {
    const trunk = await bench.trunk();
    const call = trunk.call(number, { callerNumber });
    call.sendTone(callerHz);
    return call;
  }

  /** Anna at her phone, ready, and what rings for her next. */
  async function agent() {
    const phone = await bench.phone('1001');
    await bench.ready('anna');
    return phone;
  }

  test('after-agent: the caller gives a mark in the example survey, while the agent is free again', async () => {
    const phone = await agent();
    const call = await outside('701');
    const ringing = await phone.nextCall();
    await ringing.answer();
    await bench.fact('call.bridged');
    await call.hearsSilence(0);
    await ringing.hangup();
    const away = await bench.fact('call.away');
    expect(away).toMatchObject({ point: 'after-agent', context: 'post-call-survey', queue: 'survey' });
    await bench.fact('agent.idle', { agent: anna });
    expect(call.state).toBe('up');
    await call.hearsTone(700);
    await call.sendDtmf('4');
    const data = await bench.fact('call.data');
    expect(data.data).toBe('mark 4 for anna');
    await call.ended();
    const ended = await bench.fact('call.ended');
    expect(ended).toMatchObject({ end: 'completed-by-agent', agent: 'anna', queue: 'survey' });
  });

  test('after-agent: who hangs up in the survey has completed the call all the same', async () => {
    const phone = await agent();
    const call = await outside('701');
    const ringing = await phone.nextCall();
    await ringing.answer();
    await bench.fact('call.bridged');
    await ringing.hangup();
    await bench.fact('call.away');
    await call.hearsTone(700);
    await call.hangup();
    expect(await bench.fact('call.ended')).toMatchObject({ end: 'completed-by-agent', agent: 'anna' });
  });

  test('before-queue: the example look-up gives a known customer priority, data and another queue', async () => {
    await agent();
    const call = await outside('702');
    const queued = await bench.fact('call.queued');
    expect(queued).toMatchObject({ queue: 'vip', priority: 10 });
    expect((await bench.fact('call.data')).data).toBe('gold customer 0311111');
    await call.hearsMusic();
    await call.hangup();
    expect((await bench.fact('call.ended')).end).toBe('abandoned');
    bench.facts.length = 0;
    const stranger = await outside('702', '0399999');
    expect(await bench.fact('call.queued')).toMatchObject({ queue: 'lookup', priority: 0 });
    await stranger.hangup();
  });

  test('before-offer: the caller goes through it when an agent is free, and is offered after it', async () => {
    const phone = await agent();
    const call = await outside('703');
    await call.hearsTone(hookHz);
    expect((await bench.fact('call.away')).point).toBe('before-offer');
    const ringing = await phone.nextCall();
    ringing.sendTone(agentHz);
    await ringing.answer();
    await Promise.all([call.hearsOnly([agentHz]), ringing.hearsOnly([callerHz])]);
  });

  test('agent-connected: the agent hears it alone, the caller music, and then they talk', async () => {
    const phone = await agent();
    const call = await outside('704');
    await call.answered();
    await call.hearsMusic();
    const ringing = await phone.nextCall();
    ringing.sendTone(agentHz);
    await ringing.answer();
    await ringing.hearsTone(hookHz);
    expect(await call.listen([hookHz, agentHz], 300)).toEqual([]);
    await Promise.all([call.hearsOnly([agentHz]), ringing.hearsOnly([callerHz])]);
    const seen = await bench.asterisk.cli('dialplan show globals');
    expect(seen).toContain('SEEN=agent-connected/whisper/0311111/704/anna/1001');
    const connected = await bench.fact('call.connected');
    expect(connected.waitedMs).toBeGreaterThan(1_000);
  });

  test('agent-connected: an agent who hangs up in it has refused, and the caller waits on', async () => {
    const phone = await agent();
    const call = await outside('704');
    await call.answered();
    const ringing = await phone.nextCall();
    await ringing.answer();
    await ringing.hearsTone(hookHz);
    await ringing.hangup();
    expect(await bench.fact('offer.ended')).toMatchObject({ agent: 'anna', outcome: 'rejected' });
    expect(call.state).toBe('up');
    await call.hearsMusic();
    await call.hangup();
    expect((await bench.fact('call.ended')).end).toBe('abandoned');
  });

  test.each([
    { key: '2', records: false },
    { key: '1', records: true },
  ])('before-record: a caller who presses $key is recorded: $records', async ({ key, records }) => {
    const phone = await agent();
    const call = await outside('705');
    await call.answered();
    const ringing = await phone.nextCall();
    ringing.sendTone(agentHz);
    await ringing.answer();
    expect((await bench.fact('call.away')).point).toBe('before-record');
    await call.hearsTone(700);
    // The agent is not left in silence.
    await ringing.hearsMusic();
    await call.sendDtmf(key);
    expect((await bench.fact('call.returned')).mayRecord).toBe(records);
    await Promise.all([call.hearsOnly([agentHz]), ringing.hearsOnly([callerHz])]);
    expect(bench.facts.some(({ kind }) => kind === 'recording.started')).toBe(records);
  });

  test('overflow: a queue that nobody serves; the hook hangs up and the call is abandoned there', async () => {
    const call = await outside('706');
    await call.hearsTone(hookHz);
    expect(await bench.fact('call.away')).toMatchObject({ point: 'overflow', queue: 'empty' });
    await call.ended();
    expect(await bench.fact('call.ended')).toMatchObject({ end: 'abandoned', queue: 'empty' });
  });

  test('overflow: sent on to a mailbox', async () => {
    const call = await outside('709');
    await bench.fact('call.returned', { point: 'overflow' });
    expect(await bench.fact('call.message', { step: 'greeting' })).toMatchObject({ mailbox: '1003' });
    await call.answered();
    await call.hearsMusic();
    await call.hangup();
  });

  test('a hook that never returns: the caller is fetched back and goes on', async () => {
    const phone = await agent();
    const call = await outside('707');
    await call.hearsTone(hookHz);
    await bench.fact('call.recalled');
    await bench.fact('call.returned');
    expect(await bench.fact('call.queued')).toMatchObject({ queue: 'stuck' });
    const ringing = await phone.nextCall();
    ringing.sendTone(agentHz);
    await ringing.answer();
    await Promise.all([call.hearsOnly([agentHz]), ringing.hearsOnly([callerHz])]);
  });

  test('a context that is not there is as if there were no hook', async () => {
    const phone = await agent();
    await outside('708');
    const ringing = await phone.nextCall();
    await ringing.answer();
    await bench.fact('call.bridged');
  });

  test('a caller in a hook while Cordboard is away goes on when it is there again', async () => {
    const phone = await agent();
    const call = await outside('703');
    await call.hearsTone(hookHz);
    await bench.lineDown();
    // Music of the dialplan, which keeps him until somebody is there.
    await call.hearsMusic();
    await bench.lineUp();
    const ringing = await phone.nextCall();
    ringing.sendTone(agentHz);
    await ringing.answer();
    await Promise.all([call.hearsOnly([agentHz]), ringing.hearsOnly([callerHz])]);
  });

  test.each([
    { answer: true, end: 'completed-by-agent' },
    { answer: false, end: 'unanswered' },
  ])('outside by the dialplan of the office: answered $answer', async ({ answer, end }) => {
    const [from, far] = await Promise.all([bench.phone('1001'), bench.phone('1003')]);
    const call = from.call('91003');
    call.sendTone(callerHz);
    const ringing = await far.nextCall();
    ringing.sendTone(agentHz);
    if (answer) {
      await ringing.answer();
      await Promise.all([call.hearsOnly([agentHz]), ringing.hearsOnly([callerHz])]);
      await ringing.hangup();
    } else ringing.reject(486);
    await call.ended();
    expect(await bench.fact('call.ended')).toMatchObject({ end });
    expect((await bench.fact('call.away')).deadline).toBeNull();
  });
});
