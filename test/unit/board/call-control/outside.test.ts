import { describe, expect, it } from 'vitest';
import { routeOf } from '../settings.ts';
import { Desk } from './desk.ts';

describe('a call outside', () => {
  it('is dialled on the first trunk, with its digits stripped and the number of the office', () => {
    const desk = new Desk();
    const call = desk.dials('1101', '0123');
    expect(desk.effects).toEqual([
      {
        name: 'ring',
        leg: 'cbt-1-1',
        endpoint: 'PJSIP/123@main',
        display: { name: '', number: '030900' },
        autoAnswer: false,
        timeoutMs: 45_000,
      },
    ]);
    desk.alerts('cbt-1-1' as never);
    expect(desk.now('1101')).toBe('delivered 0123');
    desk.answers('cbt-1-1' as never);
    desk.bridges(call);
    expect(desk.now('1101')).toBe('connected 0123');
    desk.goes('cbt-1-1');
    expect(desk.turn.changes.history[0]).toMatchObject({ dialled: '0123', end: 'completed-by-agent' });
  });

  it.each([
    ['congested', 34, 503],
    ['not registered', 20, null],
    ['refused by the line', null, null],
    // What a trunk says to somebody whom it does not know.
    ['not ours', 21, 403],
  ])('goes on to the next trunk when one is %s', (_, q850, sip) => {
    const desk = new Desk();
    desk.dials('1101', '0123');
    if (q850 === null) desk.refuse(desk.wanted('ring'), 'allocation-failed');
    else desk.goes('cbt-1-1', q850, sip);
    expect(desk.wanted('ring')).toMatchObject({ leg: 'cbt-1-2', endpoint: 'PJSIP/123@spare' });
    desk.goes('cbt-1-2', 34, 503);
    expect(desk.wanted('hang-up')).toMatchObject({ channel: 'h1', reason: 'congestion' });
    expect(desk.turn.changes.history[0]).toMatchObject({ end: 'unanswered' });
  });

  it.each([
    ['is busy', 17, 486, 'busy'],
    ['refuses', 21, 603, 'no-answer'],
    ['does not answer', 19, 480, 'no-answer'],
    ['does not exist', 1, 404, 'unallocated'],
    ['has changed', 22, 410, 'unallocated'],
    ['is no number', 28, 484, 'unallocated'],
  ])('is not tried on another trunk when the number %s', (_, q850, sip, reason) => {
    const desk = new Desk();
    desk.dials('1101', '0123');
    desk.goes('cbt-1-1', q850, sip);
    expect(desk.did()).toEqual([`hang-up h1 ${reason}`]);
  });

  it('rings for the time of its route', () => {
    const desk = new Desk();
    const call = desk.dials('1101', '0123');
    desk.wait(29_999);
    expect(desk.phase(call)).toBe('reaching');
    desk.wait(1);
    expect(desk.did('hang-up')).toEqual(['hang-up cbt-1-1 normal', 'hang-up h1 no-answer']);
  });

  it('skips trunks that there are no more', () => {
    const desk = new Desk({
      outside: [routeOf('0.', { by: { kind: 'trunks', trunks: ['gone', 'spare'] } })],
    });
    desk.dials('1101', '0123');
    expect(desk.wanted('ring').endpoint).toBe('PJSIP/0123@spare');
  });

  it('takes the first route whose pattern fits, and its prefix', () => {
    const desk = new Desk({
      outside: [
        routeOf('00.', { strip: 2, prefix: '+' }),
        routeOf('0.', { strip: 1, prefix: '+49', by: { kind: 'trunks', trunks: ['spare'] } }),
      ],
    });
    desk.dials('1101', '00331');
    expect(desk.wanted('ring').endpoint).toBe('PJSIP/+331@main');
    desk.dials('1102', '030');
    expect(desk.wanted('ring').endpoint).toBe('PJSIP/+4930@spare');
  });

  it('is not for callers from outside', () => {
    const desk = new Desk();
    desk.calls('0123');
    expect(desk.turn.changes.history[0]).toMatchObject({ end: 'refused' });
    expect(desk.wanted('hang-up').reason).toBe('unallocated');
  });
});
