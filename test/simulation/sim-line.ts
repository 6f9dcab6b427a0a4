import { inOrder } from '../../src/asterisk/in-order.ts';
import type { Effect } from '../../src/board/effect.ts';
import type { BridgeId, LegId, PlaybackId } from '../../src/board/ids.ts';
import type { LineEvent } from '../../src/board/input.ts';
import type { UntimedInput } from '../../src/control/exchange.ts';
import type { Agenda } from './agenda.ts';
import type { Random } from './random.ts';
import type { SimAsterisk } from './sim-asterisk.ts';

/** How badly a line behaves; each rate is of one request or one event. */
export interface LineHabits {
  readonly latencyMs: number;
  /** Events of different channels may overtake each other, as they may when requests have connections of their own. */
  readonly jumbled: boolean;
  readonly repeatRate: number;
  readonly timeoutRate: number;
  readonly errorRate: number;
  readonly stallRate: number;
}

const timeoutMs = 5_000;

/** What the board takes to be played to a channel, and the message that it takes to be spoken there. */
interface Believed {
  readonly playing: PlaybackId | null;
  readonly recording: string | null;
}

interface Request {
  readonly effect: Effect;
  isDone: boolean;
}

/**
 * The line between Cordboard and Asterisk. What it promises: requests are carried out in their order, the events of
 * one channel come in theirs; an event from after the survey comes after the survey; nothing comes from a gap.
 */
export class SimLine {
  state: 'down' | 'opening' | 'up' | 'mute' = 'down';
  /** Bridges whose end was asked for in vain: nobody awaits it, the next survey shows them. */
  readonly undropped = new Set<BridgeId>();
  /** Channels for which something was asked in vain: what they hear may be wrong until the next survey. */
  readonly spoilt = new Set<LegId | BridgeId>();
  /**
   * Played, or recorded as a message, when the line came up, while the board took something else to be so, or nothing: the
   * request to stop it was lost with the line. No survey tells of it, and it ends by itself.
   */
  readonly unknown = new Set<string>();
  readonly #agenda: Agenda;
  readonly #random: Random;
  readonly #asterisk: SimAsterisk;
  readonly #habits: () => LineHabits;
  readonly #believed: (channel: LegId) => Believed;
  readonly #deliver: (input: UntimedInput) => void;
  /** So late at most Cordboard knows what has happened in Asterisk, if it is told at all. */
  crossingMs = 0;
  #connection = 0;
  #open = new Set<Request>();
  #lastRequestAt = 0;
  readonly #lastEventAt = new Map<string, number>();
  /** Events and requests on their way. */
  #underWay = 0;
  /** Events that wait for the survey to be handed over. */
  #held: LineEvent[] | null = null;

  constructor(options: {
    agenda: Agenda;
    random: Random;
    asterisk: SimAsterisk;
    habits: () => LineHabits;
    believed: (channel: LegId) => Believed;
    deliver: (input: UntimedInput) => void;
  }) {
    this.#agenda = options.agenda;
    this.#random = options.random;
    this.#asterisk = options.asterisk;
    this.#habits = options.habits;
    this.#believed = options.believed;
    this.#deliver = options.deliver;
  }

  /** Opens a connection as soon as Asterisk is there, surveys it and reports. */
  connect(afterMs: number): void {
    const connection = ++this.#connection;
    this.#agenda.after(afterMs, () => {
      if (connection !== this.#connection) return;
      if (!this.#asterisk.running) return this.connect(this.#random.between(100, 2_000));
      this.state = 'opening';
      this.#lastEventAt.clear();
      this.#underWay = 0;
      this.#lastRequestAt = 0;
      this.#asterisk.appConnected = true;
      this.#held = this.#random.chance(0.5) ? [] : null;
      this.#inTime(connection, () => this.#takeSurvey(connection));
    });
  }

