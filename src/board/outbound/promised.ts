import type { Candidate } from '../acd/strategy.ts';
import type { Agent } from '../agent/agent.ts';
import { answersByItself, openSeat } from '../agent/seat.ts';
import type { AgentId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import { freeAgentsOf } from './capacity.ts';
import { isCovered, type Predictive } from './pacing/decide.ts';
import { measuredBy, settingsNow } from './settings-now.ts';
import { comingFor, situationOf } from './situation.ts';

/**
 * A customer who is being called has an agent promised, whoever that will be: callers leave as many free agents alone, and
 * agents do not go away, unless the budget of abandoned calls can bear it. Otherwise the limit would hold only until
 * somebody else wants the agent. No caller waits longer for that than it rings, because nobody is called while he waits.
 */

/** The agents among whom the customers of one campaign will find theirs, and how many of them somebody else may have. */
interface Promise {
  readonly agents: ReadonlySet<AgentId>;
  readonly spare: number;
}

function* promisesOf(state: Readonly<BoardState>, at: number): Generator<Promise> {
  for (const [id, calls] of state.callsOfCampaign) {
    if (calls.size === 0) continue;
    const now = settingsNow(state, id);
    if (now === null || now.settings.queue === null) continue;
    const { campaign, settings } = now;
    const { inFlight, waiting } = comingFor(state, settings);
    const coming = inFlight.length + waiting;
    if (coming === 0) continue;
    const agents = freeAgentsOf(state, settings, campaign).filter((agent) => comesUnasked(state, agent));
    const policy: Predictive = {
      mode: 'predictive',
      measured: measuredBy(settings),
      toleranceMs: settings.abandon.withinMs,
      guarantee: settings.abandon.guarantee,
    };
    let spare = Math.max(0, agents.length - coming);
    while (spare < agents.length) {
      const situation = situationOf(state, campaign, settings, agents.length - spare - 1, 0, at);
      if (!isCovered(policy, campaign.learned, situation)) break;
      spare += 1;
    }
    yield { agents: new Set(agents.map((agent) => agent.id)), spare };
  }
}

function comesUnasked(state: Readonly<BoardState>, agent: Agent): boolean {
  return openSeat(state, agent) !== null || answersByItself(state, agent);
}

/**
 * Of those who could have a caller the ones whom no customer needs, and how many of them may be rung for him at once: who of
 * them is the one for him is for the queue's strategy to say.
 */
export function sparedFor(
  state: Readonly<BoardState>,
  list: readonly Candidate[],
  at: number,
): { readonly list: readonly Candidate[]; readonly most: number } {
  let spared = list;
  let most = Infinity;
  if (state.campaigns.size === 0 || list.length === 0) return { list, most };
  for (const { agents, spare } of promisesOf(state, at)) {
    if (!spared.some(({ agent }) => agents.has(agent.id))) continue;
    if (spare === 0) spared = spared.filter(({ agent }) => !agents.has(agent.id));
    else most = Math.min(most, spare);
  }
  return { list: spared, most };
}

/** Whether a customer who is being called may need this agent. */
export function isPromised(state: Readonly<BoardState>, { id }: Agent, at: number): boolean {
  if (state.campaigns.size === 0) return false;
  for (const { agents, spare } of promisesOf(state, at)) if (agents.has(id) && spare === 0) return true;
  return false;
}
