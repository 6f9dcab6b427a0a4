import type { Fact } from '../fact.ts';
import { waitingLine, type BoardState } from '../state.ts';
import type { Call } from './call.ts';
import { tellVisit } from './fold-visit.ts';
import type { Miss, Place, Timetable, Waiting } from './waiting.ts';

/** A caller who has just been told nothing. */
const nothingTold: Timetable = {
  playing: null,
  what: null,
  since: null,
  endedAt: null,
  counts: {},
  lastAt: {},
  position: null,
  expected: null,
};

/** How a wait begins: in a new queue from nothing, in the same one with what the caller has been told already. */
export function newWait(
  { phase }: Call,
  { queue, enteredAt, priority }: Place,
  missed: readonly Miss[] = [],
): Waiting {
  const former = phase.name === 'waiting' && phase.queue === queue ? phase : null;
  return {
    name: 'waiting',
    queue,
    enteredAt,
    priority,
    offers: [],
    missed,
    isPrepared: false,
    ringingSince: null,
    lastOffered: null,
    step: former?.step ?? 0,
    told: former === null ? nothingTold : { ...former.told, playing: null, what: null },
    keys: null,
    emptySince: null,
    callback: null,
  };
}

type WaitFact = Extract<
  Fact,
  { kind: 'call.prioritised' | 'call.relaxed' | 'call.waits' | 'call.told' | 'call.heard' | 'call.keyed' }
>;

/** What happens to a caller while he waits. */
export function foldWait(state: BoardState, call: Call, fact: WaitFact): void {
  const { phase } = call;
  if (phase.name !== 'waiting') return;
  const { told } = phase;
  switch (fact.kind) {
    case 'call.prioritised': {
      const line = waitingLine(state, phase.queue);
      line.remove(call, phase);
      call.phase = { ...phase, priority: fact.priority };
      line.add(call, call.phase);
      break;
    }
    case 'call.relaxed':
      call.phase = { ...phase, step: fact.step };
      break;
    case 'call.waits':
      break;
    case 'call.told':
      call.nextId += 1;
      if (fact.expectedMs !== null) tellVisit(call, fact.at, fact.expectedMs);
      call.phase = { ...phase, told: afterTelling(told, fact) };
      break;
    case 'call.heard':
      call.phase = {
        ...phase,
        told: {
          ...told,
          playing: null,
          what: null,
          endedAt: fact.at,
          lastAt: told.what === null ? told.lastAt : { ...told.lastAt, [told.what]: fact.at },
        },
      };
      break;
    case 'call.keyed':
      call.phase = { ...phase, keys: fact.digits === '' ? null : { digits: fact.digits, at: fact.at } };
      break;
  }
}

function afterTelling(
  told: Timetable,
  { at, what, playing, position, expectedMs }: Extract<WaitFact, { kind: 'call.told' }>,
): Timetable {
  return {
    playing,
    what,
    since: at,
    endedAt: told.endedAt,
    counts: { ...told.counts, [what]: (told.counts[what] ?? 0) + 1 },
    lastAt: { ...told.lastAt, [what]: at },
    position: position ?? told.position,
    expected: expectedMs === null ? told.expected : { ms: expectedMs, at },
  };
}
