import { describe, expect, it } from 'vitest';
import { anna, ben, Desk, refusal } from './desk.ts';

describe('consult', () => {
  it('a phone: the other party hears music, the own one dials from the same channel', () => {
    const desk = new Desk();
    const call = desk.talk('1101', '1102');
    desk.asks('1101', { name: 'consult', number: '1103', data: 'about the bill' });
    expect(desk.facts[0]).toMatchObject({ kind: 'call.consulted', call: 'cbt-2', of: call, leg: 'h1' });
    expect(desk.did()).toEqual([
      'ring cbt-2-1 PJSIP/1103 1101 false 35000',
      'part cbt-1-b2 h1',
      'show h1 1103',
      'music cbt-1-1 default',
    ]);
    expect(desk.call('cbt-2' as never)?.data).toBe('about the bill');
    desk.rings('1103');
    expect(desk.did()).toEqual(['ringback h1 true']);
    desk.picksUp('1103');
    expect(desk.now('1102')).toBe('connected 1101 (heldByOtherParty)');
    expect(desk.now('1103')).toBe('connected 1101 about 1102');
  });

  it('a queue: whoever consults waits in it and is offered to an agent', () => {
    const desk = new Desk().ready(anna, ben);
    desk.talk('1103', '1104');
    desk.asks('1103', { name: 'consult', number: 'support' });
    expect(desk.did('music')).toEqual(['music h1 calm', 'music cbt-1-1 default']);
    expect(desk.now('1103')).toBe('hold 1104 / queued support');
    expect(desk.permitted('1103')).toEqual(['dropCall', 'reconnectCall', 'transferCall']);
    desk.picksUp('1101');
    expect(desk.agent(anna).work).toMatchObject({ name: 'talking', call: 'cbt-2', queue: 'support' });
    expect(desk.now('1103')).toBe('hold 1104 / connected 1101');
  });

  it('somebody outside, and the agent is shown as consulting', () => {
    const desk = new Desk();
    const call = desk.customer();
    desk.asks('1101', { name: 'consult', number: '0123' });
    expect(desk.wanted('ring')).toMatchObject({
      endpoint: 'PJSIP/123@main',
      display: { name: '', number: '030900' },
    });
    expect(desk.agent(anna).work).toMatchObject({ name: 'consulting', call, queue: 'support' });
    desk.alerts('cbt-2-1' as never);
    desk.answers('cbt-2-1' as never);
    expect(desk.now('1101')).toBe('hold 0311111 for 900 / connected 0123');
    desk.asks('1101', { name: 'reconnect-call' });
    expect(desk.agent(anna).work).toMatchObject({ name: 'talking', call, queue: 'support' });
  });

  it('the consulted one may hang up: the call stays on hold', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.consults('1101', '1103');
    desk.hangsUp('1103');
    expect(desk.did('hang-up')).toEqual([]);
    expect(desk.now('1101')).toBe('hold 1102');
    desk.asks('1101', { name: 'retrieve-call' });
    expect(desk.now('1101')).toBe('connected 1102');
  });

  it('the other party may hang up: the consultation goes on', () => {
    const desk = new Desk();
    desk.customer();
    desk.consults('1101', '1103');
    desk.goes('c1');
    expect(desk.did('hang-up')).toEqual([]);
    expect(desk.turn.changes.history[0]).toMatchObject({ end: 'completed-by-caller', agent: anna });
    expect(desk.now('1101')).toBe('connected 1103');
    expect(desk.agent(anna).work).toMatchObject({ name: 'consulting', queue: 'support' });
    desk.asks('1101', { name: 'drop-call' });
    expect(desk.agent(anna).work).toMatchObject({ name: 'wrap-up', queue: 'support' });
  });

  it('is refused without a talk, twice, and for a number that leads nowhere', () => {
    const desk = new Desk();
    expect(refusal(() => desk.asks('1101', { name: 'consult', number: '1103' }))).toBe('no-call');
    desk.dials('1101', '1102');
    expect(refusal(() => desk.asks('1101', { name: 'consult', number: '1103' }))).toBe('no-call');
    desk.picksUp('1102');
    expect(refusal(() => desk.asks('1101', { name: 'consult', number: '5' }))).toBe('number-unknown');
    desk.consults('1101', '1103');
    expect(refusal(() => desk.asks('1101', { name: 'consult', number: '1104' }))).toBe('in-call');
  });

  it('whose phone dies ends both calls, and the customer is rescued', () => {
    const desk = new Desk();
    const call = desk.customer();
    desk.consults('1101', '1103');
    desk.goes('cbt-1-1', 44);
    expect(desk.call(call)?.phase).toMatchObject({
      name: 'waiting',
      priority: 1_000_000,
      missed: [{ agent: anna }],
    });
    expect(desk.did('hang-up')).toEqual(['hang-up cbt-2-1 normal']);
  });
});
