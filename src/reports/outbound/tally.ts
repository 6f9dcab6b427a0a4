import { isNoAttempt, type Outcome } from '../../board/outbound/outcome.ts';
import { average, percentile } from '../acd/formulas.ts';
import {
  answerRate,
  contactRate,
  conversion,
  dials,
  dropRate,
  persons,
  type OutcomeCounts,
} from './formulas.ts';
import type { FoundAttempt } from './rows.ts';

/** What became of a number of attempts. */
export interface AttemptTotals {
  readonly dials: number;
  readonly answered: number;
  readonly persons: number;
  readonly talks: number;
  readonly abandoned: number;
  readonly outcomes: OutcomeCounts;
  /** By their paths; talks of which nothing was said are in none. */
  readonly dispositions: Readonly<Record<string, number>>;
  readonly won: number;
  readonly answerRate: number | null;
  readonly contactRate: number | null;
  readonly dropRate: number | null;
  readonly conversion: number | null;
  /** From the answer to the agent's sound, of those who had one. */
  readonly wait: {
    readonly p50Ms: number | null;
    readonly p95Ms: number | null;
    readonly mostMs: number | null;
  };
  readonly talkMs: number;
  readonly averageTalkMs: number | null;
}

export class AttemptTally {
  readonly #outcomes = new Map<Outcome, number>();
  readonly #dispositions = new Map<string, number>();
  readonly #waits: number[] = [];
  readonly #talks = new Set<string>();
  #answered = 0;
  #won = 0;
  #talkMs = 0;

  add({ call, outcome, answeredAt, endedAt, waitMs, path, action }: FoundAttempt): void {
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    if (answeredAt !== null && !isNoAttempt(outcome)) this.#answered += 1;
    if (waitMs !== null) this.#waits.push(waitMs);
    if (path !== null) this.#dispositions.set(path, (this.#dispositions.get(path) ?? 0) + 1);
    if (outcome !== 'person') return;
    this.#talks.add(call);
    if (action === 'success') this.#won += 1;
    if (answeredAt !== null) this.#talkMs += Math.max(0, endedAt - answeredAt - (waitMs ?? 0));
  }

  /** The calls in which somebody has talked. */
  get talks(): ReadonlySet<string> {
    return this.#talks;
  }

  totals(): AttemptTotals {
    const outcomes: OutcomeCounts = Object.fromEntries(this.#outcomes);
    const waits = this.#waits.toSorted((a, b) => a - b);
    const talks = outcomes.person ?? 0;
    return {
      dials: dials(outcomes),
      answered: this.#answered,
      persons: persons(outcomes),
      talks,
      abandoned: outcomes.abandoned ?? 0,
      outcomes,
      dispositions: Object.fromEntries(this.#dispositions),
      won: this.#won,
      answerRate: answerRate(this.#answered, outcomes),
      contactRate: contactRate(outcomes),
      dropRate: dropRate(outcomes),
      conversion: conversion(this.#won, outcomes),
      wait: {
        p50Ms: percentile(waits, 0.5),
        p95Ms: percentile(waits, 0.95),
        mostMs: waits.at(-1) ?? null,
      },
      talkMs: this.#talkMs,
      averageTalkMs: average(this.#talkMs, talks),
    };
  }
}
