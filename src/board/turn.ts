import type { CordboardError } from '../base/errors.ts';
import { settleAgents } from './agent/engage.ts';
import { beforeSeatEnds, settleSeats } from './agent/seats.ts';
import { arrange } from './call/arrange.ts';
import { bridgeOf, type Leg } from './call/call.ts';
import { heardBy, nothingHeard, type Heard } from './call/heard.ts';
import { arrangeTaps, rememberTaps, type Taps } from './call/taps.ts';
import { timeBridges } from './call/talk.ts';
import { Changes } from './changes.ts';
import type { DeviceChange } from './device/device-call.ts';
import { addPhonesOf, isShown, noticeDevices } from './device/notice.ts';
import type { Effect } from './effect.ts';
import type { Fact } from './fact.ts';
import { fold } from './fold.ts';
import type { AgentId, BridgeId, CallId, LegId, PhoneId } from './ids.ts';
import { beforeAgentGoesOn } from './outbound/asked.ts';
import { beforeCallEnds } from './outbound/ending.ts';
import { settleContacts } from './outbound/settle.ts';
import { endRecordings, settleRecordings } from './recording/settle.ts';
import { legsOfChannel, type BoardState } from './state.ts';
import { beforeEnd, settleSupervisions } from './supervision/settle.ts';

type Untimed<T> = T extends unknown ? Omit<T, 'at'> : never;
/** A fact as a rule states it; the turn adds the time. */
export type NewFact = Untimed<Fact>;

/** What a phone shows after a fact of the turn. */
export interface Noticed {
  /** Index of the fact. */
  readonly fact: number;
  readonly change: DeviceChange;
}

/** The board's answer to one input: what has happened, what it changed, what Asterisk is to do. */
export class Turn {
  readonly state: BoardState;
  readonly at: number;
  readonly facts: Fact[] = [];
  readonly effects: Effect[] = [];
  readonly changes = new Changes();
  /** What the phones' displays have become on the way. */
  readonly devices: Noticed[] = [];
  /** How Asterisk stood before, as far as the turn has touched it. */
  readonly before = {
    calls: new Set<CallId>(),
    heard: new Map<LegId, Heard>(),
    bridges: new Set<BridgeId>(),
    agents: new Set<AgentId>(),
    /** Who has come to the end of what was played to him. */
    heardAll: new Set<LegId>(),
    /** The lamps of phones: unheard and heard messages. */
    lamps: new Map<PhoneId, readonly [number, number]>(),
    taps: new Map<CallId, Taps>(),
  };
  #shownLater: Set<PhoneId> | null = null;
  /** Why a command is refused whose refusal goes on record; whoever asks is told when it is stored. */
  refusal: CordboardError | null = null;
  /** A mistake of ours that cut the turn short; what it had recorded until then has happened all the same. */
  failure: unknown = null;

  constructor(state: BoardState, at: number) {
    this.state = state;
    this.at = at;
  }

