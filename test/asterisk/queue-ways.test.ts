import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AgentId, QueueId } from '../../src/board/ids.ts';
import { queueWith, type QueueSettings } from '../../src/board/queue-settings.ts';
import { agentOf, officeOf, phoneOf, queueOf } from '../unit/board/settings.ts';
import { BoardBench } from './harness/board.ts';

const callerHz = 500;
const agentHz = 900;

const anna = 'anna' as AgentId;
const to = (queue: string) => ({ kind: 'queue', queue: queue as QueueId }) as const;
const { entry, leave } = queueWith({ id: 'plain' as QueueId, name: '' });

const queue = (id: string, members: AgentId[], more: Partial<QueueSettings> = {}): QueueSettings =>
  queueOf(id, members, { music: 'default', wrapUpMs: 0, ...more });

const office = officeOf({
  agents: [agentOf('anna', { phone: '1001' as never })],
  phones: [phoneOf('1001'), phoneOf('1002')],
  queues: [
    queue('exits', [anna], {
      exits: [{ digits: '12', does: { kind: 'go', to: '1002' }, as: null }],
      announce: {
        ...queueWith({ id: 'plain' as QueueId, name: '' }).announce,
        welcome: ['sound:demo-congrats'],
      },
    }),
    queue('front', [], {
      leave: { ...leave, after: { ms: 1_000, finishRing: true, way: { say: null, to: '702' } } },
    }),
    queue('back', [anna]),
    queue('closed', [anna], {
      hours: 'never',
      entry: { ...entry, refuse: { closed: { say: 'sound:vm-goodbye', to: null } } },
    }),
  ],
  numbers: [
    { number: '700', to: to('exits') },
    { number: '701', to: to('front') },
    { number: '702', to: to('back') },
    { number: '703', to: to('closed') },
  ],
  calendars: [{ id: 'never', open: [], holidays: [] }],
});

const dialplan = `
[vip]
exten => _X.,1,Set(CORDBOARD_PRIORITY=5)
 same => n,Set(CORDBOARD_SKILLS=french:30&contracts)
 same => n,Set(CORDBOARD_LANGUAGE=fr)
 same => n,Set(CORDBOARD_AGENT=anna)
 same => n,Goto(cordboard,\${EXTEN},1)
exten => back,1,Set(CORDBOARD_PRIORITY=-3)
 same => n,Set(CORDBOARD_LANGUAGE=de,agent=anna,priority=900)
 same => n,Goto(cordboard-queue,back,1)
`;

describe('the ways into a queue and out of it', () => {
  let bench: BoardBench;
  beforeAll(async () => {
    bench = await BoardBench.start({ office, dialplan });
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

  /** A caller from the engineer's own dialplan. */
  async function fromDialplan(extension: string): Promise<void> {
    await bench.asterisk.cli(`channel originate Local/${extension}@vip application Wait 30`);
  }

  async function hangUpAll(): Promise<void> {
    await bench.asterisk.cli('channel request hangup all');
  }

  test('C18: keys lead out while a prompt plays, to another phone, and nothing of the prompt is left', async () => {
    const phone = await bench.phone('1002');
    const call = await outside('700');
    await bench.fact('call.told', { what: 'welcome' });
    await call.answered();
    await call.sendDtmf('12');
    expect(await bench.fact('call.left-queue')).toMatchObject({
      reason: 'exit-key',
      digits: '12',
      to: '1002',
    });
    const ringing = await phone.nextCall();
    ringing.sendTone(agentHz);
    await ringing.answer();
    await Promise.all([call.hearsOnly([agentHz]), ringing.hearsOnly([callerHz])]);
  });

  test('who has waited long enough goes on to a second queue, before those who came there later', async () => {
    const first = await outside('701', '0311111');
    const { enteredAt, call: id } = await bench.fact('call.queued', { queue: 'front' as QueueId });
    const second = await outside('702', '0322222');
    await bench.fact('call.left-queue', { reason: 'timeout' });
    const again = await bench.fact('call.queued', { queue: 'back' as QueueId, call: id });
    expect(again.enteredAt).toBe(enteredAt);
    await first.hearsMusic();
    const phone = await bench.phone('1001');
    await bench.ready('anna');
    const ringing = await phone.nextCall();
    expect((await bench.fact('offer.made')).call).toBe(id);
    ringing.sendTone(agentHz);
    await ringing.answer();
    await first.hearsOnly([agentHz]);
    await second.hangup();
  });

  test('a closed queue answers, says so to the end, and hangs up', async () => {
    const call = await outside('703');
    await call.answered();
    const away = await bench.fact('call.turned-away');
    expect(away.reason).toBe('closed');
    await call.ended();
    const ended = await bench.fact('call.ended');
    expect(ended.end).toBe('unanswered');
    // The prompt has been played: it takes about a second.
    expect(ended.at - away.at).toBeGreaterThan(700);
  });

  test('what the dialplan says of a caller arrives with him, by both entries', async () => {
    await fromDialplan('702');
    expect(await bench.fact('call.described')).toMatchObject({
      priority: 5,
      skills: { french: 30, contracts: 1 },
      language: 'fr',
      wants: 'anna',
    });
    expect((await bench.fact('call.queued')).priority).toBe(5);
    await hangUpAll();
    await bench.clear();
    await fromDialplan('back');
    // A comma cannot bring in another argument: the language is none, and nobody is sought.
    const { call } = await bench.fact('call.queued', { queue: 'back' as QueueId });
    expect(bench.state.calls.get(call)?.wishes).toEqual({
      language: null,
      skills: {},
      agent: null,
      priority: -3,
    });
    await hangUpAll();
  });
});
