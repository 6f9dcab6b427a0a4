import { expect, test } from 'vitest';
import type { LeaveSettings, QueueSettings, WayOut } from '../../../../src/board/queue-settings.ts';
import { queueWith } from '../../../../src/board/queue-settings.ts';
import { missedAlways } from '../settings.ts';
import { anna, ben, office, sales, Stage, support } from '../stage.ts';

const to1002: WayOut = { say: null, to: '1002' };
const toSales: WayOut = { say: null, to: '901' };
const nowhere: WayOut = { say: null, to: null };

const leave = (more: Partial<LeaveSettings>): Partial<QueueSettings> => ({
  leave: { ...queueWith({ id: support, name: '' }).leave, ...more },
});

/** Only support lets its callers go. */
function supportWith(more: Partial<QueueSettings>, ofSales: Partial<QueueSettings> = {}): Stage {
  const plain = office();
  const queues = plain.queues.map((one) => ({ ...one, ...(one.id === support ? more : ofSales) }));
  return new Stage({ ...plain, queues });
}

const leftBy = (stage: Stage) =>
  stage.facts.flatMap((fact) => (fact.kind === 'call.left-queue' ? [fact.reason] : []))[0];

test('who has waited so long leaves', () => {
  const stage = supportWith(leave({ after: { ms: 30_000, finishRing: true, way: to1002 } }));
  const call = stage.enters('c1');
  stage.wait(29_999);
  expect(stage.phase(call)).toBe('waiting');
  stage.wait(1);
  expect(leftBy(stage)).toBe('timeout');
  expect(stage.wanted('ring')).toMatchObject({ endpoint: 'PJSIP/1002' });
  expect(stage.turn.changes.visits).toMatchObject([{ queue: support, outcome: 'timeout' }]);
});

test('C42, app_queue 5267: who leaves by a time-out is not abandoned, and his call has not been given up by him', () => {
  const stage = supportWith(leave({ after: { ms: 30_000, finishRing: true, way: nowhere } }));
  stage.enters('c1');
  stage.wait(30_000);
  expect(stage.turn.changes.visits.map(({ outcome }) => outcome)).toEqual(['timeout']);
  expect(stage.turn.changes.history).toMatchObject([{ end: 'unanswered', queue: support }]);
  expect(stage.board.state.memories.get(support)?.abandonedCount).toBe(0);
});

test('a phone that rings just then may finish, and is the last that does', () => {
  const stage = supportWith({
    ...leave({ after: { ms: 30_000, finishRing: true, way: to1002 } }),
    missed: missedAlways('rest'),
  });
  const call = stage.enters('c1');
  stage.wait(20_000);
  stage.ready(anna);
  stage.wait(10_000);
  expect(stage.offer(call).agent).toBe(anna);
  stage.ready(ben);
  stage.wait(10_000);
  expect(leftBy(stage)).toBe('timeout');
  expect(stage.kinds).not.toContain('offer.made');
});

test('a phone that rings just then is stopped where the office wants it so', () => {
  const stage = supportWith(leave({ after: { ms: 30_000, finishRing: false, way: to1002 } }));
  stage.enters('c1');
  stage.wait(20_000);
  stage.ready(anna);
  const { leg } = stage.wanted('ring');
  stage.wait(10_000);
  expect(leftBy(stage)).toBe('timeout');
  expect(stage.wanted('hang-up')).toMatchObject({ channel: leg });
  expect(stage.agent(anna).work).toEqual({ name: 'idle' });
});

test('C20: in the next queue he keeps his age and priority, and has the place that is his by them', () => {
  const stage = supportWith(leave({ after: { ms: 30_000, finishRing: true, way: toSales } }));
  const first = stage.enters('c1');
  const since = stage.at;
  stage.command({ name: 'prioritise-call', call: first, priority: 3 });
  stage.wait(20_000);
  stage.enters('c2', '901');
  stage.wait(10_000);
  expect(stage.call(first)?.phase).toMatchObject({
    name: 'waiting',
    queue: sales,
    enteredAt: since,
    priority: 3,
  });
  expect(stage.call(first)?.visit).toMatchObject({ queue: sales, since: since + 30_000, position: 1 });
});

test('C20: nor does a phone on the way, or the dialplan, cost him his place', () => {
  const plain = office(leave({ after: { ms: 30_000, finishRing: true, way: { say: null, to: '1002' } } }));
  const stage = new Stage(plain);
  stage.command({ name: 'forward', phone: '1002' as never, type: 'noAnswer', number: '901' });
  const call = stage.enters('c1');
  const since = stage.at;
  stage.wait(30_000);
  expect(stage.phase(call)).toBe('reaching');
  stage.wait(20_000);
  expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', queue: sales, enteredAt: since });
  // In each queue his stay begins anew.
  stage.wait(29_999);
  expect(stage.phase(call)).toBe('waiting');
});

test('whom nobody could take leaves after some grace, however long he has waited', () => {
  const whenEmpty = { reasons: ['nobody-signed-in'] as const, graceMs: 10_000, way: to1002 };
  const stage = supportWith(leave({ whenEmpty })).ready(anna);
  stage.command({ name: 'not-ready', agent: anna, reason: 'break' });
  const call = stage.enters('c1');
  stage.wait(60_000);
  expect(stage.phase(call)).toBe('waiting');
  stage.command({ name: 'sign-out', agent: anna });
  expect(stage.call(call)?.phase).toMatchObject({ emptySince: stage.at });
  stage.wait(9_999);
  expect(stage.phase(call)).toBe('waiting');
  stage.wait(1);
  expect(leftBy(stage)).toBe('empty');
});

