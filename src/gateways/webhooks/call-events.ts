import { unreachable } from '../../base/errors.ts';
import type { AgentId, CallId, PhoneId, QueueId } from '../../board/ids.ts';
import type {
  CallChange,
  CallPart,
  PartMoved,
  PartOver,
  PhoneChange,
  TransferAccount,
  WatchedSide,
} from './source.ts';

export const eventKinds = ['incoming', 'answered', 'outgoing', 'ended'] as const;
export type EventKind = (typeof eventKinds)[number];

/** Something that an employee's phone has done with a call. */
export type CallEvent = {
  readonly seq: number;
  readonly at: number;
  /** Of the phone's part of the call; the same in all events of it. */
  readonly id: string;
  readonly call: CallId;
  readonly phone: PhoneId;
  /** Who was signed in there. */
  readonly agent: AgentId | null;
  readonly queue: QueueId | null;
} & (
  | {
      readonly kind: 'incoming' | 'answered' | 'outgoing';
      /** Of the other party's part; of the call itself when it has no other party yet. */
      readonly linkedId: string;
      readonly callerNumber: string;
      readonly calledNumber: string;
    }
  | {
      readonly kind: 'ended';
      readonly isOutgoing: boolean;
      readonly otherNumber: string;
      readonly startedAt: number;
      readonly alertingMs: number;
      readonly connectedMs: number;
      readonly transfer: (Omit<TransferAccount, 'original'> & { readonly originalId: string }) | null;
    }
);

/**
 * What has been told of a phone's part of a call, until it is over:
 *
 *   rung ──► answered        dialled
 */
interface Told {
  readonly id: string;
  readonly stage: 'rung' | 'answered' | 'dialled';
}

/** Everything that must be remembered between two changes, by part. */
export type ToldParts = Map<string, Told>;
/** The same as plain data: it is stored. */
export type StoredParts = Readonly<Record<string, Told>>;

export interface Derived {
  /** Whether `told` is another now. */
  readonly isNews: boolean;
  readonly events: readonly CallEvent[];
}

/** What a change means for employees, after what has been told of, to which it is added. */
export function derive(told: ToldParts, change: CallChange): Derived {
  switch (change.kind) {
    case 'phone':
      return ofPhone(told, change);
    case 'part-moved':
      return { isNews: move(told, change), events: [] };
    case 'part-over':
      return ofEnd(told, change);
    default:
      return unreachable(change);
  }
}

/** Unique for the life of a ledger: one channel may be in two calls, and its name be Asterisk's. */
function partId({ call, leg }: CallPart): string {
  return leg.startsWith(`${call}-`) ? leg : `${call}-${leg}`;
}

function ofPhone(told: ToldParts, change: PhoneChange): Derived {
  const events: CallEvent[] = [];
  for (const side of change.calls) {
    const part = partId(side);
    const before = told.get(part);
    const id = before?.id ?? part;
    const kinds = newsOf(side, before?.stage);
    for (const kind of kinds) events.push(eventOf(kind, id, change, side));
    const last = kinds.at(-1);
    if (last !== undefined) told.set(part, { id, stage: stageAfter[last] });
  }
  return { isNews: events.length > 0, events };
}

const stageAfter = { incoming: 'rung', answered: 'answered', outgoing: 'dialled' } as const;
type News = keyof typeof stageAfter;

/** A phone that answers without having said that it rings has rung as well. */
function newsOf({ isOutgoing, state, calledNumber }: WatchedSide, stage: Told['stage'] | undefined): News[] {
  if (isOutgoing) {
    const hasDialled = state !== 'initiated' && state !== 'cleared' && calledNumber !== '';
    return stage === undefined && hasDialled ? ['outgoing'] : [];
  }
  const isAnswered = state === 'connected' || state === 'hold';
  if (stage === undefined && (isAnswered || state === 'alerting'))
    return isAnswered ? ['incoming', 'answered'] : ['incoming'];
  return stage === 'rung' && isAnswered ? ['answered'] : [];
}

function eventOf(
  kind: News,
  id: string,
  { seq, at, phone, agent }: PhoneChange,
  side: WatchedSide,
): CallEvent {
  const { call, queue, counterpart, callerNumber, calledNumber } = side;
  const linkedId = counterpart === null ? call : partId(counterpart);
  return { kind, seq, at, id, call, phone, agent, queue, linkedId, callerNumber, calledNumber };
}

/** It is still the same part: its id stays. */
function move(told: ToldParts, { from, to }: PartMoved): boolean {
  const before = told.get(partId(from));
  if (before === undefined) return false;
  told.delete(partId(from));
  told.set(partId(to), before);
  return true;
}

/** Only what has been told of ends: a phone that was called and never rang has had nothing. */
function ofEnd(told: ToldParts, { seq, row, transfer }: PartOver): Derived {
  const { call, phone, agent, queue, isOutgoing, startedAt, endedAt, alertingMs, connectedMs } = row;
  const before = told.get(partId(row));
  if (phone === null || before === undefined) return { isNews: false, events: [] };
  told.delete(partId(row));
  const event: CallEvent = {
    kind: 'ended',
    seq,
    at: endedAt,
    id: before.id,
    call,
    phone,
    agent,
    queue,
    isOutgoing,
    otherNumber: row.otherParty.number,
    startedAt,
    alertingMs,
    connectedMs,
    transfer:
      transfer === null
        ? null
        : {
            originalId: partId(transfer.original),
            transferred: transfer.transferred,
            to: transfer.to,
          },
  };
  return { isNews: true, events: [event] };
}
