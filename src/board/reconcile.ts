import { lookAtSeats } from './agent/seats.ts';
import { customerCutOff } from './acd/call-back/customer.ts';
import { whisperDue } from './acd/whisper.ts';
import { bridgingMs } from './bounds.ts';
import { callerEntered } from './call/arrival.ts';
import { bridgeOf, isOfSeat, isRinging, type Call, type Leg, type Talking } from './call/call.ts';
import { loseToAsterisk } from './call/ending.ts';
import { heardBy } from './call/heard.ts';
import { played } from './call/keys.ts';
import { legAlerting, legAnswered, legGone } from './call/leg-events.ts';
import { awaitsBridge } from './call/talk.ts';
import { reconcileTaps } from './call/tap-events.ts';
import { isTapInUse } from './call/taps.ts';
import { goOn, hookReturned } from './hooks/come-back.ts';
import { idPrefix, type BridgeId, type LegId } from './ids.ts';
import { handedOver, type Survey, type SurveyedChannel } from './input.ts';
import { restoreSupervision } from './supervision/restore.ts';
import { settleSupervisions } from './supervision/settle.ts';
import type { BoardState } from './state.ts';
import type { Turn } from './turn.ts';
import { lightLamp } from './voicemail/lamp.ts';

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
  const bridgesBefore = talkBridges(state);
  for (const call of state.calls.values()) {
    // Who has come since Asterisk began anew is not lost.
    const isLost = restarted && !call.legs.some((leg) => channels.has(leg.id));
    if (isLost && !customerCutOff(turn, call)) loseToAsterisk(turn, call);
    for (const leg of call.legs.slice()) reconcileLeg(turn, call, leg, channels.get(leg.id));
  }
  // Who has lost his agent is out of that call before anybody is told what to hear.
  settleSupervisions(turn);
  // What one call has come to may have changed another one, by a transfer or a pick-up.
  for (const call of state.calls.values()) {
    const hasJustConnected = call.phase.name === 'talking' && !bridgesBefore.has(call.phase.bridge);
    endTelling(turn, call);
    if (call.phase.name === 'monitoring') restoreSupervision(turn, call, bridges);
    else restoreSounds(turn, call);
    if (call.phase.name === 'talking' && !hasJustConnected) restoreTalk(turn, call, call.phase, bridges);
  }
  reconcileTaps(turn, new Set(channels.keys()));
  lookAtSeats(turn);
  for (const { id } of state.devices.values()) lightLamp(turn, id);
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

function reconcileLeg(turn: Turn, call: Call, leg: Leg, channel: SurveyedChannel | undefined): void {
  if (channel === undefined) legGone(turn, leg.id, { q850: 0, sip: null, isLost: true });
  else if (leg.state === 'clearing') turn.want({ name: 'hang-up', channel: leg.id, reason: 'normal' });
  else if (call.phase.name === 'away' && call.phase.leg === leg.id) foundAway(turn, call, channel);
  else if (isRinging(leg) && channel.state === 'up') legAnswered(turn, leg.id);
  else if (isRinging(leg) && channel.state === 'ringing') legAlerting(turn, leg.id);
}

/** It has come back meanwhile, is there still, or has never gone. */
function foundAway(turn: Turn, call: Call, { id, args }: SurveyedChannel): void {
  if (args[0] === 'return') hookReturned(turn, id, args.slice(3));
  else if (args[0] !== handedOver) goOn(turn, call);
}

/**
 * Nobody has told us when it ended what a waiting caller was told: it is stopped, and not told again. What stands between a
 * caller and the agent who has picked up is over as well.
 */
function endTelling(turn: Turn, call: Call): void {
  if (call.phase.name !== 'waiting') return;
  const { whisper, told } = call.phase;
  if (whisper !== null) whisperDue(turn, call, whisper.leg);
  else if (told.playing !== null) {
    turn.want({ name: 'stop-playing', playback: told.playing.playback });
    played(turn, told.playing.playback);
  }
}

