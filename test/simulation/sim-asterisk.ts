import { unreachable } from '../../src/base/errors.ts';
import type { Party } from '../../src/board/call/call.ts';
import type { Effect } from '../../src/board/effect.ts';
import type { BridgeId, LegId } from '../../src/board/ids.ts';
import type { HangupCause, LineEvent, Survey } from '../../src/board/input.ts';
import type { Agenda } from './agenda.ts';
import type { Random } from './random.ts';
import { must } from './violation.ts';

export interface Channel {
  readonly id: LegId;
  readonly role: 'caller' | 'agent';
  readonly endpoint: string;
  readonly args: readonly string[];
  readonly caller: Party;
  readonly dialled: string;
  state: 'down' | 'ringing' | 'up';
  /** Controlled by the application; a caller who is not is in the dialplan's own loop. */
  inStasis: boolean;
  /** A hang-up has been asked for. */
  dying: boolean;
  bridge: BridgeId | null;
  /** The board has been told of this channel since it last could have forgotten it. */
  told: boolean;
  /** A caller and an agent have heard each other. */
  served: boolean;
}

/** Who ended a channel. */
export type EndedBy = 'person' | 'us' | 'ring-timeout' | 'dialplan' | 'asterisk';

/** The world on the other side of Asterisk, and the application's socket. */
export interface Surroundings {
  tell(event: LineEvent): void;
  isRegistered(endpoint: string): boolean;
  invite(channel: Channel, autoAnswer: boolean): void;
  together(caller: Channel, agent: Channel): void;
  ended(channel: Channel, by: EndedBy): void;
}

export type Refusal = 'not-found' | 'conflict' | 'allocation-failed' | 'bad-request';

const normal: HangupCause = { q850: 16, sip: null };
const loopMs = 2_000;
const longestLoopMs = 300_000;

/** Asterisk in virtual time, as `ari-facts.md` found the real one to behave. */
export class SimAsterisk {
  readonly channels = new Map<LegId, Channel>();
  readonly bridges = new Map<BridgeId, Set<Channel>>();
  running = true;
  startedAt: number;
  /** The application is registered: a socket is open as far as Asterisk knows. Without it Stasis() fails. */
  appConnected = false;
  readonly #agenda: Agenda;
  readonly #random: Random;
  readonly #around: Surroundings;
  #callers = 0;

  constructor(agenda: Agenda, random: Random, around: Surroundings) {
    this.#agenda = agenda;
    this.#random = random;
    this.#around = around;
    this.startedAt = agenda.now;
  }

  // What people do

  /** Somebody calls: the dialplan gives the channel to the application, or tries until it can. */
  dial(entry: 'number' | 'queue', target: string, caller: Party): Channel | null {
    if (!this.running) return null;
    this.#callers += 1;
    const channel = this.#channel({
      id: `${Math.floor(this.startedAt / 1000)}.${this.#callers}` as LegId,
      role: 'caller',
      endpoint: 'PJSIP/trunk',
      args: [entry, target, String(this.#agenda.now)],
      caller,
      dialled: entry === 'number' ? target : 's',
      state: entry === 'queue' ? 'up' : 'ringing',
    });
    this.#enterStasis(channel, this.#agenda.now + longestLoopMs);
    return channel;
  }

