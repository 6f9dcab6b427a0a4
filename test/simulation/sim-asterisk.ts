import type { Party } from '../../src/board/call/call.ts';
import type { Effect } from '../../src/board/effect.ts';
import type { BridgeId, LegId, PlaybackId, TapId } from '../../src/board/ids.ts';
import type { HangupCause, LineEvent, Survey } from '../../src/board/input.ts';
import type { Agenda } from './agenda.ts';
import type { Random } from './random.ts';

export interface Channel {
  readonly id: LegId;
  /** It came from the dialplan, or we made it: to ring somebody, or to listen to a party. */
  readonly origin: 'came' | 'rung' | 'tap';
  readonly endpoint: string;
  args: readonly string[];
  readonly caller: Party;
  readonly dialled: string;
  state: 'down' | 'ringing' | 'up';
  /** Controlled by the application; who came and is not is in the dialplan's own loop, or in the engineer's dialplan. */
  inStasis: boolean;
  /** In the engineer's dialplan, to which we handed it. */
  away: boolean;
  /** The hook for which it was handed over. */
  hook: string;
  /** A hang-up has been asked for. */
  dying: boolean;
  bridge: BridgeId | null;
  music: string | null;
  ringback: boolean;
  muted: boolean;
  /** By the phone's own key. */
  held: boolean;
  /** What is played or recorded just now. */
  playing: PlaybackId | null;
  recording: string | null;
  hushed: boolean;
  /** The board has been told of this channel since it last could have forgotten it. */
  told: boolean;
  /** It has been in a bridge with somebody. */
  served: boolean;
  /** Since when it is, and how long it was before. */
  togetherSince: number | null;
  togetherMs: number;
  /** Somebody else took it out of its bridge. */
  scattered: boolean;
}

/** Who ended a channel. */
export type EndedBy = 'person' | 'us' | 'ring-timeout' | 'dialplan' | 'asterisk';

/** The world on the other side of Asterisk, and the application's socket. */
export interface Surroundings {
  tell(event: LineEvent): void;
  isRegistered(endpoint: string): boolean;
  invite(channel: Channel, autoAnswer: boolean): void;
  /** A phone that asked for a transfer is told. */
  transferAnswered(channel: Channel, accepted: boolean): void;
  ended(channel: Channel, by: EndedBy): void;
}

export type Refusal = 'not-found' | 'conflict' | 'allocation-failed' | 'bad-request' | 'unprocessable';

type The<Name extends Effect['name']> = Extract<Effect, { name: Name }>;

const normal: HangupCause = { q850: 16, sip: null };
/** What an engineer's dialplan may say at its return. */
const answers = [
  'queue=queue1',
  'queue=nowhere',
  'priority=5',
  'dial=ANSWER',
  'dial=BUSY',
  'dial=NOANSWER',
  'record=no',
];
const loopMs = 2_000;
const longestLoopMs = 300_000;

/** Asterisk in virtual time, as `ari-facts.md` found the real one to behave. */
export class SimAsterisk {
  readonly channels = new Map<LegId, Channel>();
  readonly bridges = new Map<BridgeId, Set<Channel>>();
  /** What was asked for again when it had just ended: nobody minds that it is played twice. */
  readonly replayed = new Set<PlaybackId>();
  running = true;
  startedAt: number;
  /** The application is registered: a socket is open as far as Asterisk knows. Without it Stasis() fails. */
  appConnected = false;
  readonly #agenda: Agenda;
  readonly #random: Random;
  readonly #around: Surroundings;
  #callers = 0;
  /** What has been recorded is never written over. */
  readonly #files = new Set<string>();
  readonly #played = new Set<PlaybackId>();

  constructor(agenda: Agenda, random: Random, around: Surroundings) {
    this.#agenda = agenda;
    this.#random = random;
    this.#around = around;
    this.startedAt = agenda.now;
  }

  // What people do

