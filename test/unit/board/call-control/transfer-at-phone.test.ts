import { describe, expect, it } from 'vitest';
import type { LegId } from '../../../../src/board/ids.ts';
import { anna, Desk } from './desk.ts';

const channel = (id: string): LegId => id as LegId;

describe('a phone transfers by its own key', () => {
  it('to a number: it is told first, and then hung up on', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.hears({ name: 'held', channel: channel('cbt-1-1') });
    desk.hears({ name: 'transfer', channel: channel('cbt-1-1'), to: { kind: 'number', number: '1103' } });
    expect(desk.did('answer-transfer', 'hang-up', 'ring')).toEqual([
      'answer-transfer cbt-1-1 true',
      'hang-up cbt-1-1 normal',
      'ring cbt-1-3 PJSIP/1103 1101 false 35000',
    ]);
    desk.picksUp('1103');
    expect(desk.now('1101')).toBe('connected 1103');
  });

  it.each([
    ['a number that leads nowhere', '5'],
    ['a pattern nobody has', '#31#'],
  ])('not to %s', (_, number) => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.hears({ name: 'transfer', channel: channel('h1'), to: { kind: 'number', number } });
    expect(desk.turn).toMatchObject({
      facts: [],
      effects: [{ name: 'answer-transfer', channel: 'h1', accepted: false }],
    });
  });

  it('not a call that only rings, nor one that it has not', () => {
    const desk = new Desk();
    desk.dials('1101', '1102');
    for (const id of ['h1', 'other']) {
      desk.hears({ name: 'transfer', channel: channel(id), to: { kind: 'number', number: '1103' } });
      expect(desk.wanted('answer-transfer').accepted).toBe(false);
      expect(desk.facts).toEqual([]);
    }
  });

  it.each([
    ['the second on hold as well', true],
    ['the second active', false],
  ])('two lines to each other, %s', (_, bothHeld) => {
    const desk = new Desk();
    const call = desk.customer();
    desk.hears({ name: 'held', channel: channel('cbt-1-1') });
    desk.dials('1101', '1103');
    desk.picksUp('1103');
    if (bothHeld) desk.hears({ name: 'held', channel: channel('h1') });
    desk.hears({
      name: 'transfer',
      channel: channel('h1'),
      to: { kind: 'channel', channel: channel('cbt-1-1') },
    });
    expect(desk.did('answer-transfer', 'hang-up', 'connect')).toEqual([
      'answer-transfer h1 true',
      'hang-up h1 normal',
      'hang-up cbt-1-1 normal',
      `connect ${desk.bridge(call)} cbt-2-1 false`,
    ]);
    desk.settle();
    expect(desk.now('1103')).toBe('connected 0311111 (transfer) for 900 by 1101');
    expect(desk.agent(anna).work.name).toBe('wrap-up');
    expect(desk.legs('1101')).toEqual([]);
  });

  it('two lines of which one rings', () => {
    const desk = new Desk();
    const call = desk.customer();
    desk.hears({ name: 'held', channel: channel('cbt-1-1') });
    desk.dials('1101', '1103');
    desk.rings('1103');
    desk.hears({
      name: 'transfer',
      channel: channel('cbt-1-1'),
      to: { kind: 'channel', channel: channel('h1') },
    });
    expect(desk.wanted('answer-transfer').accepted).toBe(true);
    expect(desk.phase(call)).toBe('reaching');
    desk.settle().picksUp('1103');
    expect(desk.phase(call)).toBe('talking');
  });

  it('not one line to itself', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.hears({ name: 'transfer', channel: channel('h1'), to: { kind: 'channel', channel: channel('h1') } });
    expect(desk.wanted('answer-transfer').accepted).toBe(false);
  });
});
