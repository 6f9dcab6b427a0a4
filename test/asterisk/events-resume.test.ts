import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { IncomingCall } from '../phone/incoming-call.ts';
import type { Trunk } from '../phone/trunk.ts';
import { Desk, type DeskEvent } from './harness/desk.ts';
import { largerOffice } from './harness/larger-office.ts';
import { password, TestOffice } from './harness/office.ts';
import { historyOf, nothingLeft } from './harness/traces.ts';

const agentHz = 700;

/** How the agents' phones answer. */
function atOnce(call: IncomingCall): { readonly afterMs: number } {
  call.sendTone(agentHz);
  return { afterMs: 0 };
}

describe('a desk that was away', () => {
  let office: TestOffice;
  let world: Trunk;
  beforeAll(async () => {
    const sales = { id: 'sales', name: 'Sales', members: ['ben'], wrapUp: '0s' };
    const more = { queues: [sales], numbers: [{ number: '701', queue: 'sales' }] };
    office = await TestOffice.start({ yaml: largerOffice(more, { wrapUp: '0s' }) });
  });
  beforeEach(async () => {
    world = await office.trunk();
    for (const id of ['1001', '1002']) await office.phone(id, { answer: atOnce });
  });
  afterEach(() => office.goHome());
  afterAll(async () => {
    await office?.stop();
  });

  /** A call from its beginning to its end. */
  async function wholeCall(dialled: string, number: string): Promise<void> {
    const call = world.call(dialled, { callerNumber: number });
    await call.hearsTone(agentHz);
    await call.hangup();
  }

  /** Everything until this desk's last word. */
  async function untilMarked(desk: Desk, reason: string): Promise<readonly DeskEvent[]> {
    const mark = await desk.event('agent.not-ready', { reason });
    return desk.events.filter(({ seq }) => seq <= mark.seq);
  }

  test('an agent cut off several times in the middle of calls misses nothing and hears nothing twice', async () => {
    const stays = await office.desk('anna');
    await stays.command('ready');
    let desk = await office.desk('anna');
    const { seq: since } = (await desk.command('me')) as { seq: number };
    const heard: DeskEvent[] = [];

    const reconnect = async (): Promise<void> => {
      desk.cut();
      await desk.closed;
      heard.push(...desk.events);
      await wholeCall('700', '100');
      // More happens while the past is on its way.
      const { seq } = heard.at(-1) ?? { seq: since };
      const [back] = await Promise.all([office.desk('anna', { since: seq }), wholeCall('700', '101')]);
      desk = back;
    };
    const first = world.call('700', { callerNumber: '102' });
    await first.hearsTone(agentHz);
    await desk.event('call.connected');
    const waiting = world.call('700', { callerNumber: '103' });
    await waiting.hearsMusic();
    desk.cut();
    await desk.closed;
    heard.push(...desk.events);
    // What ends and begins now, the desk has to learn later.
    await first.hangup();
    await waiting.hearsTone(agentHz);
    desk = await office.desk('anna', { since: heard.at(-1)?.seq });
    await waiting.hangup();
    await reconnect();
    await reconnect();

    await nothingLeft(office);
    await stays.command('not-ready', { reason: 'mark' });
    heard.push(...(await untilMarked(desk, 'mark')));
    const all = (await untilMarked(stays, 'mark')).filter(({ seq }) => seq > since);
    expect(heard).toEqual(all);
    expect(heard.map(({ seq }) => seq)).toEqual(
      [...new Set(heard.map(({ seq }) => seq))].sort((a, b) => a - b),
    );
    expect(heard.filter(({ kind }) => kind === 'agent.wrap-up')).toHaveLength(6);
  });

  test('a supervisor who was away gets every entry of the journal, each once', async () => {
    const before = await office.desk('boss');
    const anna = await office.desk('anna');
    await anna.command('ready');
    await wholeCall('700', '200');
    await historyOf(before, '200');
    before.cut();
    await before.closed;
    const heard = [...before.events];
    await wholeCall('700', '201');
    const since = heard.at(-1)?.seq;
    const [boss] = await Promise.all([office.desk('boss', { since }), wholeCall('700', '202')]);
    await historyOf(boss, '202');
    heard.push(...boss.events);
    const first = heard[0]!.seq;
    expect(heard.map(({ seq }) => seq)).toEqual(heard.map((_event, index) => first + index));

    // The same from the beginning, and what HTTP gives page by page.
    const fromStart = await office.desk('boss', { since: 0 });
    await fromStart.first('the last of them', ({ seq }) => seq === heard.at(-1)?.seq);
    expect(fromStart.events.filter(({ seq }) => seq >= first && seq <= heard.at(-1)!.seq)).toEqual(heard);
    const page = (await boss.command('events', { after: first - 1, limit: heard.length })) as {
      events: DeskEvent[];
    };
    expect(page.events).toEqual(heard);
    await nothingLeft(office);
  });

  test('an agent sees only what is hers, live and afterwards', async () => {
    const anna = await office.desk('anna');
    const ben = await office.desk('ben');
    const { seq: since } = (await anna.command('me')) as { seq: number };
    await ben.command('ready');
    await wholeCall('701', '300');
    await wholeCall('700', '301');
    await ben.command('not-ready', { reason: 'enough' });
    await anna.command('ready');
    await wholeCall('700', '302');
    await anna.command('not-ready', { reason: 'mark' });

    const live = await untilMarked(anna, 'mark');
    const resumed = await untilMarked(await office.desk('anna', { since }), 'mark');
    expect(resumed).toEqual(live.filter(({ seq }) => seq > since));
    for (const { kind, agent, queue } of live) {
      if (kind.startsWith('agent.') || kind.startsWith('offer.')) expect(agent).toBe('anna');
      else expect(['call.queued', 'call.connected', 'call.ended']).toContain(kind);
      if (queue !== undefined) expect(queue).toBe('support');
    }
    expect(live.filter(({ kind }) => kind === 'call.queued')).toHaveLength(2);
    await nothingLeft(office);
  });

  test('a token is enough to go on; a number that is not there yet is refused', async () => {
    const desk = await Desk.connect(office.api);
    const { token, seq } = (await desk.command('sign-in', { user: 'anna', password })) as {
      token: string;
      seq: number;
    };
    desk.cut();
    const back = await Desk.connect(office.api);
    await expect(back.command('sign-in', { token, since: seq + 1_000 })).rejects.toMatchObject({
      code: 'seq-unknown',
    });
    await back.command('sign-in', { token, since: seq });
    await back.command('ready');
    expect((await back.event('agent.ready')).seq).toBe(seq + 1);
    expect(back.events).toHaveLength(1);
    back.close();
  });
});