/** Asks again for what a call's parties should hear and may have missed. */
function restoreSounds(turn: Turn, call: Call): void {
  for (const leg of call.legs) {
    const heard = heardBy(turn.state, leg.id);
    if (leg.state === 'clearing' || isRinging(leg) || !heard.isOurs) continue;
    if (heard.playing !== null) turn.want({ name: 'play', channel: leg.id, ...heard.playing });
    // It has ended meanwhile, or ends now: either tells us how long it is.
    if (heard.speaksInto !== null) turn.want({ name: 'end-recording', file: heard.speaksInto });
    // What was asked for last before the line was lost may not have been done.
    turn.want({ name: 'ringback', channel: leg.id, on: heard.ringback });
    // What the rest of the turn makes of it is asked for after that.
    const known = turn.before.heard.get(leg.id) ?? heard;
    turn.before.heard.set(leg.id, { ...known, ringback: heard.ringback });
    const { playing } = known;
    // The agent who had picked up is gone, and with him what the caller was told of him.
    if (call.phase.name === 'waiting' && playing !== null && playing.playback !== heard.playing?.playback) {
      turn.want({ name: 'stop-playing', playback: playing.playback });
    }
    if (leg.phone !== null || isOfSeat(leg)) turn.want({ name: 'mute', channel: leg.id, on: heard.muted });
    if (heard.music !== null) {
      const name = call.phase.name === 'waiting' ? 'hold-caller' : 'music';
      turn.want({ name, channel: leg.id, music: heard.music });
    } else if (!call.legs.some((other) => other.heldByPhone)) {
      turn.want({ name: 'music', channel: leg.id, music: null });
    }
    // An offer that is made in this turn may change it again.
    if (call.phase.name === 'waiting') turn.isToHear(leg.id, heard);
  }
}

/** Whoever should be in the bridge of a talk and is not, and the other way round. */
function restoreTalk(
  turn: Turn,
  call: Call,
  phase: Talking,
  bridges: ReadonlyMap<BridgeId, ReadonlySet<LegId>>,
): void {
  const inside = bridges.get(phase.bridge);
  const joining: LegId[] = [];
  for (const leg of call.legs) {
    const heard = heardBy(turn.state, leg.id);
    if (leg.state === 'clearing' || isRinging(leg) || !heard.isOurs) continue;
    if (heard.bridge === phase.bridge && inside?.has(leg.id) !== true) joining.push(leg.id);
  }
  // Who has left the call meanwhile, and not his other one, is in it still.
  for (const channel of inside ?? []) {
    const heard = heardBy(turn.state, channel);
    if (heard.isOurs && heard.bridge === null) turn.want({ name: 'part', bridge: phase.bridge, channel });
  }
  if (joining.length > 0) {
    turn.record({ kind: 'call.rebridging', call: call.id, deadline: turn.at + bridgingMs });
    turn.want({ name: 'connect', bridge: phase.bridge, channels: joining, make: inside === undefined });
  } else if (!phase.bridged || awaitsBridge(call)) turn.record({ kind: 'call.bridged', call: call.id });
}

function talkBridges(state: BoardState): Set<BridgeId> {
  const bridges = new Set<BridgeId>();
  for (const { phase } of state.calls.values()) if (phase.name === 'talking') bridges.add(phase.bridge);
  return bridges;
}

/** Two who talk are left to talk, though we cannot say who they are. */
function talkingStrangers(turn: Turn, survey: Survey): Set<LegId> {
  const strangers = new Set<LegId>();
  for (const bridge of survey.bridges) {
    const unknown = bridge.channels.filter((channel) => !turn.state.callsOfLeg.has(channel));
    if (unknown.length >= 2) for (const channel of unknown) strangers.add(channel);
  }
  return strangers;
}

/** Callers who came while we were away, the longest held first, so that they keep their order. */
function unknownCallers(turn: Turn, survey: Survey, strangers: ReadonlySet<LegId>): SurveyedChannel[] {
  const { callsOfLeg, instance } = turn.state;
  return survey.channels
    .filter(({ id }) => !callsOfLeg.has(id) && !strangers.has(id) && !id.startsWith(idPrefix(instance)))
    .sort((a, b) => Number(a.args[2] ?? 0) - Number(b.args[2] ?? 0));
}

function clearOrphans(turn: Turn, survey: Survey, strangers: ReadonlySet<LegId>): void {
  const { state } = turn;
  const prefix = idPrefix(state.instance);
  const inUse = new Set<BridgeId>();
  for (const call of state.calls.values()) {
    const bridge = bridgeOf(call);
    if (bridge !== null) inUse.add(bridge);
  }
  for (const bridge of survey.bridges) {
    const isOurs = bridge.id.startsWith(prefix);
    if (!isOurs || inUse.has(bridge.id) || bridge.channels.some((channel) => strangers.has(channel)))
      continue;
    turn.want({ name: 'drop-bridge', bridge: bridge.id });
  }
  for (const { id } of survey.channels) {
    if (!id.startsWith(prefix) || state.callsOfLeg.has(id) || strangers.has(id) || isTapInUse(state, id))
      continue;
    turn.want({ name: 'hang-up', channel: id, reason: 'normal' });
  }
}
