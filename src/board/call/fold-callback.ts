import type { Changes } from '../changes.ts';
import type { Fact } from '../fact.ts';
import type { BoardState } from '../state.ts';
import { legOf } from './call.ts';
import { setDeadline, setLeg } from './fold-leg.ts';
import { beginVisit, endVisit } from './fold-visit.ts';
import { silenced } from './fold-waiting.ts';
import type { Waiting } from './waiting.ts';

type CallbackFact = Extract<
  Fact,
  {
    kind:
      | 'callback.asked'
      | 'callback.wanted'
      | 'callback.due'
      | 'callback.dialled'
      | 'callback.answered'
      | 'callback.accepted'
      | 'callback.failed';
  }
>;

/** What happens to a caller who is to be called back. He waits all the time: his place is never touched. */
export function foldCallback(state: BoardState, fact: CallbackFact, changes: Changes): void {
  const call = state.calls.get(fact.call);
  if (call?.phase.name !== 'waiting') return;
  changes.calls.add(call.id);
  const { phase } = call;
  const { callback } = phase;
  const { at } = fact;
  switch (fact.kind) {
    case 'callback.asked':
      call.phase = { ...phase, dialogue: fact.dialogue, keys: null, told: silenced(phase.told, at) };
      return;
    case 'callback.wanted':
      // That stay is over; the one of somebody who is not on the line begins.
      endVisit(state, call, at, changes, 'callback');
      call.phase = wanted(phase, fact);
      beginVisit(state, call, at, changes);
      return;
    case 'callback.due':
      if (callback !== null) call.phase = { ...phase, callback: { ...callback, dueAt: fact.dueAt } };
      return;
    case 'callback.dialled': {
      const { leg, trunks, agent } = fact;
      if (callback === null) return;
      call.phase = { ...phase, callback: { ...callback, dial: { state: 'ringing', leg, trunks, agent } } };
      return;
    }
    case 'callback.answered': {
      const leg = legOf(call, fact.leg);
      if (callback?.dial == null || leg === undefined) return;
      const dial = { ...callback.dial, state: fact.deadline === null ? 'there' : 'pressing' } as const;
      call.phase = { ...phase, callback: { ...callback, dial } };
      leg.role = 'caller';
      setLeg(state, call, leg, 'queued', at, { deadline: fact.deadline });
      // Who has picked up before him has had nobody to do with until now.
      for (const one of call.legs) if (one.role === 'called') one.other = leg.party;
      return;
    }
    case 'callback.accepted': {
      if (callback?.dial == null) return;
      const leg = legOf(call, callback.dial.leg);
      const dial = { ...callback.dial, state: 'there' } as const;
      call.phase = { ...phase, callback: { ...callback, dial }, told: silenced(phase.told, at) };
      if (leg !== undefined) setDeadline(state, leg, null);
      return;
    }
    case 'callback.failed': {
      if (callback === null) return;
      const { attempts, dueAt } = fact;
      call.phase = {
        ...phase,
        callback: { ...callback, attempts, dueAt, dial: null },
        told: silenced(phase.told, at),
      };
    }
  }
}

function wanted(
  waiting: Waiting,
  { at, number, expiresAt }: Extract<CallbackFact, { number: string }>,
): Waiting {
  return {
    ...waiting,
    callback: { number, wantedAt: at, attempts: 0, dueAt: at, expiresAt, dial: null },
    dialogue: null,
    keys: null,
    emptySince: null,
    told: silenced(waiting.told, at),
  };
}
