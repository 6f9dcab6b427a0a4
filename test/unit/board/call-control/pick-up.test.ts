import { describe, expect, it } from 'vitest';
import { anna, ben, Desk, refusal } from './desk.ts';

describe('pick-up', () => {
  it.each([
    ['directed', '1101', '**1102'],
    ['within the group', '1104', '**'],
  ])('%s, by dialling: the channel that dialled answers the call', (_, phone, code) => {
    const desk = new Desk();
    const callee = phone === '1101' ? '1102' : '1103';
    const call = desk.dials('1105', callee);
    desk.rings(callee);
    desk.forget();
    const own = desk.dials(phone, code);
    expect(desk.phase(own)).toBe('off the board');
    expect(desk.did()).toEqual([
      'answer h2',
      'hang-up cbt-1-1 answered-elsewhere',
      'answer h1',
      'ringback h1 false',
      'connect cbt-1-b2 h2+h1 true',
      'show h2 1105',
      `show h1 ${phone}`,
    ]);
    expect(desk.turn.changes.history).toEqual([]);
    desk.bridges(call);
    expect(desk.display(phone)).toEqual(['initiated', `originated ${code}`, 'connected 1105']);
    expect(desk.leg(phone).isOutgoing).toBe(false);
    desk.settle();
    expect([desk.now('1105'), desk.now(callee)]).toEqual([`connected ${phone}`, 'nothing']);
  });

  it('by command rings the phone, which then has the call', () => {
    const desk = new Desk();
    const call = desk.dials('1105', '1103');
    desk.rings('1103');
    desk.asks('1104', { name: 'pick-up' });
    expect(desk.wanted('ring')).toMatchObject({ leg: 'cbt-2-1', endpoint: 'PJSIP/1104', autoAnswer: true });
    desk.answers('cbt-2-1' as never);
    expect(desk.phase(call)).toBe('talking');
    expect(desk.leg('1104').id).toBe('cbt-2-1');
  });

  it('of the longest ringing of several', () => {
    const desk = new Desk();
    desk.dials('1105', '1103');
    desk.wait(1_000).calls('910', 'c1');
    desk.dials('1104', '**');
    expect(desk.phase('cbt-1' as never)).toBe('talking');
    expect(desk.phase('cbt-2' as never)).toBe('reaching');
  });

  it('of an offer, by an agent: she has the caller, the other one no miss', () => {
    const desk = new Desk().ready(anna);
    const call = desk.calls();
    desk.rings('1101');
    desk.command({ name: 'sign-in', agent: ben });
    desk.dials('1102', '**1101');
    expect(desk.call(call)?.phase).toMatchObject({ name: 'talking', agent: ben });
    expect(desk.facts).toContainEqual(
      expect.objectContaining({ kind: 'offer.ended', agent: anna, outcome: 'withdrawn' }),
    );
    expect(desk.agent(anna).work.name).toBe('idle');
    expect(desk.agent(ben).work).toMatchObject({ name: 'talking', call, queue: 'support', leg: 'h1' });
    desk.bridges(call);
    desk.goes('c1');
    expect(desk.turn.changes.history[0]).toMatchObject({ agent: ben, disposition: 'ANSWERED' });
    expect(desk.agent(ben).work.name).toBe('wrap-up');
  });

  it('of an offer, by somebody who is no agent, is refused', () => {
    const desk = new Desk().ready(anna);
    const call = desk.calls();
    desk.rings('1101');
    desk.dials('1103', '**1101');
    expect(desk.wanted('hang-up')).toMatchObject({ channel: 'h1', reason: 'unallocated' });
    expect(desk.offer(call).agent).toBe(anna);
  });

  it('of nothing is refused, and so is a conference that somebody is asked to join', () => {
    const desk = new Desk();
    desk.dials('1101', '**1102');
    expect(desk.wanted('hang-up')).toMatchObject({ channel: 'h1', reason: 'unallocated' });
    expect(refusal(() => desk.asks('1101', { name: 'pick-up', at: '1102' as never }))).toBe('no-call');
    expect(refusal(() => desk.asks('1103', { name: 'pick-up' }))).toBe('no-call');
    expect(refusal(() => desk.asks('1105', { name: 'pick-up' }))).toBe('no-call');
    desk.settle().talk('1102', '1105');
    desk.asks('1102', { name: 'add-party', number: '1103' });
    expect(refusal(() => desk.asks('1104', { name: 'pick-up' }))).toBe('no-call');
  });

  it('that comes too late finds nothing', () => {
    const desk = new Desk();
    const call = desk.dials('1105', '1103');
    desk.rings('1103');
    desk.asks('1104', { name: 'pick-up' });
    desk.picksUp('1103');
    desk.answers('cbt-2-1' as never);
    expect(desk.phase(call)).toBe('talking');
    expect(desk.wanted('hang-up').channel).toBe('cbt-2-1');
  });
});
