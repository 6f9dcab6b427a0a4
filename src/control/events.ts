import { CordboardError, unreachable } from '../base/errors.ts';
import type { Fact } from '../board/fact.ts';
import type { AgentId, QueueId } from '../board/ids.ts';
import type { BoardState } from '../board/state.ts';
import { isSupervisor, type Caller } from './caller.ts';
import type { Entry, Exchange } from './exchange.ts';

/** The journal, for reading. */
export interface EntryReader {
  /** In order; fewer than `limit` when these are the last. */
  entriesAfter(seq: number, limit: number): readonly Entry[];
  /** The first that is kept. */
  readonly firstSeq: number;
}

/** An entry of the journal as a client sees it. */
export type ShownEvent = { readonly seq: number; readonly at: number; readonly kind: Fact['kind'] };

/** The stream of all that happens: from any place of the journal on, each entry once and in order. */
export class Events {
  readonly #entries: EntryReader;
  readonly #exchange: Exchange;

  constructor(entries: EntryReader, exchange: Exchange) {
    this.#entries = entries;
    this.#exchange = exchange;
  }

  /** The last entry that is stored. */
  get last(): number {
    return this.#exchange.lastSeq;
  }

  after(seq: number, limit: number): readonly Entry[] {
    return this.#entries.entriesAfter(seq, limit);
  }

  /** Hears entries when they are stored. */
  listen(listener: (entries: readonly Entry[]) => void): () => void {
    return this.#exchange.listen(listener);
  }

  /** Throws when not everything after `since` can be had. */
  checkSince(since: number): void {
    const { last } = this;
    const first = this.#entries.firstSeq;
    if (since > last) {
      throw new CordboardError('seq-unknown', `there is no entry ${since} yet: the last one is ${last}`, {
        details: { last },
      });
    }
    if (since < first - 1) {
      throw new CordboardError(
        'seq-gone',
        `entries before ${first} are no longer kept: ask for the present state, then go on with since=${first - 1}`,
        { details: { first } },
      );
    }
  }

