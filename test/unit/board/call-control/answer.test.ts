import { describe, expect, it } from 'vitest';
import { anna, Desk, refusal } from './desk.ts';

describe('a call that rings is answered from the desk', () => {
  it('by another leg that tells the phone to pick up', () => {
    const desk = new Desk();
    const call = desk.dials('1102', '1101');
    desk.rings('1101');
    desk.asks('1101', { name: 'answer-call' });
    expect(desk.kinds).toEqual(['leg.replaced', 'leg.clearing']);
    expect(desk.did()).toEqual([
      'hang-up cbt-1-1 answered-elsewhere',
      'ring cbt-1-2 PJSIP/1101 1102 true 35000',
    ]);
    desk.goes('cbt-1-1', 26);
    desk.answers('cbt-1-2' as never);
    desk.bridges(call);
    expect(desk.display('1101')).toEqual(['alerting 1102', 'connected 1102']);
    expect(desk.now('1102')).toBe('connected 1101');
  });

  it('is on record once, with all the time that the phone rang', () => {
    const desk = new Desk();
    desk.dials('1102', '1101');
    desk.rings('1101');
    desk.wait(3_000).asks('1101', { name: 'answer-call' });
    desk.goes('cbt-1-1', 26);
    expect(desk.turn.changes.legs).toEqual([]);
    desk.wait(1_000).answers('cbt-1-2' as never);
    desk.wait(5_000).goes('cbt-1-2');
    expect(desk.turn.changes.legs).toMatchObject([
      { phone: '1101', startedAt: desk.at - 9_000, alertingMs: 4_000, connectedMs: 5_000 },
    ]);
  });

  it('twice: the second press changes nothing', () => {
    const desk = new Desk();
    desk.dials('1102', '1101');
    desk.rings('1101');
    desk.asks('1101', { name: 'answer-call' });
    expect(desk.asks('1101', { name: 'answer-call' })).toMatchObject({ facts: [], effects: [] });
  });

  it('chosen by its number among several', () => {
    const desk = new Desk();
    desk.dials('1102', '1101');
    desk.rings('1101');
    const second = desk.dials('1103', '1101');
    desk.alerts('cbt-2-1' as never);
    expect(refusal(() => desk.asks('1101', { name: 'answer-call', other: '1104' }))).toBe('no-call');
    desk.asks('1101', { name: 'answer-call', other: '1103' });
    expect(desk.facts[0]).toMatchObject({ kind: 'leg.replaced', call: second });
  });

  it('puts the call that the phone is in on hold', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.dials('1103', '1101');
    desk.rings('1101');
    expect(desk.permitted('1101')).toEqual(['answerCall', 'divertCall', 'holdCall', 'dropCall']);
    desk.asks('1101', { name: 'answer-call' });
    expect(desk.did('part', 'music')).toEqual(['part cbt-1-b2 h1', 'music cbt-1-1 default']);
    desk.picksUp('1101');
    expect(desk.now('1101')).toBe('hold 1102 / connected 1103');
    expect(desk.now('1102')).toBe('connected 1101 (heldByOtherParty)');
    desk.asks('1101', { name: 'drop-call' });
    desk.settle();
    desk.asks('1101', { name: 'retrieve-call' });
    expect(desk.now('1101')).toBe('connected 1102');
    expect(desk.now('1102')).toBe('connected 1101 (retrievedByOtherParty)');
  });

  it('of a queue, by phone or by agent, before the phone is heard to ring', () => {
    const desk = new Desk().ready(anna);
    const call = desk.calls();
    desk.command({ name: 'answer', agent: anna });
    expect(desk.wanted('ring')).toMatchObject({ leg: 'cbt-1-2', autoAnswer: true });
    desk.settle().picksUp('1101');
    expect(desk.phase(call)).toBe('talking');
  });

  it('not of a phone that does not know how', () => {
    const desk = new Desk();
    desk.dials('1101', '1105');
    desk.rings('1105');
    expect(refusal(() => desk.asks('1105', { name: 'answer-call' }))).toBe('phone-cannot-answer');
    expect(refusal(() => desk.asks('1101', { name: 'answer-call' }))).toBe('no-call');
  });
});

describe('an agent whose phone rings for a call of a queue', () => {
  it('who takes another call instead: the caller is offered to somebody else', () => {
    const desk = new Desk().ready(anna);
    const call = desk.calls();
    desk.rings('1101');
    desk.ready('ben' as never);
    desk.dials('1101', '1103');
    expect(desk.facts).toContainEqual(expect.objectContaining({ kind: 'offer.ended', outcome: 'withdrawn' }));
    expect(desk.agent(anna).work.name).toBe('direct');
    expect(desk.offer(call).agent).toBe('ben');
  });

  it('a wrap-up goes on while somebody else only rings', () => {
    const desk = new Desk();
    desk.customer();
    desk.goes('c1');
    desk.goes('cbt-1-1');
    desk.dials('1103', '1101');
    desk.rings('1101');
    expect(desk.agent(anna).work.name).toBe('wrap-up');
    desk.wait(10_000);
    expect(desk.agent(anna).work.name).toBe('direct');
    desk.hangsUp('1103');
    expect(desk.agent(anna).work.name).toBe('idle');
  });

  it('and for a direct one besides can still refuse it by a break', () => {
    const desk = new Desk().ready(anna);
    const call = desk.calls();
    desk.rings('1101');
    desk.dials('1103', '1101');
    expect(desk.agent(anna).work.name).toBe('offered');
    desk.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    expect(() => desk.offer(call)).toThrow();
    expect(desk.agent(anna).work.name).toBe('direct');
  });
});
