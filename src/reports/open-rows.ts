import type { LegRow, Segment } from '../board/account.ts';
import { shownState } from '../board/agent/agent.ts';
import { placeOf, type Call } from '../board/call/call.ts';
import { legRow } from '../board/call/fold-leg.ts';
import type { AgentId } from '../board/ids.ts';
import type { BoardState } from '../board/state.ts';

/** What is still going on, as the rows that it would become if it ended at this moment. */

export function openLegs(state: Readonly<BoardState>, at: number): LegRow[] {
  return [...state.calls.values()]
    .filter(({ phase }) => phase.name !== 'monitoring' && phase.name !== 'seated')
    .flatMap((call) =>
      call.legs
        // One that was asked to ring and has not is nobody's call yet.
        .filter((leg) => leg.state !== 'reaching')
        .map((leg) => legRow(call, leg, at, 0)),
    );
}

/** As `foldAgentFact` closes it. */
export function openAgentSegment(state: Readonly<BoardState>, id: AgentId, at: number): Segment[] {
  const agent = state.agents.get(id);
  if (agent === undefined) return [];
  const shown = shownState(agent);
  if (shown.state === 'signed-out') return [];
  return [{ subject: 'agent', agent: id, ...shown, startAt: agent.since, endAt: at }];
}

/** As `foldCallFact` closes it: a talk in which they do not hear each other yet is more of the wait. */
export function openCallSegments(state: Readonly<BoardState>, queue: string, at: number): Segment[] {
  return [...state.calls.values()].flatMap((call) => {
    const { phase } = call;
    if (phase.name === 'ended' || placeOf(call)?.queue !== queue) return [];
    return [segmentOf(call, at)];
  });
}

function segmentOf(call: Call, at: number): Segment {
  const { phase } = call;
  const talked = phase.name === 'talking' && phase.bridged;
  const state = phase.name === 'talking' && !talked ? 'waiting' : phase.name;
  return {
    subject: 'call',
    call: call.id,
    state: state === 'ended' ? 'waiting' : state,
    queue: placeOf(call)?.queue ?? null,
    agent: talked ? phase.agent : null,
    startAt: call.phaseSince,
    endAt: at,
  };
}
