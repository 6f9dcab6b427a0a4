import { describe, expect, it } from 'vitest';
import { anna, ben, Desk, refusal } from './desk.ts';

const parking = { first: 701, last: 702, returnMs: 60_000 };

describe('park', () => {
  it('leaves the other party with music in the first free slot', () => {
    const desk = new Desk({ parking });
    const call = desk.talk('1101', '1102');
    desk.forget();
    desk.asks('1101', { name: 'park-call' });
    expect(desk.facts.at(-1)).toMatchObject({ kind: 'call.parked', call, slot: 701, by: '1101' });
    expect(desk.did()).toEqual(['hang-up h1 normal', 'music cbt-1-1 default', 'drop-bridge cbt-1-b2']);
    expect(desk.display('1102')).toEqual(['queued 1101 (heldByOtherParty)']);
    expect(desk.permitted('1102')).toEqual(['dropCall']);
    desk.settle();
    expect(desk.now('1101')).toBe('nothing');
  });

  it.each(['by dialling', 'by command'])('and another phone takes it %s', (how) => {
    const desk = new Desk({ parking });
    const call = desk.talk('1101', '1102');
    desk.asks('1101', { name: 'park-call', slot: 702 });
    desk.settle().wait(10_000);
    if (how === 'by dialling') desk.dials('1103', '702');
    else {
      desk.asks('1103', { name: 'unpark-call', slot: 702 });
      desk.answers('cbt-2-1' as never);
    }
    expect(desk.did('answer', 'music', 'connect')).toEqual([
      `answer ${desk.leg('1103').id}`,
      'music cbt-1-1 null',
      `connect cbt-1-b3 ${desk.leg('1103').id}+cbt-1-1 true`,
    ]);
    desk.bridges(call);
    expect([desk.now('1102'), desk.now('1103')]).toEqual(['connected 1103', 'connected 1102']);
    expect(desk.leg('1102').connectedAt).toBe(desk.at);
    desk.hangsUp('1103');
    expect(desk.settle().board.state.calls.size).toBe(0);
  });

  it('of a call on hold too', () => {
    const desk = new Desk({ parking });
    const call = desk.talk('1101', '1102');
    desk.asks('1101', { name: 'hold-call' });
    desk.asks('1101', { name: 'park-call' });
    expect(desk.phase(call)).toBe('parked');
    expect(desk.did('music')).toEqual([]);
  });

  it('that nobody takes comes back to who parked it, and then ends', () => {
    const desk = new Desk({ parking });
    const call = desk.talk('1101', '1102');
    desk.asks('1101', { name: 'park-call' });
    desk.settle().wait(60_000);
    expect(desk.did('music', 'ring')).toEqual([
      'ring cbt-1-3 PJSIP/1101 1102 false 35000',
      'music cbt-1-1 null',
    ]);
    desk.rings('1101');
    expect(desk.now('1102')).toMatch(/^delivered 1101/);
    desk.wait(20_000);
    expect(desk.phase(call)).toBe('ended');
  });

  it('comes back, is answered, and they speak again', () => {
    const desk = new Desk({ parking });
    const call = desk.talk('1101', '1102');
    desk.asks('1101', { name: 'park-call' });
    desk.settle().wait(60_000);
    desk.picksUp('1101');
    expect(desk.phase(call)).toBe('talking');
    expect([desk.now('1101'), desk.now('1102')]).toEqual(['connected 1102', 'connected 1101']);
  });

  it('of a customer keeps the place in the queue, for when nobody answers the return', () => {
    const desk = new Desk({ parking });
    const call = desk.customer();
    desk.asks('1101', { name: 'park-call' });
    expect(desk.did('music')).toEqual(['music c1 calm']);
    expect(desk.agent(anna).work.name).toBe('wrap-up');
    desk.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    desk.settle().wait(80_000);
    expect(desk.call(call)?.phase).toMatchObject({ name: 'waiting', priority: 1_000_000 });
  });

  it('of a customer who is taken by another agent makes him answer for the call', () => {
    const desk = new Desk({ parking });
    const call = desk.customer();
    desk.asks('1101', { name: 'park-call' });
    desk.command({ name: 'sign-in', agent: ben });
    desk.dials('1102', '701');
    expect(desk.call(call)?.phase).toMatchObject({ name: 'talking', agent: ben });
    expect(desk.agent(ben).work).toMatchObject({ name: 'talking', queue: 'support' });
  });

  it('whose caller hangs up is over, and its slot free', () => {
    const desk = new Desk({ parking });
    desk.customer();
    desk.asks('1101', { name: 'park-call' });
    desk.goes('c1');
    expect(desk.turn.changes.history[0]).toMatchObject({ end: 'abandoned', disposition: 'ANSWERED' });
    expect(refusal(() => desk.asks('1103', { name: 'unpark-call', slot: 701 }))).toBe('slot-empty');
  });

  it('is refused for taken, unknown and full slots, for conferences and for what is no talk', () => {
    const desk = new Desk({ parking });
    const park = (phone: string, slot?: number): string =>
      refusal(() => desk.asks(phone, { name: 'park-call', slot }));
    expect(park('1101')).toBe('no-call');
    desk.talk('1101', '1102');
    expect(park('1101', 700)).toBe('slot-unknown');
    expect(park('1101', 701)).toBe('allowed');
    // The parked one has nothing to park.
    expect(park('1102')).toBe('no-call');
    desk.settle().talk('1103', '1101');
    expect(park('1103', 701)).toBe('slot-taken');
    desk.consults('1103', '1104');
    desk.asks('1103', { name: 'conference-call' });
    expect(park('1103')).toBe('not-two');
    desk.asks('1103', { name: 'drop-party', number: '1104' });
    expect(park('1103')).toBe('allowed');
    desk.settle().talk('1103', '1104');
    expect(park('1103')).toBe('slots-full');
  });

  it('of an empty slot that is dialled reaches nobody', () => {
    const desk = new Desk({ parking });
    desk.dials('1103', '701');
    expect(desk.wanted('hang-up')).toMatchObject({ channel: 'h1', reason: 'unallocated' });
  });
});
