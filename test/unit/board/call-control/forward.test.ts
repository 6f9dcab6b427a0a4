import { describe, expect, it } from 'vitest';
import type { ForwardType } from '../../../../src/board/device/device.ts';
import { phoneOf } from '../settings.ts';
import { Desk, deskOffice, refusal } from './desk.ts';

/** Where a call to 1103 rings after this has happened to it there, from inside and from outside. */
const sentBy = (type: ForwardType): Record<string, Record<string, boolean>> => {
  const result: Record<string, Record<string, boolean>> = {};
  for (const origin of ['inside', 'outside']) {
    const row: Record<string, boolean> = {};
    for (const what of ['immediate', 'busy', 'noAnswer']) {
      const desk = new Desk();
      desk.asks('1103', { name: 'forward', type, number: '1104' });
      const call = origin === 'inside' ? desk.dials('1101', '1103') : desk.calls('910');
      if (what !== 'immediate' && desk.legs('1104').length === 0) {
        desk.rings('1103');
        if (what === 'busy') desk.asks('1103', { name: 'reject-call' });
        else desk.wait(20_000);
      }
      row[what] = desk.legs('1104').includes(`${call} reaching`);
    }
    result[origin] = row;
  }
  return result;
};

const never = { immediate: false, busy: false, noAnswer: false };
const always = { immediate: true, busy: true, noAnswer: true };

describe('forwards', () => {
  it.each<[ForwardType, object, object]>([
    ['immediate', always, always],
    ['immInt', always, never],
    ['immExt', never, always],
    ['busy', { ...never, busy: true }, { ...never, busy: true }],
    ['busyInt', { ...never, busy: true }, never],
    ['busyExt', never, { ...never, busy: true }],
    ['noAnswer', { ...never, noAnswer: true }, { ...never, noAnswer: true }],
    ['noAnswerInt', { ...never, noAnswer: true }, never],
    ['noAnswerExt', never, { ...never, noAnswer: true }],
  ])('%s', (type, inside, outside) => {
    expect(sentBy(type)).toEqual({ inside, outside });
  });

  it('of calls from one side come before those of all', () => {
    const desk = new Desk();
    desk.asks('1103', { name: 'forward', type: 'immediate', number: '1104' });
    desk.asks('1103', { name: 'forward', type: 'immExt', number: '1105' });
    desk.dials('1101', '1103');
    desk.calls('910');
    expect([desk.legs('1104'), desk.legs('1105')]).toEqual([['cbt-1 reaching'], ['cbt-2 reaching']]);
  });

  it('may lead outside, into a queue, or to a listed number, even for callers from outside', () => {
    const desk = new Desk();
    desk.asks('1103', { name: 'forward', type: 'immediate', number: '0123' });
    desk.calls('910');
    expect(desk.wanted('ring').endpoint).toBe('PJSIP/123@main');
    desk.asks('1103', { name: 'forward', type: 'immediate', number: 'support' });
    expect(desk.phase(desk.calls('910', 'c2'))).toBe('waiting');
  });

  it('in a circle end', () => {
    const desk = new Desk();
    desk.asks('1103', { name: 'forward', type: 'immediate', number: '1104' });
    desk.asks('1104', { name: 'forward', type: 'immediate', number: '1103' });
    const call = desk.dials('1101', '1103');
    expect(desk.phase(call)).toBe('ended');
    expect(desk.wanted('hang-up')).toMatchObject({ channel: 'h1', reason: 'unallocated' });
  });

  it('in a circle of phones that do not answer end as well', () => {
    const desk = new Desk();
    desk.asks('1103', { name: 'forward', type: 'noAnswer', number: '1104' });
    desk.asks('1104', { name: 'forward', type: 'noAnswer', number: '1103' });
    const call = desk.dials('1101', '1103');
    for (let turns = 0; turns < 20 && desk.phase(call) !== 'ended'; turns += 1) desk.settle().wait(20_000);
    expect(desk.phase(call)).toBe('ended');
  });

  it('tell caller and called who sent the call on', () => {
    const desk = new Desk();
    desk.asks('1103', { name: 'forward', type: 'immediate', number: '1104' });
    desk.dials('1101', '1103');
    desk.picksUp('1104');
    expect(desk.display('1101')).toEqual([
      'initiated',
      'originated 1103',
      'originated 1104 (redirect) by 1103',
      'delivered 1104 (redirect) by 1103',
      'connected 1104',
    ]);
  });

  it('are changed, taken back, and refused when they lead nowhere', () => {
    const desk = new Desk();
    const set = (type: ForwardType, number: string | null): string =>
      refusal(() => desk.asks('1103', { name: 'forward', type, number }));
    expect(set('busy', '5')).toBe('number-unknown');
    expect(set('busy', '1103')).toBe('forward-to-itself');
    expect(set('busy', '1104')).toBe('allowed');
    expect(set('busy', '1104')).toBe('allowed');
    expect(desk.facts).toEqual([]);
    expect(set('immediate', '1105')).toBe('allowed');
    expect(set('busy', '1105')).toBe('allowed');
    expect(desk.board.state.devices.get('1103' as never)?.forwards).toEqual([
      { type: 'immediate', number: '1105' },
      { type: 'busy', number: '1105' },
    ]);
    set('immediate', null);
    expect(desk.facts).toMatchObject([{ kind: 'phone.changed', forwards: [{ type: 'busy' }] }]);
    set('immediate', null);
    expect(desk.facts).toEqual([]);
    expect(refusal(() => desk.asks('9', { name: 'forward', type: 'busy', number: '1104' }))).toBe(
      'phone-unknown',
    );
  });
});

describe('do not disturb', () => {
  it('refuses as if busy', () => {
    const desk = new Desk();
    desk.asks('1103', { name: 'do-not-disturb', on: true });
    expect(desk.facts).toMatchObject([{ kind: 'phone.changed', phone: '1103', doNotDisturb: true }]);
    desk.asks('1103', { name: 'do-not-disturb', on: true });
    expect(desk.facts).toEqual([]);
    desk.dials('1101', '1103');
    expect(desk.did()).toEqual(['hang-up h1 busy']);
    desk.asks('1103', { name: 'do-not-disturb', on: false });
    desk.settle().dials('1101', '1103');
    expect(desk.wanted('ring').endpoint).toBe('PJSIP/1103');
  });

  it('sends the call where the phone is forwarded to when busy', () => {
    const desk = new Desk();
    desk.asks('1103', { name: 'do-not-disturb', on: true });
    desk.asks('1103', { name: 'forward', type: 'busy', number: '1104' });
    desk.dials('1101', '1103');
    expect(desk.wanted('ring').endpoint).toBe('PJSIP/1104');
  });

  it('sends the call to the mailbox that the phone has', () => {
    const { phones } = deskOffice();
    const desk = new Desk({ phones: [...phones.slice(0, 4), phoneOf('1105', { mailbox: true })] });
    desk.asks('1105', { name: 'do-not-disturb', on: true });
    expect(desk.phase(desk.dials('1101', '1105'))).toBe('message');
  });
});
