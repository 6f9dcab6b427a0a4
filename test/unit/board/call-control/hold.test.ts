import { describe, expect, it } from 'vitest';
import { anna, Desk, refusal } from './desk.ts';

describe('hold', () => {
  it('takes the phone out of the bridge and plays music to the other one', () => {
    const desk = new Desk();
    const call = desk.talk('1101', '1102');
    desk.forget();
    desk.asks('1101', { name: 'hold-call' });
    expect(desk.did()).toEqual([`part ${desk.bridge(call)} h1`, 'music cbt-1-1 default']);
    expect(desk.now('1101')).toBe('hold 1102');
    expect(desk.permitted('1101')).toEqual(['retrieveCall', 'dropCall']);
    expect(desk.display('1102')).toEqual(['connected 1101 (heldByOtherParty)']);
    desk.asks('1101', { name: 'retrieve-call' });
    expect(desk.did()).toEqual(['music cbt-1-1 null', `connect ${desk.bridge(call)} h1 false`]);
    expect(desk.now('1102')).toBe('connected 1101 (retrievedByOtherParty)');
  });

  it('by both: nobody hears anything until both are back', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.asks('1101', { name: 'hold-call' });
    desk.asks('1102', { name: 'hold-call' });
    expect(desk.did('music')).toEqual(['music cbt-1-1 null']);
    desk.asks('1101', { name: 'retrieve-call' });
    expect(desk.did()).toEqual(['connect cbt-1-b2 h1 false', 'hold-caller h1 default']);
    desk.asks('1102', { name: 'retrieve-call' });
    expect(desk.did('connect', 'music')).toEqual(['music h1 null', 'connect cbt-1-b2 cbt-1-1 false']);
  });

  it('of a call of a queue plays its music and shows the agent as holding', () => {
    const desk = new Desk();
    desk.customer();
    desk.asks('1101', { name: 'hold-call' });
    expect(desk.did('music')).toEqual(['music c1 calm']);
    expect(desk.agent(anna).work).toMatchObject({ name: 'holding', queue: 'support' });
    desk.wait(4_000).asks('1101', { name: 'retrieve-call' });
    expect(desk.agent(anna).work.name).toBe('talking');
    desk.asks('1101', { name: 'drop-call' });
    desk.goes('cbt-1-1');
    expect(desk.turn.changes.legs[0]).toMatchObject({ connectedMs: 4_000, heldMs: 4_000 });
  });

  it('in a conference plays no music: the others go on', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.consults('1101', '1103');
    desk.asks('1101', { name: 'conference-call' });
    desk.asks('1101', { name: 'hold-call' });
    expect(desk.did('part', 'music')).toEqual(['part cbt-1-b2 h1']);
  });

  it('the other one may hang up meanwhile', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.asks('1101', { name: 'hold-call' });
    desk.hangsUp('1102');
    expect(desk.did('hang-up', 'drop-bridge')).toEqual(['hang-up h1 normal', 'drop-bridge cbt-1-b2']);
  });

  it('as soon as they are connected keeps awaiting the bridge', () => {
    const desk = new Desk();
    const call = desk.dials('1101', '1102');
    desk.answers(desk.ringing('1102').id);
    desk.asks('1101', { name: 'hold-call' });
    desk.wait(8_000);
    expect(desk.phase(call)).toBe('ended');
  });

  it('needs a talk', () => {
    const desk = new Desk();
    expect(refusal(() => desk.asks('1101', { name: 'hold-call' }))).toBe('no-call');
    desk.dials('1101', '1102');
    expect(refusal(() => desk.asks('1101', { name: 'hold-call' }))).toBe('no-call');
    desk.picksUp('1102');
    expect(refusal(() => desk.asks('1101', { name: 'retrieve-call' }))).toBe('no-call');
  });
});

