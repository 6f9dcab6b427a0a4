import { CordboardError } from '../../base/errors.ts';
import { ringSpareMs } from '../bounds.ts';
import { legsAt, needLine, phoneNamed } from '../call-control/device.ts';
import { dropLeg } from '../call-control/drop.ts';
import { isParty, isRinging, legOf, type Call } from '../call/call.ts';
import { clearLeg } from '../call/clearing.ts';
import { partyOfPhone } from '../call/fold-call.ts';
import { bridgeId, callId, legId, type PhoneId } from '../ids.ts';
import type { Command } from '../input.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { endSupervision, heardOf, join } from './settle.ts';
import type { Monitoring } from './supervision.ts';

type Supervise = Extract<Command, { name: 'supervise' }>;

/**
 * Rings the supervisor's phone; from its answer on he hears the agent, call after call. A phone that supervises
 * already does so in this other way, or another agent. Throws 'agent-unknown', 'phone-unknown', 'in-call',
 * 'supervises-himself'; to take over, 'no-call' when there is no call to take.
 */
export function supervise(turn: Turn, command: Supervise): void {
  needLine(turn);
  const { state } = turn;
  const { agent, mode, by } = command;
  const phone = phoneNamed(turn, command.phone);
  const target = state.agents.get(agent);
  if (target === undefined) throw new CordboardError('agent-unknown', `there is no agent ${agent}`);
  if (target.phone === phone.id) {
    throw new CordboardError('supervises-himself', `${agent} is signed in at phone ${phone.id} himself`);
  }
  const own = supervisionAt(state, phone.id);
  if (own?.phase.name === 'monitoring') return change(turn, own, own.phase, command);
  if (mode === 'take-over') {
    throw new CordboardError('no-supervision', `phone ${phone.id} supervises nobody: listen first`);
  }
  if (legsAt(turn, phone.id).some(({ leg }) => !isRinging(leg) || !phone.callWaiting)) {
    throw new CordboardError('in-call', `phone ${phone.id} is in a call already`);
  }
  const call = callId(state.instance, state.nextCall);
  const leg = legId(call, 1);
  const bridge = bridgeId(call, 2);
  const deadline = turn.at + phone.ringMs;
  const caller = partyOfPhone(state, phone.id);
  const dialled = target.phone ?? '';
  turn.record({
    kind: 'supervision.started',
    call,
    leg,
    phone: phone.id,
    caller,
    dialled,
    by,
    agent,
    mode,
    bridge,
    deadline,
  });
  const name = state.office.agents.find(({ id }) => id === agent)?.name ?? agent;
  turn.want({
    name: 'ring',
    leg,
    endpoint: phone.endpoint,
    display: { name, number: dialled },
    autoAnswer: phone.autoAnswer,
    timeoutMs: phone.ringMs + ringSpareMs,
  });
}

/** Throws 'no-supervision'. */
export function stopSupervising(turn: Turn, phone: PhoneId): void {
  const own = supervisionAt(turn.state, phone);
  if (own?.phase.name !== 'monitoring') throw noSupervision(phone);
  const { call, leg } = own.phase;
  const joined = call === null ? undefined : turn.state.calls.get(call);
  const party = joined === undefined ? undefined : legOf(joined, leg);
  endSupervision(turn, own, 'by-command');
  if (joined !== undefined && party !== undefined) dropLeg(turn, { call: joined, leg: party });
  else clearLeg(turn, own.id, leg, 'normal');
}

/** The supervision that a phone is in, even while its leg takes part in the agent's call. */
function supervisionAt(state: Readonly<BoardState>, phone: PhoneId): Call | undefined {
  for (const call of state.calls.values()) {
    const { phase } = call;
    if (phase.name !== 'monitoring') continue;
    const legs = [call, phase.call === null ? undefined : state.calls.get(phase.call)].flatMap(
      (one) => one?.legs ?? [],
    );
    if (legs.some((leg) => leg.id === phase.leg && leg.phone === phone)) return call;
  }
  return undefined;
}

/** A supervision is no call to do anything else with, be it that he takes part. Throws 'supervising'. */
export function refuseWhileSupervising(turn: Turn, phone: PhoneId): void {
  if (supervisionAt(turn.state, phone) !== undefined) {
    throw new CordboardError('supervising', `phone ${phone} supervises: end that first`);
  }
}

function change(turn: Turn, own: Call, phase: Monitoring, { agent, mode, by }: Supervise): void {
  if (mode === 'take-over') return takeOver(turn, own, { ...phase, agent });
  if (phase.agent === agent && phase.mode === mode) return;
  // Who has taken part in the former agent's call has to come out of it: `settle` sees to that.
  turn.record({ kind: 'supervision.changed', call: own.id, by, agent, mode });
}

/** The supervisor takes the agent's place: from now on it is an ordinary call of his. */
function takeOver(turn: Turn, own: Call, phase: Monitoring): void {
  const heard = heardOf(turn.state, phase);
  if (heard === undefined || !isInTalk(own, phase)) {
    throw new CordboardError('no-call', `${phase.agent} is in no call that could be taken over now`);
  }
  if (legOf(own, phase.leg) !== undefined) join(turn, own, phase, heard);
  endSupervision(turn, own, 'taken-over');
  dropLeg(turn, heard);
}

/** His phone is answered. */
function isInTalk(own: Call, phase: Monitoring): boolean {
  const leg = legOf(own, phase.leg);
  return leg === undefined || isParty(leg);
}

function noSupervision(phone: PhoneId): CordboardError {
  return new CordboardError('no-supervision', `phone ${phone} supervises nobody`);
}