  /** Somebody calls: the dialplan gives the channel to the application, or tries until it can. */
  dial(entry: 'number' | 'queue', target: string, caller: Party, endpoint: string): Channel | null {
    if (!this.running) return null;
    this.#callers += 1;
    const channel = this.#channel({
      id: `${Math.floor(this.startedAt / 1000)}.${this.#callers}` as LegId,
      origin: 'came',
      endpoint,
      args: [entry, target, String(this.#agenda.now)],
      caller,
      dialled: entry === 'number' ? target : 's',
      state: entry === 'queue' ? 'up' : 'down',
    });
    if (entry === 'queue') channel.music = 'default';
    this.#enterStasis(channel, this.#agenda.now + longestLoopMs);
    return channel;
  }

  alert(channel: Channel): void {
    if (!this.lives(channel) || channel.state !== 'down') return;
    channel.state = 'ringing';
    this.#around.tell({ name: 'alerting', channel: channel.id });
  }

  /** Nobody to connect the answered phone to: its channel vanishes when the application is away. */
  answer(channel: Channel): void {
    if (!this.lives(channel) || channel.state === 'up') return;
    if (!this.appConnected) return this.end(channel, normal, 'dialplan');
    channel.state = 'up';
    channel.inStasis = true;
    this.#around.tell({ name: 'answered', channel: channel.id });
  }

  hold(channel: Channel): void {
    if (!this.lives(channel) || channel.held || channel.state !== 'up') return;
    channel.held = true;
    if (channel.inStasis) this.#around.tell({ name: 'held', channel: channel.id });
  }

  retrieve(channel: Channel): void {
    if (!this.lives(channel) || !channel.held) return;
    channel.held = false;
    if (channel.inStasis) this.#around.tell({ name: 'retrieved', channel: channel.id });
  }

  /** REFER; false when there is nobody to ask. */
  refer(channel: Channel, to: Extract<LineEvent, { name: 'transfer' }>['to']): boolean {
    if (!this.lives(channel) || !channel.inStasis || !this.appConnected) return false;
    this.#around.tell({ name: 'transfer', channel: channel.id, to });
    return true;
  }

  press(channel: Channel, digit: string): void {
    if (!this.lives(channel) || !channel.inStasis) return;
    this.#around.tell({ name: 'digit', channel: channel.id, digit });
    if (digit === '#' && channel.recording !== null) this.#stopRecording(channel, 3_000);
  }

  /** Of who came a plain hang-up is told with its cause and then that the channel has left; of our own hang-up the latter. */
  end(channel: Channel, cause: HangupCause, by: EndedBy): void {
    if (!this.lives(channel)) return;
    this.channels.delete(channel.id);
    this.#leaveBridge(channel);
    const { id, origin, inStasis, hook } = channel;
    if (origin === 'tap') {
      this.#stopMedia(channel);
      return this.#around.tell({ name: 'gone', channel: id, cause: { q850: 0, sip: null } });
    }
    // Silence is noticed by Asterisk itself, which tells no cause of who came.
    const isTold = origin === 'rung' || hook !== '' || (inStasis && by !== 'us' && cause.q850 !== 44);
    const goneFirst = this.#random.chance(0.5);
    if (isTold && goneFirst) this.#around.tell({ name: 'gone', channel: id, cause });
    this.#stopMedia(channel);
    if (isTold && !goneFirst) this.#around.tell({ name: 'gone', channel: id, cause });
    if (origin === 'came' && inStasis) this.#around.tell({ name: 'left', channel: id });
    for (const tap of this.channels.values()) {
      if (tap.origin === 'tap' && tap.endpoint === id) this.end(tap, normal, 'asterisk');
    }
    this.#around.ended(channel, by);
  }

