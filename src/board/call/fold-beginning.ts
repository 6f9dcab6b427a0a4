import type { Changes } from '../changes.ts';
import type { Fact } from '../fact.ts';
import type { BoardState } from '../state.ts';
import { legOf, type Call, type Leg, type Phase } from './call.ts';
import { addLeg, setLeg } from './fold-leg.ts';

type Of<Kind extends Fact['kind']> = Extract<Fact, { kind: Kind }>;
type Beginning = Of<'call.arrived' | 'call.made' | 'call.consulted'>;

/** How a call begins: somebody comes in, clicks to dial, or dials beside a call that he puts on hold. */

export function arrive(state: BoardState, fact: Of<'call.arrived'>, changes: Changes): void {
  const call = newCall(fact, { name: 'arriving' }, fact.phone === null ? 'outside' : 'inside');
  begin(state, call, changes);
  addCaller(state, call, fact, {
    id: fact.channel,
    state: 'initiated',
    deadline: null,
    ...(fact.trunk === undefined ? {} : { trunk: fact.trunk }),
  });
}

export function make(state: BoardState, fact: Of<'call.made'>, changes: Changes): void {
  const call = newCall(fact, { name: 'calling', number: fact.dialled }, 'inside');
  begin(state, call, changes);
  call.nextId += 1;
  addCaller(state, call, fact, { id: fact.leg, state: 'reaching', deadline: fact.deadline });
}

/** One fact, so that nobody sees the hold without what it is for. */
export function consult(state: BoardState, fact: Of<'call.consulted'>, changes: Changes): void {
  const held = state.calls.get(fact.of);
  if (held !== undefined) {
    const leg = legOf(held, fact.leg);
    setLeg(state, held, leg, 'hold', fact.at, { cause: null, deadline: leg?.deadline ?? null });
    for (const other of held.legs) {
      if (other.id !== fact.leg && other.state === 'connected') other.cause = 'heldByOtherParty';
    }
    changes.calls.add(held.id);
  }
  const call = newCall(fact, { name: 'calling', number: fact.dialled }, 'inside');
  begin(state, call, changes);
  addCaller(state, call, fact, { id: fact.leg, state: 'initiated', deadline: null });
  const [own] = call.legs;
  // It is the channel that is muted.
  if (own !== undefined) own.muted = held?.legs.some((leg) => leg.id === fact.leg && leg.muted) ?? false;
}

/** The leg of who begins the call. */
function addCaller(
  state: BoardState,
  call: Call,
  { at, phone, agent, caller: party }: Beginning,
  leg: Pick<Leg, 'id' | 'state' | 'deadline' | 'trunk'>,
): void {
  addLeg(state, call, at, { ...leg, role: 'caller', phone, agent, party, isOutgoing: true });
}

export function newCall(
  fact:
    | Beginning
    | Of<'supervision.started' | 'seat.begun'>
    | (Pick<Of<'attempt.begun'>, 'kind' | 'call' | 'at' | 'data'> & Pick<Call, 'caller' | 'dialled'>),
  phase: Phase,
  origin: Call['origin'],
): Call {
  return {
    id: fact.call,
    caller: fact.caller,
    dialled: fact.dialled,
    origin,
    of: fact.kind === 'call.consulted' ? fact.of : null,
    arrivedAt: fact.at,
    nextId: 1,
    phase,
    phaseSince: fact.at,
    legs: [],
    data: 'data' in fact ? fact.data : null,
    firstCalled: null,
    lastRedirection: null,
    hops: 0,
    wishes: { language: null, skills: {}, agent: null, priority: 0 },
    lastPlace: null,
    leftFrom: null,
    visit: null,
    attempt: null,
    mayRecord: true,
    recordings: [],
    account: { queue: null, agent: null, waitMs: 0, talkMs: 0 },
  };
}

export function begin(state: BoardState, call: Call, changes: Changes): void {
  state.calls.set(call.id, call);
  if (call.phase.name === 'monitoring') state.monitorings.add(call.id);
  state.nextCall += 1;
  changes.calls.add(call.id);
}