  /** The entry as this caller may see it, or null. */
  show(caller: Caller, entry: Entry): ShownEvent | null {
    return showEntry(this.#exchange.state, caller, entry);
  }
}

/**
 * Supervisors see everything. Agents see what they themselves do and are offered, how the lines of their queues grow
 * and shrink, who is to be called back from there, and whether Asterisk is there. It does not depend on what went
 * before, so that resuming gives what listening would have given, with one limit: whose queue it is, is asked of the
 * office of today. Who has become a member of a queue meanwhile sees its past, who has left it does not any more.
 */
function showEntry(state: Readonly<BoardState>, caller: Caller, { seq, fact }: Entry): ShownEvent | null {
  const { at, kind, ...rest } = fact;
  if (isSupervisor(caller)) return { seq, at, kind, ...rest };
  switch (kind) {
    case 'line.up':
    case 'line.down':
    case 'office.applied':
      // The office's content is for supervisors.
      return { seq, at, kind };
    case 'call.queued':
    case 'call.requeued':
    case 'callback.listed':
    case 'callback.wanted':
    case 'callback.due':
    case 'callback.dialled':
    case 'callback.answered':
    case 'callback.accepted':
    case 'callback.failed':
    case 'call.turned-away':
    case 'queue.suspended':
    case 'queue.stopped':
    case 'queue.resumed':
      return serves(state, caller.user, fact.queue) ? { seq, at, kind, ...rest } : null;
    case 'call.connected':
    case 'call.ended':
      return fact.agent === caller.user || serves(state, caller.user, fact.queue)
        ? { seq, at, kind, ...rest }
        : null;
    case 'offer.made':
    case 'offer.alerting':
    case 'offer.answering':
    case 'offer.passed':
    case 'offer.ended':
    case 'seat.begun':
    case 'seat.ended':
    case 'agent.signed-in':
    case 'agent.signed-out':
    case 'agent.leaving':
    case 'agent.pausing':
    case 'agent.moved':
    case 'agent.ready':
    case 'agent.not-ready':
    case 'agent.wrap-up':
    case 'agent.wrap-up-owed':
    case 'agent.wrap-up-extended':
    case 'agent.wrap-up-asked':
    case 'agent.disposed':
    case 'agent.queues':
    case 'agent.overdue':
    case 'agent.idle':
      return fact.agent === caller.user ? { seq, at, kind, ...rest } : null;
    case 'agent.engaged':
      return fact.agent === caller.user ? { seq, at, kind, ...rest } : null;
    case 'contact.previewed':
    case 'contact.skipped':
    case 'contact.disposed':
    case 'contact.reminded':
    case 'attempt.heard':
      return fact.agent === caller.user ? { seq, at, kind, ...rest } : null;
    case 'campaign.started':
    case 'campaign.suspended':
    case 'campaign.resumed':
    case 'campaign.stopped':
    case 'campaign.completed':
    case 'campaign.changed': {
      const queue = state.campaignSettings.get(fact.campaign)?.queue ?? null;
      return serves(state, caller.user, queue) ? { seq, at, kind, ...rest } : null;
    }
    case 'contact.handed-over':
      return fact.from === caller.user ? { seq, at, kind, ...rest } : null;
    case 'campaign.made':
    case 'campaign.removed':
    case 'contacts.held':
    case 'contacts.released':
    case 'contact.refused':
    case 'contact.settled':
    case 'number.barred':
    case 'number.unbarred':
    case 'trunk.failed':
    case 'trunk.recovered':
    case 'trunk.seen':
    case 'attempt.begun':
    case 'attempt.dialled':
    case 'attempt.answered':
    case 'attempt.detected':
    case 'attempt.talks':
    case 'attempt.marked':
    case 'attempt.overflowed':
    case 'attempt.ended':
      return null;
    case 'calls.skipped':
    case 'call.arrived':
    case 'call.made':
    case 'call.consulted':
    case 'call.reaching':
    case 'call.redirected':
    case 'call.answered':
    case 'call.bridged':
    case 'call.rebridging':
    case 'call.handed':
    case 'call.parked':
    case 'call.message':
    case 'call.away':
    case 'call.recalled':
    case 'call.returned':
    case 'call.data':
    case 'call.described':
    case 'call.prioritised':
    case 'call.relaxed':
    case 'call.waits':
    case 'call.told':
    case 'call.heard':
    case 'call.keyed':
    case 'call.whispering':
    case 'call.whispered':
    case 'call.deserted':
    case 'call.seen-off':
    case 'callback.asked':
    case 'call.left-queue':
    case 'leg.added':
    case 'leg.changed':
    case 'leg.replaced':
    case 'leg.moved':
    case 'leg.left':
    case 'leg.noted':
    case 'leg.muted':
    case 'leg.regrouped':
    case 'leg.clearing':
    case 'leg.cleared':
      // What they mean for the own phone the phone's own notices tell.
      return null;
    case 'message.left':
    case 'message.heard':
    case 'message.deleted':
    case 'phone.changed':
      return state.agents.get(caller.user)?.phone === fact.phone ? { seq, at, kind, ...rest } : null;
    case 'recording.started':
    case 'recording.paused':
    case 'recording.resumed':
    case 'recording.ended':
      return fact.agents.includes(caller.user) ? { seq, at, kind, ...rest } : null;
    case 'recording.track-added':
    case 'recording.track-tapped':
    case 'recording.track-started':
    case 'recording.track-ended':
    // Who is supervised is not told.
    case 'supervision.started':
    case 'supervision.changed':
    case 'supervision.followed':
    case 'supervision.hears':
    case 'supervision.deaf':
    case 'supervision.ended':
      return null;
    default:
      return unreachable(fact);
  }
}

function serves(state: Readonly<BoardState>, agent: AgentId, queue: QueueId | null): boolean {
  return queue !== null && state.queuesOfAgent.get(agent)?.includes(queue) === true;
}
