import { isParty, legOf, type Call, type CallEnd, type Leg } from '../call/call.ts';
import { endTalk } from '../call/ending.ts';
import { tapId, type AgentId, type LegId } from '../ids.ts';
import { isTalk } from '../recording/settle.ts';
import { legsOfPhone, type BoardState, type LegInCall } from '../state.ts';
import type { NewFact, Turn } from '../turn.ts';
import type { Monitoring, SupervisionEnd } from './supervision.ts';

/**
 * Brings supervisions in step with the calls of the agents, at the end of a turn: a supervisor goes with his agent from
 * call to call. Who takes part in a call stays in it only as long as the agent does, or until he is all that is left.
 */
export function settleSupervisions(turn: Turn): void {
  for (const { call, phase } of monitoringsIn(turn.state)) settle(turn, call, phase);
}

function settle(turn: Turn, own: Call, phase: Monitoring): void {
  const { state } = turn;
  if (own.legs.every(({ state: now }) => now === 'clearing')) {
    const joined = phase.call === null ? undefined : state.calls.get(phase.call);
    if (joined === undefined || legIn(joined, phase.leg) === undefined)
      return endSupervision(turn, own, 'hung-up');
    return settleJoined(turn, own, phase, joined);
  }
  const leg = legIn(own, phase.leg);
  if (leg === undefined || !isParty(leg)) return;
  const heard = heardOf(state, phase);
  if (phase.mode === 'barge') {
    if (heard !== undefined) join(turn, own, phase, heard);
    else if (phase.call !== null || phase.tap !== null) follow(turn, own, phase, null);
    return;
  }
  const isSame = phase.call === (heard?.call.id ?? null) && phase.tap?.channel === heard?.leg.id;
  if (!isSame) follow(turn, own, phase, heard ?? null);
}

/** The supervisor is a party of the agent's call. Others who supervise there count no more than he does. */
function settleJoined(turn: Turn, own: Call, phase: Monitoring, joined: Call): void {
  const { state } = turn;
  const others = joined.legs.filter((leg) => isParty(leg) && !isSupervisor(state, joined, leg));
  const [only] = others;
  const isTalking = joined.phase.name === 'talking';
  const isAgentThere = others.some((leg) => isOfAgent(state, leg, phase.agent));
  if (isTalking && !isAgentThere && others.length === 1) return endSupervision(turn, own, 'taken-over');
  if (isTalking && isAgentThere && others.length > 1 && phase.mode === 'barge') return;
  leave(turn, own, phase, joined);
  // Whom the agent spoke with has gone: the two of the office are not a call.
  if (isTalking && others.length <= 1) {
    endTalk(turn, joined, only?.isOutgoing === true ? 'completed-by-agent' : 'completed-by-caller', 16);
  }
  settle(turn, own, phaseOf(own) ?? phase);
}

function isSupervisor(state: Readonly<BoardState>, joined: Call, leg: Leg): boolean {
  return monitoringsIn(state).some(({ phase }) => phase.call === joined.id && phase.leg === leg.id);
}

/** The oldest first. */
function monitoringsIn(state: Readonly<BoardState>): { readonly call: Call; readonly phase: Monitoring }[] {
  const found: { readonly call: Call; readonly phase: Monitoring }[] = [];
  for (const id of state.monitorings) {
    const call = state.calls.get(id);
    if (call?.phase.name === 'monitoring') found.push({ call, phase: call.phase });
  }
  return found;
}

/** Hears another call, or nothing. The tap goes on when the agent's channel is the same. */
function follow(turn: Turn, own: Call, phase: Monitoring, heard: LegInCall | null): void {
  const { by, agent, mode } = phase;
  const channel = heard?.leg.id ?? null;
  const isSameChannel = channel !== null && phase.tap?.channel === channel;
  const tap = channel === null ? null : isSameChannel ? phase.tap.tap : tapId(own.id, own.nextId);
  const watched = heard?.call.id ?? null;
  turn.record({ kind: 'supervision.followed', call: own.id, by, agent, mode, watched, channel, tap });
}