  /** States that something has happened. The state is already the one after it when this returns. */
  record(fact: NewFact): void {
    // Whichever rule ends a call.
    if (fact.kind === 'call.ended') {
      beforeEnd(this, fact);
      beforeSeatEnds(this, fact);
      endRecordings(this, fact.call);
      beforeCallEnds(this, fact);
    }
    if (fact.kind === 'agent.idle' || fact.kind === 'agent.signed-out') beforeAgentGoesOn(this, fact);
    const timed = { ...fact, at: this.at } as Fact;
    this.#remember(timed);
    const phones = isShown(timed) ? (this.#shownLater ?? new Set<PhoneId>()) : null;
    if (phones !== null) addPhonesOf(this.state, timed, phones);
    this.facts.push(timed);
    fold(this.state, timed, this.changes);
    this.#rememberNew(timed);
    if (phones === null) return;
    addPhonesOf(this.state, timed, phones);
    if (this.#shownLater === null) noticeDevices(this, phones);
  }

  /** Several facts that are one step as phones and their users see it: nobody is shown what is between them. */
  atOnce(step: () => void): void {
    if (this.#shownLater !== null) return step();
    const phones = new Set<PhoneId>();
    this.#shownLater = phones;
    try {
      step();
    } finally {
      this.#shownLater = null;
      noticeDevices(this, phones);
    }
  }

  /**
   * Asks Asterisk for something. While the line is down there is nobody to ask: what is missing then is worked out
   * anew from the state when it is up again (`reconcile.ts`), so nothing has to be kept.
   */
  want(effect: Effect): void {
    if (this.state.lineIsUp) this.effects.push(effect);
  }

  /** The dialplan may have played to the channel, whatever it was: silence is to be asked for. */
  mayHearSomething(channel: LegId): void {
    this.alreadyHears(channel, 'whatever the dialplan played');
  }

  /** The dialplan plays this to the channel already. */
  alreadyHears(channel: LegId, music: string): void {
    this.before.heard.set(channel, { ...nothingHeard, music });
  }

  /** All of this has been asked for. */
  isToHear(channel: LegId, heard: Heard): void {
    this.before.heard.set(channel, heard);
  }

  /** Asterisk has come to the end of what it played to the party, or recorded of it. */
  hasEnded(channel: LegId, what: 'playing' | 'speaksInto'): void {
    const heard = this.before.heard.get(channel) ?? heardBy(this.state, channel);
    this.before.heard.set(channel, { ...heard, [what]: null });
    if (what === 'playing') this.before.heardAll.add(channel);
  }

  /** Draws the conclusions for supervisors, agents and recordings; who is free now is wanted by dispatch. */
  conclude(): void {
    timeBridges(this);
    settleSupervisions(this);
    settleAgents(this);
    settleSeats(this);
    settleRecordings(this);
    settleContacts(this);
  }

  /** Asks for all that follows from how the legs are now. */
  arrange(): void {
    arrange(this);
    arrangeTaps(this);
  }

  #remember(fact: Fact): void {
    if ('call' in fact) this.#rememberCall(fact.call);
    if (fact.kind === 'leg.moved' || fact.kind === 'offer.passed') this.#rememberCall(fact.to);
    if ('message' in fact) this.#rememberLamp(fact.phone);
    if (fact.kind === 'call.consulted') this.#rememberCall(fact.of);
  }

  /** Once: at its next fact the call is not as it was before the turn any more. */
  #rememberCall(id: CallId): void {
    const call = this.state.calls.get(id);
    const isRemembered = this.before.calls.has(id);
    this.before.calls.add(id);
    if (call === undefined || isRemembered) return;
    const bridge = bridgeOf(call);
    if (bridge !== null) this.#rememberBridge(bridge);
    rememberTaps(this, call);
    for (const leg of call.legs) this.#rememberLeg(leg);
  }

  #rememberLeg({ id, agent, phone }: Leg): void {
    if (!this.before.heard.has(id)) this.before.heard.set(id, heardBy(this.state, id));
    if (agent !== null) this.before.agents.add(agent);
    // Who has signed in at the phone since the leg began is in its call too.
    const present = phone === null ? undefined : this.state.agentAtPhone.get(phone);
    if (present !== undefined) this.before.agents.add(present);
  }

  #rememberBridge(bridge: BridgeId): void {
    this.before.bridges.add(bridge);
  }

  #rememberLamp(phone: PhoneId): void {
    const { unheard = 0, heard = 0 } = this.state.devices.get(phone) ?? {};
    if (!this.before.lamps.has(phone)) this.before.lamps.set(phone, [unheard, heard]);
  }

  #rememberNew(fact: Fact): void {
    const added = 'leg' in fact ? fact.leg : fact.kind === 'call.arrived' ? fact.channel : null;
    if (added !== null && !this.before.heard.has(added)) {
      // A phone that dials shows what it has dialled.
      const shows =
        fact.kind === 'call.arrived' && fact.phone !== null ? { name: '', number: fact.dialled } : null;
      this.before.heard.set(added, { ...nothingHeard, shows });
    }
    if ('agent' in fact && fact.agent !== null) this.before.agents.add(fact.agent);
    for (const { leg } of added === null ? [] : legsOfChannel(this.state, added)) this.#rememberLeg(leg);
  }
}
