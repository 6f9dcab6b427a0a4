import type { Agent } from '../../src/board/agent/agent.ts';
import { callerLeg, legOf, type Call } from '../../src/board/call/call.ts';
import type { AgentId, CallId, LegId } from '../../src/board/ids.ts';
import type { BoardState } from '../../src/board/state.ts';
import { must } from './violation.ts';

interface Engagement {
  readonly work: 'offered' | 'talking';
  readonly call: CallId;
  readonly leg: LegId;
}

/** What must hold of the board between any two inputs; nothing is due that was so at `overdueAt` already. */
export function checkBoard(state: BoardState, overdueAt: number): void {
  const engaged = new Map<AgentId, Engagement>();
  let earliestLeg = Number.POSITIVE_INFINITY;
  let legs = 0;
  for (const call of state.calls.values()) {
    checkPhase(call, engaged);
    for (const { id, deadline } of call.legs) {
      legs += 1;
      if (deadline !== null && deadline < earliestLeg) earliestLeg = deadline;
      must(state.callOfLeg.get(id) === call.id, 'legs are found', () => `${id} does not lead to ${call.id}`);
    }
  }
  must(
    state.callOfLeg.size === legs,
    'legs are found',
    () => `${state.callOfLeg.size} entries for ${legs} legs`,
  );

  let earliestAgent = Number.POSITIVE_INFINITY;
  for (const agent of state.agents.values()) {
    checkWork(agent, engaged.get(agent.id));
    engaged.delete(agent.id);
    if ('until' in agent.work && agent.work.until < earliestAgent) earliestAgent = agent.work.until;
  }
  must(engaged.size === 0, 'agents are known', () => `nobody is ${[...engaged.keys()].join(', ')}`);
  const overdue = Math.min(earliestAgent, state.lineIsUp ? earliestLeg : Number.POSITIVE_INFINITY);
  must(overdue >= overdueAt, 'what is due is done', () => `${overdueAt - overdue} ms too late`);
  checkTimer('leg', earliestLeg, state.legTimers.next);
  checkTimer('agent', earliestAgent, state.agentTimers.next);
}

function checkPhase(call: Call, engaged: Map<AgentId, Engagement>): void {
  const { id, phase } = call;
  switch (phase.name) {
    case 'arriving':
      must(false, 'nobody arrives for long', () => `${id} is neither queued nor refused`);
      break;
    case 'waiting':
      must(
        callerLeg(call)?.state === 'queued',
        'a waiting caller is there',
        () => `${id} waits without a caller`,
      );
      for (const { agent, leg } of phase.offers) {
        engage(engaged, agent, { work: 'offered', call: id, leg });
        const state = legOf(call, leg)?.state;
        must(
          state === 'originated' || state === 'alerting',
          'an offer has its leg',
          () => `${leg} is ${state}`,
        );
      }
      break;
    case 'talking': {
      engage(engaged, phase.agent, { work: 'talking', call: id, leg: phase.agentLeg });
      const [caller, agent] = [callerLeg(call), legOf(call, phase.agentLeg)];
      const bothThere = caller?.state === 'connected' && agent?.state === 'connected';
      must(bothThere, 'two talk', () => `${id}: ${caller?.state} and ${agent?.state}`);
      must(
        phase.bridged || caller?.deadline !== null,
        'what is awaited has a deadline',
        () => `${id} is bridging`,
      );
      break;
    }
    case 'ended':
      must(call.legs.length > 0, 'an ended call leaves', () => `${id} has no leg left`);
      must(
        call.legs.every((leg) => leg.state === 'clearing'),
        'an ended call clears its legs',
        () => `${id}: ${call.legs.map((leg) => `${leg.id} is ${leg.state}`).join(', ')}`,
      );
      break;
  }
  for (const { id: leg, state, deadline } of call.legs) {
    const awaits = state === 'originated' || state === 'alerting' || state === 'clearing';
    must(!awaits || deadline !== null, 'what is awaited has a deadline', () => `${leg} is ${state} for ever`);
  }
}

function engage(engaged: Map<AgentId, Engagement>, agent: AgentId, engagement: Engagement): void {
  const other = engaged.get(agent);
  must(other === undefined, 'one call an agent', () => `${agent} has ${other?.call} and ${engagement.call}`);
  engaged.set(agent, engagement);
}

function checkWork({ id, work, phone }: Agent, engagement: Engagement | undefined): void {
  if (work.name !== 'offered' && work.name !== 'talking') {
    must(
      engagement === undefined,
      'work and call agree',
      () => `${id} is ${work.name} but has ${engagement?.call}`,
    );
    return;
  }
  const agree =
    engagement?.work === work.name && engagement.call === work.call && engagement.leg === work.leg;
  must(
    agree,
    'work and call agree',
    () => `${id} is ${work.name} in ${work.call}, which knows nothing of it`,
  );
  must(phone !== null, 'work and call agree', () => `${id} is ${work.name} without a phone`);
}

function checkTimer(which: string, earliest: number, next: number | null): void {
  const isKnown = earliest === Number.POSITIVE_INFINITY || (next !== null && next <= earliest);
  must(isKnown, 'timers know', () => `a ${which} is due at ${earliest}, the timers say ${next}`);
}
