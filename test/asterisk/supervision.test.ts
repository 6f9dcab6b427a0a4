import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Call } from '../phone/call.ts';
import { Phone } from '../phone/phone.ts';
import { Desk } from './harness/desk.ts';
import { officeYaml, password, secret, TestOffice } from './harness/office.ts';
import { CordboardProcess, newDataDir, removeDataDir } from './harness/process.ts';
import { nothingLeft } from './harness/traces.ts';

const callerHz = 500;
const agentHz = 700;
const bossHz = 900;
const all = [callerHz, agentHz, bossHz];

/** Boss sits at a phone of his own. */
function yaml(): string {
  const office = JSON.parse(officeYaml()) as { agents: Record<string, unknown>[] };
  const agents = office.agents.map((agent) => (agent['id'] === 'boss' ? { ...agent, phone: '1003' } : agent));
  return JSON.stringify({ ...office, agents: agents.filter(({ id }) => id !== 'carla'), queues: [queue] });
}

const queue = {
  id: 'support',
  name: 'Support',
  members: ['anna', 'ben'],
  wrapUp: '1s',
  rest: '1s',
  record: 'never',
};

interface Party {
  readonly call: Call;
  /** Whom he is to hear, and nobody else. */
  readonly hears: readonly number[];
}

/** Everybody hears whom he should and nobody else, for a while. */
async function expectHeard(...parties: readonly Party[]): Promise<void> {
  await Promise.all(parties.map(({ call, hears }) => call.hearsOnly(hears)));
  const heard = await Promise.all(parties.map(({ call }) => call.listen(all)));
  expect(heard).toEqual(parties.map(({ hears }) => hears));
}

describe('supervision', () => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await TestOffice.start({ yaml: yaml() });
  });
  afterEach(async () => {
    await office.goHome();
    await nothingLeft(office);
  });
  afterAll(async () => {
    await office?.stop();
  });

  async function people() {
    const [annas, bosses, callers] = await Promise.all([
      office.phone('1001'),
      office.phone('1003'),
      office.phone('1009'),
    ]);
    const boss = await office.desk('boss');
    const anna = await office.desk('anna');
    await anna.command('ready');
    /** A caller and Anna, who talk. */
    const talk = async (): Promise<{ readonly caller: Call; readonly agent: Call }> => {
      const caller = callers.call('700');
      caller.sendTone(callerHz);
      const agent = await annas.nextCall();
      agent.sendTone(agentHz);
      await agent.answer();
      await caller.hearsTone(agentHz);
      return { caller, agent };
    };
    /** Boss's phone rings, and he speaks all the time, heard or not. */
    const listen = async (mode = 'listen'): Promise<Call> => {
      await boss.command('supervise', { agent: 'anna', mode });
      const call = await bosses.nextCall();
      call.sendTone(bossHz);
      await call.answer();
      return call;
    };
    return { boss, anna, annas, talk, listen };
  }

  const change = (boss: Desk, mode: string): Promise<unknown> =>
    boss.command('supervise', { agent: 'anna', mode });

  test('listen, whisper, barge and back, live: who hears whom', async () => {
    const { boss, talk, listen } = await people();
    const { caller, agent } = await talk();
    const supervisor = await listen();
    const unheard = [
      { call: supervisor, hears: [callerHz, agentHz] },
      { call: agent, hears: [callerHz] },
      { call: caller, hears: [agentHz] },
    ];
    await expectHeard(...unheard);
    await change(boss, 'whisper');
    await expectHeard(
      { call: supervisor, hears: [callerHz, agentHz] },
      { call: agent, hears: [callerHz, bossHz] },
      { call: caller, hears: [agentHz] },
    );
    await change(boss, 'barge');
    await expectHeard(
      { call: supervisor, hears: [callerHz, agentHz] },
      { call: agent, hears: [callerHz, bossHz] },
      { call: caller, hears: [agentHz, bossHz] },
    );
    await change(boss, 'listen');
    await expectHeard(...unheard);
    await supervisor.hangup();
    await expectHeard({ call: agent, hears: [callerHz] }, { call: caller, hears: [agentHz] });
    await boss.event('supervision.ended', { by: 'boss', agent: 'anna', end: 'hung-up' });
    const stated = boss.events.filter(({ kind }) => kind === 'supervision.changed').map(({ mode }) => mode);
    expect(stated).toEqual(['whisper', 'barge', 'listen']);
    await caller.hangup();
  });

  test('from call to call, with silence between', async () => {
    const { anna, talk, listen } = await people();
    const supervisor = await listen();
    await supervisor.hearsSilence(600);
    for (let count = 0; count < 2; count += 1) {
      const { caller, agent } = await talk();
      await expectHeard(
        { call: supervisor, hears: [callerHz, agentHz] },
        { call: agent, hears: [callerHz] },
        { call: caller, hears: [agentHz] },
      );
      await (count === 0 ? caller : agent).hangup();
      await (count === 0 ? agent : caller).ended();
      await supervisor.hearsSilence(400);
      expect(supervisor.state).toBe('up');
      await anna.event('agent.idle', {}, (await anna.event('agent.wrap-up')).seq);
    }
    // The supervised is not told.
    expect(anna.events.filter(({ kind }) => kind.startsWith('supervision'))).toEqual([]);
  });

  test('who takes part stays when the customer goes, and is in the next call', async () => {
    const { talk, listen, anna } = await people();
    const supervisor = await listen('barge');
    const first = await talk();
    await expectHeard(
      { call: supervisor, hears: [callerHz, agentHz] },
      { call: first.caller, hears: [agentHz, bossHz] },
    );
    await first.caller.hangup();
    await first.agent.ended();
    await supervisor.hearsSilence(400);
    const wrapUp = await anna.event('agent.wrap-up');
    await anna.event('agent.idle', {}, wrapUp.seq);
    const second = await talk();
    await expectHeard(
      { call: supervisor, hears: [callerHz, agentHz] },
      { call: second.caller, hears: [agentHz, bossHz] },
    );
    await second.agent.hangup();
    await expectHeard({ call: supervisor, hears: [callerHz] }, { call: second.caller, hears: [bossHz] });
    await second.caller.hangup();
    await supervisor.ended();
  });

  test('taking over: the agent is out and in wrap-up, the customer goes on with the supervisor', async () => {
    const { boss, anna, talk, listen } = await people();
    const { caller, agent } = await talk();
    const supervisor = await listen();
    await supervisor.hearsTone(callerHz);
    await change(boss, 'take-over');
    await agent.ended();
    await anna.event('agent.wrap-up');
    await expectHeard({ call: supervisor, hears: [callerHz] }, { call: caller, hears: [bossHz] });
    await boss.event('supervision.ended', { end: 'taken-over' });
    await supervisor.hangup();
    await caller.ended();
  });

  test('only supervisors may, and not themselves', async () => {
    const { boss, anna, listen } = await people();
    await expect(anna.command('supervise', { agent: 'anna', mode: 'listen' })).rejects.toMatchObject({
      code: 'not-permitted',
    });
    await expect(change(boss, 'take-over')).rejects.toMatchObject({ code: 'no-supervision' });
    const supervisor = await listen();
    expect(await boss.command('supervisions')).toMatchObject({
      supervisions: [{ by: 'boss', agent: 'anna', mode: 'listen', call: null }],
    });
    await boss.command('stop-supervising');
    await supervisor.ended();
  });
});

