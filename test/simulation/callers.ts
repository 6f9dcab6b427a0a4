import type { Channel, EndedBy } from './sim-asterisk.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';
import { must } from './violation.ts';

export interface CallerHabits {
  readonly betweenMs: number;
  readonly patienceMs: number;
  readonly talkMs: number;
  readonly wrongRate: number;
}

const hungUp = { q850: 16, sip: null };

/** People who call, wait while they can bear it, talk and hang up. */
export class Callers {
  readonly #world: World;
  readonly #random: Random;
  readonly #habits: CallerHabits;
  dialled = 0;

  constructor(world: World, habits: CallerHabits) {
    this.#world = world;
    this.#random = world.random.split();
    this.#habits = habits;
    this.#callLater();
  }

  /** They hear each other, for as long as they have to say something. */
  together(caller: Channel, agent: Channel): void {
    const { asterisk, agenda } = this.#world;
    caller.served = true;
    agenda.after(this.#random.about(this.#habits.talkMs), () => {
      if (caller.bridge === null || caller.bridge !== agent.bridge) return;
      const how = this.#random.next();
      if (how < 0.45) return asterisk.end(caller, hungUp, 'person');
      if (how < 0.9) return asterisk.end(agent, hungUp, 'person');
      this.#hangUpAtDesk(agent);
      // It may not have been possible just then.
      agenda.after(2_000, () => asterisk.end(agent, hungUp, 'person'));
    });
  }

  /** Nobody is cut off by us who was neither served, nor refused, nor put out on purpose. */
  ended(channel: Channel, by: EndedBy): void {
    if (by !== 'us') return;
    const fate = this.#world.fates.get(channel.id);
    const isRight =
      fate === 'refused' ||
      fate === 'ended-by-command' ||
      ((fate === 'completed-by-agent' || fate === 'completed-by-caller') && channel.served) ||
      (fate === 'completed-by-agent' && this.#wasCommanded(channel));
    must(isRight, 'no caller is lost', () => `${channel.id} was hung up on: ${fate}`);
  }

  #hangUpAtDesk(channel: Channel): void {
    const { cordboard, commanded } = this.#world;
    const state = cordboard.board?.state;
    const call = state?.callOfLeg.get(channel.id);
    const phase = call === undefined ? undefined : state?.calls.get(call)?.phase;
    if (call === undefined || phase?.name !== 'talking') return;
    commanded.add(call);
    cordboard.take({ kind: 'command', command: { name: 'hang-up', call, agent: phase.agent } });
  }

  #wasCommanded(channel: Channel): boolean {
    const { cordboard, commanded } = this.#world;
    const call = cordboard.board?.state.callOfLeg.get(channel.id);
    return call !== undefined && commanded.has(call);
  }

  #callLater(): void {
    const { agenda, endsAt } = this.#world;
    agenda.after(this.#random.about(this.#habits.betweenMs), () => {
      if (agenda.now > endsAt) return;
      this.#call();
      this.#callLater();
    });
  }

  #call(): void {
    const { asterisk, office } = this.#world;
    const caller = { name: '', number: `03${this.#random.between(1_000_000, 9_999_999)}` };
    const isWrong = this.#random.chance(this.#habits.wrongRate);
    const entry = this.#random.chance(0.7) ? 'number' : 'queue';
    const targets =
      entry === 'number' ? office.numbers.map((one) => one.number) : office.queues.map((one) => one.id);
    const channel = asterisk.dial(entry, isWrong ? 'nobody' : this.#random.pick(targets), caller);
    if (channel === null) return;
    this.dialled += 1;
    this.#growImpatient(channel, this.#random.about(this.#habits.patienceMs));
  }

  #growImpatient(channel: Channel, patienceMs: number): void {
    const { agenda, asterisk } = this.#world;
    agenda.after(patienceMs, () => {
      if (asterisk.channels.get(channel.id) !== channel) return;
      const isTalking = channel.bridge !== null && asterisk.bridges.get(channel.bridge)?.size === 2;
      if (isTalking) this.#growImpatient(channel, this.#random.about(this.#habits.talkMs));
      else asterisk.end(channel, this.#random.chance(0.5) ? hungUp : { q850: 127, sip: 487 }, 'person');
    });
  }
}
