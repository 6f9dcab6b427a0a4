import { isDeepStrictEqual } from 'node:util';
import { regularKey, type Regular } from '../board/acd/memory.ts';
import type { AgentTallies } from '../board/acd/tally.ts';
import { Changes } from '../board/changes.ts';
import { fold } from '../board/fold.ts';
import { liveStateOf, type LiveState } from '../board/live.ts';
import { emptyState, type BoardState } from '../board/state.ts';
import type { Attempts } from './attempts.ts';
import type { History } from './history.ts';
import type { Journal } from './journal.ts';
import type { Legs } from './legs.ts';
import type { Segments } from './segments.ts';
import type { Visits } from './visits.ts';

/** Something that the ledger's rows say otherwise than its journal. */
export interface Difference {
  readonly what: string;
  readonly stored: unknown;
  readonly rebuilt: unknown;
}

/** Folds the whole journal into a fresh state, one entry at a time. */
export function rebuild(journal: Journal, instance: string): LiveState {
  const state = emptyState(instance);
  for (const { fact } of journal.each()) fold(state, fact, new Changes());
  return liveStateOf(state);
}

/** Compares all that is derived from the journal with what the journal gives. Stops at the first `limit`. */
export function* differences(rows: {
  readonly journal: Journal;
  readonly segments: Segments;
  readonly history: History;
  readonly legs: Legs;
  readonly visits: Visits;
  readonly attempts: Attempts;
  readonly live: LiveState;
}): Generator<Difference, void> {
  const state = emptyState(rows.live.meta.instance);
  const segments = rows.segments.each();
  const history = rows.history.each();
  const legs = rows.legs.each();
  const visits = rows.visits.each();
  const attempts = rows.attempts.each();
  let lastSeq = 0;
  for (const { seq, fact } of rows.journal.each()) {
    if (seq !== lastSeq + 1) yield { what: 'seq', stored: seq, rebuilt: lastSeq + 1 };
    lastSeq = seq;
    const changes = new Changes();
    fold(state, fact, changes);
    for (const rebuilt of changes.segments)
      yield* compare(`segment, entry ${seq}`, segments.next().value, rebuilt);
    for (const rebuilt of changes.history)
      yield* compare(`history, entry ${seq}`, history.next().value, rebuilt);
    for (const rebuilt of changes.visits) yield* compare(`visit, entry ${seq}`, visits.next().value, rebuilt);
    for (const rebuilt of changes.legs) yield* compare(`leg, entry ${seq}`, legs.next().value, rebuilt);
    for (const rebuilt of changes.attempts)
      yield* compare(`attempt, entry ${seq}`, attempts.next().value, rebuilt);
  }
  for (const stored of segments) yield { what: 'segment', stored, rebuilt: undefined };
  for (const stored of visits) yield { what: 'visit', stored, rebuilt: undefined };
  for (const stored of legs) yield { what: 'leg', stored, rebuilt: undefined };
  for (const stored of attempts) yield { what: 'attempt', stored, rebuilt: undefined };
  for (const stored of history) yield { what: 'history', stored, rebuilt: undefined };
  yield* liveDifferences(rows.live, state);
}

function* liveDifferences(live: LiveState, state: BoardState): Generator<Difference, void> {
  const rebuilt = liveStateOf(state);
  yield* compare('meta', live.meta, rebuilt.meta);
  yield* compare('office', live.office, rebuilt.office);
  yield* compareAll('call', live.calls, rebuilt.calls);
  yield* compareAll('agent', live.agents, rebuilt.agents);
  yield* compareAll('phone', live.devices, rebuilt.devices);
  yield* compareAll('shut queue', live.shutQueues, rebuilt.shutQueues);
  yield* compareAll('memory of queue', live.memories, rebuilt.memories);
  yield* compareAll('tallies of', live.tallies.map(named), rebuilt.tallies.map(named));
  yield* compareAll('regular', live.regulars.map(keyed), rebuilt.regulars.map(keyed));
  yield* compareAll('campaign', live.campaigns, rebuilt.campaigns);
  yield* compareAll('contact', live.contacts, rebuilt.contacts);
}

function named(tallies: AgentTallies): AgentTallies & { id: string } {
  return { ...tallies, id: tallies.agent };
}

function keyed(regular: Regular): Regular & { id: string } {
  return { ...regular, id: regularKey(regular.queue, regular.number) };
}

function* compareAll(
  what: string,
  stored: readonly { readonly id: string | number }[],
  rebuilt: readonly { readonly id: string | number }[],
): Generator<Difference, void> {
  const left = new Map(rebuilt.map((one) => [one.id, one]));
  for (const one of stored) {
    yield* compare(`${what} ${one.id}`, one, left.get(one.id));
    left.delete(one.id);
  }
  for (const one of left.values()) yield { what: `${what} ${one.id}`, stored: undefined, rebuilt: one };
}

function* compare(what: string, stored: unknown, rebuilt: unknown): Generator<Difference, void> {
  if (!isDeepStrictEqual(stored, rebuilt)) yield { what, stored, rebuilt };
}
