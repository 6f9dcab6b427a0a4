import type { Call } from '../call/call.ts';
import type { AgentId, QueueId } from '../ids.ts';
import type { Needs, QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import { isOnDuty } from './on-duty.ts';
import { canServe, laterNeeds } from './skills.ts';

/** How much of a caller of another queue falls to an asker's agents. */
export class Shares {
  /** Some agents take the other queue's callers before this one's, whoever waits longer. */
  readonly othersGoFirst: boolean;
  readonly #hasPreferences: boolean;
  readonly #state: Readonly<BoardState>;
  readonly #queue: QueueSettings;
  readonly #other: QueueSettings;
  readonly #agents: ReadonlySet<AgentId>;
  readonly #known = new Map<string | number, { readonly ahead: number; readonly behind: number }>();

  constructor(
    state: Readonly<BoardState>,
    queue: QueueSettings,
    other: QueueSettings,
    agents: ReadonlySet<AgentId>,
  ) {
    this.#state = state;
    this.#queue = queue;
    this.#other = other;
    this.#agents = agents;
    this.#hasPreferences = queue !== other && state.memberPriorities.length > 1;
    this.othersGoFirst = this.#hasPreferences && [...agents].some((agent) => this.#preference(agent) > 0);
  }

  /** `isAhead`: he goes first where the agent has no preference. */
  of(step: number, { wishes }: Call, isAhead: boolean): number {
    const key = isEmpty(wishes.skills) ? step : `${step} ${JSON.stringify(wishes.skills)}`;
    let share = this.#known.get(key);
    if (share === undefined) {
      share = this.#shareOf(laterNeeds(this.#other, step, wishes.skills));
      this.#known.set(key, share);
    }
    return isAhead ? share.ahead : share.behind;
  }

  #shareOf(needs: readonly Needs[]): { ahead: number; behind: number } {
    const his = onDutyFor(this.#state, this.#other.id, needs);
    let ahead = 0;
    let behind = 0;
    for (const agent of his) {
      if (!this.#agents.has(agent)) continue;
      const preference = this.#preference(agent);
      if (preference >= 0) ahead += 1;
      if (preference > 0) behind += 1;
    }
    return his.size === 0 ? { ahead, behind } : { ahead: ahead / his.size, behind: behind / his.size };
  }

  /** Above 0: the agent takes the other queue's callers first, below: this one's. */
  #preference(agent: AgentId): number {
    if (!this.#hasPreferences) return 0;
    const own = this.#state.membersOf.get(this.#queue.id)?.get(agent)?.priority ?? 0;
    return own - (this.#state.membersOf.get(this.#other.id)?.get(agent)?.priority ?? own);
  }
}

/** Signed in to the queue and not on a break, in a call or not, and able to serve one of these needs. */
export function onDutyFor(
  state: Readonly<BoardState>,
  queue: QueueId,
  needs: readonly Needs[],
): ReadonlySet<AgentId> {
  const found = new Set<AgentId>();
  const anybody = needs.some(isEmpty);
  for (const id of state.membersOf.get(queue)?.keys() ?? []) {
    if (isOnDuty(state.agents.get(id), queue) && (anybody || canServe(state, id, needs))) found.add(id);
  }
  return found;
}

function isEmpty(needs: Needs): boolean {
  for (const _ in needs) return false;
  return true;
}
