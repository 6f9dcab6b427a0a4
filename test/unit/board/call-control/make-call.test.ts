import { describe, expect, it } from 'vitest';
import { phoneOf } from '../settings.ts';
import { anna, Desk, deskOffice, refusal } from './desk.ts';

describe('click to dial', () => {
  it('rings the own phone first, lets it pick up by itself, and then dials', () => {
    const desk = new Desk();
    desk.asks('1101', { name: 'make-call', number: '1102', data: 'ticket 7' });
    expect(desk.effects).toEqual([
      {
        name: 'ring',
        leg: 'cbt-1-1',
        endpoint: 'PJSIP/1101',
        display: { name: '', number: '1102' },
        autoAnswer: true,
        timeoutMs: 35_000,
      },
    ]);
    // Nobody is told of a phone that only rings for itself.
    desk.rings('1101');
    expect(desk.display('1101')).toEqual([]);
    desk.picksUp('1101');
    expect(desk.did('ring')).toEqual(['ring cbt-1-2 PJSIP/1102 1101 false 35000']);
    desk.rings('1102');
    expect(desk.effects).toEqual([{ name: 'ringback', channel: 'cbt-1-1', on: true }]);
    desk.picksUp('1102');
    expect(desk.display('1101')).toEqual([
      'initiated',
      'originated 1102',
      'delivered 1102',
      'connected 1102',
    ]);
    expect(desk.call('cbt-1' as never)).toMatchObject({
      data: 'ticket 7',
      phase: { name: 'talking', bridged: true },
    });
  });

  it('whose phone is not answered is over', () => {
    const desk = new Desk();
    desk.asks('1101', { name: 'make-call', number: '1102' });
    desk.wait(20_000);
    expect(desk.turn.changes.history[0]).toMatchObject({
      end: 'unanswered',
      disposition: 'NO ANSWER',
      cause: 19,
    });
    expect(desk.wanted('hang-up').channel).toBe('cbt-1-1');
    expect(desk.settle().board.state.calls.size).toBe(0);
  });

  it('whose phone is refused or cannot be rung is over', () => {
    const desk = new Desk();
    desk.asks('1101', { name: 'make-call', number: '1102' });
    desk.goes('cbt-1-1', 21, 603);
    expect(desk.turn.changes.history[0]?.end).toBe('abandoned');
    desk.asks('1101', { name: 'make-call', number: '1102' });
    desk.refuse(desk.wanted('ring'), 'allocation-failed');
    expect(desk.turn.changes.history[0]).toMatchObject({ end: 'unanswered', cause: 20 });
    expect(desk.settle().board.state.callsOfPhone.size).toBe(0);
  });

  it('is dropped before the own phone is answered', () => {
    const desk = new Desk();
    desk.asks('1101', { name: 'make-call', number: '1102' });
    desk.asks('1101', { name: 'drop-call' });
    expect(desk.did()).toEqual(['hang-up cbt-1-1 normal']);
    expect(desk.settle().board.state.calls.size).toBe(0);
  });

  it('is refused when nothing is reached by the number, the phone is in a call, or there is none', () => {
    const desk = new Desk();
    expect(refusal(() => desk.asks('1101', { name: 'make-call', number: '5' }))).toBe('number-unknown');
    expect(refusal(() => desk.asks('9', { name: 'make-call', number: '1102' }))).toBe('phone-unknown');
    desk.asks('1101', { name: 'make-call', number: '1102' });
    expect(refusal(() => desk.asks('1101', { name: 'make-call', number: '1103' }))).toBe('in-call');
    desk.picksUp('1101');
    expect(refusal(() => desk.asks('1101', { name: 'make-call', number: '1103' }))).toBe('in-call');
    desk.lineDown();
    expect(refusal(() => desk.asks('1104', { name: 'make-call', number: '1103' }))).toBe('line-down');
  });

  it('makes an agent busy with a call of her own, and free again', () => {
    const desk = new Desk().ready(anna);
    desk.asks('1101', { name: 'make-call', number: '1103' });
    expect(desk.agent(anna).work).toMatchObject({ name: 'direct', queue: null });
    const waiting = desk.calls();
    expect(() => desk.offer(waiting)).toThrow();
    desk.picksUp('1101');
    desk.picksUp('1103');
    desk.hangsUp('1103');
    expect(desk.offer(waiting).agent).toBe(anna);
  });
});

