import { expect, test } from 'vitest';
import { entered } from '../settings.ts';
import { anna, office, sales, Stage, support } from '../stage.ts';

const back = office({ returnMs: 60_000 });

test('who hung up and calls again in time has his former place', () => {
  const stage = new Stage(back);
  const first = stage.enters('c1');
  const since = stage.at;
  stage.command({ name: 'prioritise-call', call: first, priority: 2 });
  stage.wait(10_000);
  stage.take({ kind: 'line', event: entered('c2', '900', { caller: { name: '', number: '0322' } }) });
  stage.goes('c1');
  stage.wait(50_000);
  const again = stage.enters('c3');
  expect(stage.call(again)?.phase).toMatchObject({ name: 'waiting', enteredAt: since, priority: 2 });
  expect(stage.call(again)?.visit).toMatchObject({ position: 1, since: stage.at, enteredAt: since });
  expect(stage.call(again)).toMatchObject({ arrivedAt: stage.at });
});

test('once: the next call from there begins anew', () => {
  const stage = new Stage(back);
  stage.enters('c1');
  stage.wait(10_000);
  stage.goes('c1');
  stage.enters('c2');
  const third = stage.enters('c3');
  expect(stage.call(third)?.phase).toMatchObject({ enteredAt: stage.at });
});

test('not after its time, not in another queue, not without a number', () => {
  const stage = new Stage(back);
  stage.enters('c1');
  stage.wait(10_000);
  stage.goes('c1');
  const elsewhere = stage.enters('c2', '901');
  expect(stage.call(elsewhere)?.phase).toMatchObject({ queue: sales, enteredAt: stage.at });
  stage.wait(60_001);
  expect(stage.call(stage.enters('c3'))?.phase).toMatchObject({ enteredAt: stage.at });
  const nobody = { name: 'Anonymous', number: '' };
  stage.take({ kind: 'line', event: entered('c4', '900', { caller: nobody }) });
  stage.wait(1_000);
  stage.goes('c4');
  const caller = `cbt-${stage.board.state.nextCall}`;
  stage.take({ kind: 'line', event: entered('c5', '900', { caller: nobody }) });
  expect(stage.call(caller as never)?.phase).toMatchObject({ enteredAt: stage.at });
});

test('who was served, or left by himself through an exit, has no place to come back to', () => {
  const stage = new Stage({
    ...back,
    queues: back.queues.map((one) => ({
      ...one,
      exits: [{ digits: '1', does: { kind: 'go', to: '1002' }, as: null } as const],
    })),
  });
  const first = stage.enters('c1');
  stage.wait(10_000);
  stage.take({ kind: 'line', event: { name: 'digit', channel: 'c1' as never, digit: '1' } });
  stage.goes('c1');
  expect(stage.phase(first)).toBe('ended');
  const second = stage.enters('c2');
  expect(stage.call(second)?.phase).toMatchObject({ enteredAt: stage.at });
  stage.ready(anna);
  stage.talks(second);
  stage.goes('c2');
  expect(stage.board.state.memories.get(support)?.gone).toEqual([]);
});
