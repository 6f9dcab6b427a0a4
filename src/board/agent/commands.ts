import { CordboardError } from '../../base/errors.ts';
import { offerTo, withdrawOffer } from '../acd/offer.ts';
import { wrapUpBarrier } from '../acd/wrap-up.ts';
import { answerLeg } from '../call-control/answer.ts';
import { needLine } from '../call-control/device.ts';
import { isRinging, legOf } from '../call/call.ts';
import type { AgentId } from '../ids.ts';
import type { AgentCommand } from '../input.ts';
import { isPromised } from '../outbound/promised.ts';
import type { Turn } from '../turn.ts';
import type { Agent } from './agent.ts';
import { needReason } from './reasons.ts';
import { chooseQueues, signIn, signOut } from './sign-in.ts';
import { askWrapUp, dispose, endWrapUp, extendWrapUp } from './wrap-up-commands.ts';

/** What an agent says of himself, or why he may not. Asking for what already is changes nothing. */
export function obeyAgent(turn: Turn, command: AgentCommand): void {
  switch (command.name) {
    case 'sign-in':
      return signIn(turn, agentNamed(turn, command.agent), command);
    case 'sign-out':
      return signOut(turn, agentNamed(turn, command.agent), command);
    case 'ready':
      return ready(turn, signedIn(turn, command.agent));
    case 'not-ready':
      return notReady(turn, signedIn(turn, command.agent), command.reason);
    case 'answer':
      return answer(turn, signedIn(turn, command.agent));
    case 'end-wrap-up':
      return endWrapUp(turn, signedIn(turn, command.agent), command.forced ?? false);
    case 'extend-wrap-up':
      return extendWrapUp(turn, signedIn(turn, command.agent), command.ms);
    case 'ask-wrap-up':
      return askWrapUp(turn, signedIn(turn, command.agent), command.on);
    case 'dispose':
      return dispose(turn, signedIn(turn, command.agent), command);
    case 'choose-queues':
      return chooseQueues(turn, signedIn(turn, command.agent), command.queues);
  }
}

function ready(turn: Turn, agent: Agent): void {
  stay(turn, agent);
  if (agent.pausing !== null) turn.record({ kind: 'agent.pausing', agent: agent.id, reason: null });
  if (agent.presence.name !== 'ready' || agent.declines)
    turn.record({ kind: 'agent.ready', agent: agent.id });
  endRest(turn, agent);
}

function notReady(turn: Turn, agent: Agent, reason: string): void {
  needReason(turn.state, reason);
  stay(turn, agent);
  if (isPromised(turn.state, agent, turn.at)) {
    if (agent.pausing !== reason) turn.record({ kind: 'agent.pausing', agent: agent.id, reason });
    return;
  }
  withdrawOffer(turn, agent);
  if (agent.presence.name !== 'not-ready' || agent.presence.reason !== reason) {
    turn.record({ kind: 'agent.not-ready', agent: agent.id, reason });
  }
  endRest(turn, agent);
}

/** There is one thing that comes next: who says another one does not sign out after the call. */
function stay(turn: Turn, agent: Agent): void {
  if (agent.leaving !== null) turn.record({ kind: 'agent.leaving', agent: agent.id, reason: null });
}

/** Saying what comes next ends a rest, and a wrap-up that the agent may end. */
function endRest(turn: Turn, agent: Agent): void {
  if ('until' in agent.work && wrapUpBarrier(turn.state, agent) === null) {
    turn.record({ kind: 'agent.idle', agent: agent.id });
  }
}

/** The call that rings at the agent's phone. */
function answer(turn: Turn, agent: Agent): void {
  needLine(turn);
  const found = offerTo(turn, agent);
  const leg = found === undefined ? undefined : legOf(found.call, found.offer.leg);
  if (agent.phone === null || found === undefined || leg === undefined || !isRinging(leg)) {
    throw new CordboardError('no-offer', `no call rings for ${agent.id}`);
  }
  answerLeg(turn, agent.phone, { call: found.call, leg });
}

function agentNamed(turn: Turn, id: AgentId): Agent {
  const agent = turn.state.agents.get(id);
  if (agent === undefined) throw new CordboardError('agent-unknown', `there is no agent ${id}`);
  return agent;
}

function signedIn(turn: Turn, id: AgentId): Agent {
  const agent = agentNamed(turn, id);
  if (agent.presence.name === 'signed-out') {
    throw new CordboardError('signed-out', `${id} is signed out: sign in first`);
  }
  return agent;
}
