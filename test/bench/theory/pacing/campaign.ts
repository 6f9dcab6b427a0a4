import { type Customer, customerOf, population, type Population } from './customers.ts';
import { Agenda } from './heap.ts';

/** A day of a simulated campaign: section 1 of the pacing specification. */
export interface Day {
  readonly seed: number;
  readonly agents: number;
  readonly dayMs: number;
  /** The share of the called who are persons and answer, at this moment of the day. */
  readonly answerRate: (at: number) => number;
  readonly population: Population;
  readonly toleranceMs: number;
  /** Agents come late, take breaks and leave. */
  readonly churn: boolean;
  readonly detector: 'perfect' | 'off' | 'real';
}

export const ordinaryDay: Omit<Day, 'seed' | 'agents' | 'answerRate'> = {
  dayMs: 8 * 3_600_000,
  population,
  toleranceMs: 2_000,
  churn: false,
  detector: 'perfect',
};

/** What a policy is asked and told. `Office` is the campaign's truth: only oracles look beyond the dialler's own. */
export interface Pacer {
  calls(office: Office): number;
  /** Attempts to hang up that still ring. */
  drops?(office: Office): readonly Attempt[];
  ended?(office: Office, attempt: Attempt, end: 'person' | 'machine' | 'none'): void;
  answered?(office: Office): void;
  abandoned?(office: Office): void;
  talked?(office: Office, ms: number): void;
  wrappedUp?(office: Office, ms: number): void;
}

export interface Attempt {
  readonly startedAt: number;
  readonly customer: Customer;
  /** The moment of the answer, or of the end of an attempt nobody answers. */
  readonly dueAt: number;
  over: boolean;
}

export interface Agent {
  readonly id: number;
  phase: 'away' | 'idle' | 'talk' | 'wrap-up';
  since: number;
  /** When talk and wrap-up will be over: known to oracles. */
  readyAt: number;
  leaving: boolean;
  loggedInMs: number;
  loggedInAt: number;
}

/** One who talks or wraps up. */
export interface BusyAgent extends Agent {
  phase: 'talk' | 'wrap-up';
}

export interface Outcome {
  readonly utilisation: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly dialled: number;
  /** Persons that a detector took for machines. */
  readonly silent: number;
  /** The largest share abandoned at any moment after which it was counted, in %. */
  readonly worstMomentPct: number;
  readonly firstHour: { readonly utilisation: number; readonly answered: number; readonly abandoned: number };
  readonly nextCall: number;
}

export interface Office {
  readonly now: number;
  readonly day: Day;
  readonly free: number;
  /** Logged in. */
  readonly agents: number;
  readonly waiting: number;
  readonly inFlight: readonly number[];
  readonly attempts: readonly Attempt[];
  readonly busy: readonly BusyAgent[];
  readonly maxNew: number;
  readonly answered: number;
  readonly abandoned: number;
  /** What the next calls would meet. */
  customer(ahead: number): Customer;
}

type Happening = () => void;

const ringing = { linesAnAgent: 8, callsASecond: 40, everyMs: 500 };
/** A machine that reaches an agent: he hears it out for so long, which is no use to anybody. */
const machineTalkMs = 10_000;
const machineWrapUpMs = 2_000;

export function runDay(day: Day, pacer: Pacer, firstCall = 0, watch?: (office: Office) => void): Outcome {
  return new Run(day, pacer, firstCall, watch).run();
}

class Run implements Office {
  now = 0;
  readonly day: Day;
  readonly #pacer: Pacer;
  readonly #agenda = new Agenda<Happening>();
  readonly inFlight: number[] = [];
  readonly attempts: Attempt[] = [];
  readonly busy: BusyAgent[] = [];
  readonly #idle: Agent[] = [];
  readonly #waiting: { readonly customer: Customer; gone: boolean }[] = [];
  readonly #all: Agent[] = [];
  readonly #watch: ((office: Office) => void) | undefined;
  agents = 0;
  answered = 0;
  abandoned = 0;
  maxNew = 0;
  #silent = 0;
  #usedMs = 0;
  #dialled = 0;
  #nextCall: number;
  #pace = ringing.callsASecond;
  #pacedAt = 0;
  #worstMoment = 0;
  #hour = { usedMs: 0, answered: 0, abandoned: 0, loggedInMs: 0 };
  #talking = 0;

  constructor(day: Day, pacer: Pacer, firstCall: number, watch: ((office: Office) => void) | undefined) {
    this.day = day;
    this.#pacer = pacer;
    this.#nextCall = firstCall;
    this.#watch = watch;
  }

