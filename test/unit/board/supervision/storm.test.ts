import { expect, test } from 'vitest';
import { CordboardError } from '../../../../src/base/errors.ts';
import { isTapInUse, tapsOf } from '../../../../src/board/call/taps.ts';
import type { AgentId, BridgeId, LegId, PhoneId, TapId } from '../../../../src/board/ids.ts';
import type { Command, Survey } from '../../../../src/board/input.ts';
import type { Turn } from '../../../../src/board/turn.ts';
import { agentOf, missedAlways, numberOf, officeOf, phoneOf, queueOf } from '../settings.ts';
import { Stage, support } from '../stage.ts';

const agents = ['anna', 'ben'] as AgentId[];
const phones = ['1001', '1002', '1003', '1004'] as PhoneId[];
const bosses = ['1008', '1009'] as PhoneId[];

const theOffice = () =>
  officeOf({
    agents: agents.map((id, index) => agentOf(id, { phone: phones[index] ?? null })),
    phones: [...phones, ...bosses].map((id) => phoneOf(id, { autoAnswer: true })),
    queues: [
      queueOf(support, agents, {
        record: 'always',
        wrapUpMs: 1_000,
        restMs: 1_000,
        missed: missedAlways('rest'),
      }),
    ],
    numbers: [numberOf('900', support)],
    recording: { mostPerCall: 3, direct: 'on-demand' },
  });

interface File {
  readonly tap: TapId;
  hushed: boolean;
}

/** A stage whose Asterisk does what it is asked for, at some later time, and forgets nothing. */
class Storm extends Stage {
  readonly channels = new Map<LegId, 'ringing' | 'up'>();
  readonly bridgesThere = new Map<BridgeId, Set<LegId>>();
  readonly taps = new Map<TapId, LegId>();
  readonly files = new Map<string, File>();
  readonly #untold: TapId[] = [];
  readonly #unbridged: BridgeId[] = [];
  /** Not yet while the stage takes its office. */
  isReady = false;
  #callers = 0;

  constructor() {
    super(theOffice());
    this.isReady = true;
    for (const id of agents) this.ready(id);
  }

  override take(input: Parameters<Stage['take']>[0]): Turn {
    const turn = super.take(input);
    if (this.isReady) this.#do(turn);
    return turn;
  }

  calls(): void {
    this.#callers += 1;
    const channel = `c${this.#callers}` as LegId;
    this.channels.set(channel, 'up');
    this.enters(channel);
  }

  ask(command: Command): void {
    try {
      this.command(command);
    } catch (error) {
      // Rules forbid most of what is asked for at random.
      if (!(error instanceof CordboardError)) throw error;
    }
  }

  /** Something that Asterisk has still to tell. */
  tells(pick: (count: number) => number): void {
    const ringing = [...this.channels].filter(([, state]) => state === 'ringing').map(([id]) => id);
    const answered = ringing[pick(ringing.length)];
    const tap = this.#untold.shift();
    const bridge = this.#unbridged.shift();
    if (tap !== undefined && this.taps.has(tap)) this.take({ kind: 'line', event: { name: 'tapped', tap } });
    if (bridge !== undefined) this.take({ kind: 'line', event: { name: 'bridged', bridge } });
    if (answered !== undefined && pick(2) === 0) {
      this.channels.set(answered, 'up');
      this.answers(answered);
    }
  }

  /** A channel goes; taps at it go just before. */
  hangsUp(channel: LegId): void {
    if (!this.channels.delete(channel)) return;
    for (const members of this.bridgesThere.values()) members.delete(channel);
    for (const [tap, at] of this.taps) {
      if (at !== channel) continue;
      this.#endTap(tap);
      this.goes(tap);
    }
    this.goes(channel);
  }

  survey(): Survey {
    const ids = [...this.channels.keys(), ...this.taps.keys()];
    return {
      asteriskStartedAt: 1,
      channels: ids.map((id) => this.channel(id, this.channels.get(id as LegId) ?? 'up')),
      bridges: [...this.bridgesThere].map(([id, channels]) => ({ id, channels: [...channels] })),
    };
  }

  gap(pick: (count: number) => number): void {
    this.lineDown();
    // What goes meanwhile is not told.
    const gone = [...this.channels.keys()][pick(this.channels.size * 2)];
    if (gone !== undefined) this.channels.delete(gone);
    for (const [tap, at] of this.taps) if (at === gone || pick(6) === 0) this.#endTap(tap);
    for (const members of this.bridgesThere.values()) if (gone !== undefined) members.delete(gone);
    this.lineUp(this.survey());
  }

