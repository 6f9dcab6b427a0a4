import { expect, test } from 'vitest';
import type { VisitRow } from '../../../src/board/account.ts';
import { Desk } from './call-control/desk.ts';
import { anna, ben, office, sales, Stage, support } from './stage.ts';

/** The stays that end on a stage from now on. */
function visitsOf(stage: Stage): VisitRow[] {
  const rows: VisitRow[] = [];
  const take = stage.take.bind(stage);
  stage.take = (input: Parameters<Stage['take']>[0]) => {
    const turn = take(input);
    rows.push(...turn.changes.visits);
    return turn;
  };
  return rows;
}

test('features 1.12 AQ 6165: a stay is counted when they hear each other, not when the talk is over', () => {
  const stage = new Stage().ready(anna);
  const visits = visitsOf(stage);
  const call = stage.enters('c1');
  const since = stage.at;
  stage.wait(3_000).answers(stage.offer(call).leg);
  const answeredAt = stage.at;
  expect(visits).toEqual([]);
  stage.wait(40).bridges(call);
  expect(visits).toMatchObject([
    {
      call,
      queue: support,
      outcome: 'answered',
      agent: anna,
      since,
      answeredAt,
      endedAt: stage.at,
      offers: 1,
    },
  ]);
  stage.wait(60_000).goes('c1');
  expect(visits).toHaveLength(1);
});

test('what the dialplan held a caller for is part of his stay in the first queue', () => {
  const stage = new Stage();
  const visits = visitsOf(stage);
  stage.enters('c1', '900', stage.at - 7_000);
  stage.wait(5_000).goes('c1');
  expect(visits).toMatchObject([{ outcome: 'abandoned', since: stage.at - 12_000 }]);
});

test('a talk that came to nothing is more of the same stay', () => {
  const stage = new Stage().ready(anna);
  const visits = visitsOf(stage);
  const call = stage.enters('c1');
  const since = stage.at;
  const { leg } = stage.offer(call);
  stage.wait(2_000).answers(leg);
  stage.goes(leg);
  expect([stage.phase(call), visits]).toEqual(['waiting', []]);
  stage.wait(2_000).goes('c1');
  expect(visits).toMatchObject([{ outcome: 'abandoned', since, answeredAt: null, agent: null }]);
});

test('who hangs up before they hear each other has given up', () => {
  const stage = new Stage().ready(anna);
  const visits = visitsOf(stage);
  const call = stage.enters('c1');
  stage.wait(2_000).answers(stage.offer(call).leg);
  stage.goes('c1');
  expect(visits).toMatchObject([{ outcome: 'abandoned' }]);
});

test('an ended call ends its stay: by command, and by Asterisk', () => {
  const stage = new Stage();
  const visits = visitsOf(stage);
  const call = stage.enters('c1');
  stage.enters('c2');
  stage.command({ name: 'hang-up', call, agent: null });
  stage.lineDown();
  stage.lineUp({ asteriskStartedAt: 2 });
  expect(visits.map(({ outcome }) => outcome)).toEqual(['withdrawn', 'lost']);
});

test('a call that comes back from an agent to its queue begins another stay there', () => {
  const desk = new Desk();
  const visits = visitsOf(desk);
  const call = desk.customer();
  // The agent's phone has vanished.
  desk.wait(10_000).goes(desk.leg('1101').id, 44);
  const backAt = desk.at;
  expect(desk.phase(call)).toBe('waiting');
  desk.wait(3_000).goes('c1');
  expect(visits).toMatchObject([
    { outcome: 'answered', isReturn: false },
    { outcome: 'abandoned', isReturn: true, since: backAt },
  ]);
});

test('an offer that is sent on: who is answered by nobody of the agents was moved', () => {
  const desk = new Desk();
  const visits = visitsOf(desk);
  desk.ready(anna);
  desk.calls();
  desk.rings('1101');
  desk.wait(4_000).asks('1101', { name: 'divert-call', number: '1103' });
  expect(visits).toEqual([]);
  desk.picksUp('1103');
  expect(visits).toMatchObject([{ outcome: 'moved', agent: null }]);
});

test('an offer that is sent on to another agent is answered', () => {
  const desk = new Desk();
  const visits = visitsOf(desk);
  desk.ready(anna);
  desk.command({ name: 'sign-in', agent: ben });
  desk.calls();
  desk.rings('1101');
  desk.asks('1101', { name: 'divert-call', number: '1102' });
  desk.picksUp('1102');
  expect(visits).toMatchObject([{ outcome: 'answered', agent: ben }]);
});

test('a waiting call that a colleague picks up is answered by that agent', () => {
  const desk = new Desk();
  const visits = visitsOf(desk);
  desk.ready(anna);
  const call = desk.calls();
  desk.rings('1101');
  desk.command({ name: 'sign-in', agent: ben });
  desk.dials('1102', '**1101');
  desk.bridges(call);
  expect(visits).toMatchObject([{ call, outcome: 'answered', agent: ben }]);
});

test('from one queue to the other: two stays, the second from the transfer on', () => {
  const stage = new Stage(office()).ready(anna);
  const visits = visitsOf(stage);
  const call = stage.enters('c1');
  stage.talks(call);
  stage.wait(30_000);
  const { phone } = stage.agent(anna);
  if (phone !== null) stage.command({ name: 'divert-call', phone, number: '901' });
  const since = stage.at;
  stage.wait(5_000).goes('c1');
  expect(visits).toMatchObject([
    { queue: support, outcome: 'answered' },
    { queue: sales, outcome: 'abandoned', since, isReturn: true },
  ]);
});
