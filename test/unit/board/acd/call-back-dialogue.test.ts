import { describe, expect, test } from 'vitest';
import { anna } from '../stage.ts';
import { CallBackStage, customer } from './call-back-stage.ts';

const said = (...names: string[]): string[] => names.map((name) => `prompt:en/${name}`);
const ownNumber = said(
  'callback-your-number',
  'digit-0',
  'digit-3',
  ...Array.from({ length: 5 }, () => 'digit-1'),
  'callback-confirm',
);

describe('asking where to call back', () => {
  test('C45: the caller confirms his number and is hung up on; his place stays', () => {
    const stage = new CallBackStage();
    const call = stage.enters('c1');
    const waiting = stage.call(call)?.phase;
    stage.press('c1', '5');
    expect(stage.hears(call)).toEqual(ownNumber);
    stage.press('c1', '1');
    expect(stage.hears(call)).toEqual(said('callback-done'));
    stage.wait(4_000).played(call);
    expect(stage.wanted('hang-up')).toMatchObject({ channel: 'c1' });
    expect(stage.callback(call)).toMatchObject({ number: customer, attempts: 0, dial: null });
    expect(stage.turn.changes.visits).toMatchObject([{ outcome: 'callback', isCallback: false }]);
    stage.goes('c1');
    expect(stage.phase(call)).toBe('waiting');
    expect(stage.call(call)?.legs).toEqual([]);
    expect(stage.call(call)?.phase).toMatchObject({
      enteredAt: waiting?.name === 'waiting' ? waiting.enteredAt : null,
    });
    expect(stage.call(call)?.visit).toMatchObject({ isCallback: true });
  });

  test('who hangs up after he has confirmed has been heard', () => {
    const stage = new CallBackStage();
    const call = stage.enters('c1');
    stage.press('c1', '5', '1').goes('c1');
    expect(stage.callback(call).number).toBe(customer);
  });

  test('who hangs up before that has given up', () => {
    const stage = new CallBackStage();
    const call = stage.enters('c1');
    stage.press('c1', '5').goes('c1');
    expect(stage.phase(call)).toBe('off the board');
  });

  test('another number: entered, read back, confirmed', () => {
    const stage = new CallBackStage();
    const call = stage.enters('c1');
    stage.press('c1', '5', '2');
    expect(stage.hears(call)).toEqual(said('callback-enter'));
    stage.press('c1', '0');
    expect(stage.hears(call)).toEqual([]);
    stage.press('c1', '4', '5', '#');
    expect(stage.hears(call)).toEqual(
      said('callback-your-number', 'digit-0', 'digit-4', 'digit-5', 'callback-confirm'),
    );
    stage.press('c1', '1').played(call);
    expect(stage.callback(call).number).toBe('045');
  });

  test('a number that the office cannot call is not taken', () => {
    const stage = new CallBackStage();
    const call = stage.enters('c1');
    stage.press('c1', '5', '2', '7', '7', '7', '#');
    expect(stage.hears(call)).toEqual(said('callback-wrong', 'callback-enter'));
    stage.press('c1', '7', '7', '#', '7', '#');
    expect(stage.hears(call)).toEqual(said('callback-wrong'));
    stage.played(call);
    expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', dialogue: null, callback: null });
  });

  test('an anonymous caller is asked for a number at once', () => {
    const stage = new CallBackStage();
    const call = stage.entersAs('c1', '');
    stage.press('c1', '5');
    expect(stage.hears(call)).toEqual(said('callback-enter'));
  });

  test('* lets him go on waiting', () => {
    const stage = new CallBackStage();
    const call = stage.enters('c1');
    stage.press('c1', '5', '*');
    expect(stage.call(call)?.phase).toMatchObject({ dialogue: null, callback: null });
    expect(stage.wanted('stop-playing')).toBeDefined();
  });

  test('who presses nothing is asked once more and then left waiting', () => {
    const stage = new CallBackStage();
    const call = stage.enters('c1');
    stage.press('c1', '5').played(call).wait(10_000);
    expect(stage.hears(call)).toEqual(ownNumber);
    stage.played(call).wait(10_000);
    expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', dialogue: null, callback: null });
  });

  test('C22: one open call-back a number', () => {
    const stage = new CallBackStage();
    stage.wants('c1');
    // From another telephone, for the number that is to be called already.
    const call = stage.entersAs('c2', '0322222');
    stage.press('c2', '5', '2', ...customer.split(''), '#', '1');
    expect(stage.hears(call)).toEqual(said('callback-already'));
    stage.played(call);
    expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', dialogue: null, callback: null });
  });

  test('C20: the questions cost no place: an agent who is free meanwhile has the caller at once', () => {
    const stage = new CallBackStage();
    const call = stage.enters('c1');
    stage.press('c1', '5');
    stage.ready(anna);
    stage.talks(call);
    expect(stage.phase(call)).toBe('talking');
  });

  test('who must not be rung in vain any more is not', () => {
    const stage = new CallBackStage();
    const call = stage.enters('c1');
    stage.press('c1', '5').ready(anna).press('c1', '1');
    const ringing = stage.offer(call).leg;
    stage.played(call);
    expect(stage.call(call)?.legs.find(({ id }) => id === ringing)?.state).toBe('clearing');
    expect(stage.agent(anna).missesInARow).toBe(0);
  });
});
