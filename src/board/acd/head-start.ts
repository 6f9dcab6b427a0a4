import type { AgentId } from '../ids.ts';
import type { TallyWindow } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import { tallyAt, tallyOf, type HeadStart } from './tally.ts';

const windows: readonly TallyWindow[] = ['day', 'shift', 'hour'];

/**
 * Who signs in begins with the average of those who are there, or he would have every call until he has caught up. It is
 * counted in the quarter of an hour of his signing in and so leaves the window when that does.
 */
export function giveHeadStart(state: BoardState, agent: AgentId, at: number): void {
  const peers = peersOf(state, agent);
  const tally = tallyAt(state, agent, at);
  const given: Partial<Record<TallyWindow, HeadStart>> = { ...tally.headStart };
  for (const window of windows) {
    const own = withHeadStart(state, agent, window, at);
    const theirs = peers.map((peer) => withHeadStart(state, peer, window, at));
    const lag = (of: keyof HeadStart): number => {
      const mean = theirs.reduce((sum, one) => sum + one[of], 0) / (theirs.length || 1);
      return (given[window]?.[of] ?? 0) + Math.max(0, mean - own[of]);
    };
    given[window] = { answered: lag('answered'), talkMs: lag('talkMs') };
  }
  if (windows.every((window) => given[window]?.answered === 0 && given[window]?.talkMs === 0)) return;
  tally.headStart = given;
}

/** What counting strategies compare. */
export function withHeadStart(
  state: Readonly<BoardState>,
  agent: AgentId,
  window: TallyWindow,
  at: number,
): HeadStart {
  const { answered, talkMs, headStart } = tallyOf(state, agent, window, at);
  return { answered: answered + headStart.answered, talkMs: talkMs + headStart.talkMs };
}

/** Those who are signed in and serve one of his queues. */
function peersOf(state: Readonly<BoardState>, agent: AgentId): AgentId[] {
  const peers = new Set<AgentId>();
  for (const queue of state.queuesOfAgent.get(agent) ?? []) {
    for (const id of state.membersOf.get(queue)?.keys() ?? []) {
      if (id !== agent && state.agents.get(id)?.presence.name !== 'signed-out') peers.add(id);
    }
  }
  return [...peers];
}