  get free(): number {
    return this.#idle.length;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  customer(ahead: number): Customer {
    const { seed, answerRate, population: people } = this.day;
    return customerOf(seed, this.#nextCall + ahead, answerRate(this.now), people);
  }

  run(): Outcome {
    const { day } = this;
    for (let id = 0; id < day.agents; id += 1) {
      const agent: Agent = {
        id,
        phase: 'away',
        since: 0,
        readyAt: 0,
        leaving: false,
        loggedInMs: 0,
        loggedInAt: 0,
      };
      this.#all.push(agent);
      if (day.churn) this.#schedule(agent);
      else this.#agenda.add(0, () => this.#come(agent));
    }
    for (let at = 0; at < day.dayMs; at += ringing.everyMs) this.#agenda.add(at, () => undefined);
    if (day.dayMs > 3_600_000) this.#agenda.add(3_600_000, () => this.#endOfFirstHour());
    while (this.#agenda.nextAt < day.dayMs) {
      this.now = this.#agenda.nextAt;
      this.#agenda.take()?.();
      this.#watch?.(this);
      if (this.#agenda.nextAt > this.now) this.#dial();
    }
    // Nothing more is dialled; what was dialled comes to its end, and is counted.
    const { usedMs, loggedInMs } = this.#usage(day.dayMs);
    while (this.#agenda.nextAt < day.dayMs + 60_000) {
      this.now = this.#agenda.nextAt;
      this.#agenda.take()?.();
    }
    const hour = this.#hour;
    return {
      utilisation: usedMs / loggedInMs,
      answered: this.answered,
      abandoned: this.abandoned,
      dialled: this.#dialled,
      silent: this.#silent,
      worstMomentPct: this.#worstMoment,
      firstHour: {
        utilisation: hour.loggedInMs > 0 ? hour.usedMs / hour.loggedInMs : 0,
        answered: hour.answered,
        abandoned: hour.abandoned,
      },
      nextCall: this.#nextCall,
    };
  }

  #usage(at: number): { usedMs: number; loggedInMs: number } {
    let usedMs = this.#usedMs;
    let loggedInMs = 0;
    for (const agent of this.#all) {
      loggedInMs += agent.loggedInMs + (agent.phase === 'away' ? 0 : at - agent.loggedInAt);
      if ((agent.phase === 'talk' || agent.phase === 'wrap-up') && !this.#useless.has(agent))
        usedMs += at - agent.since;
    }
    return { usedMs, loggedInMs };
  }

  readonly #useless = new Set<Agent>();

  #endOfFirstHour(): void {
    const { usedMs, loggedInMs } = this.#usage(this.now);
    this.#hour = { usedMs, loggedInMs, answered: this.answered, abandoned: this.abandoned };
  }

  #dial(): void {
    for (const attempt of this.#pacer.drops?.(this) ?? []) this.#end(attempt, 'none');
    this.#pace = Math.min(
      ringing.callsASecond,
      this.#pace + ((this.now - this.#pacedAt) / 1_000) * ringing.callsASecond,
    );
    this.#pacedAt = this.now;
    const lines = this.agents * ringing.linesAnAgent - this.inFlight.length - this.#talking - this.waiting;
    this.maxNew = Math.max(0, Math.min(lines, Math.floor(this.#pace)));
    if (this.maxNew === 0) return;
    const calls = this.#pacer.calls(this);
    if (calls < 0 || calls > this.maxNew)
      throw new Error(`A policy asked for ${calls} of ${this.maxNew} calls.`);
    this.#pace -= calls;
    for (let call = 0; call < calls; call += 1) {
      const customer = this.customer(0);
      this.#nextCall += 1;
      this.#dialled += 1;
      const attempt: Attempt = {
        startedAt: this.now,
        customer,
        dueAt: this.now + customer.afterMs,
        over: false,
      };
      this.attempts.push(attempt);
      this.inFlight.push(this.now);
      this.#agenda.add(attempt.dueAt, () => this.#due(attempt));
    }
  }

  #due(attempt: Attempt): void {
    if (attempt.over) return;
    const { kind, luck } = attempt.customer;
    if (kind !== 'person' && kind !== 'machine') return this.#end(attempt, 'none');
    const { detector } = this.day;
    if (detector === 'perfect')
      return kind === 'person' ? this.#answer(attempt) : this.#end(attempt, 'machine');
    if (detector === 'off') return this.#answer(attempt);
    this.#agenda.add(this.now + 800, () => {
      const takenForPerson = kind === 'person' ? luck > 0.05 : luck <= 0.1;
      if (takenForPerson) return this.#answer(attempt);
      if (kind === 'person') this.#silent += 1;
      this.#end(attempt, 'machine');
    });
  }

