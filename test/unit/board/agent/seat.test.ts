import { describe, expect, it } from 'vitest';
import type { LegId } from '../../../../src/board/ids.ts';
import { openLegs } from '../../../../src/reports/open-rows.ts';
import { callView } from '../../../../src/control/views/call-view.ts';
import { anna, ben, refusal } from '../call-control/desk.ts';
import { agentOf, officeOf, phoneOf, queueOf } from '../settings.ts';
import { SeatedDesk } from './seated.ts';

describe('the seat', () => {
  it('is rung when the agent becomes ready, and nobody but him hears of it', () => {
    const desk = new SeatedDesk();
    desk.command({ name: 'sign-in', agent: anna });
    expect(desk.did('ring')).toEqual([]);
    desk.command({ name: 'ready', agent: anna });
    expect(desk.wanted('ring')).toMatchObject({ leg: 'cbt-1-1', endpoint: 'PJSIP/1101', autoAnswer: true });
    desk.answers('cbt-1-1' as LegId);
    expect(desk.seatState).toBe('connected');
    expect(desk.now('1101')).toBe('nothing');
    expect(desk.legs('1101')).toEqual([]);
    expect(desk.agent(anna).work.name).toBe('idle');
    expect(openLegs(desk.board.state, desk.at)).toEqual([]);
    const call = desk.call('cbt-1' as never);
    expect(call === undefined ? undefined : callView(desk.board.state, call, desk.at)).toBeNull();
    expect(refusal(() => desk.command({ name: 'hang-up', call: 'cbt-1' as never, agent: null }))).toBe(
      'call-unknown',
    );
  });

  it('who has not picked up yet is offered nothing; when he has, he has the caller at once', () => {
    const desk = new SeatedDesk();
    desk.ready(anna);
    const call = desk.calls();
    expect(desk.phase(call)).toBe('waiting');
    desk.answers(desk.seat);
    expect(desk.phase(call)).toBe('talking');
    expect(desk.did('ring', 'connect')).toEqual([`connect ${desk.bridge(call)} cbt-1-1+c1 true`]);
  });

  it('is kept on a break, and is no longer rung for one', () => {
    const desk = new SeatedDesk().seated();
    desk.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    expect(desk.seatState).toBe('connected');
    desk.command({ name: 'ready', agent: anna });
    expect(desk.did('ring')).toEqual([]);

    const early = new SeatedDesk();
    early.ready(anna);
    early.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    expect(early.did('hang-up')).toEqual(['hang-up cbt-1-1 normal']);
    expect(early.agent(anna)).toMatchObject({ seat: null, presence: { reason: 'lunch' } });
  });

  it('ends with the sign-out', () => {
    const desk = new SeatedDesk().seated();
    desk.command({ name: 'sign-out', agent: anna });
    expect(desk.ended).toMatchObject({ end: 'released' });
    expect(desk.did('hang-up')).toEqual(['hang-up cbt-1-1 normal']);
    desk.settle();
    expect(desk.board.state.calls.size).toBe(0);
    expect(desk.turn.changes.legs).toEqual([]);
  });

  it('moves with the agent to another phone', () => {
    const desk = new SeatedDesk().seated();
    desk.command({ name: 'sign-in', agent: anna, phone: '1105' as never });
    expect(desk.did('ring', 'hang-up')).toEqual([
      'hang-up cbt-1-1 normal',
      expect.stringContaining('cbt-2-1 PJSIP/1105'),
    ]);
  });

  it.each([
    ['the phone is hung up', 16, null, 'hung-up'],
    ['the phone dies', 44, null, 'unreachable'],
  ])('%s: the agent is not ready', (_, q850, sip, reason) => {
    const desk = new SeatedDesk().seated();
    desk.goes(desk.seat, q850, sip);
    expect(desk.agent(anna)).toMatchObject({ seat: null, presence: { name: 'not-ready', reason } });
    desk.command({ name: 'ready', agent: anna });
    expect(desk.wanted('ring').endpoint).toBe('PJSIP/1101');
  });

  it.each([
    ['busy', 17, 'busy'],
    ['refused', 21, 'rejected'],
    ['not registered', 20, 'unreachable'],
  ])('%s: the agent is not ready', (_, q850, reason) => {
    const desk = new SeatedDesk();
    desk.ready(anna);
    desk.goes(desk.seat, q850);
    expect(desk.agent(anna).presence).toEqual({ name: 'not-ready', reason });
  });

  it('not picked up in time, or refused by Asterisk: not ready', () => {
    const missed = new SeatedDesk();
    missed.ready(anna);
    missed.wait(20_000);
    expect(missed.agent(anna).presence).toEqual({ name: 'not-ready', reason: 'missed' });

    const refused = new SeatedDesk();
    refused.ready(anna);
    refused.refuse(refused.wanted('ring'), 'allocation-failed');
    expect(refused.agent(anna).presence).toEqual({ name: 'not-ready', reason: 'unreachable' });
  });

  it('waits until the phone does nothing else', () => {
    const desk = new SeatedDesk();
    const call = desk.talk('1101', '1103');
    desk.ready(anna);
    expect(desk.agent(anna)).toMatchObject({ seat: null, work: { name: 'direct' } });
    desk.hangsUp('1101');
    expect(desk.phase(call)).toBe('ended');
    expect(desk.wanted('ring').endpoint).toBe('PJSIP/1101');
  });

  it('the phone may hold it by its key: then an offer rings beside it', () => {
    const desk = new SeatedDesk().seated();
    desk.hears({ name: 'held', channel: desk.seat });
    const call = desk.calls();
    expect(desk.wanted('ring').endpoint).toBe('PJSIP/1101');
    desk.picksUp('1101');
    expect(desk.phase(call)).toBe('talking');
    expect(desk.seatState).toBe('hold');
  });

  it('sign-in says otherwise than the office, until the next', () => {
    const desk = new SeatedDesk();
    desk.command({ name: 'sign-in', agent: anna, connect: 'ring' });
    desk.command({ name: 'ready', agent: anna });
    expect(desk.agent(anna).seat).toBeNull();
    desk.command({ name: 'sign-out', agent: anna });
    desk.ready(anna);
    expect(desk.agent(anna).seat).not.toBeNull();
  });

  it('comes and goes with the office file, but not out of a talk', () => {
    const phones = ['1101', '1102', '1103', '1104', '1105'].map((id) => phoneOf(id, { autoAnswer: true }));
    const house = (connect: 'ring' | 'stay') =>
      officeOf({
        agents: [agentOf(anna, { phone: '1101' as never, connect }), agentOf(ben)],
        phones,
        queues: [queueOf('support', [anna])],
        numbers: [{ number: '900', to: { kind: 'queue', queue: 'support' as never } }],
      });
    const desk = new SeatedDesk().seated();
    const call = desk.served();
    desk.take({ kind: 'office', office: house('ring') } as never);
    expect(desk.seatState).toBe('hold');
    desk.goes('c1');
    expect(desk.phase(call)).not.toBe('talking');
    expect(desk.did('hang-up')).toEqual(['hang-up cbt-1-1 normal']);
    desk.settle();
    desk.take({ kind: 'office', office: house('stay') } as never);
    expect(desk.did('ring')).toHaveLength(1);
  });
});

