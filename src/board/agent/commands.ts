import { CordboardError } from '../../base/errors.ts';
import { answerOffer, endOffer } from '../acd/offer.ts';
import type { Call, Offer } from '../call/call.ts';
import { clearLeg } from '../call/clearing.ts';
import { abandon, endTalk } from '../call/ending.ts';
import { bridgeFailed } from '../call/talk.ts';
import type { AgentId, PhoneId } from '../ids.ts';
import type { Command } from '../input.ts';
import type { QueueSettings } from '../office.ts';
import type { Turn } from '../turn.ts';
import type { Agent } from './agent.ts';

/** Carries out what a person asks for, or says why not. Asking for what already is changes nothing. */
export function obey(turn: Turn, command: Command): void {
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
    case 'hang-up':
      return hangUp(turn, command);
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
  turn.record({ kind: 'agent.signed-in', agent: agent.id, phone, reason: 'signed-in' });
}

function signOut(turn: Turn, agent: Agent): void {
  if (agent.presence.name === 'signed-out') return;
  if (agent.work.name === 'talking') {
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

function answer(turn: Turn, agent: Agent): void {
  if (!turn.state.lineIsUp) {
    throw new CordboardError('line-down', 'Asterisk cannot be reached just now: lift the handset');
  }
  const found = offerOf(turn, agent);
  if (found === undefined) throw new CordboardError('no-offer', `no call rings for ${agent.id}`);
  if (agent.phone === null || turn.state.phones.get(agent.phone)?.autoAnswer !== true) {
    throw new CordboardError(
      'phone-cannot-answer',
      `phone ${agent.phone} cannot be told to answer: lift its handset`,
    );
  }
  if (!found.offer.answering) answerOffer(turn, found.call, found.queue, found.offer);
}

function hangUp(turn: Turn, command: Extract<Command, { name: 'hang-up' }>): void {
  const call = turn.state.calls.get(command.call);
  if (call === undefined || call.phase.name === 'ended') {
    throw new CordboardError('call-unknown', `there is no call ${command.call}`);
  }
  const { phase } = call;
  const own = phase.name === 'talking' && phase.agent === command.agent;
  if (command.agent !== null && !own) {
    throw new CordboardError('not-your-call', `${command.agent} is not in call ${call.id}`);
  }
  if (own && !phase.bridged) bridgeFailed(turn, call, 'the agent hung up before they heard each other');
  else if (own) endTalk(turn, call, 'completed-by-agent', 16);
  else if (phase.name === 'talking') endTalk(turn, call, 'ended-by-command', 16);
  else abandon(turn, call, 'ended-by-command', 16);
}

function withdrawOffer(turn: Turn, agent: Agent): void {
  const found = offerOf(turn, agent);
  if (found === undefined) return;
  endOffer(turn, found.call, found.offer, 'withdrawn');
  clearLeg(turn, found.call.id, found.offer.leg, 'normal');
}

function offerOf(turn: Turn, agent: Agent): { call: Call; offer: Offer; queue: QueueSettings } | undefined {
  if (agent.work.name !== 'offered') return undefined;
  const call = turn.state.calls.get(agent.work.call);
  const queue = turn.state.queues.get(agent.work.queue);
  if (call?.phase.name !== 'waiting' || queue === undefined) return undefined;
  const offer = call.phase.offers.find((one) => one.agent === agent.id);
  return offer === undefined ? undefined : { call, offer, queue };
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
