import { describe, expect, it } from 'vitest';
import { CordboardError } from '../../../../src/base/errors.ts';
import type { AgentId, CallId, LegId } from '../../../../src/board/ids.ts';
import type { Turn } from '../../../../src/board/turn.ts';
import { randomFrom } from '../../ledger/busy-office.ts';
import { channelOf } from '../settings.ts';
import { anna, ben } from '../stage.ts';
import { callbackOffice, CallBackStage } from './call-back-stage.ts';

type Some<One> = readonly [One, ...One[]];

const numbers: Some<string> = ['0341', '0342', '0343'];
const causes = [16, 17, 19, 1, 38, 21, 34];

/**
 * Few customers who want many call-backs, in two queues, of two agents who come and go, and an Asterisk that does anything
 * at any time. `Watch` looks after each turn; what Asterisk itself was asked to do is counted here.
 */
class Anything extends CallBackStage {
  readonly #random: () => number;
  /** The channels at which a number is rung or on the line, as Asterisk has them. */
  readonly #called = new Map<LegId, string>();
  readonly #callers = new Map<LegId, string>();
  #lastChannel = 0;
  readonly seen: Set<string> | undefined = new Set();

  constructor(seed: number) {
    const random = randomFrom(seed);
    const office = callbackOffice({
      first: random() < 0.5 ? 'agent' : 'customer',
      pressOne: random() < 0.5,
      gapMs: 10_000,
      expiresMs: 300_000,
    });
    const [support, sales] = office.queues;
    if (support === undefined || sales === undefined) throw new Error('two queues');
    const { callback, exits } = support;
    super({ ...office, queues: [support, { ...sales, callback, exits }] });
    this.#random = random;
  }

  step(): void {
    try {
      this.#happen();
    } catch (error) {
      if (!(error instanceof CordboardError)) throw error;
    }
  }

  override take(input: Parameters<CallBackStage['take']>[0]): Turn {
    const turn = super.take(input);
    // Not yet while the stage takes its office.
    for (const fact of turn.facts) this.seen?.add(fact.kind);
    for (const effect of turn.effects) if (effect.name === 'ring') this.#rings(effect.leg, effect.endpoint);
    return turn;
  }

  #rings(leg: LegId, endpoint: string): void {
    const number = numbers.find((one) => endpoint.includes(`/${one}@`));
    if (number === undefined) return;
    const others = [...this.#called, ...this.#callers].filter(([, other]) => other === number);
    expect(others, `${number} is on the line or called already`).toEqual([]);
    this.#called.set(leg, number);
  }

  #happen(): void {
    const choice = this.#random();
    if (choice < 0.08) return this.#calls();
    if (choice < 0.3) return this.#presses();
    if (choice < 0.4) return this.#plays();
    if (choice < 0.55) return this.#picksUp();
    if (choice < 0.75) return this.#ends();
    if (choice < 0.85) return this.#agents();
    if (choice < 0.88) return this.#loses();
    if (choice < 0.94) return this.#commands();
    this.wait(1 + Math.floor(this.#random() * (this.#random() < 0.2 ? 30_000 : 3_000)));
  }

  #calls(): void {
    const number = this.#pick(numbers);
    if ([...this.#callers.values(), ...this.#called.values()].includes(number)) return;
    const channel = `c${(this.#lastChannel += 1)}`;
    this.#callers.set(channel as LegId, number);
    this.entersAs(channel, number, this.#pick(['900', '901']));
  }

  #presses(): void {
    const channel = this.#pick([...this.#callers.keys(), ...this.#called.keys()]);
    if (channel !== undefined) this.press(channel, this.#pick(['5', '1', '1', '2', '*', '0', '#']));
  }

  #plays(): void {
    const calls = [...this.board.state.calls.keys()].filter((call) => this.hears(call).length > 0);
    const call: CallId | undefined = this.#pick(calls);
    if (call !== undefined) this.played(call);
  }

  #picksUp(): void {
    const ringing = this.#legs().filter(({ state }) => state === 'reaching' || state === 'alerting');
    const leg = this.#pick(ringing);
    if (leg === undefined) return;
    if (this.#random() < 0.3) this.alerts(leg.id);
    else this.answers(leg.id);
    if (this.#called.has(leg.id) && this.#random() < 0.5) this.press(leg.id, '1');
  }

  #ends(): void {
    const leg = this.#pick(this.#legs());
    if (leg === undefined) return;
    const isClearing = leg.state === 'clearing';
    if (!isClearing && this.#random() < 0.5) return;
    this.#forget(leg.id);
    this.goes(leg.id, isClearing ? 16 : this.#pick(causes));
  }

  #agents(): void {
    const agent = this.#pick<AgentId>([anna, ben]);
    const name = this.#pick(['sign-in', 'ready', 'ready', 'not-ready', 'sign-out'] as const);
    this.command(name === 'not-ready' ? { name, agent, reason: 'lunch' } : { name, agent });
  }

  #commands(): void {
    const call = this.#pick([...this.board.state.calls.keys()]);
    if (call === undefined) return;
    this.command({
      name: this.#pick(['want-callback', 'cancel-callback', 'call-back-now'] as const),
      call,
    });
  }

  /** Asterisk is gone and there again, with whoever is still in it, or begins anew with nobody. */
  #loses(): void {
    this.lineDown();
    const isNew = this.#random() < 0.3;
    const stays = this.#legs().filter(
      ({ state }) => !isNew && (state === 'clearing' || this.#random() < 0.7),
    );
    const kept = new Set(stays.map(({ id }) => id));
    for (const id of [...this.#called.keys(), ...this.#callers.keys()]) if (!kept.has(id)) this.#forget(id);
    this.lineUp({
      asteriskStartedAt: isNew ? this.at : this.board.state.asteriskStartedAt,
      channels: stays.map(({ id, state }) =>
        channelOf(id, { state: state === 'reaching' || state === 'alerting' ? 'ringing' : 'up' }),
      ),
    });
  }

  /** Everybody goes home: what is left is given up in its time. */
  finish(): void {
    for (let round = 0; round < 400 && this.board.state.calls.size > 0; round += 1) {
      for (const { id } of this.#legs()) {
        this.#forget(id);
        this.goes(id);
      }
      this.wait(5_000);
    }
  }

  #legs() {
    return [...this.board.state.calls.values()].flatMap(({ legs }) => legs);
  }

  #forget(id: LegId): void {
    this.#called.delete(id);
    this.#callers.delete(id);
  }

  #pick<One>(of: Some<One>): One;
  #pick<One>(of: readonly One[]): One | undefined;
  #pick<One>(of: readonly One[]): One | undefined {
    return of[Math.floor(this.#random() * of.length)];
  }
}

describe('call-backs, whatever happens', () => {
  const seen = new Set<string>();

  it.each(Array.from({ length: 10 }, (_, index) => index + 1))(
    'C22: no number is called twice at once (%i)',
    (seed) => {
      const stage = new Anything(seed);
      for (let step = 0; step < 300; step += 1) stage.step();
      for (const kind of stage.seen ?? []) seen.add(kind);
      stage.finish();
      expect([...stage.board.state.calls.keys()]).toEqual([]);
    },
  );

  it('and all of it has happened', () => {
    for (const kind of ['wanted', 'dialled', 'answered', 'accepted', 'failed', 'due']) {
      expect(seen).toContain(`callback.${kind}`);
    }
    expect(seen).toContain('call.connected');
  });
});