test('through a kill -9 he goes on hearing, unheard, and hears the next call', async () => {
  const dataDir = await newDataDir();
  let cordboard = await CordboardProcess.start(dataDir);
  const phones: Phone[] = [];
  try {
    const [annas, bosses, callers] = await Promise.all(
      ['1001', '1002', '1009'].map(async (user) => {
        const phone = await Phone.open({ server: cordboard.sip, user, secret });
        phones.push(phone);
        await phone.register();
        return phone;
      }),
    );
    if (annas === undefined || bosses === undefined || callers === undefined) throw new Error('no phones');
    const first = await Desk.signIn(cordboard.running.api, 'boss', password);
    await (await Desk.signIn(cordboard.running.api, 'anna', password)).command('ready');
    const talk = async (): Promise<{ readonly caller: Call; readonly agent: Call }> => {
      const caller = callers.call('700');
      caller.sendTone(callerHz);
      const agent = await annas.nextCall();
      agent.sendTone(agentHz);
      await agent.answer();
      await caller.hearsTone(agentHz);
      return { caller, agent };
    };
    await first.command('supervise', { agent: 'anna', mode: 'listen', phone: '1002' });
    const supervisor = await bosses.nextCall();
    supervisor.sendTone(bossHz);
    await supervisor.answer();
    const heardBy = ({ caller, agent }: Awaited<ReturnType<typeof talk>>): Promise<void> =>
      expectHeard(
        { call: supervisor, hears: [callerHz, agentHz] },
        { call: agent, hears: [callerHz] },
        { call: caller, hears: [agentHz] },
      );
    const before = await talk();
    await heardBy(before);
    await cordboard.end('SIGKILL');
    await heardBy(before);
    cordboard = await CordboardProcess.start(dataDir);
    const boss = await Desk.signIn(cordboard.running.api, 'boss', password);
    await heardBy(before);
    await before.caller.hangup();
    await boss.event('agent.idle', { agent: 'anna' });
    const after = await talk();
    await heardBy(after);
    await boss.command('supervise', { agent: 'anna', mode: 'whisper', phone: '1002' });
    await after.agent.hearsOnly([callerHz, bossHz]);
    await after.caller.hangup();
    await supervisor.hangup();
  } finally {
    await Promise.all(phones.map((phone) => phone.close()));
    await cordboard.end('SIGINT');
    await removeDataDir(dataDir);
  }
});
