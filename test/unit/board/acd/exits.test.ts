import { expect, test } from 'vitest';
import type { Exit } from '../../../../src/board/queue-settings.ts';
import { anna, ben, leg, office, sales, Stage, support } from '../stage.ts';

const go = (digits: string, to: string): Exit => ({ digits, does: { kind: 'go', to }, as: 'elsewhere' });
const stay: Exit = { digits: '9', does: { kind: 'stay' }, as: 'stay' };

function press(stage: Stage, digits: string, channel = 'c1'): void {
  for (const digit of digits) {
    stage.take({ kind: 'line', event: { name: 'digit', channel: leg(channel), digit } });
  }
}

const left = (stage: Stage) => stage.facts.find((fact) => fact.kind === 'call.left-queue');

test('a key leads out, to where its exit says', () => {
  const stage = new Stage(office({ exits: [go('1', '1002')] }));
  const call = stage.enters('c1');
  press(stage, '1');
  expect(left(stage)).toMatchObject({ queue: support, reason: 'exit-key', digits: '1', to: '1002' });
  expect(stage.phase(call)).toBe('reaching');
  expect(stage.wanted('music')).toMatchObject({ channel: 'c1', music: null });
});

test('keys that mean nothing are ignored', () => {
  const stage = new Stage(office({ exits: [go('1', '1002')] }));
  const call = stage.enters('c1');
  press(stage, '5#');
  expect(stage.facts).toEqual([]);
  expect(stage.phase(call)).toBe('waiting');
});

test('C18: a key counts while a prompt plays, which stops', () => {
  const stage = new Stage(office({ exits: [go('1', '1002')] }));
  const call = stage.enters('c1');
  stage.command({ name: 'tell-call', call, sound: 'prompt:thank-you' });
  const { playback } = stage.wanted('play');
  press(stage, '1');
  expect(stage.phase(call)).toBe('reaching');
  expect(stage.wanted('stop-playing')).toEqual({ name: 'stop-playing', playback });
});

test('a key counts while a phone rings, which stops', () => {
  const stage = new Stage(office({ exits: [go('1', '1002')] })).ready(anna);
  const call = stage.enters('c1');
  const ringing = stage.offer(call).leg;
  press(stage, '1');
  expect(stage.wanted('hang-up')).toMatchObject({ channel: ringing });
  expect(stage.agent(anna).work).toEqual({ name: 'idle' });
});

test('of two exits that begin alike the longer one is awaited for two seconds', () => {
  const stage = new Stage(office({ exits: [go('1', '1002'), go('12', '901')] }));
  const first = stage.enters('c1');
  press(stage, '1');
  stage.wait(1_999);
  expect(stage.phase(first)).toBe('waiting');
  stage.wait(1);
  expect(left(stage)).toMatchObject({ digits: '1' });
  const second = stage.enters('c2');
  press(stage, '12', 'c2');
  expect(left(stage)).toMatchObject({ digits: '12' });
  expect(stage.call(second)?.phase).toMatchObject({ name: 'waiting', queue: sales });
});

test('what was begun and not ended is forgotten, and another exit may begin at any key', () => {
  const stage = new Stage(office({ exits: [go('12', '1002'), go('3', '901')] }));
  const call = stage.enters('c1');
  press(stage, '1');
  stage.wait(2_000);
  press(stage, '2');
  expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', keys: null });
  press(stage, '13');
  expect(left(stage)).toMatchObject({ digits: '3' });
});

test('an exit that stays ends the menu and nothing else', () => {
  const stage = new Stage(
    office({ exits: [go('1', '1002'), stay], menu: { afterMs: 1_000, whenExpectedMs: null, everyMs: null } }),
  );
  const call = stage.enters('c1');
  stage.wait(1_000);
  const { playback } = stage.wanted('play');
  press(stage, '9');
  expect(stage.wanted('stop-playing')).toEqual({ name: 'stop-playing', playback });
  expect(stage.phase(call)).toBe('waiting');
});

test('C20: who is sent back keeps his place', () => {
  const stage = new Stage(office({ exits: [go('1', '1002')] }));
  const call = stage.enters('c1');
  const since = stage.at;
  stage.command({ name: 'forward', phone: '1002' as never, type: 'immediate', number: '900' });
  stage.wait(30_000);
  stage.enters('c2');
  press(stage, '1');
  expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', queue: support, enteredAt: since });
  expect(stage.call(call)?.visit).toMatchObject({ position: 1 });
});

test('who leaves for somebody who does not answer waits on at his place, and another key leads out again', () => {
  const stage = new Stage(office({ exits: [go('1', '1002'), go('2', '999')] }));
  const call = stage.enters('c1');
  const since = stage.at;
  stage.command({ name: 'prioritise-call', call, priority: 2 });
  stage.wait(10_000);
  const behind = stage.enters('c2');
  press(stage, '1');
  stage.wait(20_000);
  expect(stage.call(call)?.phase).toMatchObject({
    name: 'waiting',
    queue: support,
    enteredAt: since,
    priority: 2,
  });
  expect(stage.call(call)?.visit).toMatchObject({ position: 1 });
  // A number that is none is no way out either.
  press(stage, '2');
  expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', enteredAt: since });
  stage.ready(ben);
  expect(stage.offer(call).agent).toBe(ben);
  expect(stage.phase(behind)).toBe('waiting');
});

test('who has spoken with somebody on the way is not sent back to the queue that he left', () => {
  const stage = new Stage(office({ exits: [go('1', '1002')] }));
  const call = stage.enters('c1');
  press(stage, '1');
  const { leg: bens } = stage.wanted('ring');
  stage.answers(bens);
  stage.bridges(call);
  stage.take({
    kind: 'line',
    event: { name: 'transfer', channel: bens, to: { kind: 'number', number: '1001' } },
  });
  stage.goes(bens);
  expect(stage.phase(call)).toBe('reaching');
  stage.wait(60_000);
  expect(stage.phase(call)).toBe('ended');
});

test('a second queue that does not let him in gives him back to the one that he left', () => {
  const plain = office({ exits: [go('1', '901')] });
  const queues = plain.queues.map((one) =>
    one.id === sales ? { ...one, entry: { ...one.entry, mostWaiting: 0 } } : one,
  );
  const stage = new Stage({ ...plain, queues });
  const call = stage.enters('c1');
  const since = stage.at;
  stage.wait(5_000);
  press(stage, '1');
  expect(stage.kinds).toContain('call.turned-away');
  expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', queue: support, enteredAt: since });
});
