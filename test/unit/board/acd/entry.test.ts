import { expect, test } from 'vitest';
import type { EntrySettings, QueueSettings, WayOut } from '../../../../src/board/queue-settings.ts';
import { memberOf, queueWith } from '../../../../src/board/queue-settings.ts';
import type { PhoneId } from '../../../../src/board/ids.ts';
import { agentOf, entered } from '../settings.ts';
import { anna, ben, leg, office, sales, Stage, support } from '../stage.ts';

const to1002: WayOut = { say: null, to: '1002' };

const entry = (more: Partial<EntrySettings>): Partial<QueueSettings> => ({
  entry: { ...queueWith({ id: support, name: '' }).entry, ...more },
});

/** A stage of whose queues only support has these settings. */
function supportWith(more: Partial<QueueSettings>, agents = office().agents): Stage {
  const plain = office();
  const queues = plain.queues.map((one) => (one.id === support ? { ...one, ...more } : one));
  return new Stage({ ...plain, agents, queues });
}

const reasonOf = (stage: Stage) =>
  stage.facts.flatMap((fact) => (fact.kind === 'call.turned-away' ? [fact.reason] : []))[0];

test('nobody is signed in: the caller goes where the office wants him to go', () => {
  const stage = new Stage(office(entry({ refuse: { 'nobody-signed-in': to1002 } })));
  const call = stage.enters('c1');
  expect(reasonOf(stage)).toBe('nobody-signed-in');
  expect(stage.phase(call)).toBe('reaching');
  expect(stage.wanted('ring')).toMatchObject({ endpoint: 'PJSIP/1002' });
});

test('a reason that the office does not name refuses nobody', () => {
  const stage = new Stage(office(entry({ refuse: { 'nobody-ready': to1002 } })));
  stage.command({ name: 'sign-in', agent: anna });
  stage.enters('c1');
  expect(reasonOf(stage)).toBe('nobody-ready');
  stage.ready(anna);
  expect(stage.phase(stage.enters('c2'))).toBe('waiting');
  expect(new Stage(office()).enters('c1')).toBe('cbt-1');
});

test('each reason has its own way out, the more telling one first', () => {
  const refuse = { 'nobody-signed-in': to1002, 'nobody-ready': { say: null, to: '1001' } };
  const stage = new Stage(office(entry({ refuse })));
  stage.enters('c1');
  expect(stage.wanted('ring')).toMatchObject({ endpoint: 'PJSIP/1002' });
  stage.command({ name: 'sign-in', agent: ben });
  stage.enters('c2');
  expect(stage.wanted('ring')).toMatchObject({ endpoint: 'PJSIP/1001' });
});

test('nobody can be reached: the phones of all who are signed in could not be rung the last time', () => {
  const stage = new Stage(office(entry({ refuse: { 'nobody-reachable': to1002 } }))).ready(anna);
  const first = stage.enters('c1');
  stage.refuse(stage.wanted('ring'), 'unreachable');
  expect(stage.agent(anna).presence).toEqual({ name: 'not-ready', reason: 'unreachable' });
  expect(stage.phase(first)).toBe('waiting');
  stage.enters('c2');
  expect(reasonOf(stage)).toBe('nobody-reachable');
  stage.command({ name: 'sign-in', agent: ben });
  expect(stage.phase(stage.enters('c3'))).toBe('waiting');
});

test('app_queue 4257: nobody enters whom no member may serve, though members are ready', () => {
  const agents = [
    agentOf(anna, { phone: '1001' as PhoneId, skills: { german: 50 } }),
    agentOf(ben, { phone: '1002' as PhoneId, skills: { french: 30 } }),
  ];
  const skills = [{ needs: { french: 20 }, prefers: {}, forMs: null }];
  const stage = supportWith({ skills, ...entry({ refuse: { 'no-skill': to1002 } }) }, agents);
  stage.ready(anna);
  stage.enters('c1');
  expect(reasonOf(stage)).toBe('no-skill');
  stage.ready(ben);
  expect(stage.phase(stage.enters('c2'))).toBe('waiting');
});

test('a queue whose last step takes anybody refuses nobody for want of skills', () => {
  const skills = [
    { needs: { french: 20 }, prefers: {}, forMs: 10_000 },
    { needs: {}, prefers: {}, forMs: null },
  ];
  const stage = supportWith({ skills, ...entry({ refuse: { 'no-skill': to1002 } }) }).ready(anna);
  expect(stage.phase(stage.enters('c1'))).toBe('waiting');
});