describe('after a gap', () => {
  const survey = (desk: SeatedDesk, ...ids: string[]) => ({
    asteriskStartedAt: 1,
    channels: ids.map((id) => desk.channel(id)),
    bridges: [],
  });

  it('a seat that is there is kept, one that was picked up meanwhile is taken', () => {
    const desk = new SeatedDesk().seated();
    desk.lineDown();
    desk.lineUp(survey(desk, 'cbt-1-1'));
    expect(desk.did('ring', 'hang-up')).toEqual([]);
    expect(desk.seatState).toBe('connected');

    const early = new SeatedDesk();
    early.ready(anna);
    early.lineDown();
    early.lineUp(survey(early, 'cbt-1-1'));
    expect(early.seatState).toBe('connected');
  });

  it('one that is lost is rung anew, after a while', () => {
    const desk = new SeatedDesk().seated();
    desk.lineDown();
    desk.lineUp(survey(desk));
    expect(desk.did('ring')).toEqual([]);
    expect(desk.agent(anna).presence.name).toBe('ready');
    desk.wait(2_000);
    expect(desk.agent(anna).seat).toBe('cbt-2');
    expect(desk.seatState).toBe('reaching');
  });

  it('of a whole house that Asterisk has lost, ten a second', () => {
    const ids = Array.from({ length: 25 }, (_, index) => String(2000 + index));
    const desk = new SeatedDesk(
      'ring',
      {},
      {
        agents: ids.map((id) => agentOf(`a${id}`, { phone: id as never, connect: 'stay' })),
        phones: ids.map((id) => phoneOf(id)),
        queues: [queueOf('support', [])],
      },
    );
    for (const id of ids) {
      desk.ready(`a${id}` as never);
      desk.wait(200);
    }
    for (const call of desk.board.state.calls.values()) desk.answers(call.legs[0]?.id as LegId);
    desk.lineDown();
    desk.lineUp({ asteriskStartedAt: 2 });
    const rung = (): number => desk.board.state.calls.size;
    const counts: number[] = [];
    for (let second = 0; second < 5; second += 1) {
      counts.push(rung());
      desk.wait(1_000);
    }
    expect(counts).toEqual([0, 0, 10, 20, 25]);
  });

  it('what was muted in a talk that is over meanwhile is heard again', () => {
    const desk = new SeatedDesk().seated();
    desk.served();
    desk.asks('1101', { name: 'mute', on: true });
    desk.lineDown();
    desk.lineUp(survey(desk, 'cbt-1-1'));
    expect(desk.effects).toContainEqual({ name: 'mute', channel: 'cbt-1-1', on: false });
    expect(desk.seatState).toBe('connected');
  });

  it('who is in the hook of his talk when his caller goes has another one', () => {
    const desk = new SeatedDesk('ring', { hooks: { 'agent-connected': 'screen' } }).seated();
    const call = desk.calls();
    expect(desk.phase(call)).toBe('away');
    expect(desk.wanted('hand-over').channel).toBe('cbt-1-1');
    desk.goes('c1');
    expect(desk.did('hang-up')).toEqual(['hang-up cbt-1-1 normal']);
    desk.goes(desk.seat);
    expect(desk.agent(anna)).toMatchObject({ seat: null, presence: { name: 'ready' } });
    desk.wait(2_000);
    expect(desk.seatState).toBe('reaching');
  });

  it('a talk from a seat goes on', () => {
    const desk = new SeatedDesk().seated();
    const call = desk.served();
    desk.lineDown();
    desk.lineUp({
      ...survey(desk, 'cbt-1-1', 'c1'),
      bridges: [{ id: desk.bridge(call), channels: ['c1', 'cbt-1-1'] as never }],
    });
    expect(desk.phase(call)).toBe('talking');
    expect(desk.did('connect', 'hang-up', 'ring')).toEqual([]);
    desk.goes('c1');
    expect(desk.seatState).toBe('connected');
  });
});
