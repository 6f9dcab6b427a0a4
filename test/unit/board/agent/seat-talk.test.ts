import { describe, expect, it } from 'vitest';
import type { CallId, LegId } from '../../../../src/board/ids.ts';
import { anna, ben } from '../call-control/desk.ts';
import { queueOf } from '../settings.ts';
import { SeatedDesk } from './seated.ts';

const plain = queueOf('any', []).strategy;
const ringAll = { ...plain, ring: { kind: 'all', most: null } } as const;

describe('a talk from the seat', () => {
  it('begins at once, with a beep for the agent, and leaves the phone up when the customer goes', () => {
    const desk = new SeatedDesk().seated();
    const call = desk.calls();
    expect(desk.kinds).toEqual(expect.arrayContaining(['offer.made', 'call.connected']));
    expect(desk.did('ring', 'answer', 'hold-caller', 'connect', 'show')).toEqual([
      'answer c1',
      `connect ${desk.bridge(call)} c1+cbt-1-1 true`,
      'show cbt-1-1 0311111',
    ]);
    expect(desk.agent(anna).work).toMatchObject({ name: 'talking', call });
    desk.bridges(call);
    expect(desk.did('beep')).toEqual([`beep cbt-1-1 ${call}-p0`]);
    desk.bridges(call);
    expect(desk.did('beep')).toEqual([]);
    desk.goes('c1');
    expect(desk.did('hang-up')).toEqual([]);
    expect(desk.seatState).toBe('connected');
    expect(desk.agent(anna)).toMatchObject({ presence: { name: 'ready' } });
  });

  it('begins when the agent has heard what he is told of it', () => {
    const whisper = { agent: ['prompt:callback-agent'], caller: [] };
    const desk = new SeatedDesk('ring', { whisper }).seated();
    const call = desk.calls();
    expect(desk.phase(call)).toBe('waiting');
    const { playback } = desk.wanted('play');
    desk.hears({ name: 'played', playback, whole: true });
    expect(desk.phase(call)).toBe('talking');
  });

  it('goes over into the next one without a ring, and each has its row', () => {
    const desk = new SeatedDesk('ring', { wrapUpMs: 0 }).seated();
    const first = desk.served();
    const second = desk.calls('900', 'c2');
    expect(desk.phase(second)).toBe('waiting');
    desk.goes('c1');
    expect(desk.phase(second)).toBe('talking');
    expect(desk.did('ring')).toEqual([]);
    expect(desk.turn.changes.legs).toContainEqual(
      expect.objectContaining({ leg: 'cbt-1-1', call: first, phone: '1101', agent: anna }),
    );
    expect(desk.turn.changes.history.map(({ call }) => call)).toEqual([first]);
  });

  it('hung up at the phone: the customer is let go, and the agent is not ready after his wrap-up', () => {
    const desk = new SeatedDesk('ring', { wrapUpMs: 5_000 }).seated();
    const call = desk.served();
    desk.goes(desk.seat);
    expect(desk.facts).toContainEqual(
      expect.objectContaining({ kind: 'call.ended', end: 'completed-by-agent', call }),
    );
    expect(desk.agent(anna)).toMatchObject({
      seat: null,
      presence: { name: 'not-ready', reason: 'hung-up' },
      work: { name: 'wrap-up' },
    });
  });

  it('the phone dies: the customer keeps his place', () => {
    const desk = new SeatedDesk().seated();
    const call = desk.served();
    desk.goes(desk.seat, 44);
    expect(desk.phase(call)).toBe('waiting');
    expect(desk.agent(anna).presence).toEqual({ name: 'not-ready', reason: 'unreachable' });
  });

  it('the customer goes while the phone holds him by its key: nobody is connected to a phone on hold', () => {
    const desk = new SeatedDesk('ring', { wrapUpMs: 0 }).seated();
    desk.served();
    desk.hears({ name: 'held', channel: desk.seat });
    desk.goes('c1');
    expect(desk.seatState).toBe('hold');
    const next = desk.calls('900', 'c2');
    expect(desk.wanted('ring').endpoint).toBe('PJSIP/1101');
    expect(desk.phase(next)).toBe('waiting');
    desk.goes('c2');
    desk.hears({ name: 'retrieved', channel: desk.seat });
    expect(desk.seatState).toBe('connected');
    desk.calls('900', 'c3');
    expect(desk.seatState).toBe('hold');
    expect(desk.did('ring')).toEqual([]);
  });

  it('ended at the desk: the phone stays up', () => {
    const desk = new SeatedDesk().seated();
    const call = desk.served();
    desk.command({ name: 'hang-up', call, agent: anna });
    expect(desk.did('hang-up')).toEqual(['hang-up c1 normal']);
    expect(desk.seatState).toBe('connected');
  });

  it('a bridge that fails: the caller goes back, the phone stays up', () => {
    const desk = new SeatedDesk().seated();
    const call = desk.calls();
    desk.refuse(desk.wanted('connect'), 'failed');
    expect(desk.phase(call)).toBe('waiting');
    expect(desk.seatState).toBe('connected');
    desk.wait(60_000);
    expect(desk.phase(call)).toBe('talking');
  });

  it('of all whose phones could ring, the one who has his seat has the call', () => {
    const desk = new SeatedDesk('ring', { strategy: ringAll }).seated();
    desk.ready(ben);
    const call = desk.calls();
    expect(desk.did('ring')).toEqual([]);
    expect(desk.agent(anna).work).toMatchObject({ name: 'talking', call });
    desk.calls('900', 'c2');
    expect(desk.wanted('ring').endpoint).toBe('PJSIP/1102');
  });
});

