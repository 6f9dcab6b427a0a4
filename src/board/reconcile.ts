import { bridgingMs } from './bounds.ts';
import { callerEntered } from './call/arrival.ts';
import { callerLeg, type Call, type Leg } from './call/call.ts';
import { loseToAsterisk } from './call/ending.ts';
import { legAlerting, legAnswered, legGone } from './call/leg-events.ts';
import { awaitsBridge } from './call/talk.ts';
import { idPrefix, type BridgeId, type LegId } from './ids.ts';
import type { Survey, SurveyedChannel } from './input.ts';
import type { Turn } from './turn.ts';

/**
 * The line to Asterisk is up, for the first time or again. Compares what the board believes with what Asterisk has
 * and puts right what differs: what is gone is gone, what was answered meanwhile is answered, what is missing is
 * asked for again, what is nobody's is cleared away.
 */
export function reconcile(turn: Turn, survey: Survey): void {
  const { state } = turn;
  const restarted = state.asteriskStartedAt !== 0 && state.asteriskStartedAt !== survey.asteriskStartedAt;
  turn.record({ kind: 'line.up', asteriskStartedAt: survey.asteriskStartedAt });
  skipCallsOfStrangers(turn, survey);

  const channels = new Map(survey.channels.map((channel) => [channel.id, channel]));
  const bridges = new Map(survey.bridges.map((bridge) => [bridge.id, new Set(bridge.channels)]));
  for (const call of state.calls.values()) {
    // Who has come since Asterisk began anew is not lost.
    if (restarted && !call.legs.some((leg) => channels.has(leg.id))) loseToAsterisk(turn, call);
    const { phase } = call;
    for (const leg of call.legs.slice()) reconcileLeg(turn, leg, channels.get(leg.id));
    const hasJustConnected = call.phase.name === 'talking' && call.phase !== phase;
    if (state.calls.get(call.id) === call && !hasJustConnected) restore(turn, call, bridges);
  }
  const strangers = talkingStrangers(turn, survey);
  for (const channel of unknownCallers(turn, survey, strangers)) {
    callerEntered(turn, { ...channel, channel: channel.id });
  }
  clearOrphans(turn, survey, strangers);
}

function skipCallsOfStrangers(turn: Turn, survey: Survey): void {
  const { instance, nextCall } = turn.state;
  const prefix = idPrefix(instance);
  let highest = 0;
  for (const { id } of [...survey.channels, ...survey.bridges]) {
    if (id.startsWith(prefix)) highest = Math.max(highest, Number.parseInt(id.slice(prefix.length), 10));
  }
  if (highest >= nextCall) turn.record({ kind: 'calls.skipped', nextCall: highest + 1 });
}

function reconcileLeg(turn: Turn, leg: Leg, channel: SurveyedChannel | undefined): void {
  if (channel === undefined) legGone(turn, leg.id, { q850: 0, sip: null });
  else if (leg.state === 'clearing') turn.want({ name: 'hang-up', channel: leg.id, reason: 'normal' });
  else if (leg.role === 'agent' && channel.state === 'up') legAnswered(turn, leg.id);
  else if (leg.role === 'agent' && channel.state === 'ringing') legAlerting(turn, leg.id);
}

/** Asks again for what a call's parties should have and may have missed. */
function restore(turn: Turn, call: Call, bridges: ReadonlyMap<BridgeId, ReadonlySet<LegId>>): void {
  const caller = callerLeg(call);
  const { phase } = call;
  if (caller === undefined) return;
  if (phase.name === 'waiting') {
    const music = turn.state.queues.get(phase.queue)?.music ?? 'default';
    turn.want({ name: 'hold-caller', channel: caller.id, music });
  }
  if (phase.name === 'talking') {
    const inside = bridges.get(phase.bridge);
    const whole = inside?.has(caller.id) === true && inside.has(phase.agentLeg);
    if (!whole) {
      turn.record({ kind: 'call.rebridging', call: call.id, deadline: turn.at + bridgingMs });
      turn.want({ name: 'connect', bridge: phase.bridge, channels: [caller.id, phase.agentLeg] });
    } else if (awaitsBridge(call)) {
      turn.record({ kind: 'call.bridged', call: call.id });
    }
  }
}

/** Two who talk are left to talk, though we cannot say who they are. */
function talkingStrangers(turn: Turn, survey: Survey): Set<LegId> {
  const strangers = new Set<LegId>();
  for (const bridge of survey.bridges) {
    const unknown = bridge.channels.filter((channel) => !turn.state.callOfLeg.has(channel));
    if (unknown.length >= 2) for (const channel of unknown) strangers.add(channel);
  }
  return strangers;
}

/** Callers who came while we were away, the longest held first, so that they keep their order. */
function unknownCallers(turn: Turn, survey: Survey, strangers: ReadonlySet<LegId>): SurveyedChannel[] {
  const { callOfLeg, instance } = turn.state;
  return survey.channels
    .filter(({ id }) => !callOfLeg.has(id) && !strangers.has(id) && !id.startsWith(idPrefix(instance)))
    .sort((a, b) => Number(a.args[2] ?? 0) - Number(b.args[2] ?? 0));
}

function clearOrphans(turn: Turn, survey: Survey, strangers: ReadonlySet<LegId>): void {
  const { state } = turn;
  const prefix = idPrefix(state.instance);
  const inUse = new Set<BridgeId>();
  for (const { phase } of state.calls.values()) if (phase.name === 'talking') inUse.add(phase.bridge);
  for (const bridge of survey.bridges) {
    const isOurs = bridge.id.startsWith(prefix);
    if (!isOurs || inUse.has(bridge.id) || bridge.channels.some((channel) => strangers.has(channel)))
      continue;
    turn.want({ name: 'drop-bridge', bridge: bridge.id });
  }
  for (const { id } of survey.channels) {
    if (!id.startsWith(prefix) || state.callOfLeg.has(id) || strangers.has(id)) continue;
    turn.want({ name: 'hang-up', channel: id, reason: 'normal' });
  }
}
