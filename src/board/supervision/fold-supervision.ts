import { begin, newCall } from '../call/fold-beginning.ts';
import { addLeg } from '../call/fold-leg.ts';
import type { Changes } from '../changes.ts';
import type { Fact } from '../fact.ts';
import type { BoardState } from '../state.ts';
import type { Ear, Monitoring } from './supervision.ts';

type SupervisionFact = Extract<Fact, { kind: `supervision.${string}` }>;
type Of<Kind extends SupervisionFact['kind']> = Extract<SupervisionFact, { kind: Kind }>;

export function foldSupervision(state: BoardState, fact: SupervisionFact, changes: Changes): void {
  if (fact.kind === 'supervision.started') return start(state, fact, changes);
  const call = state.calls.get(fact.call);
  if (call?.phase.name !== 'monitoring') return;
  const { phase } = call;
  changes.calls.add(call.id);
  switch (fact.kind) {
    case 'supervision.changed':
      call.phase = { ...phase, by: fact.by, agent: fact.agent, mode: fact.mode };
      break;
    case 'supervision.followed':
      if (fact.tap !== null && fact.tap !== phase.tap?.tap) call.nextId += 1;
      call.phase = { ...phase, call: fact.watched, tap: earOf(phase, fact) };
      break;
    case 'supervision.hears':
      if (phase.tap?.tap === fact.tap) call.phase = { ...phase, tap: { ...phase.tap, state: 'stands' } };
      break;
    case 'supervision.deaf':
      if (phase.tap?.tap === fact.tap) call.phase = { ...phase, tap: { ...phase.tap, state: 'gone' } };
      break;
    case 'supervision.ended':
      call.phase = { ...phase, call: null, tap: null };
      break;
  }
}

function start(state: BoardState, fact: Of<'supervision.started'>, changes: Changes): void {
  const { by, agent, mode, leg, bridge } = fact;
  const call = newCall(
    fact,
    { name: 'monitoring', by, agent, mode, leg, bridge, call: null, tap: null },
    'inside',
  );
  begin(state, call, changes);
  // The leg and the bridge.
  call.nextId += 2;
  addLeg(state, call, fact.at, {
    id: leg,
    role: 'caller',
    phone: fact.phone,
    agent: state.agentAtPhone.get(fact.phone) ?? null,
    party: fact.caller,
    isOutgoing: true,
    state: 'reaching',
    deadline: fact.deadline,
  });
}

/** The tap goes on when only the call is another one: an agent consults on the same channel. */
function earOf(phase: Monitoring, { tap, channel }: Of<'supervision.followed'>): Ear | null {
  if (tap === null || channel === null) return null;
  return { tap, channel, state: phase.tap?.tap === tap ? phase.tap.state : 'asked' };
}
