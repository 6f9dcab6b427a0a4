import { describe, expect, it } from 'vitest';
import { CordboardError } from '../../../../src/base/errors.ts';
import type { Effect } from '../../../../src/board/effect.ts';
import type { Command, LineEvent } from '../../../../src/board/input.ts';
import { randomFrom } from '../../ledger/busy-office.ts';
import { channelOf, phoneOf } from '../settings.ts';
import { anna, ben, Desk, deskOffice } from './desk.ts';

/**
 * Phones, callers, agents, desks and an Asterisk that do anything at any time. What must hold then is what `Watch` looks
 * at after each turn; here it is only seen to that everybody gets home in the end.
 */
class Anything {
  readonly desk: Desk;
  readonly #random: () => number;
  #effects: readonly Effect[] = [];

  constructor(seed: number) {
    this.#random = randomFrom(seed);
    const { phones } = deskOffice();
    this.desk = new Desk({
      phones: [...phones.slice(0, 4), phoneOf('1105', { mailbox: true, callWaiting: false })],
      parking: { first: 701, last: 702, returnMs: 9_000 },
    });
  }

  step(): void {
    try {
      this.#take();
      this.#effects = this.desk.effects;
    } catch (error) {
      // A command that the rules forbid: that is their business.
      if (!(error instanceof CordboardError)) throw error;
    }
  }

