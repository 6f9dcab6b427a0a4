import { expect, test } from 'vitest';
import { queueWith } from '../../../../src/board/queue-settings.ts';
import { entered } from '../settings.ts';
import { anna, ben, office, sales, Stage, support } from '../stage.ts';

const code = (does: () => unknown): string | undefined => {
  try {
    does();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

test('another priority counts at once: the next free agent has him', () => {
  const stage = new Stage();
  stage.enters('c1');
  const second = stage.enters('c2');
  stage.command({ name: 'prioritise-call', call: second, priority: 1 });
  expect(stage.kinds).toEqual(['call.prioritised']);
  stage.command({ name: 'prioritise-call', call: second, priority: 1 });
  expect(stage.facts).toEqual([]);
  stage.ready(anna);
  expect(stage.offer(second).agent).toBe(anna);
});

test('who is moved keeps his age and priority; nobody of his former queue rings on', () => {
  const stage = new Stage().ready(ben);
  const call = stage.enters('c1');
  const since = stage.at;
  const { leg } = stage.offer(call);
  stage.wait(5_000);
  stage.command({ name: 'move-call', call, queue: sales });
  expect(stage.wanted('hang-up')).toMatchObject({ channel: leg });
  expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', queue: sales, enteredAt: since });
  expect(stage.turn.changes.visits).toMatchObject([{ queue: support, outcome: 'moved' }]);
});

test('a queue that does not let him in says why, and nothing has changed', () => {
  const plain = office();
  const { entry } = queueWith({ id: sales, name: '' });
  const queues = plain.queues.map((one) =>
    one.id === sales ? { ...one, entry: { ...entry, mostCalls: 0 } } : one,
  );
  const stage = new Stage({ ...plain, queues });
  const call = stage.enters('c1');
  expect(code(() => stage.command({ name: 'move-call', call, queue: sales }))).toBe('queue-refuses');
  expect(code(() => stage.command({ name: 'move-call', call, queue: 'none' as never }))).toBe(
    'queue-unknown',
  );
  stage.command({ name: 'stop-queue', queue: sales });
  expect(code(() => stage.command({ name: 'move-call', call, queue: sales }))).toBe('queue-refuses');
  expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', queue: support });
});

test('who is withdrawn reaches a number, or nobody; either way he has not given up', () => {
  const stage = new Stage();
  const [first, second] = [stage.enters('c1'), stage.enters('c2')];
  expect(code(() => stage.command({ name: 'withdraw-call', call: first, number: 'nobody' }))).toBe(
    'number-unknown',
  );
  stage.command({ name: 'withdraw-call', call: first, number: '1002' });
  expect(stage.phase(first)).toBe('reaching');
  expect(stage.turn.changes.visits).toMatchObject([{ outcome: 'withdrawn' }]);
  stage.command({ name: 'withdraw-call', call: second });
  expect(stage.turn.changes.visits).toMatchObject([{ outcome: 'withdrawn' }]);
  expect(stage.turn.changes.history).toMatchObject([{ end: 'ended-by-command' }]);
});

test('an agent picks a waiting caller, though he is on a break and others wait longer', () => {
  const stage = new Stage();
  stage.enters('c1');
  const second = stage.enters('c2');
  stage.command({ name: 'sign-in', agent: anna });
  stage.command({ name: 'offer-call', call: second, agent: anna });
  expect(stage.offer(second).agent).toBe(anna);
  stage.talks(second);
  expect(stage.phase(second)).toBe('talking');
  expect(stage.agent(anna).presence).toMatchObject({ name: 'not-ready' });
});

test('who is picked rings at nobody else any more', () => {
  const stage = new Stage().ready(anna);
  const call = stage.enters('c1');
  stage.command({ name: 'sign-in', agent: ben });
  stage.command({ name: 'offer-call', call, agent: ben });
  expect(stage.offer(call).agent).toBe(ben);
  expect(stage.agent(anna).work).toEqual({ name: 'idle' });
});

test('only members who have nothing else to do can be picked for', () => {
  const stage = new Stage();
  const [first, second] = [stage.enters('c1'), stage.enters('c2', '901')];
  const pick = (call: typeof first, agent: typeof anna) => () =>
    stage.command({ name: 'offer-call', call, agent });
  expect(code(pick(second, ben))).toBe('not-a-member');
  expect(code(pick(first, ben))).toBe('signed-out');
  expect(code(pick(first, 'nobody' as never))).toBe('agent-unknown');
  stage.ready(anna);
  expect(code(pick(second, anna))).toBe('not-free');
});

test('a waiting caller is told something, in his language, and goes on waiting with his music', () => {
  const stage = new Stage();
  stage.take({ kind: 'line', event: entered('c1', '900', { args: ['number', '900', '', 'language=de'] }) });
  const call = 'cbt-1' as never;
  stage.command({ name: 'tell-call', call, sound: 'prompt:thank-you' });
  const { playback, media } = stage.wanted('play');
  expect(media).toEqual(['prompt:de/thank-you']);
  stage.take({ kind: 'line', event: { name: 'played', playback, whole: true } });
  expect(stage.effects).toMatchObject([{ music: 'calm' }]);
  expect(stage.phase(call)).toBe('waiting');
});

test('who does not wait cannot be handled so', () => {
  const stage = new Stage().ready(anna);
  const call = stage.enters('c1');
  stage.talks(call);
  expect(code(() => stage.command({ name: 'prioritise-call', call, priority: 1 }))).toBe('not-waiting');
  expect(code(() => stage.command({ name: 'withdraw-call', call: 'cbt-99' as never }))).toBe('call-unknown');
});
