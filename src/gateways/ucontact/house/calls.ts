import type { Caller } from '../../../control/caller.ts';

export interface AgentCall {
  /** Who calls: the id of his account, or the number of his phone. */
  readonly agent: string;
  /** His phone; empty for the one that he has. */
  readonly phone: string;
  /** Digits, with or without a leading +. */
  readonly destination: string;
  /** What the called party sees; empty for the campaign's. */
  readonly callerId: string;
  /** The outbound campaign that the call counts for; null for none. */
  readonly campaign: string | null;
  /** What goes with the call to whoever sees it; empty for nothing. */
  readonly data: string;
  /** Name or address of what pops up for the agent; empty for nothing. */
  readonly form: string;
}

/** Calls of agents. Every method rejects with what the house refuses it for. */
export interface CallDesk {
  /** Rings the agent's phone, and calls the destination when it is answered. Resolves with the call's id. */
  call(caller: Caller, wanted: AgentCall): Promise<string>;
  /** Ends the present call of a phone. */
  hangUp(caller: Caller, phone: string): Promise<void>;
}
