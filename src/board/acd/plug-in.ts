import type { AgentId } from '../ids.ts';
import type { Pick } from './strategy.ts';

/** The office's own way of choosing among agents, from a file of its own. */
export interface PlugIn {
  /**
   * The candidates in the order in which they should have the call. null when the plug-in failed, said something else
   * than that, or took too long.
   */
  order(pick: Pick): readonly AgentId[] | null;
}
