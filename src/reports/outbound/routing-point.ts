import type { CallId, CampaignId } from '../../board/ids.ts';
import type { BoardState } from '../../board/state.ts';
import { isLive, type Outcome } from '../../board/outbound/outcome.ts';
import { pageLength, paged } from '../acd/paged.ts';
import type { DeviceCall } from '../device-call.ts';
import { sumOf, type Sum } from '../sum.ts';
import { progressOf } from './progress.ts';
import type { OutboundRows, RunEvent } from './rows.ts';

/**
 * What a campaign had, in the terms in which queues are counted: whoever has answered and is nobody's yet comes in as a
 * caller does. An attempt belongs to the time in which it began; one that is under way counts up to now.
 */
export interface RoutingPointFigures {
  /** How long it ran: neither stopped nor suspended, and with somebody left to call. */
  readonly workMs: number;
  /** Calls that were begun on a trunk. */
  readonly originatedCount: number;
  /** Of these the answered ones, by whomever, and how long they lasted. */
  readonly answered: Sum;
  /** Those that are over and nobody has answered. */
  readonly failedCount: number;
  /** Calls to contacts that had been called before. */
  readonly retriedCount: number;
  /** Contacts in the campaign's lists, removed ones left out; of these the ones that were called. Of all time. */
  readonly intendedCount: number;
  readonly performedCount: number;
  /** Calls for an agent who was rung first, or had his seat for it. */
  readonly assignedCount: number;
  /** Customers who have answered and are for whoever is free. */
  readonly distributedCount: number;
  /** Of these the ones whom nobody was there for in time. */
  readonly overflowedCount: number;
  /** From their answer to their agent, or to the end without one. */
  readonly waiting: Sum;
  readonly abandoned: {
    /** They hung up so soon that they have not waited: they count nowhere else. */
    readonly immediatelyCount: number;
    /** An agent's phone rang for them. */
    readonly onAgentCount: number;
    readonly onQueueCount: number;
  };
  /** Calls that rang at agents' phones, and how long. */
  readonly alerting: Sum;
  /** Those that an agent has talked in, and for how long. */
  readonly connected: Sum;
}

/** As a queue has it where nothing is said. */
const usualImmediateMs = 5_000;

/** An attempt; without an outcome it is under way. */
interface Tried {
  readonly call: CallId;
  readonly mode: string;
  readonly trunk: string | null;
  readonly answeredAt: number | null;
  readonly waitMs: number | null;
  readonly endedAt: number;
  readonly outcome: Outcome | null;
}

export interface RoutingPointWanted {
  readonly campaign: CampaignId;
  readonly from: number;
  readonly to: number;
  /** What its agents' devices had since. */
  readonly calls: readonly DeviceCall[];
  readonly immediateMs: number | null;
}

export async function routingPointFigures(
  rows: OutboundRows,
  state: Readonly<BoardState>,
  { campaign, from, to, calls, immediateMs }: RoutingPointWanted,
): Promise<RoutingPointFigures> {
  const tally = new Tally(calls, immediateMs ?? usualImmediateMs);
  const read = paged<ReturnType<OutboundRows['attempts']>[number]>((last) => {
    const after = last === null ? null : { at: last.begunAt, id: last.id };
    return rows.attempts(campaign, { from, to, after, limit: pageLength });
  });
  for await (const attempt of read) tally.add(attempt);
  const lists = await progressOf(rows, campaign);
  const open = openAttempts(state, campaign, from, to);
  for (const attempt of open) tally.add(attempt);
  return {
    ...tally.figures(),
    intendedCount: lists.reduce((sum, { contacts }) => sum + contacts, 0),
    performedCount: lists.reduce((sum, { attempted }) => sum + attempted, 0),
    workMs: workedMs(rows.runs(campaign, from), from, to),
    retriedCount: rows.retried(campaign, from) + open.filter(({ isRetry }) => isRetry).length,
  };
}

