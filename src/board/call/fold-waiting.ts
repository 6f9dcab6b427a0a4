import type { Fact } from '../fact.ts';
import { waitingLine, type BoardState } from '../state.ts';
import { legOf, type Call } from './call.ts';
import { setDeadline } from './fold-leg.ts';
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
  { phase, attempt }: Call,
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
    // Who has just said hello to a campaign's call goes nowhere before he hears his agent.
    isPrepared: attempt !== null && attempt.heardAt === null,
    ringingSince: null,
    lastOffered: null,
    step: former?.step ?? 0,
    told: former === null ? nothingTold : { ...former.told, playing: null, what: null },
    keys: null,
    emptySince: null,
    callback: null,
    dialogue: null,
    whisper: null,
  };
}

/** Whatever is played is over, or is to be; what nobody has heard of it is told later. */
export function silenced(told: Timetable, at: number, isUnheard = false): Timetable {
  const { playing, what, counts, lastAt } = told;
  if (playing === null || what === null) return told;
  return {
    ...told,
    playing: null,
    what: null,
    endedAt: isUnheard ? told.endedAt : at,
    counts: isUnheard ? { ...counts, [what]: (counts[what] ?? 1) - 1 } : counts,
    lastAt: { ...lastAt, [what]: at },
  };
}

type WaitFact = Extract<
  Fact,
  {
    kind:
      | 'call.prioritised'
      | 'call.relaxed'
      | 'call.waits'
      | 'call.told'
      | 'call.heard'
      | 'call.keyed'
      | 'call.whispering'
      | 'call.whispered'
      | 'call.deserted';
  }
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
      call.phase = { ...phase, told: silenced(told, fact.at) };
      break;
    case 'call.whispering': {
      const { leg, toAgent, toCaller } = fact;
      call.nextId += 2;
      call.phase = {
        ...phase,
        // They would take him away from the agent whom he has by now.
        keys: null,
        told: silenced(told, fact.at),
        whisper: { leg, agent: toAgent, caller: toCaller, isCallerTold: toCaller !== null },
      };
      const agents = legOf(call, leg);
      if (agents !== undefined) setDeadline(state, agents, fact.deadline);
      break;
    }
    case 'call.whispered':
      if (phase.whisper === null) break;
      call.phase = { ...phase, whisper: { ...phase.whisper, [fact.to]: null } };
      break;
    case 'call.keyed':
      call.phase = { ...phase, keys: fact.digits === '' ? null : { digits: fact.digits, at: fact.at } };
      break;
    case 'call.deserted':
      call.phase = { ...phase, emptySince: fact.isEmpty ? fact.at : null };
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