  alert(channel: Channel): void {
    if (!this.#lives(channel) || channel.state !== 'down') return;
    channel.state = 'ringing';
    this.#around.tell({ name: 'alerting', channel: channel.id });
  }

  /** Nobody to connect the answered phone to: its channel vanishes when the application is away. */
  answer(channel: Channel): void {
    if (!this.#lives(channel) || channel.state === 'up') return;
    if (!this.appConnected) return this.end(channel, normal, 'dialplan');
    channel.state = 'up';
    channel.inStasis = true;
    this.#around.tell({ name: 'answered', channel: channel.id });
  }

  end(channel: Channel, cause: HangupCause, by: EndedBy): void {
    if (!this.#lives(channel)) return;
    this.channels.delete(channel.id);
    this.#leaveBridge(channel);
    if (channel.inStasis || channel.role === 'agent') {
      this.#around.tell({ name: 'gone', channel: channel.id, cause });
    }
    this.#around.ended(channel, by);
  }

  /** Somebody at Asterisk's console takes a party out of its bridge. */
  scatter(): void {
    for (const channel of this.channels.values()) {
      if (channel.bridge === null || !this.#random.chance(0.5)) continue;
      this.#leaveBridge(channel);
      return;
    }
  }

  // What happens to Asterisk itself

  kill(): void {
    this.running = false;
    this.appConnected = false;
    const lost = [...this.channels.values()];
    this.channels.clear();
    this.bridges.clear();
    for (const channel of lost) this.#around.ended(channel, 'asterisk');
  }

  /** Stopped in good order: it still tells the application of each channel that it ends. */
  stop(): void {
    for (const channel of this.channels.values()) {
      if (!channel.inStasis && channel.role !== 'agent') continue;
      this.#around.tell({ name: 'cut-off', channel: channel.id });
      this.#around.tell({ name: 'gone', channel: channel.id, cause: normal });
    }
    this.kill();
  }

  start(): void {
    this.running = true;
    this.startedAt = this.#agenda.now;
  }

  // What the application asks for

  survey(): Survey {
    const ours = [...this.channels.values()].filter((one) => one.inStasis || one.role === 'agent');
    return {
      asteriskStartedAt: this.startedAt,
      channels: ours.map(({ id, state, args, caller, dialled }) => ({ id, state, args, caller, dialled })),
      bridges: [...this.bridges].map(([id, inside]) => ({ id, channels: [...inside].map((one) => one.id) })),
    };
  }

  carryOut(effect: Effect): Refusal | null {
    switch (effect.name) {
      case 'ring':
        return this.#ring(effect);
      case 'connect':
        return this.#connect(effect.bridge, effect.channels);
      case 'drop-bridge':
        for (const channel of this.bridges.get(effect.bridge) ?? []) channel.bridge = null;
        return this.bridges.delete(effect.bridge) ? null : 'not-found';
      case 'hold-caller': {
        const channel = this.channels.get(effect.channel);
        if (channel === undefined) return 'not-found';
        channel.state = 'up';
        return null;
      }
      case 'hang-up':
        return this.#hangUp(effect.channel);
      default:
        return unreachable(effect);
    }
  }

  #ring(effect: Extract<Effect, { name: 'ring' }>): Refusal | null {
    if (this.channels.has(effect.leg)) return 'conflict';
    if (!this.#around.isRegistered(effect.endpoint)) return 'allocation-failed';
    const channel = this.#channel({
      id: effect.leg,
      role: 'agent',
      endpoint: effect.endpoint,
      args: [],
      caller: effect.display,
      dialled: '',
      state: 'down',
    });
    this.#agenda.after(this.#random.between(0, 15), () => {
      if (this.#lives(channel)) this.#around.invite(channel, effect.autoAnswer);
    });
    this.#agenda.after(effect.timeoutMs, () => {
      if (channel.state !== 'up') this.end(channel, { q850: 19, sip: 480 }, 'ring-timeout');
    });
    return null;
  }

  /** The bridge is made first, so it stays when a party turns out to be gone. */
  #connect(id: BridgeId, ids: readonly LegId[]): Refusal | null {
    const bridge = this.bridges.get(id) ?? new Set<Channel>();
    this.bridges.set(id, bridge);
    const parties: Channel[] = [];
    for (const leg of ids) {
      const channel = this.channels.get(leg);
      if (channel === undefined) return this.#random.chance(0.5) ? 'bad-request' : 'not-found';
      if (!channel.inStasis) return 'bad-request';
      parties.push(channel);
    }
    for (const channel of parties) {
      if (channel.bridge !== id) this.#leaveBridge(channel);
      channel.bridge = id;
      bridge.add(channel);
    }
    must(bridge.size <= 2, 'two in a bridge', () => `${bridge.size} parties in ${id}`);
    const [caller, agent] = parties;
    if (caller !== undefined && agent !== undefined) this.#around.together(caller, agent);
    return null;
  }

  /** Answered at once, done a little later; a second request in between finds it or not. */
  #hangUp(id: LegId): Refusal | null {
    const channel = this.channels.get(id);
    if (channel === undefined || (channel.dying && this.#random.chance(0.5))) return 'not-found';
    channel.dying = true;
    this.#agenda.after(this.#random.between(0, 30), () => this.end(channel, normal, 'us'));
    return null;
  }

  #enterStasis(channel: Channel, giveUpAt: number): void {
    if (!this.#lives(channel)) return;
    if (!this.appConnected) {
      channel.state = 'up';
      if (this.#agenda.now > giveUpAt) return this.end(channel, normal, 'dialplan');
      this.#agenda.after(loopMs, () => this.#enterStasis(channel, giveUpAt));
      return;
    }
    channel.inStasis = true;
    const { id, args, caller, dialled } = channel;
    this.#around.tell({ name: 'entered', channel: id, args, caller, dialled });
  }

  #channel(made: Omit<Channel, 'inStasis' | 'dying' | 'bridge' | 'told' | 'served'>): Channel {
    const channel = { ...made, inStasis: false, dying: false, bridge: null, told: false, served: false };
    this.channels.set(channel.id, channel);
    return channel;
  }

  #leaveBridge(channel: Channel): void {
    if (channel.bridge !== null) this.bridges.get(channel.bridge)?.delete(channel);
    channel.bridge = null;
  }

  #lives(channel: Channel): boolean {
    return this.channels.get(channel.id) === channel;
  }
}
