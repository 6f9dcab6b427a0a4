import type { HistoryRow, Segment } from '../../src/board/account.ts';
import type { Fact } from '../../src/board/fact.ts';
import type { AgentId, CallId } from '../../src/board/ids.ts';
import type { BoardState } from '../../src/board/state.ts';
import type { Turn } from '../../src/board/turn.ts';
import { must } from './violation.ts';

interface OpenAccount {
  readonly startAt: number;
  coveredTo: number;
  waitMs: number;
  talkMs: number;
}

/** Keeps the books of a run from what was committed, as a supervisor with a pencil would, and compares. */
export class Audit {
  offered = 0;
  answered = 0;
  abandoned = 0;
  refused = 0;
  lost = 0;
  ended = 0;
  segments = 0;
  readonly history = new Map<CallId, HistoryRow>();
  readonly #calls = new Map<CallId, OpenAccount>();
  readonly #agents = new Map<AgentId, { coveredTo: number }>();
  #lastAt = 0;

  committed(turns: readonly Turn[]): void {
    for (const { facts, changes } of turns) {
      for (const fact of facts) this.#begin(fact);
      for (const segment of changes.segments) this.#cover(segment);
      for (const row of changes.history) this.#close(row);
      for (const fact of facts) this.#finish(fact);
    }
  }

  /** What was offered is answered, abandoned, refused, lost, ended by command or still there. */
  balance(state: BoardState): void {
    let there = 0;
    for (const { phase } of state.calls.values()) if (phase.name !== 'ended') there += 1;
    const gone = this.answered + this.abandoned + this.refused + this.lost + this.ended;
    must(
      this.offered === gone + there,
      'calls balance',
      () => `${this.offered} offered, ${gone} gone, ${there} there`,
    );
    must(
      this.#calls.size === there,
      'calls balance',
      () => `${this.#calls.size} open accounts, ${there} there`,
    );
  }

  #begin(fact: Fact): void {
    must(
      fact.at >= this.#lastAt,
      'time goes forward',
      () => `${fact.kind} at ${fact.at} after ${this.#lastAt}`,
    );
    this.#lastAt = fact.at;
    if (fact.kind === 'call.arrived') {
      this.offered += 1;
      this.#calls.set(fact.call, { startAt: fact.at, coveredTo: fact.at, waitMs: 0, talkMs: 0 });
    }
    if (fact.kind === 'call.queued') {
      // What the dialplan held the caller for is part of the call.
      const { enteredAt } = fact;
      this.#calls.set(fact.call, { startAt: enteredAt, coveredTo: enteredAt, waitMs: 0, talkMs: 0 });
    }
    if (fact.kind === 'agent.signed-in') this.#agents.set(fact.agent, { coveredTo: fact.at });
  }

  #cover(segment: Segment): void {
    this.segments += 1;
    const call = segment.subject === 'call' ? this.#calls.get(segment.call) : undefined;
    const account = segment.subject === 'call' ? call : this.#agents.get(segment.agent);
    const { startAt, endAt, state } = segment;
    must(endAt > startAt, 'segments tile', () => `${JSON.stringify(segment)} has no length`);
    must(account?.coveredTo === startAt, 'segments tile', () => {
      return `${JSON.stringify(segment)} follows on ${account?.coveredTo}`;
    });
    if (account !== undefined) account.coveredTo = endAt;
    if (call !== undefined && state === 'waiting') call.waitMs += endAt - startAt;
    if (call !== undefined && state === 'talking') call.talkMs += endAt - startAt;
  }

  #close(row: HistoryRow): void {
    const account = this.#calls.get(row.call);
    const isOnce = account !== undefined && !this.history.has(row.call);
    must(isOnce, 'one history row a call', () => `${row.call} ended twice or never began`);
    this.history.set(row.call, row);
    const { startAt, coveredTo, waitMs, talkMs } = account ?? {
      startAt: 0,
      coveredTo: 0,
      waitMs: 0,
      talkMs: 0,
    };
    const isWhole = startAt === row.startedAt && coveredTo === row.endedAt;
    must(isWhole, 'segments tile', () => `${row.call} is covered to ${coveredTo} of ${row.endedAt}`);
    const sumsAgree = waitMs === row.waitMs && talkMs === row.talkMs;
    must(
      sumsAgree,
      'history agrees with segments',
      () => `${JSON.stringify(row)}: waited ${waitMs}, talked ${talkMs}`,
    );
    this.#calls.delete(row.call);
    this.#count(row);
  }

  #count({ end, agent, call, disposition }: HistoryRow): void {
    if (end === 'refused') this.refused += 1;
    else if (end === 'lost-by-asterisk') this.lost += 1;
    else if (end === 'abandoned') this.abandoned += 1;
    else if (end === 'ended-by-command') this.ended += 1;
    else this.answered += 1;
    const spoke = end === 'completed-by-agent' || end === 'completed-by-caller';
    must(!spoke || agent !== null, 'who talked is known', () => `${call} was ${end} by nobody`);
    must(
      spoke === (disposition === 'ANSWERED') || agent !== null,
      'disposition fits',
      () => `${call}: ${disposition}`,
    );
  }

  #finish(fact: Fact): void {
    if (fact.kind === 'call.ended') {
      must(this.history.has(fact.call), 'one history row a call', () => `${fact.call} ended without one`);
    }
    if (fact.kind !== 'agent.signed-out') return;
    const coveredTo = this.#agents.get(fact.agent)?.coveredTo;
    must(
      coveredTo === fact.at,
      'segments tile',
      () => `${fact.agent} is covered to ${coveredTo} of ${fact.at}`,
    );
    this.#agents.delete(fact.agent);
  }
}
