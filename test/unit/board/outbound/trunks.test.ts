import { describe, expect, it } from 'vitest';
import type { CallId } from '../../../../src/board/ids.ts';
import type { TrunkLimits } from '../../../../src/board/outbound/campaign-settings.ts';
import { trunkRoom } from '../../../../src/board/outbound/trunks.ts';
import { CampaignStage, contactOf, outboundOffice } from './campaign-stage.ts';

const one = { trunks: ['main'] };

function stageWith(limits: Partial<TrunkLimits>, trunks = ['main', 'spare']): CampaignStage {
  const dialling = { name: 'agentless', message: 'sound:hi', pressOne: null } as const;
  const office = outboundOffice({ dialling, trunks });
  const limited = office.trunks.map((trunk) =>
    trunk.id === 'main' ? { ...trunk, limits: { ...trunk.limits, ...limits } } : trunk,
  );
  return new CampaignStage({ ...office, trunks: limited });
}

const contacts = (count: number) => Array.from({ length: count }, (_, index) => contactOf(index + 1));

function room(stage: CampaignStage, settings = one): number {
  return trunkRoom(stage.board.state, settings, stage.at);
}

/** The attempts that have not failed yet. */
function underWay(stage: CampaignStage): CallId[] {
  return stage.attempts.filter((id) => stage.board.state.calls.get(id)?.attempt?.outcome === null);
}

function trunksInUse(stage: CampaignStage): (string | null | undefined)[] {
  return stage.attempts.map((id) => stage.board.state.calls.get(id)?.attempt?.trunk);
}

describe('what a trunk carries', () => {
  it('is what the office says, whatever else goes over it, and no call begins for nothing', () => {
    const stage = stageWith({ most: 2 }, ['main']);
    stage.take({ kind: 'line', event: { ...enteredOn('PJSIP/main') } });
    expect(room(stage)).toBe(1);
    stage.starts(...contacts(3));
    expect(trunksInUse(stage)).toEqual(['main']);
    stage.goes('in');
    stage.wait(1_000);
    expect(trunksInUse(stage)).toEqual(['main', 'main']);
    expect(stage.held(3)).toBe('ready');
  });

  it('goes on over the next trunk', () => {
    const stage = stageWith({ most: 1 });
    stage.starts(...contacts(3));
    expect(trunksInUse(stage)).toEqual(['main', 'spare', 'spare']);
  });

  it('begins so many calls in a second', () => {
    const stage = stageWith({ perSecond: 2 }, ['main']);
    stage.starts(...contacts(5));
    expect(stage.attempts).toHaveLength(2);
    stage.wait(900);
    expect(stage.attempts).toHaveLength(2);
    stage.wait(600);
    expect(stage.attempts).toHaveLength(4);
  });
});

describe('a trunk that fails', () => {
  function afterFaults(count: number): CampaignStage {
    const stage = stageWith({}, ['main']);
    stage.starts(...contacts(count));
    for (const call of stage.attempts.slice()) stage.goes(stage.customer(call), 38, 500);
    return stage;
  }

  it('rests after three faults in a row, and is tried with one call then', () => {
    expect(room(afterFaults(2))).toBe(Infinity);
    const stage = afterFaults(3);
    expect(room(stage)).toBe(0);
    stage.wait(30_000);
    expect(room(stage)).toBe(1);
  });

  it('rests twice as long when the one call fails, and is well when it rings', () => {
    const stage = afterFaults(3);
    stage.hands(contactOf(11), contactOf(12));
    stage.wait(30_500);
    const [tried] = underWay(stage);
    if (tried === undefined) throw new Error('nobody is called');
    expect(room(stage)).toBe(0);
    stage.goes(stage.customer(tried), 38, 500);
    stage.wait(59_000);
    expect(room(stage)).toBe(0);
    stage.wait(1_500);
    const [again] = underWay(stage);
    if (again === undefined) throw new Error('nobody is called');
    stage.alerts(stage.customer(again));
    expect(room(stage)).toBe(Infinity);
    expect(stage.board.state.trunkHealth.get('main')?.failures).toBe(0);
  });

  it('is not believed for what was under way when its rest began', () => {
    const stage = stageWith({}, ['main']);
    stage.starts(...contacts(8));
    for (const call of stage.attempts.slice()) stage.goes(stage.customer(call), 38, 500);
    expect(stage.board.state.trunkHealth.get('main')?.restsUntil).toBe(stage.at + 30_000);
  });

  it('is left out while Asterisk cannot reach it', () => {
    const stage = stageWith({});
    stage.take({ kind: 'line', event: { name: 'reachable', endpoint: 'PJSIP/main', isThere: false } });
    stage.starts(contactOf(1));
    expect(trunksInUse(stage)).toEqual(['spare']);
    stage.take({ kind: 'line', event: { name: 'reachable', endpoint: 'PJSIP/main', isThere: true } });
    expect(room(stage)).toBe(Infinity);
  });
});

describe('what its answers mean', () => {
  function called(): { stage: CampaignStage; call: CallId } {
    const stage = stageWith({}, ['main', 'spare']);
    stage.starts(contactOf(1));
    const [call] = stage.attempts;
    if (call === undefined) throw new Error('nobody is called');
    return { stage, call };
  }

  it('congestion before it rings is tried on the next trunk, and is congestion when all say so', () => {
    const { stage, call } = called();
    stage.goes(stage.customer(call), 34, 503);
    expect(stage.wanted('ring').endpoint).toBe('PJSIP/+49301000001@spare');
    stage.goes(stage.customer(call), 34, 503);
    expect(stage.fact('attempt.ended')).toMatchObject({ outcome: 'congestion', sip: 503 });
  });

  it('congestion after it has rung is the far network', () => {
    const { stage, call } = called();
    stage.alerts(stage.customer(call));
    stage.goes(stage.customer(call), 34, 503);
    expect(stage.fact('attempt.ended')).toMatchObject({ outcome: 'congestion' });
    expect(stage.board.state.trunkHealth.get('main')?.failures ?? 0).toBe(0);
  });

  it('a trunk that says nothing at all has failed, and no attempt is burnt', () => {
    const { stage, call } = called();
    stage.wait(20_000);
    expect(stage.fact('attempt.ended')).toMatchObject({ call, outcome: 'network', cause: 38 });
  });

  it('unless it never says more than that somebody has answered', () => {
    const stage = stageWith({}, ['main']);
    stage.starts(contactOf(1), contactOf(2));
    const [first, second] = stage.attempts;
    if (first === undefined || second === undefined) throw new Error('nobody is called');
    stage.answers(stage.customer(first));
    stage.wait(20_000);
    expect(stage.board.state.contacts.has(2 as never)).toBe(false);
    expect(stage.facts.find((fact) => fact.kind === 'attempt.ended' && fact.call === second)).toMatchObject({
      outcome: 'no-answer',
    });
  });

  it('the ring time begins when it rings', () => {
    const { stage, call } = called();
    stage.wait(6_000);
    stage.alerts(stage.customer(call));
    stage.wait(19_000);
    expect(underWay(stage)).toEqual([call]);
    stage.wait(1_000);
    expect(stage.fact('attempt.ended')).toMatchObject({ outcome: 'no-answer', cause: 19 });
  });
});

function enteredOn(endpoint: string) {
  return {
    name: 'entered',
    channel: 'in' as never,
    args: ['number', '900', '0'],
    caller: { name: '', number: '0311' },
    dialled: '900',
    endpoint,
  } as const;
}
