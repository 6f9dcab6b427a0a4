import { expect } from 'vitest';
import type { Segment } from '../../../src/board/account.ts';
import { shownState } from '../../../src/board/agent/agent.ts';
import { bridgeOf, isAfar, type Call } from '../../../src/board/call/call.ts';
import { heardBy, nothingHeard, type Heard } from '../../../src/board/call/heard.ts';
import { Changes } from '../../../src/board/changes.ts';
import { deviceCallsOf } from '../../../src/board/device/device-calls.ts';
import type { Effect } from '../../../src/board/effect.ts';
import type { Fact } from '../../../src/board/fact.ts';
import { fold } from '../../../src/board/fold.ts';
import type { BridgeId, LegId, PlaybackId } from '../../../src/board/ids.ts';
import type { Input, LineEvent } from '../../../src/board/input.ts';
import { liveStateOf, stateFrom } from '../../../src/board/live.ts';
import { emptyState, type BoardState } from '../../../src/board/state.ts';
import type { Turn } from '../../../src/board/turn.ts';

/** What of it can be told from effects; displays show much by themselves. */
type Sound = Omit<Heard, 'isOurs' | 'shows'>;

/** What must hold of a board after each of its turns, whatever the turn was. */
export class Watch {
  readonly #journal: BoardState;
  readonly #asterisk = new Effected();
  /** Of calls and agents: where their segments have got to. */
  readonly #tiled = new Map<string, number>();

  constructor(instance: string) {
    this.#journal = emptyState(instance);
  }