/** The supervisor's leg goes over into the agent's call. */
export function join(turn: Turn, own: Call, phase: Monitoring, { call }: LegInCall): void {
  const { by, agent, mode, leg } = phase;
  const party = legIn(own, leg)?.party;
  if (party === undefined) return;
  turn.record({
    kind: 'supervision.followed',
    call: own.id,
    by,
    agent,
    mode,
    watched: call.id,
    channel: null,
    tap: null,
  });
  turn.record({ kind: 'leg.moved', call: own.id, leg, to: call.id });
  turn.record({ kind: 'leg.regrouped', call: call.id, caller: null, cause: 'conference', by: party });
}

function leave(turn: Turn, own: Call, phase: Monitoring, joined: Call): void {
  const leg = legIn(joined, phase.leg);
  if (leg === undefined) return;
  turn.record({ kind: 'leg.moved', call: joined.id, leg: leg.id, to: own.id });
  // He may have put the call on hold by command.
  turn.record({ kind: 'leg.changed', call: own.id, leg: leg.id, state: 'connected', cause: null });
  turn.record({
    kind: 'leg.regrouped',
    call: joined.id,
    caller: null,
    cause: 'droppedByOtherParty',
    by: leg.party,
  });
}

const ends: Partial<Record<CallEnd, SupervisionEnd>> = {
  'ended-by-command': 'by-command',
  'lost-by-asterisk': 'lost',
  unanswered: 'unanswered',
};

/**
 * A call is about to end. A supervisor who takes part in it is not hung up on but waits for the agent's next one; of a
 * supervision it is stated that it is over.
 */
export function beforeEnd(turn: Turn, fact: Extract<NewFact, { kind: 'call.ended' }>): void {
  const call = turn.state.calls.get(fact.call);
  if (call?.phase.name === 'monitoring' && fact.end !== 'merged') {
    return tellEnd(turn, call, ends[fact.end] ?? 'hung-up');
  }
  for (const { call: own, phase } of monitoringsIn(turn.state)) {
    if (call !== undefined && phase.call === call.id) leave(turn, own, phase, call);
  }
}

/** After a gap: another tap in place of one that is not there. */
export function hearAnew(turn: Turn, own: Call): void {
  const { phase } = own;
  if (phase.name !== 'monitoring' || phase.call === null || phase.tap === null) return;
  follow(turn, own, phase, null);
}

/** The supervisor has gone, or has the agent's call for himself: then his leg stays in it. */
export function endSupervision(turn: Turn, own: Call, end: SupervisionEnd): void {
  tellEnd(turn, own, end);
  turn.record({ kind: 'call.ended', call: own.id, end: 'merged', cause: 16, queue: null, agent: null });
}

/** States once that the supervision is over, for whoever asks later who has heard what. */
function tellEnd(turn: Turn, own: Call, end: SupervisionEnd): void {
  const { phase } = own;
  if (phase.name !== 'monitoring') return;
  const { by, agent, mode, call: watched } = phase;
  turn.record({ kind: 'supervision.ended', call: own.id, by, agent, mode, watched, end });
}

/** The call that an agent speaks in, of two the one that is not on hold; he and another party hear each other there. */
export function heardOf(state: Readonly<BoardState>, phase: Monitoring): LegInCall | undefined {
  const phone = state.agents.get(phase.agent)?.phone ?? null;
  if (phone === null) return undefined;
  const talks = legsOfPhone(state, phone).filter(({ call, leg }) => isParty(leg) && isTalk(call));
  return talks.find(({ leg }) => leg.state === 'connected') ?? talks[0];
}

function isOfAgent(state: Readonly<BoardState>, leg: Leg, agent: AgentId): boolean {
  return leg.agent === agent || (leg.phone !== null && state.agents.get(agent)?.phone === leg.phone);
}

function legIn(call: Call, id: LegId): Leg | undefined {
  const leg = legOf(call, id);
  return leg === undefined || leg.state === 'clearing' ? undefined : leg;
}

function phaseOf({ phase }: Call): Monitoring | null {
  return phase.name === 'monitoring' ? phase : null;
}
