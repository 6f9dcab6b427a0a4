import { describe, expect, it } from 'vitest';
import { anna, ben, Desk, refusal } from './desk.ts';

describe('a transfer after a consultation', () => {
  it('brings the other two together in the bridge of the call that stays', () => {
    const desk = new Desk();
    const call = desk.talk('1101', '1102');
    const second = desk.consults('1101', '1103');
    desk.forget();
    desk.asks('1101', { name: 'transfer-call' });
    expect(desk.did()).toEqual([
      'hang-up h1 normal',
      'music cbt-1-1 null',
      'connect cbt-1-b2 cbt-2-1 false',
      'show cbt-2-1 1102',
      'show cbt-1-1 1103',
      'drop-bridge cbt-2-b2',
    ]);
    expect(desk.phase(second)).toBe('off the board');
    expect(desk.turn.changes.history).toEqual([]);
    expect(desk.display('1101')).toEqual(['cleared 1102']);
    desk.settle();
    expect([desk.now('1102'), desk.now('1103')]).toEqual([
      'connected 1103 (transfer) by 1101',
      'connected 1102 (transfer) by 1101',
    ]);
    desk.hangsUp('1103');
    expect(desk.turn.changes.history).toMatchObject([{ call, end: 'completed-by-agent' }]);
  });

  it('hands the customer of a queue to the other agent; the first has wrap-up', () => {
    const desk = new Desk();
    const call = desk.customer();
    desk.ready(ben);
    desk.consults('1101', '1102');
    desk.asks('1101', { name: 'transfer-call' });
    expect(desk.call(call)?.phase).toMatchObject({
      name: 'talking',
      agent: ben,
      place: { queue: 'support' },
    });
    expect(desk.agent(anna).work).toMatchObject({ name: 'wrap-up', call, queue: 'support' });
    expect(desk.agent(ben).work).toMatchObject({ name: 'talking', call, queue: 'support' });
    desk.wait(7_000);
    desk.goes('c1');
    expect(desk.turn.changes.history[0]).toMatchObject({
      agent: ben,
      queue: 'support',
      disposition: 'ANSWERED',
    });
    expect(desk.agent(ben).work).toMatchObject({ name: 'wrap-up', queue: 'support' });
  });

  it('of a call that somebody outside began keeps that one', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.asks('1101', { name: 'hold-call' });
    // The customer comes on another line of the same phone.
    const call = desk.calls('910');
    expect(desk.phase(call)).toBe('reaching');
  });

  it('while it rings: the transferred one waits for the answer', () => {
    const desk = new Desk();
    const call = desk.talk('1101', '1102');
    desk.asks('1101', { name: 'consult', number: '1103' });
    desk.rings('1103');
    desk.forget();
    desk.asks('1101', { name: 'transfer-call' });
    expect(desk.did('music', 'ringback', 'drop-bridge', 'hang-up')).toEqual([
      'hang-up h1 normal',
      'music cbt-1-1 null',
      'ringback cbt-1-1 true',
      'drop-bridge cbt-1-b2',
    ]);
    expect([desk.now('1102'), desk.now('1103')]).toEqual([
      'delivered 1103 (transfer) by 1101',
      'alerting 1102 (transfer) by 1101',
    ]);
    desk.wait(2_000).picksUp('1103');
    expect(desk.phase(call)).toBe('talking');
    expect([desk.now('1102'), desk.now('1103')]).toEqual(['connected 1103', 'connected 1102']);
    expect(desk.leg('1102').connectedAt).toBe(desk.at);
  });

  it('while it rings in vain: whoever transferred is rung again', () => {
    const desk = new Desk();
    const call = desk.talk('1101', '1102');
    desk.asks('1101', { name: 'consult', number: '1103' });
    desk.rings('1103');
    desk.asks('1101', { name: 'transfer-call' });
    desk.settle();
    desk.wait(20_000);
    expect(desk.did('hang-up', 'ring')).toEqual([
      'hang-up cbt-2-1 normal',
      'ring cbt-1-3 PJSIP/1101 1102 false 35000',
    ]);
    desk.picksUp('1101');
    expect([desk.phase(call), desk.now('1102')]).toEqual(['talking', 'connected 1101']);
  });

  it('of a customer who is answered by nobody: back to the head of the queue, to another agent first', () => {
    const desk = new Desk();
    const call = desk.customer();
    desk.calls('900', 'c2');
    desk.asks('1101', { name: 'consult', number: '1103' });
    desk.rings('1103');
    desk.asks('1101', { name: 'transfer-call' });
    desk.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    desk.settle();
    desk.wait(20_000);
    desk.wait(20_000);
    expect(desk.facts).toContainEqual(
      expect.objectContaining({ kind: 'call.requeued', reason: 'unanswered-transfer', queue: 'support' }),
    );
    expect(desk.did('hold-caller')).toEqual(['hold-caller c1 calm']);
    expect(desk.board.state.waiting.get('support' as never)?.calls()).toEqual([call, 'cbt-2']);
  });

  it('of a caller who gives up meanwhile ends it, answered all the same', () => {
    const desk = new Desk();
    desk.customer();
    desk.asks('1101', { name: 'consult', number: '1103' });
    desk.rings('1103');
    desk.asks('1101', { name: 'transfer-call' });
    desk.goes('c1');
    expect(desk.did('hang-up')).toEqual(['hang-up cbt-2-1 normal']);
    expect(desk.turn.changes.history[0]).toMatchObject({
      end: 'abandoned',
      disposition: 'ANSWERED',
      agent: anna,
    });
  });

  it('into a queue: the customer waits in the place of who consulted', () => {
    const desk = new Desk();
    const call = desk.customer();
    desk.consults('1101', '1103');
    desk.asks('1101', { name: 'drop-call' });
    desk.settle().asks('1101', { name: 'retrieve-call' });
    desk.asks('1101', { name: 'consult', number: 'support' });
    desk.ready(ben);
    expect(desk.offer('cbt-3' as never).agent).toBe(ben);
    desk.rings('1102');
    desk.asks('1101', { name: 'transfer-call' });
    expect(desk.call(call)?.phase).toMatchObject({ name: 'waiting', queue: 'support' });
    expect(desk.agent(anna).work.name).toBe('wrap-up');
    expect(desk.offer(call).agent).toBe(ben);
    desk.settle().picksUp('1102');
    expect(desk.phase(call)).toBe('talking');
  });

  it('is refused without two calls', () => {
    const desk = new Desk();
    expect(refusal(() => desk.asks('1101', { name: 'transfer-call' }))).toBe('no-call');
    desk.talk('1101', '1102');
    expect(refusal(() => desk.asks('1101', { name: 'transfer-call' }))).toBe('no-call');
    desk.asks('1101', { name: 'consult', number: '1103' });
    // It does not ring yet.
    expect(refusal(() => desk.asks('1101', { name: 'transfer-call' }))).toBe('no-call');
  });
});