test('an agent who comes within the grace keeps him there: every change of an agent is looked at', () => {
  const whenEmpty = { reasons: ['nobody-ready'] as const, graceMs: 10_000, way: to1002 };
  const stage = supportWith(leave({ whenEmpty }));
  const call = stage.enters('c1');
  stage.wait(9_000);
  stage.ready(anna);
  expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', emptySince: null });
  stage.command({ name: 'not-ready', agent: anna, reason: 'break' });
  stage.wait(9_999);
  expect(stage.phase(call)).toBe('waiting');
  stage.wait(1);
  expect(leftBy(stage)).toBe('empty');
});

test('a change of the office is looked at as well', () => {
  const stage = supportWith({});
  const call = stage.enters('c1');
  const whenEmpty = { reasons: ['nobody-signed-in'] as const, graceMs: 0, way: to1002 };
  stage.take({ kind: 'office', office: office(leave({ whenEmpty })) });
  expect(leftBy(stage)).toBe('empty');
  expect(stage.phase(call)).toBe('reaching');
});

test('empty queues that send their callers to each other do not do so for ever', () => {
  const whenEmpty = (to: string) =>
    leave({ whenEmpty: { reasons: ['nobody-signed-in'], graceMs: 0, way: { say: null, to } } });
  const stage = supportWith(whenEmpty('901'), whenEmpty('900'));
  stage.enters('c1');
  expect(stage.wanted('hang-up')).toMatchObject({ channel: 'c1' });
  expect(stage.kinds.filter((kind) => kind === 'call.left-queue').length).toBeLessThan(12);
});

test('queues that send their callers to each other after a time may do so all day', () => {
  const after = (to: string) => leave({ after: { ms: 1_000, finishRing: true, way: { say: null, to } } });
  const stage = supportWith(after('901'), after('900'));
  const call = stage.enters('c1');
  const since = stage.at;
  stage.wait(60_000);
  expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', enteredAt: since });
});

test('those who wait when the queue closes leave, at that moment', () => {
  const calendars = [{ id: 'usual', open: [{ days: [1], from: 0, to: 9 * 60 + 1 }], holidays: [] }];
  const plain = office({ hours: 'usual', ...leave({ whenClosed: to1002 }) });
  const stage = new Stage({ ...plain, calendars });
  const call = stage.enters('c1');
  stage.wait(59_999);
  expect(stage.phase(call)).toBe('waiting');
  stage.wait(1);
  expect(leftBy(stage)).toBe('closed');
});

test('each agent has let him pass once, then he leaves; one who is in a call has not', () => {
  const stage = supportWith(leave({ afterRounds: { rounds: 1, way: nowhere } }), {});
  stage.ready(anna, ben);
  stage.talks(stage.enters('c1', '901'));
  const call = stage.enters('c2');
  expect(stage.offer(call).agent).toBe(ben);
  stage.wait(20_000);
  expect(stage.phase(call)).toBe('waiting');
  // Anna goes on a break after this call: nobody is left who could have him.
  stage.command({ name: 'not-ready', agent: anna, reason: 'break' });
  expect(leftBy(stage)).toBe('rounds');
});

test('C44: two of the agents may talk at once, the others of the queue wait', () => {
  const stage = supportWith({ mostTalking: 1 }).ready(anna, ben);
  const [first, second] = [stage.enters('c1'), stage.enters('c2')];
  expect(stage.call(second)?.phase).toMatchObject({ name: 'waiting', offers: [] });
  stage.talks(first);
  expect(stage.call(second)?.phase).toMatchObject({ offers: [] });
  stage.goes('c1');
  expect(stage.offer(second).agent).toBe(ben);
});

test('who left for a number after a time, and reaches nobody there, waits on; not when nobody is there to wait for', () => {
  const stage = supportWith(leave({ after: { ms: 30_000, finishRing: true, way: to1002 } }));
  const call = stage.enters('c1');
  const since = stage.at;
  stage.wait(50_000);
  expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', queue: support, enteredAt: since });
  // His stay has begun anew.
  stage.wait(29_999);
  expect(stage.phase(call)).toBe('waiting');
  stage.wait(1);
  expect(stage.phase(call)).toBe('reaching');
  const whenEmpty = { reasons: ['nobody-signed-in'] as const, graceMs: 10_000, way: to1002 };
  const empty = supportWith(leave({ whenEmpty }));
  const other = empty.enters('c1');
  empty.wait(30_000);
  expect(empty.phase(other)).toBe('ended');
});

test('a way out that leads nowhere at once does not send round for ever', () => {
  const nowhere = { say: null, to: '999' };
  const stage = supportWith(leave({ after: { ms: 0, finishRing: true, way: nowhere } }));
  const call = stage.enters('c1');
  expect(stage.phase(call)).toBe('ended');
  expect(stage.kinds.filter((kind) => kind === 'call.left-queue').length).toBeLessThan(12);
});
