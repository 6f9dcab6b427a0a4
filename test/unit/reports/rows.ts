import { join } from 'node:path';
import type { HistoryRow, LegRow, Segment, VisitRow } from '../../../src/board/account.ts';
import { Changes } from '../../../src/board/changes.ts';
import type { Fact } from '../../../src/board/fact.ts';
import type { AgentId, CallId, LegId, PhoneId, QueueId } from '../../../src/board/ids.ts';
import { emptyState, type BoardState } from '../../../src/board/state.ts';
import type { Turn } from '../../../src/board/turn.ts';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import { createReports, type Reports } from '../../../src/reports/reports.ts';
import { officeOf } from '../board/settings.ts';
import { freshFolder, openLedger } from '../ledger/scenes.ts';

/** Midnight in Berlin of the day of all these tests; the figures are asked for at noon. */
export const midnight = Date.UTC(2026, 10, 20, 23);
export const noon = midnight + 12 * 3_600_000;
export const minutes = (count: number): number => count * 60_000;
/** So many minutes after ten in the morning. */
export const at = (minute: number): number => midnight + minutes(600 + minute);

/** A ledger with rows that a test has made by hand, and what the reports make of them. */
export class Records {
  readonly ledger: Ledger = openLedger(join(freshFolder(), 'reports.db'));
  readonly state: BoardState = emptyState('t');
  now = noon;
  #leg = 0;

  constructor() {
    this.state.office = officeOf({ timeZone: 'Europe/Berlin' });
    // The ledger is older than the day.
    this.fact({ kind: 'line.down', reason: 'test', at: midnight - minutes(3_000) });
  }

  get reports(): Reports {
    return createReports({ ledger: this.ledger, state: this.state, now: () => this.now });
  }

  /** What a phone had of a call: incoming, with nobody signed in, unless the test says otherwise. */
  leg(call: string, phone: string | null, more: Partial<LegRow> = {}): this {
    const startedAt = more.startedAt ?? at(0);
    const { alertingMs = 0, connectedMs = 0 } = more;
    this.#leg += 1;
    return this.#store((changes) =>
      changes.legs.push({
        leg: `${call}-${this.#leg}` as LegId,
        call: call as CallId,
        phone: phone as PhoneId | null,
        agent: null,
        queue: null,
        isOutgoing: false,
        startedAt,
        endedAt: startedAt + alertingMs + connectedMs,
        alertingMs,
        connectedMs,
        heldMs: 0,
        otherParty: { name: '', number: '0311111' },
        cause: null,
        q850: 16,
        ...more,
      }),
    );
  }

  agentWas(agent: string, state: string, from: number, to: number, more: object = {}): this {
    const segment = { subject: 'agent', agent, state, reason: null, call: null, queue: null, ...more };
    return this.#segment({ ...segment, startAt: from, endAt: to } as Segment);
  }

  callWas(
    call: string,
    queue: string,
    state: string,
    from: number,
    to: number,
    agent: string | null = null,
  ): this {
    const segment = { subject: 'call', call, state, queue, agent };
    return this.#segment({ ...segment, startAt: from, endAt: to } as Segment);
  }

  /** A stay in `support` that began so, and lasted so long. */
  visit(
    call: string,
    outcome: VisitRow['outcome'],
    since: number,
    waitMs: number,
    more: Partial<VisitRow> = {},
  ): this {
    return this.#store((changes) => changes.visits.push(visitOf(call, outcome, since, waitMs, more)));
  }

  ended(call: string, queue: string, end: HistoryRow['end'], startedAt: number, endedAt: number): this {
    return this.#store((changes) =>
      changes.history.push({
        call: call as CallId,
        startedAt,
        endedAt,
        caller: { name: '', number: '0311111' },
        dialled: '900',
        queue: queue as QueueId,
        agent: null,
        waitMs: 0,
        talkMs: 0,
        disposition: 'NO ANSWER',
        end,
        cause: 16,
      }),
    );
  }

  fact(fact: Fact): this {
    const turn = { facts: [fact], changes: new Changes() };
    this.ledger.commit([turn as unknown as Turn], this.state);
    return this;
  }

  #segment(segment: Segment): this {
    return this.#store((changes) => changes.segments.push(segment));
  }

  #store(put: (changes: Changes) => void): this {
    const changes = new Changes();
    put(changes);
    this.ledger.commit([{ facts: [], changes } as unknown as Turn], this.state);
    return this;
  }
}

export const anna = 'anna' as AgentId;
export const phone = '1001' as PhoneId;

export function visitOf(
  call: string,
  outcome: VisitRow['outcome'],
  since: number,
  waitMs: number,
  more: Partial<VisitRow> = {},
): VisitRow {
  const isAnswered = outcome === 'answered';
  return {
    call: call as CallId,
    queue: 'support' as QueueId,
    caller: { name: '', number: '0311111' },
    dialled: '900',
    since,
    enteredAt: since,
    endedAt: since + waitMs,
    answeredAt: isAnswered ? since + waitMs : null,
    agent: isAnswered ? anna : null,
    outcome,
    position: 1,
    offers: 1,
    told: null,
    isCallback: false,
    isReturn: false,
    ...more,
  };
}