describe('hanging up with two calls', () => {
  it('brings them together', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.consults('1101', '1103');
    desk.hangsUp('1101');
    expect([desk.now('1102'), desk.now('1103')]).toEqual([
      'connected 1103 (transfer) by 1101',
      'connected 1102 (transfer) by 1101',
    ]);
    expect(desk.board.state.calls.size).toBe(1);
  });

  it('of which one rings sends the other one there', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.asks('1101', { name: 'consult', number: '1103' });
    desk.rings('1103');
    desk.hangsUp('1101');
    expect(desk.now('1102')).toBe('delivered 1103 (transfer) by 1101');
  });

  it('by accident does not', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.consults('1101', '1103');
    desk.goes('h1', 44);
    expect(desk.did('hang-up')).toEqual(['hang-up cbt-1-1 normal', 'hang-up cbt-2-1 normal']);
  });
});

describe('divert', () => {
  it('of a call that rings lets it ring elsewhere', () => {
    const desk = new Desk();
    desk.dials('1101', '1102');
    desk.rings('1102');
    desk.forget();
    desk.asks('1102', { name: 'divert-call', number: '1103' });
    expect(desk.did()).toEqual([
      'hang-up cbt-1-1 busy',
      'ring cbt-1-2 PJSIP/1103 1101 false 35000',
      'show h1 1103',
    ]);
    desk.picksUp('1103');
    expect(desk.now('1101')).toBe('connected 1103');
    desk.settle();
    expect(desk.display('1102')).toEqual(['cleared 1101', 'nothing']);
  });

  it('of an offer takes the caller out of the queue, to whose head he returns', () => {
    const desk = new Desk().ready(anna);
    const call = desk.calls();
    desk.rings('1101');
    desk.asks('1101', { name: 'divert-call', number: '1103' });
    expect(desk.agent(anna).work.name).toBe('resting');
    expect(desk.call(call)?.phase).toMatchObject({ name: 'reaching', place: { queue: 'support' } });
    expect(desk.now('1103')).toBe('nothing');
    desk.rings('1103');
    expect(desk.now('1103')).toBe('alerting 0311111 for 1101 by 1101');
    desk.settle().wait(20_000);
    expect(desk.call(call)?.phase).toMatchObject({ name: 'waiting', priority: 1_000_000 });
  });

  it('of a talk is a transfer without asking', () => {
    const desk = new Desk();
    const call = desk.customer();
    desk.forget();
    desk.asks('1101', { name: 'divert-call', number: '1103' });
    expect(desk.did('hang-up', 'ring', 'drop-bridge')).toEqual([
      'hang-up cbt-1-1 normal',
      'ring cbt-1-3 PJSIP/1103 0311111 false 35000',
      'drop-bridge cbt-1-b2',
    ]);
    desk.rings('1103');
    expect(desk.did('ringback')).toEqual(['ringback c1 true']);
    expect(desk.display('1103')).toEqual(['alerting 0311111 (transfer) for 900 by 1101']);
    expect(desk.agent(anna).work.name).toBe('wrap-up');
    desk.picksUp('1103');
    expect(desk.call(call)?.phase).toMatchObject({ name: 'talking', agent: null });
  });

  it('tells the phone that is sent on, once, and gives it the duration of what is over', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.wait(30_000).forget();
    desk.asks('1102', { name: 'divert-call', number: '1103' });
    desk.rings('1103');
    expect(desk.display('1101')).toEqual([
      'connected 1103 (transfer) by 1102',
      'delivered 1103 (transfer) by 1102',
    ]);
  });

  it.each([
    ['no answer', (desk: Desk) => desk.wait(20_000)],
    ['a refusal', (desk: Desk) => desk.asks('1103', { name: 'reject-call' })],
  ])('of a talk to %s: the phone rings again; after that the caller is hung up on', (_, fail) => {
    const desk = new Desk();
    const call = desk.talk('1101', '1102');
    desk.asks('1102', { name: 'divert-call', number: '1103' });
    desk.rings('1103');
    desk.settle();
    fail(desk);
    expect(desk.ringing('1102').state).toBe('reaching');
    desk.rings('1102');
    expect(desk.now('1101')).toMatch('delivered 1102');
    desk.settle().wait(20_000);
    expect(desk.phase(call)).toBe('ended');
    expect(desk.wanted('hang-up').channel).toBe('cbt-1-4');
    expect(desk.turn.changes.history[0]).toMatchObject({ end: 'unanswered' });
  });

  it.each(['7001', '**'])(
    'of a talk to %s, where nothing is to be taken: the phone rings again',
    (number) => {
      const desk = new Desk();
      desk.talk('1101', '1102');
      desk.asks('1102', { name: 'divert-call', number });
      expect(desk.ringing('1102').state).toBe('reaching');
    },
  );

  it('of a talk into a queue, outside, or to a phone that is forwarded', () => {
    const desk = new Desk();
    const call = desk.customer();
    desk.asks('1101', { name: 'divert-call', number: 'support' });
    expect(desk.call(call)?.phase).toMatchObject({ name: 'waiting', enteredAt: desk.at });
    desk.ready(ben).goes('cbt-1-1');
    desk.picksUp('1102');
    desk.asks('1103', { name: 'forward', type: 'immediate', number: '1104' });
    desk.asks('1102', { name: 'divert-call', number: '1103' });
    desk.settle().rings('1104');
    expect(desk.now('1104')).toBe('alerting 0311111 for 1103 by 1103');
    desk.picksUp('1104');
    desk.asks('1104', { name: 'divert-call', number: '0777' });
    expect(desk.wanted('ring').endpoint).toBe('PJSIP/777@main');
  });

  it('is refused for a conference, for an unknown number and without a call', () => {
    const desk = new Desk();
    expect(refusal(() => desk.asks('1101', { name: 'divert-call', number: '1104' }))).toBe('no-call');
    desk.talk('1101', '1102');
    expect(refusal(() => desk.asks('1101', { name: 'divert-call', number: '5' }))).toBe('number-unknown');
    desk.consults('1101', '1103');
    desk.asks('1101', { name: 'conference-call' });
    expect(refusal(() => desk.asks('1101', { name: 'divert-call', number: '1104' }))).toBe('not-two');
    desk.asks('1101', { name: 'add-party', number: '1104' });
    desk.rings('1104');
    expect(refusal(() => desk.asks('1104', { name: 'divert-call', number: '1105' }))).toBe('no-call');
  });
});