test('so many may wait; who rings is among them, who talks is not', () => {
  const stage = new Stage(office(entry({ mostWaiting: 2, refuse: { full: to1002 } }))).ready(anna);
  const first = stage.enters('c1');
  stage.enters('c2');
  stage.enters('c3');
  expect(reasonOf(stage)).toBe('full');
  stage.talks(first);
  expect(stage.phase(stage.enters('c4'))).toBe('waiting');
});

test('so many calls may the queue have, with those that are talked in', () => {
  const stage = new Stage(office(entry({ mostCalls: 1 }))).ready(anna);
  stage.talks(stage.enters('c1'));
  stage.enters('c2');
  expect(reasonOf(stage)).toBe('full');
  // Neither a way out nor a failure route: he is told that all lines are busy.
  expect(stage.wanted('hang-up')).toMatchObject({ channel: 'c2', reason: 'congestion' });
});

test('outside the hours nobody enters; who waits is served', () => {
  const plain = office();
  const queues = plain.queues.map((one) => ({
    ...one,
    hours: 'usual',
    ...entry({ refuse: { closed: to1002 } }),
  }));
  const calendars = [{ id: 'usual', open: [{ days: [1], from: 0, to: 9 * 60 + 1 }], holidays: [] }];
  const stage = new Stage({ ...plain, queues, calendars });
  const inTime = stage.enters('c1');
  stage.wait(60_000);
  stage.enters('c2');
  expect(reasonOf(stage)).toBe('closed');
  stage.ready(anna);
  expect(stage.offer(inTime).agent).toBe(anna);
});

test('C45: nobody enters who would wait too long, but who would be the first always does', () => {
  const stage = new Stage(office(entry({ longestExpectedMs: 60_000, refuse: { 'wait-too-long': to1002 } })));
  stage.ready(anna);
  stage.talks(stage.enters('c1'));
  // Nothing is known of this queue's calls: 3 minutes are expected, but nobody waits yet.
  expect(stage.phase(stage.enters('c2'))).toBe('waiting');
  stage.enters('c3');
  expect(reasonOf(stage)).toBe('wait-too-long');
});

test('so many may wait for each agent on duty', () => {
  const stage = new Stage(office(entry({ mostWaitingPerAgent: 2 })));
  stage.enters('c1');
  stage.enters('c2');
  expect(reasonOf(stage)).toBe('wait-too-long');
  stage.ready(anna, ben);
  stage.command({ name: 'not-ready', agent: anna, reason: 'break' });
  expect(stage.phase(stage.enters('c3'))).toBe('waiting');
  stage.enters('c4');
  expect(reasonOf(stage)).toBe('wait-too-long');
});

test('what is said comes first: the caller is answered, hears it, and goes on', () => {
  const stage = new Stage(
    office(entry({ refuse: { 'nobody-signed-in': { say: 'prompt:closed', to: '1002' } } })),
  );
  const call = stage.enters('c1');
  expect(stage.effects.map(({ name }) => name)).toEqual(['answer', 'play']);
  const { playback, media } = stage.wanted('play');
  expect(media).toEqual(['prompt:en/closed']);
  stage.take({ kind: 'line', event: { name: 'played', playback, whole: true } });
  expect(stage.phase(call)).toBe('reaching');
});

test('what is said to the end and leads nowhere ends the call; a prompt of whose end nobody tells does too', () => {
  const stage = new Stage(
    office(entry({ refuse: { 'nobody-signed-in': { say: 'prompt:closed', to: null } } })),
  );
  stage.enters('c1');
  stage.take({
    kind: 'line',
    event: { name: 'played', playback: stage.wanted('play').playback, whole: true },
  });
  expect(stage.wanted('hang-up')).toMatchObject({ channel: 'c1' });
  stage.enters('c2');
  stage.wait(10 * 60_000);
  expect(stage.board.state.calls.get('cbt-2' as never)?.phase.name).not.toBe('arriving');
});

test('who hangs up while it is said has abandoned', () => {
  const stage = new Stage(
    office(entry({ refuse: { 'nobody-signed-in': { say: 'prompt:closed', to: '1002' } } })),
  );
  stage.enters('c1');
  stage.goes('c1');
  expect(stage.turn.changes.history).toMatchObject([{ end: 'abandoned', queue: support }]);
});

