import { describe, expect, it } from 'vitest';
import { anna, ben, Desk, refusal } from './desk.ts';

describe('drop', () => {
  it('ends a talk of two: only the other one is told that somebody has hung up', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.forget();
    desk.asks('1102', { name: 'drop-call' });
    expect(desk.did('hang-up', 'drop-bridge')).toEqual([
      'hang-up cbt-1-1 normal',
      'hang-up h1 normal',
      'drop-bridge cbt-1-b2',
    ]);
    desk.settle();
    expect(desk.turn.facts).toHaveLength(1);
    expect(desk.told('1101')).toMatchObject([
      { primary: { state: 'cleared', cause: 'droppedByOtherParty' }, permitted: [] },
      null,
    ]);
    expect(desk.board.state.calls.size).toBe(0);
  });

  it.each([
    ['while it rings', 'abandoned'],
    ['in a queue', 'abandoned'],
  ])('gives up a call %s', (where, end) => {
    const desk = new Desk();
    desk.dials('1101', where === 'in a queue' ? '900' : '1102');
    desk.asks('1101', { name: 'drop-call' });
    expect(desk.turn.changes.history[0]?.end).toBe(end);
    expect(desk.settle().board.state.calls.size).toBe(0);
  });

  it('of an agent ends the call of the queue, with wrap-up', () => {
    const desk = new Desk();
    desk.customer();
    desk.asks('1101', { name: 'drop-call' });
    expect(desk.turn.changes.history[0]).toMatchObject({ end: 'completed-by-agent', agent: anna });
    expect(desk.agent(anna).work.name).toBe('wrap-up');
  });

  it('before they have heard each other puts the caller back', () => {
    const desk = new Desk().ready(anna);
    const call = desk.calls();
    desk.answers(desk.ringing('1101').id);
    desk.asks('1101', { name: 'drop-call' });
    expect(desk.phase(call)).toBe('waiting');
    expect(desk.agent(anna).work.name).toBe('resting');
  });

  it('in a consultation means the active call, or the one that is named', () => {
    const desk = new Desk();
    const first = desk.talk('1101', '1102');
    const second = desk.consults('1101', '1103');
    desk.asks('1101', { name: 'drop-call' });
    expect([desk.phase(first), desk.phase(second)]).toEqual(['talking', 'ended']);
    expect(desk.did('hang-up')).toEqual(['hang-up cbt-2-1 normal']);
    expect(desk.now('1101')).toBe('hold 1102');
    desk.settle().asks('1101', { name: 'retrieve-call' });
    desk.consults('1101', '1103');
    desk.asks('1101', { name: 'drop-call', other: '1102' });
    expect(desk.now('1101')).toBe('connected 1103');
  });

  it('of a call that the phone has not is refused', () => {
    const desk = new Desk();
    expect(refusal(() => desk.asks('1101', { name: 'drop-call' }))).toBe('no-call');
    desk.talk('1101', '1102');
    expect(refusal(() => desk.asks('1101', { name: 'drop-call', other: '1103' }))).toBe('no-call');
  });
});

describe('reject', () => {
  it('of a direct call tells the caller that it is busy', () => {
    const desk = new Desk();
    desk.dials('1101', '1102');
    desk.rings('1102');
    desk.forget();
    desk.asks('1102', { name: 'reject-call' });
    expect(desk.did('hang-up')).toEqual(['hang-up cbt-1-1 busy', 'hang-up h1 busy']);
    expect(desk.display('1101')).toEqual(['failed 1102 (busy)', 'cleared 1102 (busy)']);
  });

  it('of a queue lets the caller wait for the next agent, and this one rest', () => {
    const desk = new Desk().ready(anna);
    const call = desk.calls();
    desk.rings('1101');
    desk.ready(ben);
    desk.asks('1101', { name: 'reject-call' });
    expect(desk.facts[0]).toMatchObject({ kind: 'offer.ended', outcome: 'rejected' });
    expect(desk.agent(anna)).toMatchObject({ presence: { name: 'ready' }, work: { name: 'resting' } });
    expect(desk.offer(call).agent).toBe(ben);
  });
});

describe('reconnect', () => {
  it.each(['while it rings', 'while they speak'])(
    'drops the consultation %s and goes back to the other call',
    (when) => {
      const desk = new Desk();
      const first = desk.talk('1101', '1102');
      desk.asks('1101', { name: 'consult', number: '1103' });
      desk.rings('1103');
      if (when === 'while they speak') desk.picksUp('1103');
      desk.forget();
      desk.asks('1101', { name: 'reconnect-call' });
      expect(desk.now('1101')).toBe('connected 1102');
      expect(desk.did('hang-up')).toEqual(['hang-up cbt-2-1 normal']);
      expect(desk.wanted('connect')).toMatchObject({
        bridge: desk.bridge(first),
        channels: ['h1'],
        make: false,
      });
      desk.settle();
      expect(desk.now('1102')).toBe('connected 1101 (retrievedByOtherParty)');
      expect(desk.now('1103')).toBe('nothing');
    },
  );

  it('is not needed when the consultation fails: the call is back by itself', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.asks('1101', { name: 'consult', number: '1103' });
    desk.rings('1103');
    desk.forget();
    desk.goes(desk.ringing('1103').id, 17, 486);
    // Or he would hear nothing at all.
    expect(desk.display('1101')).toEqual(['hold 1102 / failed 1103 (busy)', 'hold 1102', 'connected 1102']);
    expect(refusal(() => desk.asks('1101', { name: 'reconnect-call' }))).toBe('no-call');
  });
});