function openAttempts(
  state: Readonly<BoardState>,
  campaign: CampaignId,
  from: number,
  to: number,
): (Tried & { readonly isRetry: boolean })[] {
  return [...(state.callsOfCampaign.get(campaign) ?? [])].flatMap((id) => {
    const attempt = state.calls.get(id)?.attempt;
    if (attempt == null || attempt.outcome !== null || attempt.begunAt < from) return [];
    const { contact, mode, trunk, answeredAt, heardAt } = attempt;
    const waitMs = answeredAt === null || heardAt === null ? null : heardAt - answeredAt;
    const former = contact === null ? 0 : (state.contacts.get(contact)?.attempts ?? 0);
    const isRetry = trunk !== null && former > 0;
    return [{ call: id, mode, trunk, answeredAt, waitMs, endedAt: to, outcome: null, isRetry }];
  });
}

class Tally {
  readonly #immediateMs: number;
  readonly #agentFirst = new Set<CallId>();
  readonly #rang = new Map<CallId, number>();
  readonly #answered: number[] = [];
  readonly #waits: number[] = [];
  readonly #alerting: number[] = [];
  readonly #talks: number[] = [];
  #originated = 0;
  #failed = 0;
  #assigned = 0;
  #distributed = 0;
  #overflowed = 0;
  #immediately = 0;
  #onAgent = 0;
  #onQueue = 0;

  constructor(calls: readonly DeviceCall[], immediateMs: number) {
    this.#immediateMs = immediateMs;
    for (const { call, agent, isOutgoing, alertingMs } of calls) {
      if (agent === null) continue;
      if (isOutgoing) this.#agentFirst.add(call);
      else this.#rang.set(call, (this.#rang.get(call) ?? 0) + alertingMs);
    }
  }

  add(attempt: Tried): void {
    const { call, mode, trunk, answeredAt, endedAt, outcome } = attempt;
    if (trunk !== null) this.#originated += 1;
    const isAssigned = this.#agentFirst.has(call);
    if (isAssigned && trunk !== null) this.#assigned += 1;
    if (answeredAt === null) {
      if (trunk !== null && outcome !== null) this.#failed += 1;
      return;
    }
    this.#answered.push(endedAt - answeredAt);
    if (!isAssigned && mode !== 'agentless') this.#comesIn(attempt, answeredAt);
  }

  #comesIn({ call, waitMs, endedAt, outcome }: Tried, answeredAt: number): void {
    const isThere = waitMs !== null || outcome === null || isLive(outcome);
    if (!isThere) return;
    this.#distributed += 1;
    const lastedMs = endedAt - answeredAt;
    if (outcome === 'hung-up' && lastedMs < this.#immediateMs) {
      this.#immediately += 1;
      return;
    }
    const rangMs = this.#rang.get(call);
    if (rangMs !== undefined && rangMs > 0) this.#alerting.push(rangMs);
    this.#waits.push(waitMs ?? lastedMs);
    if (waitMs !== null) this.#talks.push(Math.max(0, lastedMs - waitMs));
    else if (outcome !== null) {
      if (outcome === 'abandoned') this.#overflowed += 1;
      if (rangMs === undefined) this.#onQueue += 1;
      else this.#onAgent += 1;
    }
  }

  figures(): Omit<RoutingPointFigures, 'workMs' | 'retriedCount' | 'intendedCount' | 'performedCount'> {
    return {
      originatedCount: this.#originated,
      answered: sumOf(this.#answered),
      failedCount: this.#failed,
      assignedCount: this.#assigned,
      distributedCount: this.#distributed,
      overflowedCount: this.#overflowed,
      waiting: sumOf(this.#waits),
      abandoned: {
        immediatelyCount: this.#immediately,
        onAgentCount: this.#onAgent,
        onQueueCount: this.#onQueue,
      },
      alerting: sumOf(this.#alerting),
      connected: sumOf(this.#talks),
    };
  }
}

function workedMs(events: readonly RunEvent[], from: number, to: number): number {
  let sum = 0;
  let since: number | null = null;
  for (const { kind, at } of events) {
    const runs = kind === 'campaign.started' || kind === 'campaign.resumed';
    if (runs) since ??= Math.max(at, from);
    else if (since !== null) {
      sum += Math.max(0, at - since);
      since = null;
    }
  }
  return since === null ? sum : sum + Math.max(0, to - since);
}