describe('a party that consults somebody else while it is transferred', () => {
  it('stays on hold through a queue and an answer, and comes back when it likes', () => {
    const desk = new Desk();
    const call = desk.talk('1103', '1101');
    desk.ready(ben);
    desk.consults('1103', '1104');
    desk.asks('1101', { name: 'divert-call', number: 'support' });
    expect(desk.settle().now('1103')).toMatch(/^hold .* \/ connected 1104/);
    desk.picksUp('1102');
    expect(desk.phase(call)).toBe('talking');
    expect(desk.did('connect')).toEqual([]);
    expect(desk.now('1103')).toMatch(/^hold 1102.* \/ connected 1104/);
    desk.asks('1103', { name: 'reconnect-call' });
    expect(desk.settle().now('1103')).toBe('connected 1102');
  });

  it('finds the queue when it comes back too early', () => {
    const desk = new Desk();
    desk.talk('1103', '1101');
    desk.consults('1103', '1104');
    desk.asks('1101', { name: 'divert-call', number: 'support' });
    desk.settle().asks('1103', { name: 'reconnect-call' });
    expect(desk.leg('1103').state).toBe('queued');
    expect(desk.did('hold-caller', 'music')).toHaveLength(1);
  });
});

describe("an agent's phone that dies in a talk", () => {
  it.each([44, 38, 41, 27])('with cause %i: the customer hears music at the head of the queue', (cause) => {
    const desk = new Desk();
    const call = desk.customer();
    desk.calls('900', 'c2');
    desk.wait(60_000).goes('cbt-1-1', cause);
    expect(desk.facts).toContainEqual(
      expect.objectContaining({ kind: 'call.requeued', reason: 'agent-lost', priority: 1_000_000 }),
    );
    expect(desk.did()).toEqual(['music c1 calm', 'drop-bridge cbt-1-b2']);
    expect(desk.board.state.waiting.get('support' as never)?.calls()).toEqual([call, 'cbt-2']);
    expect(desk.agent(anna).work).toMatchObject({ name: 'wrap-up', call });
    desk.ready(ben);
    expect(desk.offer(call).agent).toBe(ben);
  });

  it('in a call of no queue ends it', () => {
    const desk = new Desk();
    desk.talk('1103', '1101');
    desk.goes('cbt-1-1', 44);
    expect(desk.turn.changes.history[0]?.end).toBe('completed-by-agent');
  });

  it('in a conference leaves the others in it', () => {
    const desk = new Desk();
    const call = desk.customer();
    desk.ready(ben);
    desk.consults('1101', '1102');
    desk.asks('1101', { name: 'conference-call' });
    desk.goes('cbt-1-1', 44);
    expect(desk.call(call)?.phase).toMatchObject({ name: 'talking', agent: ben });
  });
});
