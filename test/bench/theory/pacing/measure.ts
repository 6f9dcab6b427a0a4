import { runDay } from './campaign.ts';
import { dayOf, policies, type PolicyName, type Scenario } from './scenarios.ts';

export interface CellTask {
  readonly scenario: Scenario;
  readonly agents: number;
  readonly rate: number;
  readonly policy: PolicyName;
  readonly days: number;
}

/** A policy's days in a cell; shares in %. */
export interface Cell extends CellTask {
  readonly utilisation: number;
  /** The standard error of the mean, over days; none of one day. */
  readonly standardError: number | null;
  readonly abandonPct: number;
  readonly worstDayPct: number;
  readonly firstHour: { readonly utilisation: number; readonly abandonPct: number };
  /** Persons whom the detector took for machines. */
  readonly silentPct: number;
  readonly answered: number;
}

export function measureCell(task: CellTask): Cell {
  const days = Array.from({ length: task.days }, (_, seed) =>
    runDay(dayOf(task.scenario, task.agents, task.rate, seed), policies[task.policy]()),
  );
  const sum = (of: (day: (typeof days)[number]) => number): number =>
    days.reduce((total, day) => total + of(day), 0);
  const mean = (100 * sum((day) => day.utilisation)) / days.length;
  const variance = sum((day) => (100 * day.utilisation - mean) ** 2) / Math.max(1, days.length - 1);
  const answered = sum((day) => day.answered);
  return {
    ...task,
    utilisation: rounded(mean),
    standardError: days.length > 1 ? rounded(Math.sqrt(variance / days.length)) : null,
    abandonPct: rounded(
      percent(
        sum((day) => day.abandoned),
        answered,
      ),
    ),
    // Not rounded to the near side: 3.001 % is over 3 %.
    worstDayPct: roundedUp(Math.max(...days.map((day) => percent(day.abandoned, day.answered)))),
    firstHour: {
      utilisation: rounded((100 * sum((day) => day.firstHour.utilisation)) / days.length),
      abandonPct: rounded(
        percent(
          sum((day) => day.firstHour.abandoned),
          sum((day) => day.firstHour.answered),
        ),
      ),
    },
    silentPct: rounded(
      percent(
        sum((day) => day.silent),
        answered,
      ),
    ),
    answered,
  };
}

function percent(part: number, whole: number): number {
  return whole > 0 ? (100 * part) / whole : 0;
}

function roundedUp(value: number): number {
  return Math.max(0, Math.ceil(value * 1e4 - 1e-6)) / 1e4;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
