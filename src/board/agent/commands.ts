import { CordboardError } from '../../base/errors.ts';
import { offerTo, withdrawOffer } from '../acd/offer.ts';
import { answerLeg } from '../call-control/answer.ts';
import { needLine } from '../call-control/device.ts';
import { isRinging, legOf } from '../call/call.ts';
import type { AgentId, PhoneId } from '../ids.ts';
import type { AgentCommand } from '../input.ts';
import type { Turn } from '../turn.ts';
import { isEngaged, type Agent } from './agent.ts';

/** What an agent says of himself, or why he may not. Asking for what already is changes nothing. */
export function obeyAgent(turn: Turn, command: AgentCommand): void {
  switch (command.name) {
    case 'sign-in':
      return signIn(turn, agentNamed(turn, command.agent), command.phone);
    case 'sign-out':
      return signOut(turn, agentNamed(turn, command.agent));
    case 'ready':
      return ready(turn, signedIn(turn, command.agent));
    case 'not-ready':
      return notReady(turn, signedIn(turn, command.agent), command.reason);
    case 'answer':
      return answer(turn, signedIn(turn, command.agent));
  }
}

function signIn(turn: Turn, agent: Agent, wanted: PhoneId | undefined): void {
  const { state } = turn;
  const phone = wanted ?? state.office.agents.find((one) => one.id === agent.id)?.phone ?? null;
  if (phone === null) {
    throw new CordboardError('phone-missing', `${agent.id} has no phone of his own: name one`);
  }
  if (!state.phones.has(phone)) throw new CordboardError('phone-unknown', `there is no phone ${phone}`);
  if (agent.presence.name !== 'signed-out') {
    if (agent.phone === phone) return;
    throw new CordboardError('signed-in', `${agent.id} is signed in at phone ${agent.phone}: sign out first`);
  }
  for (const other of state.agents.values()) {
    if (other.phone === phone) {
      throw new CordboardError('phone-in-use', `${other.id} is signed in at phone ${phone}`);
    }
  }
  turn.record({ kind: 'agent.signed-in', agent: agent.id, phone, reason: 'signed-in', queues: null });
}

function signOut(turn: Turn, agent: Agent): void {
  if (agent.presence.name === 'signed-out') return;
  if (isEngaged(agent.work)) {
    throw new CordboardError('in-call', `${agent.id} is in a call: hang up first`);
  }
  withdrawOffer(turn, agent);
  turn.record({ kind: 'agent.signed-out', agent: agent.id, reason: 'signed-out' });
}

function ready(turn: Turn, agent: Agent): void {
  if (agent.presence.name !== 'ready') turn.record({ kind: 'agent.ready', agent: agent.id });
  endRest(turn, agent);
}

function notReady(turn: Turn, agent: Agent, reason: string): void {
  withdrawOffer(turn, agent);
  if (agent.presence.name !== 'not-ready' || agent.presence.reason !== reason) {
    turn.record({ kind: 'agent.not-ready', agent: agent.id, reason });
  }
  endRest(turn, agent);
}

/** Saying what comes next ends a wrap-up or a rest. */
function endRest(turn: Turn, agent: Agent): void {
  if (agent.work.name === 'wrap-up' || agent.work.name === 'resting') {
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