describe("the phone's own hold key", () => {
  it('leaves music and bridge to Asterisk, and only it takes the call back', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.hears({ name: 'held', channel: 'h1' as never });
    expect(desk.effects).toEqual([]);
    expect(desk.now('1101')).toBe('hold 1102');
    expect(desk.now('1102')).toBe('connected 1101 (heldByOtherParty)');
    expect(refusal(() => desk.asks('1101', { name: 'retrieve-call' }))).toBe('held-by-phone');
    desk.hears({ name: 'retrieved', channel: 'h1' as never });
    expect(desk.effects).toEqual([]);
    expect(desk.now('1101')).toBe('connected 1102');
  });

  it('of a caller in the queue is the business of Asterisk alone', () => {
    const desk = new Desk();
    desk.dials('1103', '900');
    desk.hears({ name: 'held', channel: 'h1' as never });
    desk.hears({ name: 'retrieved', channel: 'h1' as never });
    expect(desk.turn).toMatchObject({ facts: [], effects: [] });
  });
});

describe('alternate', () => {
  it('changes the two calls over', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.consults('1101', '1103');
    desk.asks('1101', { name: 'alternate-call' });
    expect(desk.now('1101')).toBe('connected 1102 / hold 1103');
    expect(desk.did('connect', 'music')).toEqual([
      'music cbt-1-1 null',
      'connect cbt-1-b2 h1 false',
      'music cbt-2-1 default',
    ]);
    expect(desk.now('1103')).toBe('connected 1101 (heldByOtherParty) about 1102');
    desk.asks('1101', { name: 'alternate-call' });
    expect(desk.now('1101')).toBe('hold 1102 / connected 1103');
    desk.asks('1101', { name: 'alternate-call' });
    desk.asks('1101', { name: 'transfer-call' });
    expect(desk.settle().now('1102')).toBe('connected 1103 (transfer) by 1101');
  });

  it('needs two calls', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    expect(refusal(() => desk.asks('1101', { name: 'alternate-call' }))).toBe('no-call');
    desk.asks('1101', { name: 'hold-call' });
    expect(refusal(() => desk.asks('1101', { name: 'alternate-call' }))).toBe('no-call');
    desk.asks('1101', { name: 'retrieve-call' });
    desk.asks('1101', { name: 'consult', number: '1103' });
    desk.rings('1103');
    expect(refusal(() => desk.asks('1101', { name: 'alternate-call' }))).toBe('no-call');
    expect(refusal(() => desk.asks('1101', { name: 'retrieve-call' }))).toBe('in-call');
  });
});

describe('mute', () => {
  it('is of the phone, in whichever of its calls', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.asks('1101', { name: 'mute', on: true });
    expect(desk.effects).toEqual([{ name: 'mute', channel: 'h1', on: true }]);
    desk.asks('1101', { name: 'mute', on: true });
    expect(desk.turn).toMatchObject({ facts: [], effects: [] });
    desk.consults('1101', '1103');
    desk.hangsUp('1102');
    expect(desk.did('mute')).toEqual([]);
    desk.asks('1101', { name: 'mute', on: false });
    expect(desk.did('mute')).toEqual(['mute h1 false']);
    expect(refusal(() => desk.asks('1104', { name: 'mute', on: true }))).toBe('no-call');
  });

  it('needs Asterisk', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.lineDown();
    expect(refusal(() => desk.asks('1101', { name: 'mute', on: true }))).toBe('line-down');
    expect(refusal(() => desk.asks('1101', { name: 'send-digits', digits: '1' }))).toBe('line-down');
  });
});

describe('digits', () => {
  it('are sent to everybody else who is not on hold', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.asks('1101', { name: 'send-digits', digits: '12#' });
    expect(desk.turn).toMatchObject({
      facts: [],
      effects: [{ name: 'send-digits', channel: 'cbt-1-1', digits: '12#' }],
    });
    expect(refusal(() => desk.asks('1101', { name: 'send-digits', digits: 'x' }))).toBe('digits-wrong');
    desk.asks('1101', { name: 'hold-call' });
    expect(refusal(() => desk.asks('1101', { name: 'send-digits', digits: '1' }))).toBe('no-call');
  });
});
