import { expect, test } from 'vitest';
import { queueStateOf } from '../../../src/board/acd/queue-state.ts';
import type { PhoneId, QueueId } from '../../../src/board/ids.ts';
import { liveStateOf, stateFrom } from '../../../src/board/live.ts';
import { deviceCallsOf } from '../../../src/board/device/device-calls.ts';
import { entered } from './settings.ts';
import { anna, ben, office, queue, sales, Stage, support } from './stage.ts';

const stateOf = (stage: Stage) => queueStateOf(stage.board.state, support);

test('who comes to a suspended queue is refused with congestion; who waits stays and is served', () => {
  const stage = new Stage();
  const waiting = stage.enters('c1');
  stage.command({ name: 'suspend-queue', queue: support });
  const late = stage.enters('c2');
  expect(stage.kinds).toEqual(['call.arrived', 'call.turned-away', 'call.ended', 'leg.clearing']);
  expect(stage.wanted('hang-up')).toMatchObject({ channel: 'c2', reason: 'congestion' });
  stage.goes('c2');
  expect(stage.phase(late)).toBe('off the board');
  expect(stage.phase(waiting)).toBe('waiting');
  stage.ready(anna);
  expect(stage.offer(waiting).agent).toBe(anna);
});

test('what is turned away is in the history of the queue', () => {
  const stage = new Stage();
  stage.command({ name: 'stop-queue', queue: support });
  stage.enters('c1');
  expect(stage.turn.changes.history).toMatchObject([{ queue: support, end: 'unanswered', cause: 34 }]);
});

test('the failure route takes the call, and its phone sees who has sent it', () => {
  const stage = new Stage(office({ failureRoute: '1002' }));
  stage.command({ name: 'suspend-queue', queue: support });
  const call = stage.enters('c1');
  expect(stage.phase(call)).toBe('reaching');
  const { leg } = stage.wanted('ring');
  stage.alerts(leg);
  const shown = deviceCallsOf(stage.board.state, '1002' as PhoneId)?.primary;
  expect(shown).toMatchObject({
    state: 'alerting',
    otherParty: { number: '0311111' },
    firstCalledParty: { number: '900' },
    lastRedirectionParty: { number: '900' },
  });
});

test('a phone that calls is told that a route was applied', () => {
  const stage = new Stage(office({ failureRoute: '1002' }));
  stage.command({ name: 'suspend-queue', queue: support });
  const endpoint = 'PJSIP/1001';
  stage.take({ kind: 'line', event: entered('c1', '900', { endpoint }) });
  stage.alerts(stage.wanted('ring').leg);
  expect(deviceCallsOf(stage.board.state, '1001' as PhoneId)?.primary).toMatchObject({
    state: 'delivered',
    otherParty: { number: '1002' },
    cause: 'route',
  });
});

test('failure routes that go round in a circle end', () => {
  const round = office({ failureRoute: '901' });
  const queues = round.queues.map((one) => (one.id === sales ? { ...one, failureRoute: '900' } : one));
  const stage = new Stage({ ...round, queues });
  for (const one of [support, sales]) stage.command({ name: 'suspend-queue', queue: one });
  stage.enters('c1');
  expect(stage.wanted('hang-up')).toMatchObject({ channel: 'c1', reason: 'congestion' });
});

test('suspended is resumed, stopped is started; asking twice changes nothing', () => {
  const stage = new Stage();
  stage.command({ name: 'resume-queue', queue: support });
  expect(stage.facts).toEqual([]);
  stage.command({ name: 'suspend-queue', queue: support });
  expect(stateOf(stage)).toBe('suspended');
  stage.command({ name: 'suspend-queue', queue: support });
  expect(stage.facts).toEqual([]);
  stage.command({ name: 'resume-queue', queue: support });
  expect(stateOf(stage)).toBe('running');
  stage.command({ name: 'suspend-queue', queue: support });
  stage.command({ name: 'stop-queue', queue: support });
  expect(stateOf(stage)).toBe('stopped');
  for (const name of ['suspend-queue', 'resume-queue'] as const) {
    expect(() => stage.command({ name, queue: support })).toThrow(
      expect.objectContaining({ code: 'queue-stopped' }),
    );
  }
  stage.command({ name: 'start-queue', queue: support });
  expect(stateOf(stage)).toBe('running');
  expect(() => stage.command({ name: 'stop-queue', queue: 'no' as QueueId })).toThrow(
    expect.objectContaining({ code: 'queue-unknown' }),
  );
});

test('a suspended queue is one after a restart, and is forgotten with its queue', () => {
  const stage = new Stage();
  stage.command({ name: 'suspend-queue', queue: support });
  const restarted = stateFrom(structuredClone(liveStateOf(stage.board.state)));
  expect(queueStateOf(restarted, support)).toBe('suspended');
  const others = { ...office(), queues: [queue(sales, [anna, ben])], numbers: [] };
  stage.take({ kind: 'office', office: others });
  expect([...stage.board.state.shutQueues.keys()]).toEqual([]);
  expect([...stage.turn.changes.queues]).toEqual([support]);
});