describe('a phone dials', () => {
  it('and both are put into a bridge when the other one answers', () => {
    const desk = new Desk();
    const call = desk.dials('1101', '1102');
    expect(desk.kinds).toEqual(['call.arrived', 'leg.changed', 'call.reaching', 'leg.added']);
    expect(desk.did()).toEqual(['ring cbt-1-1 PJSIP/1102 1101 false 35000']);
    desk.rings('1102');
    expect(desk.did()).toEqual(['ringback h1 true']);
    desk.answers(desk.ringing('1102').id);
    expect(desk.effects).toEqual([
      { name: 'answer', channel: 'h1' },
      { name: 'ringback', channel: 'h1', on: false },
      { name: 'connect', bridge: 'cbt-1-b2', channels: ['h1', 'cbt-1-1'], make: true },
    ]);
    desk.bridges(call);
    expect(desk.kinds).toEqual(['call.bridged']);
  });

  it('a queue, and waits in it like anybody else', () => {
    const desk = new Desk().ready(anna);
    const call = desk.dials('1103', '900');
    expect(desk.now('1103')).toBe('queued 900');
    desk.picksUp('1101');
    expect(desk.now('1103')).toBe('connected 1101');
    desk.hangsUp('1103');
    expect(desk.turn.changes.history[0]).toMatchObject({ call, queue: 'support', agent: anna });
    expect(desk.agent(anna).work.name).toBe('wrap-up');
  });

  it.each([
    ['busy', 17, 486, 'busy', 'failed 1102 (busy)'],
    ['refuses', 21, 603, 'busy', 'failed 1102 (busy)'],
    ['does not answer', 19, 480, 'no-answer', 'failed 1102 (destNotObtainable)'],
    ['is not there', 20, 404, 'no-answer', 'failed 1102 (destNotObtainable)'],
  ])('one that %s: the caller is told', (_, q850, sip, reason, shown) => {
    const desk = new Desk();
    desk.dials('1101', '1102');
    desk.rings('1102');
    desk.forget();
    desk.goes(desk.ringing('1102').id, q850, sip);
    expect(desk.wanted('hang-up')).toMatchObject({ channel: 'h1', reason });
    expect(desk.display('1101')[0]).toBe(shown);
    expect(desk.turn.changes.history[0]).toMatchObject({ end: 'unanswered', disposition: 'NO ANSWER' });
    desk.settle();
    expect(desk.now('1101')).toBe('nothing');
  });

  it('one that rings for its time in vain', () => {
    const desk = new Desk();
    const call = desk.dials('1101', '1102');
    desk.rings('1102');
    desk.wait(19_999);
    expect(desk.phase(call)).toBe('reaching');
    desk.wait(1);
    expect(desk.did('hang-up')).toEqual(['hang-up cbt-1-1 normal', 'hang-up h1 no-answer']);
    expect(desk.settle().board.state.calls.size).toBe(0);
  });

  it('a number that leads nowhere', () => {
    const desk = new Desk();
    desk.dials('1101', '5');
    expect(desk.wanted('hang-up')).toMatchObject({ channel: 'h1', reason: 'unallocated' });
    expect(desk.turn.changes.history[0]).toMatchObject({ end: 'refused', disposition: 'FAILED' });
    expect(desk.display('1101')).toEqual([
      'initiated',
      'originated 5',
      'failed 5 (destNotObtainable)',
      'cleared 5 (destNotObtainable)',
    ]);
  });

  it('and hangs up while it rings', () => {
    const desk = new Desk();
    desk.dials('1101', '1102');
    desk.rings('1102');
    desk.forget();
    desk.hangsUp('1101');
    expect(desk.did('hang-up')).toEqual(['hang-up cbt-1-1 normal']);
    expect(desk.turn.changes.history[0]?.end).toBe('abandoned');
    expect(desk.told('1102').at(-1)?.primary).toMatchObject({ state: 'cleared', endedAt: desk.at });
    desk.settle();
    expect(desk.board.state.calls.size).toBe(0);
  });

  it('one that is in a call and has no call waiting', () => {
    const { phones, ...rest } = deskOffice();
    const desk = new Desk({
      ...rest,
      phones: [...phones.slice(0, 4), phoneOf('1105', { callWaiting: false })],
    });
    desk.talk('1105', '1101');
    desk.dials('1103', '1105');
    expect(desk.display('1103').at(-2)).toBe('failed 1105 (busy)');
  });

  it('leaves a record of its legs: what rang, talked, and on which side', () => {
    const desk = new Desk();
    const call = desk.dials('1101', '1102');
    desk.rings('1102');
    desk.wait(3_000);
    desk.picksUp('1102');
    desk.wait(60_000);
    desk.hangsUp('1102');
    const [callee] = desk.turn.changes.legs;
    desk.settle();
    const [caller] = desk.turn.changes.legs;
    expect([callee, caller]).toMatchObject([
      {
        call,
        phone: '1102',
        isOutgoing: false,
        alertingMs: 3_000,
        connectedMs: 60_000,
        otherParty: { number: '1101' },
      },
      {
        call,
        phone: '1101',
        isOutgoing: true,
        alertingMs: 3_000,
        connectedMs: 60_000,
        otherParty: { number: '1102' },
      },
    ]);
  });
});