  /** Asterisk listens to whom it should, writes what it should, and to nobody and nothing else. */
  check(): void {
    const { state } = this.board;
    for (const call of state.calls.values()) {
      for (const [tap, { channel, file, hushed }] of tapsOf(call)) {
        expect(this.taps.get(tap), `${tap} of ${call.id}`).toBe(channel);
        if (file !== null) expect(this.files.get(file), file).toEqual({ tap, hushed });
      }
      const { phase } = call;
      if (phase.name !== 'monitoring' || phase.tap?.state !== 'stands') continue;
      const hears = [...(this.bridgesThere.get(phase.bridge) ?? [])];
      expect(hears, `who hears ${phase.tap.tap}`).toEqual(
        expect.arrayContaining([phase.leg, phase.tap.tap as string]),
      );
    }
    for (const tap of this.taps.keys())
      expect(isTapInUse(state, tap), `${tap} is needed by nobody`).toBe(true);
  }

  #do(turn: Turn): void {
    for (const effect of turn.effects) {
      switch (effect.name) {
        case 'ring':
          this.channels.set(effect.leg, 'ringing');
          break;
        case 'tap':
          if (!this.channels.has(effect.channel)) break;
          this.taps.set(effect.tap, effect.channel);
          this.#untold.push(effect.tap);
          break;
        case 'record':
          if (!this.files.has(effect.file)) this.files.set(effect.file, { tap: effect.tap, hushed: false });
          break;
        case 'hush-recording': {
          const file = this.files.get(effect.file);
          if (file !== undefined) file.hushed = effect.on;
          break;
        }
        case 'end-recording':
          this.files.delete(effect.file);
          break;
        case 'connect': {
          const members = this.bridgesThere.get(effect.bridge) ?? new Set();
          this.bridgesThere.set(effect.bridge, members);
          for (const others of this.bridgesThere.values())
            for (const id of effect.channels) others.delete(id);
          for (const id of effect.channels)
            if (this.channels.has(id) || this.taps.has(id as string as TapId)) members.add(id);
          this.#unbridged.push(effect.bridge);
          break;
        }
        case 'part':
          this.bridgesThere.get(effect.bridge)?.delete(effect.channel);
          break;
        case 'drop-bridge':
          this.bridgesThere.delete(effect.bridge);
          break;
        case 'hang-up':
          if (this.taps.has(effect.channel as string as TapId))
            this.#endTap(effect.channel as string as TapId);
          else if (this.channels.has(effect.channel)) this.#hungUp.push(effect.channel);
          break;
        default:
      }
    }
    for (const channel of this.#hungUp.splice(0)) this.hangsUp(channel);
  }

  readonly #hungUp: LegId[] = [];

  #endTap(tap: TapId): void {
    this.taps.delete(tap);
    for (const members of this.bridgesThere.values()) members.delete(tap as string as LegId);
    for (const [name, file] of this.files) if (file.tap === tap) this.files.delete(name);
  }
}

function pickerFrom(seed: number): (count: number) => number {
  let state = seed * 2_654_435_761;
  return (count) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return count === 0 ? 0 : Math.floor((state / 2 ** 32) * count);
  };
}

test.each(Array.from({ length: 25 }, (_, index) => index + 1))(
  'whatever happens, Asterisk listens to whom it should and to nobody else: storm %d',
  (seed) => {
    const storm = new Storm();
    const pick = pickerFrom(seed);
    const one = <T>(list: readonly T[]): T => list[pick(list.length)] as T;
    for (let step = 0; step < 250; step += 1) {
      storm.wait(pick(400));
      const phone = one([...phones, ...bosses]);
      const number = one([...phones, '900']);
      switch (pick(16)) {
        case 0:
          if (storm.board.state.calls.size < 6) storm.calls();
          break;
        case 1:
          storm.hangsUp([...storm.channels.keys()][pick(storm.channels.size)] ?? ('none' as LegId));
          break;
        case 2:
          storm.gap(pick);
          break;
        case 3:
        case 4:
          storm.ask({
            name: 'supervise',
            phone: one(bosses),
            agent: one(agents),
            mode: one(['listen', 'whisper', 'barge', 'take-over']),
            by: null,
          });
          break;
        case 5:
          storm.ask({ name: 'consult', phone, number });
          break;
        case 6:
          storm.ask({
            name: one(['transfer-call', 'conference-call', 'reconnect-call', 'alternate-call']),
            phone,
          });
          break;
        case 7:
          storm.ask({ name: one(['hold-call', 'retrieve-call', 'drop-call']), phone });
          break;
        case 8:
          storm.ask({
            name: one(['start-recording', 'stop-recording', 'pause-recording', 'resume-recording']),
            phone,
          });
          break;
        case 9:
          storm.ask({ name: one(['add-party', 'divert-call']), phone, number });
          break;
        case 10:
          storm.ask(
            one([
              { name: 'stop-supervising', phone: one(bosses) },
              { name: 'park-call', phone },
            ]),
          );
          break;
        case 11:
          storm.ask({ name: 'make-call', phone, number });
          break;
        default:
          storm.tells(pick);
      }
      storm.check();
    }
  },
);