  #take(): void {
    const { desk } = this;
    const choice = this.#one(100);
    if (choice < 4) desk.dials(this.#phone(), this.#number());
    else if (choice < 7) desk.calls(this.#pick(['900', '900', '910', '1105', '5']), `c${this.#one(1e9)}`);
    else if (choice < 25) this.#progress();
    else if (choice < 40) this.#event();
    else if (choice < 60) this.#permitted();
    else if (choice < 80) desk.command(this.#command());
    else if (choice < 90) desk.command(this.#agentCommand());
    else if (choice < 93) this.#refusal();
    else if (choice < 94 && desk.board.state.lineIsUp) desk.lineDown();
    else if (!desk.board.state.lineIsUp) this.#lineUp();
    else desk.wait(this.#one(6) === 0 ? 21_000 : this.#one(3_000));
  }

  /** What rings is answered, what is connected is bridged, what is hung up is gone. */
  #progress(): void {
    const { desk } = this;
    for (const call of desk.board.state.calls.values()) {
      if (call.phase.name === 'talking' && !call.phase.bridged) return void desk.bridges(call.id);
      const leg = this.#pick(call.legs);
      if (leg.state === 'clearing') return void desk.goes(leg.id);
      if (leg.state === 'reaching') return void desk.alerts(leg.id);
      if (leg.state === 'alerting' && this.#one(3) > 0) return void desk.answers(leg.id);
    }
  }

  #permitted(): void {
    const phone = this.#phone();
    const services = this.desk.permitted(phone).filter((service) => service !== 'dropCall');
    const service = this.#pick(services);
    if (service === undefined) return;
    this.desk.command({ phone, ...this.#verb(service) } as unknown as Command);
  }

  #verb(service: string): object {
    const number = this.#phone();
    switch (service) {
      case 'consultationCall':
        return { name: 'consult', number };
      case 'divertCall':
        return { name: 'divert-call', number };
      default:
        return { name: service.replace('Call', '-call') };
    }
  }

  #event(): void {
    const calls = [...this.desk.board.state.calls.values()];
    const call = this.#pick(calls);
    const leg = this.#pick(call?.legs ?? []);
    if (call === undefined || leg === undefined) return;
    const channel = leg.id;
    const events: LineEvent[] = [
      { name: 'gone', channel, cause: { q850: this.#pick([16, 16, 17, 19, 21, 34, 44, 1, 0]), sip: null } },
      { name: 'held', channel },
      { name: 'retrieved', channel },
      { name: 'transfer', channel, to: { kind: 'number', number: this.#number() } },
      {
        name: 'transfer',
        channel,
        to: { kind: 'channel', channel: this.#pick(calls.flatMap(({ legs }) => legs)).id },
      },
    ];
    const { phase } = call;
    if (leg.state === 'clearing') this.desk.goes(channel);
    else if (this.#one(4) === 0) this.desk.hears(this.#pick(events));
    else if (leg.state === 'reaching') this.desk.alerts(channel);
    else if (leg.state === 'alerting') this.desk.answers(channel);
    else if (phase.name === 'talking' && !phase.bridged) this.desk.bridges(call.id);
  }

  #command(): Command {
    const phone = this.#phone();
    const number = this.#number();
    const named = this.#one(3) === 0 ? { other: number } : {};
    return this.#pick<Command>([
      { phone, name: 'make-call', number },
      { phone, name: 'answer-call', ...named },
      { phone, name: 'reject-call', ...named },
      { phone, name: 'drop-call', ...named },
      { phone, name: 'drop-party', number },
      { phone, name: 'hold-call', ...named },
      { phone, name: 'retrieve-call', ...named },
      { phone, name: 'alternate-call' },
      { phone, name: 'consult', number },
      { phone, name: 'consult', number },
      { phone, name: 'consult', number },
      { phone, name: 'reconnect-call' },
      { phone, name: 'transfer-call' },
      { phone, name: 'transfer-call' },
      { phone, name: 'conference-call' },
      { phone, name: 'conference-call' },
      { phone, name: 'add-party', number },
      { phone, name: 'divert-call', number },
      { phone, name: 'pick-up' },
      { phone, name: 'pick-up', at: this.#phone() },
      { phone, name: 'park-call' },
      { phone, name: 'unpark-call', slot: 701 },
      { phone, name: 'mute', on: this.#one(2) === 0 },
      { phone, name: 'send-digits', digits: '1' },
      { phone, name: 'do-not-disturb', on: this.#one(4) === 0 },
      { phone, name: 'forward', type: this.#pick(['immediate', 'busy', 'noAnswerExt']), number },
      { phone, name: 'forward', type: this.#pick(['immediate', 'busy', 'noAnswerExt']), number: null },
      { phone, name: 'forward', type: 'immediate', number: null },
    ]);
  }

  #agentCommand(): Command {
    const agent = this.#pick([anna, ben]);
    return this.#pick<Command>([
      { name: 'sign-in', agent },
      { name: 'ready', agent },
      { name: 'ready', agent },
      { name: 'ready', agent },
      { name: 'not-ready', agent, reason: 'break' },
      { name: 'sign-out', agent },
      { name: 'answer', agent },
    ]);
  }

  #refusal(): void {
    const effect = this.#pick(this.#effects);
    if (effect === undefined || effect.name === 'hang-up' || effect.name === 'connect') return;
    // What Asterisk did not do, it did not do; that it is not found says that the party is gone.
    const isParty = 'channel' in effect;
    this.desk.refuse(
      effect,
      isParty ? 'not-found' : this.#pick(['timeout', 'allocation-failed', 'conflict']),
    );
  }

  #lineUp(): void {
    const { state } = this.desk.board;
    const began = this.#one(5) === 0 ? state.asteriskStartedAt + 1 : state.asteriskStartedAt;
    const ids = [...state.callsOfLeg.keys()].filter(() => this.#one(8) > 0);
    const hasAll = began === state.asteriskStartedAt;
    const bridges = [...state.calls.values()].flatMap(({ phase, legs }) => {
      if (phase.name !== 'talking' || !phase.bridged) return [];
      const inside = legs.filter(
        ({ id, state: is }) => is === 'connected' && ids.includes(id) && this.#one(4) > 0,
      );
      return [{ id: phase.bridge, channels: inside.map(({ id }) => id) }];
    });
    const channels = ids.map((id) => channelOf(id, { state: this.#pick(['up', 'up', 'ringing'] as const) }));
    this.desk.lineUp({
      asteriskStartedAt: began,
      ...(hasAll ? { channels, bridges } : {}),
    });
  }

  #phone(): never {
    return this.#pick(['1101', '1102', '1103', '1104', '1105']) as never;
  }

  #number(): string {
    const numbers = [
      '1101',
      '1102',
      '1103',
      '1104',
      '1105',
      '900',
      'support',
      '0123',
      '**',
      '**1103',
      '701',
      '5',
    ];
    return this.#pick(numbers);
  }

  #one(of: number): number {
    return Math.floor(this.#random() * of);
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#one(from.length)] as T;
  }

  /** Everybody hangs up. */
  home(): void {
    const { desk } = this;
    const { state } = desk.board;
    if (!state.lineIsUp)
      desk.lineUp({
        asteriskStartedAt: state.asteriskStartedAt,
        channels: [...state.callsOfLeg.keys()].map((id) => channelOf(id)),
      });
    for (let turns = 0; turns < 200 && state.calls.size > 0; turns += 1) {
      const [channel] = state.callsOfLeg.keys();
      if (channel === undefined) break;
      desk.goes(channel);
    }
    desk.wait(60_000);
  }
}

describe('whatever happens', () => {
  it.each(Array.from({ length: 16 }, (_, index) => index + 1))('seed %i: all get home', (seed) => {
    const anything = new Anything(seed);
    for (let steps = 0; steps < 250; steps += 1) anything.step();
    anything.home();
    const { state } = anything.desk.board;
    expect(state.calls.size).toBe(0);
    expect(state.callsOfLeg.size + state.callsOfPhone.size + state.deviceCalls.size).toBe(0);
    for (const agent of [anna, ben]) expect(anything.desk.agent(agent).work.name).toBe('idle');
    for (const line of state.waiting.values()) expect(line.length).toBe(0);
  });
});