  look(turn: Turn, input: Input): void {
    const { state } = turn;
    for (const fact of turn.facts) this.#read(fact);
    for (const segment of turn.changes.segments) this.#tile(segment);
    this.#seeTiles(state);
    expect(plain(this.#journal), 'the journal read from its start').toEqual(plain(state));
    seeIndexes(state);
    seeLegs(state);
    seeDevices(turn);
    if (input.kind === 'line-up') this.#asterisk.begin(input.survey.bridges);
    if (input.kind === 'line') this.#asterisk.hear(input.event);
    for (const effect of turn.effects) this.#asterisk.do(effect, input.kind === 'line-up');
    if (state.lineIsUp) this.#asterisk.compare(state);
  }

  #read(fact: Fact): void {
    fold(this.#journal, JSON.parse(JSON.stringify(fact)) as Fact, new Changes());
    if (fact.kind === 'agent.signed-in') this.#tiled.set(fact.agent, fact.at);
  }

  #tile(segment: Segment): void {
    const whose = segment.subject === 'call' ? segment.call : segment.agent;
    const before = this.#tiled.get(whose);
    expect(segment.endAt, `the length of a segment of ${whose}`).toBeGreaterThan(segment.startAt);
    if (before !== undefined) expect(segment.startAt, `a hole or an overlap of ${whose}`).toBe(before);
    this.#tiled.set(whose, segment.endAt);
  }

  #seeTiles(state: BoardState): void {
    for (const call of state.calls.values()) {
      const to = this.#tiled.get(call.id) ?? call.arrivedAt;
      if (call.phase.name !== 'ended') expect(call.phaseSince, `segments of ${call.id}`).toBe(to);
    }
    for (const agent of state.agents.values()) {
      if (shownState(agent).state === 'signed-out') continue;
      expect(agent.since, `segments of ${agent.id}`).toBe(this.#tiled.get(agent.id));
    }
  }
}

function plain(state: BoardState): unknown {
  return JSON.parse(JSON.stringify(liveStateOf(state)));
}

/** The look-up tables are those that the rows alone would give. */
function seeIndexes(state: BoardState): void {
  const again = stateFrom(structuredClone(liveStateOf(state)));
  const tables = (of: BoardState): unknown => ({
    callsOfLeg: new Map([...of.callsOfLeg].map(([leg, calls]) => [leg, calls.toSorted()])),
    callsOfPhone: of.callsOfPhone,
    waiting: new Map(
      [...of.waiting].filter(([, line]) => line.length > 0).map(([id, line]) => [id, line.calls()]),
    ),
    agentAtPhone: of.agentAtPhone,
    freeAgents: of.freeAgents,
  });
  expect(tables(state), 'the look-up tables').toEqual(tables(again));
}

function seeLegs(state: BoardState): void {
  const talksIn = new Map<LegId, string>();
  for (const call of state.calls.values()) {
    if (call.phase.name === 'ended') {
      expect(
        call.legs.map((leg) => leg.state),
        `legs of ${call.id}, which is over`,
      ).toEqual(call.legs.map(() => 'clearing'));
      continue;
    }
    const live = call.legs.filter((leg) => leg.state !== 'clearing');
    // A supervisor who takes part in the agent's call is there.
    // Who has hung up has left a message, of which Asterisk still has to tell.
    if (call.phase.name === 'message' && live.length === 0 && call.legs.length > 0) continue;
    if (call.phase.name === 'monitoring' && call.phase.call !== null && live.length === 0) continue;
    if (isAfar(call)) {
      seeAfar(state, call);
      continue;
    }
    expect(live.length, `legs of ${call.id}, which is ${call.phase.name}`).toBeGreaterThan(0);
    if (call.phase.name === 'waiting') {
      const caller = live.find((leg) => leg.role === 'caller');
      expect(['queued', 'hold'], `how the caller of ${call.id} waits`).toContain(caller?.state);
    }
    for (const leg of live) {
      if (leg.state !== 'connected' || call.phase.name !== 'talking') continue;
      expect(talksIn.get(leg.id), `${leg.id} talks in ${call.id} as well`).toBeUndefined();
      talksIn.set(leg.id, call.id);
    }
    for (const leg of call.legs) {
      const awaits = ['reaching', 'alerting', 'clearing'].includes(leg.state);
      if (awaits) expect(leg.deadline, `${leg.id} is ${leg.state} for ever`).not.toBeNull();
    }
  }
}

/** Who is to be called back is called at one place at most; whom he is called for waits there. */
function seeAfar(state: BoardState, call: Call): void {
  const { phase, legs } = call;
  if (phase.name !== 'waiting' || phase.callback === null) return;
  const { dial, number } = phase.callback;
  const live = legs.filter((leg) => leg.state !== 'clearing');
  const offered = phase.offers.map(({ leg }) => leg);
  const expected = dial === null ? offered : [...offered, dial.leg];
  expect(live.map(({ id }) => id).toSorted(), `legs of the call-back ${call.id}`).toEqual(
    expected.toSorted(),
  );
  const customers = live.find(({ id }) => id === dial?.leg);
  if (customers !== undefined)
    expect(customers.deadline, `${customers.id} is called for ever`).not.toBeNull();
  if (dial?.agent != null && dial.state === 'ringing' && state.lineIsUp) {
    expect(
      phase.offers.map(({ agent }) => agent),
      `who waits for the customer of ${call.id}`,
    ).toContain(dial.agent);
  }
  const others = [...state.calls.values()].filter(
    (other) => other !== call && other.legs.some(({ party }) => party.number === number),
  );
  if (dial?.state === 'ringing') {
    const twice = others.filter(({ phase: of }) => of.name === 'waiting' && of.callback?.dial != null);
    expect(
      twice.map(({ id }) => id),
      `${number} is called twice`,
    ).toEqual([]);
  }
}

/** Clients that have drawn what they were told draw what is. */
function seeDevices(turn: Turn): void {
  const { state } = turn;
  const phones = new Set([...state.callsOfPhone.keys(), ...state.deviceCalls.keys()]);
  for (const phone of phones) {
    const told = state.deviceCalls.get(phone) ?? null;
    expect(told, `the display of ${phone}`).toEqual(deviceCallsOf(state, phone));
  }
  for (const { fact } of turn.devices) expect(fact).toBeLessThan(turn.facts.length);
}

/** What the effects have made of Asterisk. */
class Effected {
  readonly #bridges = new Set<BridgeId>();
  /** After a gap: perhaps those of strangers. */
  readonly #found = new Set<BridgeId>();
  readonly #heard = new Map<LegId, Sound>();

