import { isEngaged } from '../agent/agent.ts';
import { comesUnasked } from '../agent/seat.ts';
import { bridgingMs } from '../bounds.ts';
import {
  bridgeId,
  callOf,
  playbackId,
  type AgentId,
  type BridgeId,
  type LegId,
  type QueueId,
} from '../ids.ts';
import { noteHeard } from '../outbound/person-heard.ts';
import type { Turn } from '../turn.ts';
import { isParty, isRinging, placeOf, type Call } from './call.ts';
import { answerCaller } from './answering.ts';
import { clearLeg } from './clearing.ts';
import { endTalk } from './ending.ts';
import { backToQueue } from './requeue.ts';

/** Whoever was reached directly answered: all others that rang for the call stop, and the two are connected. */
export function connectDirect(turn: Turn, call: Call, leg: LegId): void {
  for (const other of call.legs.slice()) {
    if (other.id !== leg && isRinging(other)) clearLeg(turn, call.id, other.id, 'answered-elsewhere');
  }
  answerCaller(turn, call);
  turn.record({
    kind: 'call.answered',
    call: call.id,
    leg,
    bridge: bridgeId(call.id, call.nextId),
    deadline: turn.at + bridgingMs,
  });
}

/** Asterisk has the parties in the bridge. */
export function bridgeStands(turn: Turn, bridge: BridgeId): void {
  const call = turn.state.calls.get(callOf(bridge));
  if (
    call?.phase.name === 'talking' &&
    call.phase.bridge === bridge &&
    (!call.phase.bridged || awaitsBridge(call))
  ) {
    const hasBegun = !call.phase.bridged;
    turn.record({ kind: 'call.bridged', call: call.id });
    if (hasBegun) noteHeard(turn, call);
    if (hasBegun) beep(turn, call);
  }
}

/**
 * Who has not picked up himself is told that somebody is there. A campaign's customer tells him so: he has just said hello, which
 * a beep would cover, and would hear nothing of the agent before it is over.
 */
function beep(turn: Turn, call: Call): void {
  if (call.phase.name !== 'talking' || call.phase.agent === null || call.attempt !== null) return;
  const { agent } = call.phase;
  const leg = call.legs.find((one) => one.agent === agent && one.state === 'connected');
  if (leg === undefined || !comesUnasked(turn.state, leg)) return;
  // No other playback of the call has this number.
  turn.want({ name: 'beep', channel: leg.id, playback: playbackId(call.id, 0) });
}

export function awaitsBridge(call: Call): boolean {
  return call.phase.name === 'talking' && call.legs.some((leg) => isParty(leg) && leg.deadline !== null);
}

/** A bridge that is not confirmed yet has a time for that, though the party that had it may have gone elsewhere. */
export function timeBridges(turn: Turn): void {
  for (const id of turn.before.calls) {
    const call = turn.state.calls.get(id);
    if (call?.phase.name !== 'talking' || call.phase.bridged || awaitsBridge(call)) continue;
    turn.record({ kind: 'call.rebridging', call: id, deadline: turn.at + bridgingMs });
  }
}

/** They do not hear each other: the caller goes back to his place, the other legs are given up. */
export function bridgeFailed(turn: Turn, call: Call, reason: string): void {
  if (call.phase.name !== 'talking') return;
  const { agent, bridged } = call.phase;
  const place = placeOf(call);
  const others = call.legs.filter((leg) => leg.role === 'called' && isParty(leg));
  const missedBy = agent === null ? [] : [agent];
  if (place === null || !backToQueue(turn, call, reason, missedBy, place.priority)) {
    return endTalk(turn, call, 'unanswered', 41);
  }
  if (agent !== null && !bridged) endUnheard(turn, call, agent, place.queue);
  for (const leg of others) clearLeg(turn, call.id, leg.id, 'normal');
}

/** The agent has answered in vain and is spared the next call for a while. */
function endUnheard(turn: Turn, call: Call, agent: AgentId, queue: QueueId): void {
  const { state, at } = turn;
  const work = state.agents.get(agent)?.work;
  if (work === undefined || !isEngaged(work) || work.call !== call.id) return;
  const restUntil = at + (state.queues.get(queue)?.restMs ?? 0);
  const { leg } = work;
  turn.record({ kind: 'offer.ended', call: call.id, queue, agent, leg, outcome: 'bridge-failed', restUntil });
}

/** The agent's phone died in the talk: its caller hears music and is offered to the next agent before all others. */
export function rescue(turn: Turn, call: Call, agent: AgentId | null): boolean {
  return (
    call.phase.name === 'talking' && backToQueue(turn, call, 'agent-lost', agent === null ? [] : [agent])
  );
}
