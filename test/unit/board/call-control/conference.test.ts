import { describe, expect, it } from 'vitest';
import type { LegId } from '../../../../src/board/ids.ts';
import { anna, ben, Desk, refusal } from './desk.ts';

const conference = (): Desk => {
  const desk = new Desk();
  desk.talk('1101', '1102');
  desk.consults('1101', '1103');
  desk.forget();
  desk.asks('1101', { name: 'conference-call' });
  return desk;
};

describe('a conference', () => {
  it('is the bridge of the first call with all three in it', () => {
    const desk = conference();
    expect(desk.did('connect', 'music', 'drop-bridge', 'hang-up')).toEqual([
      'music cbt-1-1 null',
      'connect cbt-1-b2 h1+cbt-2-1 false',
      'drop-bridge cbt-2-b2',
    ]);
    expect(desk.display('1101')).toEqual(['connected 1102 +1103 (conference)']);
    expect([desk.now('1102'), desk.now('1103')]).toEqual([
      'connected 1101 +1103 (conference)',
      'connected 1101 +1102 (conference)',
    ]);
    expect(desk.board.state.calls.size).toBe(1);
  });

  it('does not begin anybody’s time anew', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    const since = desk.at;
    desk.wait(60_000);
    desk.consults('1101', '1103');
    desk.wait(5_000).asks('1101', { name: 'conference-call' });
    expect(desk.leg('1102').connectedAt).toBe(since);
    expect(desk.leg('1101').connectedAt).toBe(since);
  });

  it.each([
    ['1101', '1102', 'connected 1103 (droppedByOtherParty)'],
    ['1102', '1101', 'connected 1103 (droppedByOtherParty)'],
    ['1103', '1101', 'connected 1102 (droppedByOtherParty)'],
  ])('goes on without %s', (leaver, stayer, shown) => {
    const desk = conference();
    desk.hangsUp(leaver);
    expect(desk.did('hang-up', 'drop-bridge')).toEqual([]);
    expect(desk.now(stayer)).toBe(shown);
    desk.hangsUp(stayer);
    expect(desk.settle().board.state.calls.size).toBe(0);
  });

  it('loses one party by command', () => {
    const desk = conference();
    desk.asks('1101', { name: 'drop-party', number: '1103' });
    expect(desk.did('hang-up')).toEqual(['hang-up cbt-2-1 normal']);
    expect(desk.now('1101')).toBe('connected 1102 (droppedByOtherParty)');
    expect(refusal(() => desk.asks('1101', { name: 'drop-party', number: '1104' }))).toBe('not-in-call');
  });

  it('of two agents with a customer: one answers for the call, and then the other', () => {
    const desk = new Desk();
    const call = desk.customer();
    desk.ready(ben);
    desk.consults('1101', '1102');
    desk.asks('1101', { name: 'conference-call' });
    expect(desk.call(call)?.phase).toMatchObject({ agent: anna });
    expect(desk.agent(ben).work).toMatchObject({ name: 'direct', call });
    desk.asks('1101', { name: 'drop-call' });
    expect(desk.call(call)?.phase).toMatchObject({ name: 'talking', agent: ben });
    expect(desk.agent(anna).work.name).toBe('wrap-up');
    expect(desk.agent(ben).work).toMatchObject({ name: 'talking', queue: 'support' });
    desk.goes('c1');
    expect(desk.turn.changes.history[0]).toMatchObject({ agent: ben, end: 'completed-by-caller' });
  });

  it('of two lines of a phone keeps the one at which its user is', () => {
    const desk = new Desk();
    const call = desk.customer();
    desk.hears({ name: 'held', channel: 'cbt-1-1' as LegId });
    desk.dials('1101', '1103');
    desk.picksUp('1103');
    desk.asks('1101', { name: 'conference-call' });
    expect(desk.did('hang-up', 'connect')).toEqual([
      'hang-up cbt-1-1 normal',
      `connect ${desk.bridge(call)} h1+cbt-2-1 false`,
    ]);
    expect(desk.settle().now('1101')).toBe('connected 0311111 +1103 (conference)');
    expect(desk.agent(anna).work).toMatchObject({ name: 'talking', call, queue: 'support', leg: 'h1' });
    desk.goes('c1');
    expect(desk.now('1103')).toBe('connected 1101 (droppedByOtherParty) for 900');
  });

  it('needs two talks', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.asks('1101', { name: 'consult', number: '1103' });
    desk.rings('1103');
    expect(refusal(() => desk.asks('1101', { name: 'conference-call' }))).toBe('no-call');
  });
});

describe('a further party', () => {
  it('is rung, and joins by answering', () => {
    const desk = new Desk();
    const call = desk.talk('1101', '1102');
    desk.forget();
    desk.asks('1101', { name: 'add-party', number: '1103' });
    expect(desk.did()).toEqual(['ring cbt-1-3 PJSIP/1103 1101 false 35000']);
    desk.rings('1103');
    expect(desk.display('1101')).toEqual([]);
    desk.answers('cbt-1-3' as LegId);
    expect(desk.did('connect')).toEqual([`connect ${desk.bridge(call)} cbt-1-3 false`]);
    expect(desk.now('1101')).toBe('connected 1102 +1103 (conference)');
    expect(desk.now('1103')).toBe('connected 1101 +1102 (conference)');
  });

  it.each([
    ['refuses', (desk: Desk) => desk.asks('1103', { name: 'reject-call' })],
    ['does not answer', (desk: Desk) => desk.wait(20_000)],
    ['is hung up on', (desk: Desk) => desk.asks('1101', { name: 'drop-party', number: '1103' })],
    ['cannot be rung', (desk: Desk) => desk.goes('cbt-1-3', 34)],
  ])('who %s changes nothing for the others', (_, leave) => {
    const desk = new Desk();
    const call = desk.talk('1101', '1102');
    desk.asks('1101', { name: 'add-party', number: '1103' });
    desk.rings('1103');
    leave(desk);
    desk.settle();
    expect(desk.phase(call)).toBe('talking');
    expect([desk.now('1101'), desk.now('1103')]).toEqual(['connected 1102', 'nothing']);
  });

  it('who still rings when the talk ends rings no more', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.asks('1101', { name: 'add-party', number: '1103' });
    desk.rings('1103');
    desk.hangsUp('1101');
    expect(desk.did('hang-up')).toEqual(['hang-up cbt-1-1 normal', 'hang-up cbt-1-3 normal']);
  });

  it('from outside; a call on hold is taken back for it', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.asks('1101', { name: 'hold-call' });
    desk.asks('1101', { name: 'add-party', number: '0123' });
    expect(desk.wanted('ring')).toMatchObject({
      endpoint: 'PJSIP/123@main',
      display: { name: '', number: '030900' },
    });
    expect(desk.now('1101')).toBe('connected 1102');
  });

  it('is refused for whom nobody is, and who is in a call', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.dials('1103', '1104');
    const add = (number: string): string => refusal(() => desk.asks('1101', { name: 'add-party', number }));
    expect([add('5'), add('support'), add('1103')]).toEqual(['number-unknown', 'number-unknown', 'in-call']);
    expect(refusal(() => desk.asks('1103', { name: 'add-party', number: '1105' }))).toBe('no-call');
  });
});