/** A caller whom Anna has transferred to support, in which nobody is. */
function transferredWith(
  way: WayOut | undefined,
  from: string,
): { stage: Stage; call: ReturnType<Stage['enters']> } {
  const refuse = way === undefined ? {} : { full: way };
  const stage = supportWith({ members: [memberOf(ben)], ...entry({ mostCalls: 0, refuse }) });
  stage.ready(anna);
  const call = stage.enters('c1', from);
  if (from === '901') stage.talks(call);
  else {
    stage.answers(stage.wanted('ring').leg);
    stage.bridges(call);
  }
  stage.command({ name: 'divert-call', phone: '1001' as PhoneId, number: '900' });
  return { stage, call };
}

test('who was transferred into a queue that refuses him follows its way out', () => {
  const { stage, call } = transferredWith(to1002, '901');
  expect(reasonOf(stage)).toBe('full');
  expect(stage.phase(call)).toBe('reaching');
  expect(stage.wanted('ring')).toMatchObject({ endpoint: 'PJSIP/1002' });
});

test('without one he is not thrown away: his sender is rung, and then his former queue has him', () => {
  const senderIsRung = { name: 'reaching', recall: { phone: '1001', isOn: true } };
  const { stage, call } = transferredWith(undefined, '901');
  expect(stage.call(call)?.phase).toMatchObject(senderIsRung);
  stage.wait(20_000);
  expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', queue: sales });
  const direct = transferredWith({ say: 'prompt:closed', to: null }, '1001');
  expect(direct.stage.call(direct.call)?.phase).toMatchObject(senderIsRung);
});

test('the overflow hook of an empty queue comes before its refusal, and lets him in all the same', () => {
  const settings = office({
    ...entry({ refuse: { 'nobody-signed-in': to1002 } }),
    hooks: { overflow: 'elsewhere' },
  });
  const stage = new Stage(settings);
  const call = stage.enters('c1');
  expect(stage.phase(call)).toBe('away');
  stage.take({
    kind: 'line',
    event: entered('c1', '900', { channel: leg('c1'), args: ['return', 'overflow', '0'] }),
  });
  expect(stage.phase(call)).toBe('waiting');
});

test('a hook before the queue may choose one that refuses: its way out counts', () => {
  const plain = office({ hooks: { 'before-queue': 'lookup' } });
  const queues = plain.queues.map((one) => (one.id === sales ? { ...one, ...entry({ mostCalls: 0 }) } : one));
  const stage = new Stage({ ...plain, queues });
  stage.enters('c1');
  const args = ['return', 'before-queue', '0', 'queue=sales'];
  stage.take({ kind: 'line', event: entered('c1', '900', { args }) });
  expect(reasonOf(stage)).toBe('full');
  expect(stage.wanted('hang-up')).toMatchObject({ channel: 'c1', reason: 'congestion' });
});

test('what the dialplan says of the caller at entry', () => {
  const stage = new Stage();
  const args = ['number', '900', '', 'priority=7', 'skills=french:3&sales', 'language=fr', 'agent=ben'];
  stage.take({ kind: 'line', event: entered('c1', '900', { args }) });
  const call = stage.call('cbt-1' as never);
  expect(call?.wishes).toEqual({ language: 'fr', skills: { french: 3, sales: 1 }, agent: ben, priority: 7 });
  expect(call?.phase).toMatchObject({ name: 'waiting', priority: 7 });
});

test('what cannot be understood is as if it had not been said', () => {
  const stage = new Stage();
  const said = ['priority=much', 'skills=&:3&a:0', 'language=f$', 'agent=nobody', 'rubbish'];
  stage.take({ kind: 'line', event: entered('c1', '900', { args: ['queue', 'support', '', ...said] }) });
  expect(stage.kinds).not.toContain('call.described');
  expect(stage.call('cbt-1' as never)?.phase).toMatchObject({ name: 'waiting', priority: 0 });
});

test('what the dialplan held a caller for counts in the queue to which he is sent on', () => {
  const stage = supportWith(entry({ mostCalls: 0, refuse: { full: { say: null, to: '901' } } }));
  const held = stage.at - 30_000;
  const call = stage.enters('c1', '900', held);
  expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', queue: sales, enteredAt: held });
  expect(stage.call(call)).toMatchObject({ arrivedAt: held });
});
