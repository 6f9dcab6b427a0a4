import { setImmediate } from 'node:timers/promises';
import type { LegRow } from '../board/account.ts';
import { Changes } from '../board/changes.ts';
import type { CallSide, DeviceChange } from '../board/device/device-call.ts';
import { deviceCallsOf } from '../board/device/device-calls.ts';
import { callerLeg, isRinging, placeOf, type Call, type Leg } from '../board/call/call.ts';
import type { Fact } from '../board/fact.ts';
import { fold } from '../board/fold.ts';
import type { CallId, LegId, PhoneId, QueueId } from '../board/ids.ts';
import { stateFrom, type LiveState } from '../board/live.ts';
import { emptyState, legsOfPhone, type BoardState, type LegInCall } from '../board/state.ts';
import type { Entry } from './exchange.ts';

/** A call and the part in it of one of its parties. */
export interface CallPart {
  readonly call: CallId;
  readonly leg: LegId;
}

/** One of the calls of a phone, as far as web calls tell of it. */
export type WatchedSide = Pick<CallSide, 'call' | 'state' | 'isOutgoing'> & {
  /** The phone's own. */
  readonly leg: LegId;
  /** The other party's part; null while there is none. */
  readonly counterpart: CallPart | null;
  /** The queue that the call was in when it reached the phone. */
  readonly queue: QueueId | null;
  /** The A number as the called party is shown it. */
  readonly callerNumber: string;
  /** The B number as it was dialled; empty while nothing has been. */
  readonly calledNumber: string;
};

/** The calls of a phone have changed: all that it has now. */
export type PhoneChange = Pick<DeviceChange, 'at' | 'phone' | 'agent'> & {
  readonly kind: 'phone';
  readonly seq: number;
  readonly calls: readonly WatchedSide[];
};

/** A leg goes on in another call, or a part with another leg: it is still the same part. */
export interface PartMoved {
  readonly kind: 'part-moved';
  readonly seq: number;
  readonly from: CallPart;
  readonly to: CallPart;
}

/** A transfer as each who had part in it accounts for it. */
export interface TransferAccount {
  /** The incoming call that was transferred, as it first came. */
  readonly original: CallPart;
  /** The number whose call was transferred, and the number that it was transferred to. */
  readonly transferred: string;
  readonly to: string;
}

/** A phone's part of a call is over. */
export interface PartOver {
  readonly kind: 'part-over';
  readonly seq: number;
  readonly row: LegRow;
  /** null when the call was not transferred, neither by this phone nor to it. */
  readonly transfer: TransferAccount | null;
}

/** `seq` is that of the journal's entry that caused it. Of one entry, parts move first and are over last. */
export type CallChange = PartMoved | PhoneChange | PartOver;

/** What some entries of the journal changed, in their order. It has all of an entry or nothing of it. */
export interface ChangeBatch {
  /** The last entry of which it tells. */
  readonly upTo: number;
  readonly changes: readonly CallChange[];
}

/** The journal, read from its beginning, and the state after its last entry: a copy for whoever asks. */
export interface EntriesReader {
  entriesAfter(seq: number, limit: number): readonly Entry[];
  load(): LiveState;
}

/** So many entries are folded at a stretch. */
const pageLength = 500;

/**
 * What the journal means for the calls of phones: heard while it grows, or read again from any of its entries. It
 * folds the entries into a state of its own, so that both ways give the same. That is as much work again as the
 * board's: it sleeps until somebody wants to hear, and whenever nobody does.
 */
export class CallChanges {
  readonly #reader: EntriesReader;
  readonly #instance: string;
  readonly #listeners = new Set<(batch: ChangeBatch) => void>();
  /** null while it sleeps. */
  #now: Watch | null = null;
  #lastSeq: number;

  /** Asleep. `lastSeq` is that of the journal's last entry. */
  constructor(options: { reader: EntriesReader; instance: string; lastSeq: number }) {
    this.#reader = options.reader;
    this.#instance = options.instance;
    this.#lastSeq = options.lastSeq;
  }