  /** Somebody at Asterisk's console takes a party out of its bridge. */
  scatter(): void {
    for (const channel of this.channels.values()) {
      if (channel.bridge === null || !this.#random.chance(0.5)) continue;
      this.#leaveBridge(channel);
      channel.scattered = true;
      return;
    }
  }

  lives(channel: Channel): boolean {
    return this.channels.get(channel.id) === channel;
  }

  /** Somebody can be heard: in a bridge with others, and not on the phone's own hold. */
  isTalking(channel: Channel): boolean {
    if (channel.bridge === null || channel.held) return false;
    return (this.bridges.get(channel.bridge)?.size ?? 0) >= 2;
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
      if (!channel.inStasis && channel.origin === 'came' && channel.hook === '') continue;
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
    // What was handed over once is watched for good.
    const ours = [...this.channels.values()].filter(
      (one) => one.inStasis || one.hook !== '' || one.origin === 'rung',
    );
    return {
      asteriskStartedAt: this.startedAt,
      channels: ours.map(({ id, state, args, caller, dialled, endpoint, hook, inStasis }) => ({
        id,
        state,
        args: hook !== '' && !inStasis ? ['handed-over'] : args,
        caller,
        dialled,
        endpoint,
      })),
      bridges: [...this.bridges].map(([id, inside]) => ({ id, channels: [...inside].map((one) => one.id) })),
    };
  }

  carryOut(effect: Effect): Refusal | null {
    switch (effect.name) {
      case 'ring':
        return this.#ring(effect);
      case 'connect':
        return this.#connect(effect);
      case 'part':
        return this.#part(effect);
      case 'drop-bridge':
        for (const channel of this.bridges.get(effect.bridge) ?? []) {
          channel.bridge = null;
          this.#parted(channel);
        }
        return this.bridges.delete(effect.bridge) ? null : 'not-found';
      case 'hang-up':
        return this.#hangUp(effect.channel);
      case 'tap':
        return this.#tap(effect);
      case 'record': {
        const tap = effect.tap as string as LegId;
        if (this.#files.has(effect.file)) return this.channels.has(tap) ? 'conflict' : 'not-found';
        return this.#on(tap, (channel) => {
          this.#files.add(effect.file);
          channel.recording = effect.file;
          channel.hushed = false;
        });
      }
      case 'hush-recording':
      case 'end-recording': {
        const channel = [...this.channels.values()].find((one) => one.recording === effect.file);
        if (channel === undefined) return 'not-found';
        if (effect.name === 'end-recording') this.#stopRecording(channel, 1_000);
        else channel.hushed = effect.on;
        return null;
      }
      case 'stop-playing': {
        const channel = [...this.channels.values()].find((one) => one.playing === effect.playback);
        if (channel === undefined) return 'not-found';
        this.#stopPlaying(channel, true);
        return null;
      }
      case 'message-lamp':
        return null;
      case 'take-back': {
        const channel = this.channels.get(effect.channel);
        if (channel === undefined) return 'not-found';
        if (channel.inStasis) return 'conflict';
        // Or it is on its way back already.
        if (channel.away) this.#giveBack(channel, []);
        return null;
      }
      case 'play':
        if (this.channels.get(effect.channel)?.playing === effect.playback) return 'conflict';
        return this.#on(effect.channel, (channel) => this.#play(channel, effect.playback));
      default:
        return this.#on(effect.channel, (channel) => this.#toChannel(channel, effect));
    }
  }

