import { expect, test } from 'vitest';
import { queueView } from '../../../src/control/views/queue-view.ts';
import { wallboardView } from '../../../src/control/views/wallboard-view.ts';
import { LiveVisits } from '../../../src/reports/acd/live-visits.ts';
import { callbackOffice, CallBackStage } from '../board/acd/call-back-stage.ts';
import { anna, office, Stage, support } from '../board/stage.ts';

const queueOf = (stage: Stage) => {
  const queue = stage.board.state.queues.get(support);
  if (queue === undefined) throw new Error('there is one');
  return queue;
};

const wallboardOf = (stage: Stage) => {
  const { state } = stage.board;
  return wallboardView(state, queueOf(stage), new LiveVisits({} as never, state), stage.at);
};

test('desks and wallboards show who waits in the order in which they are served, with what age gives them', () => {
  const stage = new Stage(office({ ageing: { step: 1, everyMs: 60_000, most: 10 } }));
  const first = stage.enters('c1');
  const since = stage.at;
  stage.wait(300_000);
  const second = stage.enters('c2');
  stage.command({ name: 'prioritise-call', call: second, priority: 3 });
  const { callers } = queueView(stage.board.state, queueOf(stage), stage.at, true);
  expect(callers?.map(({ call, position }) => [call, position])).toEqual([
    [first, 1],
    [second, 2],
  ]);
  expect(wallboardOf(stage).firstSince).toBe(since);
});

test('a customer who has been called back and waits on the line is one who waits there', () => {
  const stage = new CallBackStage(callbackOffice({ first: 'customer' }));
  const call = stage.wants('c1');
  expect(wallboardOf(stage)).toMatchObject({ waiting: 0, callbacksDue: 1, longestSince: null });
  stage.ready(anna);
  stage.command({ name: 'not-ready', agent: anna, reason: 'break' });
  stage.answers(stage.dial(call));
  expect(stage.callback(call).dial?.state).toBe('there');
  expect(wallboardOf(stage)).toMatchObject({ waiting: 1, callbacksDue: 0 });
});