  /** The socket goes dead. We notice after a while; until then requests and events go nowhere. */
  break(noticeAfterMs: number, asteriskNotices: boolean): void {
    if (this.state === 'opening') {
      this.cut();
      return this.connect(noticeAfterMs);
    }
    if (this.state !== 'up') return;
    this.state = 'mute';
    this.#forgetWhatWasTold();
    if (asteriskNotices) this.#asterisk.appConnected = false;
    const connection = this.#connection;
    this.#agenda.after(noticeAfterMs, () => {
      if (connection === this.#connection) this.#notice();
    });
  }

  /** Our own process is gone, and its socket with it. */
  cut(): void {
    this.#connection += 1;
    this.state = 'down';
    this.#open = new Set();
    this.#asterisk.appConnected = false;
    this.#forgetWhatWasTold();
  }

  tell(event: LineEvent): void {
    if (this.state === 'opening') {
      // Before the survey is taken an event may come at once; afterwards it must not come before the survey.
      if (this.#held === null) this.#hand(event);
      else this.#held.push(event);
      return;
    }
    if (this.state === 'up') this.#schedule(event);
  }

  /** Nothing is on its way in either direction. */
  get isIdle(): boolean {
    return this.state === 'up' && this.#underWay === 0 && this.#open.size === 0;
  }

  send(effects: readonly Effect[]): void {
    for (const effect of inOrder(effects)) this.#request(effect);
  }

  #takeSurvey(connection: number): void {
    const survey = this.#asterisk.survey();
    this.#held ??= [];
    this.#inTime(connection, () => {
      const held = this.#held ?? [];
      this.#held = null;
      this.state = 'up';
      for (const { id } of survey.channels) {
        const channel = this.#asterisk.channels.get(id);
        if (channel !== undefined) channel.told = true;
      }
      this.undropped.clear();
      this.spoilt.clear();
      for (const { id, playing, recording } of this.#asterisk.channels.values()) {
        const believed = this.#believed(id);
        if (playing !== null && playing !== believed.playing) this.unknown.add(playing);
        if (recording !== null && recording !== believed.recording) this.unknown.add(recording);
      }
      this.#deliver({ kind: 'line-up', survey });
      for (const event of held) this.#schedule(event);
    });
  }

  #schedule(event: LineEvent): void {
    this.#arrive(event);
    // Asterisk tells of each coming once; another one is another coming.
    if (event.name !== 'entered' && this.#random.chance(this.#habits().repeatRate)) this.#arrive(event);
  }

  #arrive(event: LineEvent): void {
    const { jumbled } = this.#habits();
    const lane = jumbled && 'channel' in event ? event.channel : '';
    const at = Math.max(this.#lastEventAt.get(lane) ?? 0, this.#agenda.now + this.#latency());
    this.#lastEventAt.set(lane, at);
    const connection = this.#connection;
    this.#underWay += 1;
    this.#agenda.at(at, () => {
      if (connection !== this.#connection) return;
      this.#underWay -= 1;
      if (this.state === 'up') this.#hand(event);
    });
  }

  #hand(event: LineEvent): void {
    if (event.name === 'entered') {
      const channel = this.#asterisk.channels.get(event.channel);
      if (channel !== undefined) channel.told = true;
    }
    this.#deliver({ kind: 'line', event });
  }

  #request(effect: Effect): void {
    const { latencyMs, timeoutRate, errorRate, stallRate } = this.#habits();
    // What comes of a request nobody tells when it has no answer, until that is given up.
    this.crossingMs = Math.max(this.crossingMs, 2 * latencyMs + (timeoutRate > 0 ? timeoutMs : 0) + 100);
    const { now } = this.#agenda;
    const request: Request = { effect, isDone: false };
    this.#open.add(request);
    const answer = (code: string | null): void => {
      if (request.isDone) return;
      request.isDone = true;
      this.#open.delete(request);
      // It may be carried out late, after something else that has come of this.
      if (code === 'timeout') this.#spoil(effect);
      if (code !== null) this.#deliver({ kind: 'refused', effect, code });
      else if (effect.name === 'connect') this.#hand({ name: 'bridged', bridge: effect.bridge });
    };
    const stall = this.#random.chance(stallRate) ? this.#random.between(500, 8_000) : 0;
    const at = Math.max(this.#lastRequestAt, now + this.#latency() + stall);
    this.#lastRequestAt = at;
    const isFailing = this.#random.chance(errorRate);
    const isUnanswered = this.#random.chance(timeoutRate);
    const isLost = isUnanswered && this.#random.chance(0.5);
    const connection = this.#connection;
    this.#underWay += 1;
    this.#agenda.at(at, () => {
      if (connection !== this.#connection) return;
      this.#underWay -= 1;
      if (this.state !== 'up') {
        // Some of what was under way when the socket died had reached Asterisk.
        if (this.#asterisk.running && this.#random.chance(0.3)) this.#asterisk.carryOut(effect);
        return;
      }
      if (effect.name === 'drop-bridge' && (isFailing || isLost)) this.undropped.add(effect.bridge);
      if (isFailing || isLost) this.#spoil(effect);
      const code = isFailing ? 'server-error' : isLost ? null : this.#asterisk.carryOut(effect);
      if (!isUnanswered) this.#inTime(connection, () => answer(code));
    });
    if (isUnanswered || at > now + timeoutMs - 100)
      this.#inTime(connection, () => answer('timeout'), timeoutMs);
  }

  #notice(): void {
    this.state = 'down';
    this.#asterisk.appConnected = false;
    const open = [...this.#open];
    this.#open.clear();
    this.#deliver({ kind: 'line-down', reason: 'the socket is dead' });
    for (const request of open) request.isDone = true;
    this.connect(this.#random.about(3_000));
  }

  #inTime(connection: number, run: () => void, delayMs = this.#latency()): void {
    this.#agenda.after(delayMs, () => {
      if (connection === this.#connection && (this.state === 'opening' || this.state === 'up')) run();
    });
  }

  #forgetWhatWasTold(): void {
    for (const channel of this.#asterisk.channels.values())
      if (channel.origin === 'came') channel.told = false;
  }

  #spoil(effect: Effect): void {
    if ('channel' in effect) this.spoilt.add(effect.channel);
    if ('tap' in effect) this.spoilt.add(effect.tap as string as LegId);
    if ('file' in effect) this.#spoilOne(effect.file);
    if (effect.name === 'ring') this.spoilt.add(effect.leg);
    if (effect.name === 'stop-playing') this.#spoilOne(effect.playback);
    if (effect.name === 'connect') for (const channel of effect.channels) this.spoilt.add(channel);
    if (!('bridge' in effect)) return;
    this.spoilt.add(effect.bridge);
    for (const channel of this.#asterisk.bridges.get(effect.bridge) ?? []) this.spoilt.add(channel.id);
  }

  /** What names a playback or a file and not a channel. */
  #spoilOne(id: string): void {
    for (const channel of this.#asterisk.channels.values()) {
      if (channel.playing === id || channel.recording === id) this.spoilt.add(channel.id);
    }
  }

  #latency(): number {
    return this.#random.between(0, this.#habits().latencyMs);
  }
}