  /** What is done to one channel, if it is ours to command. */
  #on(id: LegId, act: (channel: Channel) => void): Refusal | null {
    const channel = this.channels.get(id);
    if (channel === undefined) return 'not-found';
    if (!channel.inStasis) return 'conflict';
    act(channel);
    return null;
  }

  #toChannel(
    channel: Channel,
    effect: The<
      | 'answer'
      | 'hold-caller'
      | 'ringback'
      | 'music'
      | 'mute'
      | 'send-digits'
      | 'show'
      | 'listen'
      | 'answer-transfer'
      | 'beep'
      | 'take-message'
      | 'hand-over'
    >,
  ): void {
    switch (effect.name) {
      case 'answer':
        channel.state = 'up';
        break;
      case 'hold-caller':
        channel.state = 'up';
        channel.music = effect.music;
        break;
      case 'ringback':
        channel.ringback = effect.on;
        break;
      case 'music':
        channel.music = effect.music;
        break;
      case 'mute':
        channel.muted = effect.on;
        break;
      case 'send-digits':
      case 'beep':
      case 'show':
        break;
      case 'listen':
        if (effect.for !== 'nothing') this.#listen(channel);
        break;
      case 'answer-transfer':
        this.#around.transferAnswered(channel, effect.accepted);
        break;
      case 'take-message': {
        const { file } = effect;
        this.#files.add(file);
        channel.recording = file;
        const ms = Math.min(effect.longestMs, this.#random.about(8_000));
        this.#agenda.after(ms, () => {
          if (this.lives(channel) && channel.recording === file) this.#stopRecording(channel, ms);
        });
        break;
      }
      case 'hand-over':
        channel.hook = effect.variables['CORDBOARD_HOOK'] ?? '';
        this.#handOver(channel);
        break;
    }
  }

  #play(channel: Channel, playback: PlaybackId): void {
    this.#stopPlaying(channel, false);
    if (this.#played.has(playback)) this.replayed.add(playback);
    this.#played.add(playback);
    channel.playing = playback;
    // It ends by that, and does not come back by itself.
    channel.music = null;
    this.#agenda.after(this.#random.between(100, 6_000), () => {
      if (this.lives(channel) && channel.playing === playback) this.#stopPlaying(channel, true);
    });
  }

  /** Into the engineer's dialplan, from which it comes back or not. */
  #handOver(channel: Channel): void {
    this.#leaveBridge(channel);
    this.#stopMedia(channel);
    channel.inStasis = false;
    channel.away = true;
    channel.state = 'up';
    channel.music = null;
    channel.ringback = false;
    if (channel.origin === 'came') this.#around.tell({ name: 'left', channel: channel.id });
    if (channel.hook === 'detection') return this.#detect(channel);
    this.#agenda.after(this.#random.about(20_000), () => {
      if (!this.lives(channel)) return;
      if (!channel.away) return;
      if (this.#random.chance(0.4)) return this.end(channel, normal, 'dialplan');
      const said = this.#random.chance(0.5) ? [] : [this.#random.pick(answers)];
      this.#giveBack(channel, said);
    });
  }

  /** AMD() mostly knows in time, and is fetched otherwise. */
  #detect(channel: Channel): void {
    this.#agenda.after(this.#random.between(20, 2_500), () => {
      if (!this.lives(channel) || !channel.away) return;
      const said = this.#random.pick(['HUMAN-HUMAN-400', 'MACHINE-LONGGREETING-900', 'NOTSURE', 'tone', '']);
      this.#giveBack(channel, [`detected=${said}`]);
    });
  }

  /** Whoever is listened to says something, or nothing at all. */
  #listen(channel: Channel): void {
    if (this.#random.chance(0.2)) return;
    const talkMs = this.#random.pick([30, 500, 900, 3_000]);
    const tell = (afterMs: number, event: LineEvent): void => {
      this.#agenda.after(afterMs, () => {
        if (this.lives(channel) && channel.inStasis) this.#around.tell(event);
      });
    };
    const begins = this.#random.between(10, 1_400);
    if (this.#random.chance(0.05)) tell(begins, { name: 'tone', channel: channel.id });
    tell(begins, { name: 'talks', channel: channel.id });
    tell(begins + talkMs + 400, { name: 'silent', channel: channel.id, talkedMs: talkMs });
  }

  #giveBack(channel: Channel, said: readonly string[]): void {
    channel.away = false;
    channel.args = ['return', channel.hook, String(this.#agenda.now), ...said];
    this.#enterStasis(channel, this.#agenda.now + longestLoopMs);
  }

  #ring(effect: The<'ring'>): Refusal | null {
    if (this.channels.has(effect.leg)) return 'conflict';
    if (!this.#around.isRegistered(effect.endpoint)) return 'allocation-failed';
    const channel = this.#channel({
      id: effect.leg,
      origin: 'rung',
      endpoint: effect.endpoint,
      args: ['leg'],
      caller: effect.display,
      dialled: '',
      state: 'down',
    });
    this.#agenda.after(this.#random.between(0, 15), () => {
      if (this.lives(channel)) this.#around.invite(channel, effect.autoAnswer);
    });
    this.#agenda.after(effect.timeoutMs, () => {
      if (channel.state !== 'up') this.end(channel, { q850: 19, sip: 480 }, 'ring-timeout');
    });
    return null;
  }

  /** The bridge is made first, so it stays when a party turns out to be gone. */
  #connect({ bridge: id, channels, make }: The<'connect'>): Refusal | null {
    if (make && !this.bridges.has(id)) this.bridges.set(id, new Set());
    const bridge = this.bridges.get(id);
    if (bridge === undefined) return 'not-found';
    const parties: Channel[] = [];
    for (const leg of channels) {
      const channel = this.channels.get(leg);
      if (channel === undefined) return 'not-found';
      if (!channel.inStasis) return 'unprocessable';
      parties.push(channel);
    }
    for (const channel of parties) {
      if (channel.bridge !== id) this.#leaveBridge(channel);
      channel.bridge = id;
      channel.scattered = false;
      bridge.add(channel);
    }
    const heard = [...bridge].filter(({ origin }) => origin !== 'tap');
    if (heard.length < 2) return null;
    for (const channel of heard) {
      channel.served = true;
      channel.togetherSince ??= this.#agenda.now;
    }
    return null;
  }

  /** Who is in another bridge by now, or in none, is out of this one already. */
  #part({ bridge: id, channel: leg }: The<'part'>): Refusal | null {
    const channel = this.channels.get(leg);
    if (!this.bridges.has(id) || channel === undefined) return 'not-found';
    if (channel.bridge === id) this.#leaveBridge(channel);
    return null;
  }

  #tap(effect: The<'tap'>): Refusal | null {
    if (this.channels.has(effect.tap as string as LegId)) return 'conflict';
    if (this.channels.get(effect.channel)?.state !== 'up') return 'not-found';
    return this.#on(effect.channel, () => {
      const tap = this.#channel({
        id: effect.tap as string as LegId,
        origin: 'tap',
        endpoint: effect.channel,
        args: ['tap'],
        caller: { name: '', number: '' },
        dialled: '',
        state: 'up',
      });
      tap.inStasis = true;
      this.#around.tell({ name: 'tapped', tap: tap.id as string as TapId });
    });
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
    if (!this.lives(channel)) return;
    if (!this.appConnected) {
      channel.state = 'up';
      channel.music = 'default';
      if (this.#agenda.now > giveUpAt) return this.end(channel, normal, 'dialplan');
      this.#agenda.after(loopMs, () => this.#enterStasis(channel, giveUpAt));
      return;
    }
    channel.inStasis = true;
    const { id, args, caller, dialled, endpoint } = channel;
    this.#around.tell({ name: 'entered', channel: id, args, caller, dialled, endpoint });
  }

  #channel(
    made: Pick<Channel, 'id' | 'origin' | 'endpoint' | 'args' | 'caller' | 'dialled' | 'state'>,
  ): Channel {
    const channel: Channel = {
      ...made,
      inStasis: false,
      away: false,
      hook: '',
      dying: false,
      bridge: null,
      music: null,
      ringback: false,
      muted: false,
      held: false,
      playing: null,
      recording: null,
      hushed: false,
      told: false,
      served: false,
      togetherSince: null,
      togetherMs: 0,
      scattered: false,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  #stopMedia(channel: Channel): void {
    this.#stopPlaying(channel, false);
    this.#stopRecording(channel, this.#random.between(500, 20_000));
  }

  #stopPlaying(channel: Channel, whole: boolean): void {
    const { playing } = channel;
    if (playing === null) return;
    channel.playing = null;
    this.#around.tell({ name: 'played', playback: playing, whole });
  }

  #stopRecording(channel: Channel, durationMs: number): void {
    const { recording } = channel;
    if (recording === null) return;
    channel.recording = null;
    const isEmpty = this.#random.chance(0.2);
    this.#around.tell({ name: 'recorded', file: recording, durationMs: isEmpty ? null : durationMs });
  }

  #leaveBridge(channel: Channel): void {
    const bridge = channel.bridge === null ? undefined : this.bridges.get(channel.bridge);
    bridge?.delete(channel);
    channel.bridge = null;
    this.#parted(channel);
    const left = [...(bridge ?? [])].filter(({ origin }) => origin !== 'tap');
    if (left.length < 2) for (const one of left) this.#parted(one);
  }

  #parted(channel: Channel): void {
    if (channel.togetherSince !== null) channel.togetherMs += this.#agenda.now - channel.togetherSince;
    channel.togetherSince = null;
  }
}