describe('call control from the seat', () => {
  it('hold and retrieve', () => {
    const desk = new SeatedDesk().seated();
    const call = desk.served();
    desk.asks('1101', { name: 'hold-call' });
    expect(desk.did('part', 'music')).toEqual(['music c1 calm', `part ${desk.bridge(call)} cbt-1-1`]);
    expect(desk.seatState).toBe('hold');
    desk.asks('1101', { name: 'retrieve-call' });
    expect(desk.now('1101')).toContain('connected 0311111');
  });

  it('consult and transfer: the channel is a leg of three calls, then of the seat alone', () => {
    const desk = new SeatedDesk().seated();
    const call = desk.served();
    const about = desk.consults('1101', '1103');
    expect(desk.board.state.callsOfLeg.get('cbt-1-1' as LegId)).toEqual(['cbt-1', call, about]);
    expect(desk.agent(anna).work).toMatchObject({ name: 'consulting', call });
    desk.asks('1101', { name: 'transfer-call' });
    expect(desk.board.state.callsOfLeg.get('cbt-1-1' as LegId)).toEqual(['cbt-1']);
    expect(desk.seatState).toBe('connected');
    expect(desk.did('hang-up')).toEqual([]);
    expect(desk.now('1103')).toContain('connected 0311111');
  });

  it('hanging up between two calls brings them together, and ends the seat', () => {
    const desk = new SeatedDesk().seated();
    desk.served();
    desk.consults('1101', '1103');
    desk.goes(desk.seat);
    expect(desk.now('1103')).toContain('connected 0311111');
    expect(desk.agent(anna)).toMatchObject({ seat: null, presence: { reason: 'hung-up' } });
  });

  it('consult and conference, reconnect, park', () => {
    const desk = new SeatedDesk().seated();
    desk.served();
    desk.consults('1101', '1103');
    desk.asks('1101', { name: 'conference-call' });
    expect(desk.now('1101')).toContain('+1103');
    desk.hangsUp('1103');
    desk.consults('1101', '1104');
    desk.asks('1101', { name: 'reconnect-call' });
    expect(desk.now('1101')).toContain('connected 0311111');
    desk.asks('1101', { name: 'park-call', slot: 7001 });
    expect(desk.seatState).toBe('connected');
    desk.asks('1101', { name: 'unpark-call', slot: 7001 });
    expect(desk.did('ring')).toEqual([]);
    expect(desk.now('1101')).toContain('connected 0311111');
  });

  it('blind transfer by the phone, and attended between its two lines', () => {
    const desk = new SeatedDesk().seated();
    desk.served();
    desk.hears({ name: 'transfer', channel: desk.seat, to: { kind: 'number', number: '1103' } });
    expect(desk.did('answer-transfer')).toEqual(['answer-transfer cbt-1-1 true']);
    desk.picksUp('1103');
    expect(desk.now('1103')).toContain('0311111');
    expect(desk.seatState).toBe('connected');

    const other = new SeatedDesk().seated();
    other.served();
    other.hears({ name: 'held', channel: other.seat });
    const second = other.dials('1101', '1103');
    other.picksUp('1103');
    expect(other.phase(second)).toBe('talking');
    other.hears({ name: 'transfer', channel: other.seat, to: { kind: 'channel', channel: 'h1' as LegId } });
    expect(other.did('answer-transfer')).toEqual(['answer-transfer cbt-1-1 true']);
    expect(other.now('1103')).toContain('0311111');
  });

  it('click to dial needs no ring, and what comes to nothing leaves the seat', () => {
    const desk = new SeatedDesk().seated();
    desk.asks('1101', { name: 'make-call', number: '1103' });
    expect(desk.did('ring')).toEqual([expect.stringContaining('PJSIP/1103')]);
    expect(desk.agent(anna).work.name).toBe('direct');
    const call = desk.calls();
    expect(desk.phase(call)).toBe('waiting');
    desk.picksUp('1103');
    expect(desk.now('1101')).toBe('connected 1103');
    desk.hangsUp('1103');
    expect(desk.seatState).not.toBe('none');
    expect(desk.phase(call)).toBe('talking');
  });

  it('recorded in each of its calls, on the same channel', () => {
    const desk = new SeatedDesk('ring', { record: 'always', wrapUpMs: 0 }).seated();
    for (const channel of ['c1', 'c2']) {
      desk.served(channel);
      const taps = desk.effects.filter(({ name }) => name === 'tap');
      expect(taps).toContainEqual(expect.objectContaining({ channel: 'cbt-1-1', spy: 'in' }));
      desk.goes(channel);
    }
  });

  it('supervised from call to call', () => {
    const desk = new SeatedDesk('ring', { wrapUpMs: 0 }).seated();
    desk.command({ name: 'supervise', phone: '1105' as never, agent: anna, mode: 'listen', by: null });
    const own = desk.facts.find(({ kind }) => kind === 'supervision.started') as { call: CallId; leg: LegId };
    desk.answers(own.leg);
    expect(desk.did('tap')).toEqual([]);
    for (const channel of ['c1', 'c2']) {
      desk.served(channel);
      expect(desk.did('tap')).toEqual([expect.stringContaining('cbt-1-1 both out')]);
      desk.goes(channel);
    }
  });
});

describe('a phone that answers by itself', () => {
  it('is told to by each offer, with a beep when the talk begins', () => {
    const desk = new SeatedDesk('auto-answer').ready(ben);
    const call = desk.calls();
    expect(desk.wanted('ring')).toMatchObject({ endpoint: 'PJSIP/1102', autoAnswer: true });
    desk.talks(call);
    expect(desk.did('beep')).toHaveLength(1);
    desk.goes('c1');
    expect(desk.did('hang-up')).toHaveLength(1);
  });

  it('one that cannot just rings', () => {
    const desk = new SeatedDesk('auto-answer');
    desk.command({ name: 'sign-in', agent: ben, phone: '1105' as never });
    desk.command({ name: 'ready', agent: ben });
    const call = desk.calls();
    expect(desk.wanted('ring')).toMatchObject({ endpoint: 'PJSIP/1105', autoAnswer: false });
    desk.talks(call);
    expect(desk.did('beep')).toEqual([]);
  });
});
