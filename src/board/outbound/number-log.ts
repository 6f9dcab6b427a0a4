import type { BoardState } from '../state.ts';
import type { AttemptRow } from './attempt.ts';
import type { Barred } from './gate.ts';

/** What the board has seen of numbers itself, beside what it was handed with a contact. */
export interface NumberLog {
  /** When each number was dialled, of the last 25 hours; the number that was dialled last stands last. */
  readonly dialled: Map<string, readonly number[]>;
  /** Entries of the do-not-call list that agents have made, by pattern; it is in the ledger soon after. */
  readonly barred: Map<string, Barred>;
  /** Until when numbers are left alone at which a call was abandoned. */
  readonly locked: Map<string, number>;
}

/** The longest day: no limit looks back further. */
const numbersRememberedMs = 25 * 3_600_000;

export function noteDialled({ dialled }: NumberLog, number: string, at: number): void {
  const lately = (dialled.get(number) ?? []).filter((one) => one > at - numbersRememberedMs);
  dialled.delete(number);
  dialled.set(number, [...lately, at]);
  for (const [other, times] of dialled) {
    if ((times.at(-1) ?? 0) > at - numbersRememberedMs) return;
    dialled.delete(other);
  }
}

type Remembered = Pick<AttemptRow, 'number' | 'campaign' | 'trunk' | 'begunAt' | 'endedAt' | 'outcome'>;
type Remembering = Pick<BoardState, 'numberLog' | 'campaignSettings'>;

/** What the ledger knows, after a start: there are only the live rows, and contacts that were handed over before. */
export function rememberAttempts(state: Remembering, rows: Iterable<Remembered>): void {
  const { numberLog, campaignSettings } = state;
  for (const { number, campaign, trunk, begunAt, endedAt, outcome } of rows) {
    if (outcome !== 'network' && trunk !== null) noteDialled(numberLog, number, begunAt);
    if (outcome !== 'abandoned') continue;
    // A campaign that is gone has left the number locked all the same.
    const lockOutMs = campaignSettings.get(campaign)?.abandon.lockOutMs ?? longestLockOut(state);
    noteLocked(numberLog, number, endedAt, endedAt + lockOutMs);
  }
}

/** Of which attempts the ledger has to tell: of all since `all`, and of those since `abandoned` that were abandoned. */
export function toRemember(
  state: Remembering,
  at: number,
): { readonly all: number; readonly abandoned: number } {
  return { all: at - numbersRememberedMs, abandoned: at - longestLockOut(state) };
}

function longestLockOut({ campaignSettings }: Pick<Remembering, 'campaignSettings'>): number {
  return Math.max(0, ...[...campaignSettings.values()].map(({ abandon }) => abandon.lockOutMs));
}

/** Our own lines have failed, or its agent was not there: it has not rung. */
export function takeBackDialled({ dialled }: NumberLog, number: string, at: number): void {
  const left = (dialled.get(number) ?? []).filter((one) => one !== at);
  if (left.length === 0) dialled.delete(number);
  else dialled.set(number, left);
}

export function noteLocked({ locked }: NumberLog, number: string, at: number, until: number): void {
  for (const [other, end] of locked) if (end <= at) locked.delete(other);
  locked.set(number, until);
}