  #end(attempt: Attempt, end: 'person' | 'machine' | 'none'): void {
    if (attempt.over) return;
    attempt.over = true;
    const index = this.attempts.indexOf(attempt);
    this.attempts.splice(index, 1);
    this.inFlight.splice(index, 1);
    this.#pacer.ended?.(this, attempt, end);
  }

  #answer(attempt: Attempt): void {
    const { customer } = attempt;
    const person = customer.kind === 'person';
    this.#end(attempt, 'person');
    if (person) this.answered += 1;
    // With a perfect detector the answer is a person's; else an agent says so after the talk.
    if (this.day.detector === 'perfect') this.#pacer.answered?.(this);
    const agent = this.#idle.shift();
    if (agent !== undefined) return this.#connect(agent, customer);
    const waiter = { customer, gone: false };
    this.#waiting.push(waiter);
    this.#agenda.add(this.now + this.day.toleranceMs, () => {
      if (waiter.gone) return;
      this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
      if (person) {
        this.abandoned += 1;
        this.#worstMoment = Math.max(this.#worstMoment, (100 * this.abandoned) / this.answered);
      }
      this.#pacer.abandoned?.(this);
    });
  }

  #connect(agent: Agent, customer: Customer): void {
    const person = customer.kind === 'person';
    const talkMs = person ? customer.talkMs : machineTalkMs;
    const wrapUpMs = person ? customer.wrapUpMs : machineWrapUpMs;
    const busy = Object.assign(agent, { phase: 'talk' as const, since: this.now }) as Agent & BusyAgent;
    agent.readyAt = this.now + talkMs + wrapUpMs;
    if (!person) this.#useless.add(agent);
    this.busy.push(busy);
    this.#talking += 1;
    this.#agenda.add(this.now + talkMs, () => {
      this.#talking -= 1;
      if (person && this.day.detector !== 'perfect') this.#pacer.answered?.(this);
      if (person) this.#usedMs += talkMs;
      this.#pacer.talked?.(this, talkMs);
      agent.phase = 'wrap-up';
      agent.since = this.now;
      this.#agenda.add(this.now + wrapUpMs, () => {
        if (person) this.#usedMs += wrapUpMs;
        this.#useless.delete(agent);
        this.#pacer.wrappedUp?.(this, wrapUpMs);
        this.busy.splice(this.busy.indexOf(busy), 1);
        this.#rest(agent, customer);
      });
    });
  }

  /** After a call: the next, or a break. */
  #rest(agent: Agent, customer: Customer): void {
    agent.phase = 'idle';
    agent.since = this.now;
    const onBreak = this.day.churn && customer.luck <= 0.03;
    if (agent.leaving || onBreak) {
      this.#go(agent);
      // Breaks are 10 minutes in the mean, exponential by the customer's luck.
      if (!agent.leaving) {
        const breakMs = -Math.log(customer.luck / 0.03) * 600_000;
        this.#agenda.add(this.now + breakMs, () => this.#come(agent));
      }
      return;
    }
    this.#ready(agent);
  }

  #come(agent: Agent): void {
    if (agent.phase !== 'away' || agent.leaving) return;
    agent.loggedInAt = this.now;
    this.agents += 1;
    agent.phase = 'idle';
    this.#ready(agent);
  }

  #ready(agent: Agent): void {
    agent.since = this.now;
    const waiter = this.#waiting.shift();
    if (waiter === undefined) {
      this.#idle.push(agent);
      return;
    }
    waiter.gone = true;
    this.#connect(agent, waiter.customer);
  }

  #go(agent: Agent): void {
    agent.phase = 'away';
    agent.loggedInMs += this.now - agent.loggedInAt;
    this.agents -= 1;
    const idle = this.#idle.indexOf(agent);
    if (idle >= 0) this.#idle.splice(idle, 1);
  }

  /** Logins over 15 minutes, half an hour of lunch, and one in five leaves at 6.5 hours. */
  #schedule(agent: Agent): void {
    const { agents, dayMs } = this.day;
    const place = agent.id / agents;
    this.#agenda.add(Math.round(place * 900_000), () => this.#come(agent));
    const leave = (backAfterMs: number | undefined): void => {
      if (agent.phase === 'away') return;
      agent.leaving = true;
      if (backAfterMs !== undefined) {
        this.#agenda.add(this.now + backAfterMs, () => {
          agent.leaving = false;
          this.#come(agent);
        });
      }
      // Who talks ends his call first; who is idle goes at once, if no call is on its way to him.
      if (agent.phase === 'idle' && this.free > this.inFlight.length) this.#go(agent);
    };
    this.#agenda.add(Math.round(dayMs * (0.45 + 0.15 * place)), () => leave(1_800_000));
    if (agent.id % 5 === 4) this.#agenda.add(Math.round(dayMs * 0.8125), () => leave(undefined));
  }
}