  /** The last entry whose changes the listeners have heard, or slept through. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** For the exchange to tell of what it has stored. */
  hear(entries: readonly Entry[]): void {
    const watch = this.#now;
    this.#lastSeq = entries.at(-1)?.seq ?? this.#lastSeq;
    if (watch === null) return;
    const changes = entries.flatMap((entry) => watch.changesOf(entry));
    for (const listener of this.#listeners) listener({ upTo: this.#lastSeq, changes });
  }

  /** Listeners hear from now on. Returns what the phones do just now, as if it had changed with the last entry. */
  wake(): readonly PhoneChange[] {
    this.#now ??= new Watch(stateFrom(this.#reader.load()));
    return this.#now.phones(this.#lastSeq);
  }

  /** Listeners hear nothing more. */
  sleep(): void {
    this.#now = null;
  }

  listen(listener: (batch: ChangeBatch) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * What came of the entries after this one, up to what is `lastSeq` now. To know that, the journal is read from its
   * beginning, page by page, and what others have to do is done in between. Of pages up to that entry come batches
   * without changes.
   */
  async *batchesAfter(seq: number): AsyncGenerator<ChangeBatch, void> {
    if (seq >= this.#lastSeq) return;
    const watch = new Watch(emptyState(this.#instance));
    const end = this.#lastSeq;
    for (let at = 0; at < end; ) {
      const entries = this.#reader.entriesAfter(at, pageLength).filter((entry) => entry.seq <= end);
      const [last] = entries.slice(-1);
      if (last === undefined) return;
      const changes = entries.flatMap((entry) => {
        const found = watch.changesOf(entry);
        return entry.seq > seq ? found : [];
      });
      at = last.seq;
      yield { upTo: at, changes };
      await setImmediate();
    }
  }
}

/** A board's state that is only looked at. */
class Watch {
  readonly #state: BoardState;
  readonly #transfers = new Map<CallId, TransferAccount & { readonly phones: readonly (PhoneId | null)[] }>();

  constructor(state: BoardState) {
    this.#state = state;
  }

  changesOf({ seq, fact }: Entry): CallChange[] {
    const touched = this.#phonesOf(fact);
    const changes = new Changes();
    const moved = this.#moved(seq, fact);
    fold(this.#state, fact, changes);
    for (const phone of this.#phonesOf(fact)) touched.add(phone);
    this.#noteTransfer(fact);
    const phones = [...touched].map((phone) => this.#phone(seq, fact.at, phone));
    const over = changes.legs.map((row) => this.#over(seq, row));
    if (fact.kind === 'call.ended') this.#forget(fact.call);
    return [...moved, ...phones, ...over];
  }

  /** All phones that are in calls. */
  phones(seq: number): PhoneChange[] {
    return [...this.#state.callsOfPhone.keys()].map((phone) => this.#phone(seq, 0, phone));
  }

  #phonesOf(fact: Fact): Set<PhoneId> {
    const calls = new Set<CallId>();
    if ('call' in fact && fact.call !== null) calls.add(fact.call);
    if (fact.kind === 'leg.moved' || fact.kind === 'offer.passed') calls.add(fact.to);
    if (fact.kind === 'call.consulted') calls.add(fact.of);
    const phones = new Set<PhoneId>();
    for (const id of calls) {
      for (const { phone } of this.#state.calls.get(id)?.legs ?? []) if (phone !== null) phones.add(phone);
    }
    return phones;
  }

  #moved(seq: number, fact: Fact): PartMoved[] {
    const moved = { kind: 'part-moved', seq } as const;
    switch (fact.kind) {
      case 'leg.moved':
      case 'offer.passed':
        return [{ ...moved, from: { call: fact.call, leg: fact.leg }, to: { call: fact.to, leg: fact.leg } }];
      case 'leg.replaced':
      case 'offer.answering':
        return [
          { ...moved, from: { call: fact.call, leg: fact.former }, to: { call: fact.call, leg: fact.leg } },
        ];
      default:
        return [];
    }
  }

  #phone(seq: number, at: number, phone: PhoneId): PhoneChange {
    const state = this.#state;
    const shown = deviceCallsOf(state, phone);
    const sides =
      shown === null ? [] : [shown.primary, ...(shown.secondary === null ? [] : [shown.secondary])];
    const legs = legsOfPhone(state, phone);
    const calls = sides.flatMap((side) => {
      const found = legs.findLast(({ call }) => call.id === side.call);
      return found === undefined ? [] : [watched(side, found)];
    });
    return { kind: 'phone', seq, at, phone, agent: state.agentAtPhone.get(phone) ?? null, calls };
  }

  #over(seq: number, row: LegRow): PartOver {
    const known = this.#transfers.get(row.call);
    const isPart = known?.phones.includes(row.phone) === true && row.phone !== null;
    if (known === undefined || !isPart) return { kind: 'part-over', seq, row, transfer: null };
    const { original, transferred, to } = known;
    return { kind: 'part-over', seq, row, transfer: { original, transferred, to } };
  }

  #noteTransfer(fact: Fact): void {
    const isBlind = fact.kind === 'call.redirected' && fact.cause === 'transfer';
    const isAttended = fact.kind === 'leg.regrouped' && fact.cause === 'transfer';
    if (!isBlind && !isAttended) return;
    const call = this.#state.calls.get(fact.call);
    const caller = call === undefined ? undefined : callerLeg(call);
    if (call === undefined || caller === undefined) return;
    const target = isBlind
      ? { number: fact.to, phone: this.#state.phones.has(fact.to as PhoneId) ? (fact.to as PhoneId) : null }
      : newcomer(call, caller);
    const by = fact.by.number as PhoneId;
    this.#transfers.set(call.id, {
      original: { call: call.id, leg: caller.id },
      transferred: caller.party.number,
      to: target.number,
      phones: [by, target.phone],
    });
  }

  #forget(call: CallId): void {
    if (!this.#state.calls.has(call)) this.#transfers.delete(call);
    for (const id of this.#transfers.keys()) if (!this.#state.calls.has(id)) this.#transfers.delete(id);
  }
}

function watched(side: CallSide, { call, leg }: LegInCall): WatchedSide {
  const other = call.legs.find(
    (one) => one !== leg && one.state !== 'clearing' && (!isRinging(one) || one.role !== leg.role),
  );
  return {
    call: side.call,
    state: side.state,
    isOutgoing: side.isOutgoing,
    leg: leg.id,
    counterpart: other === undefined ? null : { call: call.id, leg: other.id },
    queue: placeOf(call)?.queue ?? call.account.queue,
    callerNumber: call.caller.number,
    calledNumber: side.state === 'initiated' ? '' : call.dialled,
  };
}

function newcomer(call: Call, caller: Leg): { readonly number: string; readonly phone: PhoneId | null } {
  const other = call.legs.find((leg) => leg !== caller && leg.state !== 'clearing');
  return { number: other?.party.number ?? '', phone: other?.phone ?? null };
}
