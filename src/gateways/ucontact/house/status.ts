import type { OneAgentStrategy, RingPlan } from '../../../board/queue-settings.ts';
import type { CampaignName } from '../names.ts';

/** An inbound queue or an outbound campaign as it is, and what it has had since midnight. */
export interface CampaignState {
  /** As uContact writes it. */
  readonly name: string;
  readonly agents: readonly AgentState[];
  /** Who waits now, and how long the first of them has. */
  readonly waiting: number;
  readonly longestWaitMs: number;
  /** Everybody who came, or was called. */
  readonly offered: number;
  readonly answered: number;
  /** However soon. */
  readonly abandoned: number;
  /** Of those answered, all together. */
  readonly waitMs: number;
  readonly talkMs: number;
  /** SL-1 and SL-2, 0 to 1; null: nobody came. */
  readonly serviceLevel: number | null;
  readonly serviceLevelWithAbandoned: number | null;
  readonly serviceLevelMs: number;
  readonly wrapUpMs: number;
  readonly strategy: OneAgentStrategy;
  readonly ring: RingPlan['kind'];
}

/** A member of it. */
export interface AgentState {
  readonly id: string;
  readonly name: string;
  /** Where he sits, or else his own. */
  readonly phone: string | null;
  readonly tier: number;
  /** What he does, whatever it is for. `unknown`: Asterisk cannot be reached. */
  readonly does: AgentDoing;
  /** Whether a call rings at his phone. */
  readonly isRinging: boolean;
  /** He takes no further calls of queues, and why. */
  readonly isPaused: boolean;
  readonly reason: string | null;
  /** Since when all this. */
  readonly since: number;
  /** Answered calls of this queue, since midnight. */
  readonly taken: number;
  readonly lastCallAt: number | null;
}

export type AgentDoing =
  | 'unknown'
  | 'signed-out'
  | 'no-phone'
  | 'idle'
  | 'undisturbed'
  | 'in-call'
  | 'holding'
  | 'wrap-up';

export interface StatusDesk {
  /** All of the office, queues first. */
  all(): Promise<readonly CampaignState[]>;
  /** Rejects with 'campaign-unknown'. */
  one(named: CampaignName): Promise<CampaignState>;
}
