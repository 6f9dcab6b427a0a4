import { CordboardError } from '../../../src/base/errors.ts';
import type { CallbackRow, HistoryRow } from '../../../src/board/account.ts';
import type { BoardState } from '../../../src/board/state.ts';
import type { Turn } from '../../../src/board/turn.ts';
import type { ControlLedger } from '../../../src/control/control.ts';
import type { Entry, Store } from '../../../src/control/exchange.ts';

interface Credential {
  hash: string;
  failures: number;
  lockedUntil: number | null;
}

type Session = Parameters<ControlLedger['sessions']['add']>[0];

/** The ledger's shape without a file, and failures on request. */
export class MemoryLedger implements ControlLedger, Store {
  readonly entries: Entry[] = [];
  readonly rows: HistoryRow[] = [];
  readonly toCallBack: (CallbackRow & { doneAt: number | null; doneBy: string | null })[] = [];
  readonly versions: { at: number; by: string; document: string }[] = [];
  readonly credentialRows = new Map<string, Credential>();
  readonly sessionRows = new Map<string, Session>();
  /** Entries up to this one have been pruned. */
  prunedTo = 0;
  failing: 'commits' | 'versions' | null = null;

  commit(turns: readonly Turn[], _state: BoardState): readonly Entry[] {
    if (this.failing === 'commits')
      throw new CordboardError('ledger-full', 'no space is left for /secret/path');
    const first = this.entries.length;
    for (const { facts, changes } of turns) {
      for (const fact of facts) this.entries.push({ seq: this.entries.length + 1, fact });
      this.rows.push(...changes.history);
      this.toCallBack.push(...changes.callbacks.map((row) => ({ ...row, doneAt: null, doneBy: null })));
    }
    return this.entries.slice(first);
  }

  entriesAfter(seq: number, limit: number): Entry[] {
    return this.entries.slice(seq, seq + limit);
  }

  entriesOfCall(call: string): Entry[] {
    return this.entries.filter(({ fact }) => 'call' in fact && fact.call === call);
  }

  get firstSeq(): number {
    return this.prunedTo + 1;
  }

  history({ agent, queue, src, limit }: Parameters<ControlLedger['history']>[0]): HistoryRow[] {
    return this.rows
      .filter((row) => agent === undefined || row.agent === agent)
      .filter((row) => queue === undefined || row.queue === queue)
      .filter((row) => src === undefined || row.caller.number === src)
      .toReversed()
      .slice(0, limit);
  }

  legs(_filter: object): [] {
    return [];
  }

  segments(_filter: object): [] {
    return [];
  }

  queueEvents(_queue: string, _from: number): [] {
    return [];
  }

  callbacks() {
    return this.toCallBack;
  }

  markCallbackDone(call: string, by: string, at: number): boolean {
    const row = this.toCallBack.find((one) => one.call === call && one.doneAt === null);
    if (row !== undefined) Object.assign(row, { doneAt: at, doneBy: by });
    return row !== undefined;
  }

  cdr(_filter: object): [] {
    return [];
  }

  /** Those have tests of their own, with a ledger in a file. */
  readonly figures = {
    lastVisit: 0,
    visits: () => [],
    visitsAfter: () => [],
    offers: () => [],
    turnedAway: () => [],
    transfers: () => [],
    agentSegments: () => [],
    agentSegmentsBefore: () => [],
    comesAgain: () => false,
    reachedLater: () => null,
    talks: () => [],
    answeredBy: () => new Map(),
    visitList: () => [],
  };

  readonly campaignDays = {
    since: () => ({ attempts: 0, answered: 0, inTime: 0, abandoned: 0, waitMs: 0, talkMs: 0 }),
    answeredBy: () => new Map(),
  };

  atomically<Result>(work: () => Result): Result {
    return work();
  }

  readonly officeVersions = {
    latest: () => {
      const latest = this.versions.at(-1);
      return latest === undefined ? undefined : { ...latest, version: this.versions.length };
    },
    add: (version: { at: number; by: string; document: string }) => {
      if (this.failing === 'versions') throw new CordboardError('ledger-full', 'no space is left');
      return this.versions.push(version);
    },
  };

  readonly credentials = {
    get: (user: string) => this.credentialRows.get(user),
    put: (user: string, hash: string, _at: number) => {
      this.credentialRows.set(user, { hash, failures: 0, lockedUntil: null });
    },
    recordFailure: (user: string, at: number, { limit, lockMs }: { limit: number; lockMs: number }) => {
      const row = this.credentialRows.get(user);
      if (row === undefined) return undefined;
      const isOver = row.lockedUntil !== null && row.lockedUntil <= at;
      row.failures = isOver ? 1 : row.failures + 1;
      row.lockedUntil = row.failures >= limit ? at + lockMs : null;
      return row;
    },
    clearFailures: (user: string) => {
      const row = this.credentialRows.get(user);
      if (row !== undefined) Object.assign(row, { failures: 0, lockedUntil: null });
    },
    remove: (user: string) => this.credentialRows.delete(user),
  };

  readonly sessions = {
    add: (session: Session) => this.sessionRows.set(session.tokenHash, session),
    find: (tokenHash: string, at: number) => {
      const session = this.sessionRows.get(tokenHash);
      return session !== undefined && session.expiresAt > at ? session : undefined;
    },
    remove: (tokenHash: string) => this.sessionRows.delete(tokenHash),
    removeOf: (user: string) => {
      for (const { tokenHash, user: owner } of this.sessionRows.values()) {
        if (owner === user) this.sessionRows.delete(tokenHash);
      }
    },
    removeExpired: (at: number) => {
      for (const { tokenHash, expiresAt } of this.sessionRows.values()) {
        if (expiresAt <= at) this.sessionRows.delete(tokenHash);
      }
    },
  };
}
