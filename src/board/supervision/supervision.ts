import type { AgentId, BridgeId, CallId, LegId, TapId } from '../ids.ts';

/**
 * How a supervisor takes part in an agent's calls: unheard; heard by the agent only; as a further party; or in his
 * place, which ends the supervision. Each but the last can be changed for another one at any time.
 */
export const supervisionModes = ['listen', 'whisper', 'barge', 'take-over'] as const;
export type SupervisionMode = (typeof supervisionModes)[number];

/**
 * The phase of a call that is a supervision: its only leg is the supervisor's, who hears an agent, call after call.
 * While he takes part in the agent's call his leg is there, and this call has none.
 */
export interface Monitoring {
  readonly name: 'monitoring';
  /** Who supervises, and whom. */
  readonly by: AgentId | null;
  readonly agent: AgentId;
  readonly mode: Exclude<SupervisionMode, 'take-over'>;
  /** The supervisor's channel. */
  readonly leg: LegId;
  /** Where he hears the tap; between calls nobody but he is in it. */
  readonly bridge: BridgeId;
  /** The call that is heard or taken part in; null between calls. */
  readonly call: CallId | null;
  readonly tap: Ear | null;
}

/** The tap at the agent's channel: the supervisor hears both sides by it, and is heard by the agent unless muted. */
export interface Ear {
  readonly tap: TapId;
  readonly channel: LegId;
  /** `gone`: it ended by itself, as a tap does with its channel; there is no other one at this channel. */
  readonly state: 'asked' | 'stands' | 'gone';
}

export type SupervisionEnd = 'hung-up' | 'by-command' | 'unanswered' | 'taken-over' | 'lost';