  begin(bridges: readonly { readonly id: BridgeId; readonly channels: readonly LegId[] }[]): void {
    this.#bridges.clear();
    for (const [channel, heard] of this.#heard) {
      this.#heard.set(channel, { ...heard, bridge: null, music: null, ringback: false, playing: null });
    }
    for (const { id, channels } of bridges) {
      this.#bridges.add(id);
      this.#found.add(id);
      for (const channel of channels) this.#set(channel, { bridge: id });
    }
  }

  hear(event: LineEvent): void {
    if (event.name === 'gone') this.#heard.delete(event.channel);
    if (event.name === 'played') this.#stop(event.playback);
    if (event.name === 'recorded') {
      for (const [channel, { speaksInto }] of this.#heard) {
        if (speaksInto === event.file) this.#set(channel, { speaksInto: null });
      }
    }
    // The dialplan plays to whom it sends into a queue.
    if (event.name === 'entered' && event.args[0] === 'queue') this.#set(event.channel, { music: 'default' });
  }

  do(effect: Effect, afterGap: boolean): void {
    switch (effect.name) {
      case 'hold-caller':
      case 'music':
        return this.#set(effect.channel, { music: effect.music });
      case 'ringback':
        return this.#set(effect.channel, { ringback: effect.on });
      case 'mute':
        return this.#set(effect.channel, { muted: effect.on });
      case 'play':
        // Music ends by it, and does not come back by itself.
        return this.#set(effect.channel, {
          playing: { playback: effect.playback, media: effect.media },
          music: null,
        });
      case 'stop-playing':
        return this.#stop(effect.playback);
      case 'end-recording':
        // After a gap it only asks how long that is.
        if (!afterGap) {
          for (const [channel, { speaksInto }] of this.#heard) {
            if (speaksInto === effect.file) this.#set(channel, { speaksInto: null });
          }
        }
        return undefined;
      case 'take-message':
        return this.#set(effect.channel, { speaksInto: effect.file });
      case 'connect':
        if (!this.#bridges.has(effect.bridge))
          expect(effect.make, `${effect.bridge} is to be made`).toBe(true);
        this.#bridges.add(effect.bridge);
        for (const channel of effect.channels) this.#set(channel, { bridge: effect.bridge });
        return undefined;
      case 'part':
        expect(this.#of(effect.channel).bridge, `${effect.channel} is to leave`).toBe(effect.bridge);
        return this.#set(effect.channel, { bridge: null });
      case 'drop-bridge':
        if (!afterGap) expect(this.#bridges, 'a bridge to be dropped').toContain(effect.bridge);
        this.#bridges.delete(effect.bridge);
        for (const [channel, { bridge }] of this.#heard) {
          if (bridge === effect.bridge) this.#set(channel, { bridge: null });
        }
        return undefined;
      default:
        return undefined;
    }
  }

  #stop(playback: PlaybackId): void {
    for (const [channel, { playing }] of this.#heard) {
      if (playing?.playback === playback) this.#set(channel, { playing: null });
    }
  }

  compare(state: BoardState): void {
    const wanted = new Set<BridgeId>();
    for (const call of state.calls.values()) {
      const bridge = bridgeOf(call);
      if (bridge !== null) wanted.add(bridge);
    }
    for (const bridge of this.#bridges) {
      if (!this.#found.has(bridge)) expect(wanted, 'the bridges that serve a call').toContain(bridge);
    }
    for (const channel of state.callsOfLeg.keys()) {
      const { isOurs, shows: _, ...heard } = heardBy(state, channel);
      if (isOurs) expect(this.#of(channel), `what ${channel} hears`).toEqual(heard);
    }
  }

  #of(channel: LegId): Sound {
    const { isOurs: _, shows: __, ...nothing } = nothingHeard;
    return this.#heard.get(channel) ?? nothing;
  }

  #set(channel: LegId, more: Partial<Sound>): void {
    this.#heard.set(channel, { ...this.#of(channel), ...more });
  }
}
