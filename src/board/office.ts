import type { AgentId, PhoneId, QueueId } from './ids.ts';

/** What the board needs to know of the office file. It holds no secrets: it is journalled. */
export interface Office {
  readonly agents: readonly AgentSettings[];
  readonly phones: readonly PhoneSettings[];
  readonly queues: readonly QueueSettings[];
  readonly numbers: readonly NumberSettings[];
}

export interface AgentSettings {
  readonly id: AgentId;
  readonly name: string;
  /** The phone that the agent takes at sign-in unless another is named. */
  readonly phone: PhoneId | null;
}

export interface PhoneSettings {
  readonly id: PhoneId;
  /** What Asterisk rings, as in `PJSIP/1001`. */
  readonly endpoint: string;
  /** The phone answers by itself when the INVITE carries an auto-answer header, so it can be answered from the desk. */
  readonly autoAnswer: boolean;
}

export interface QueueSettings {
  readonly id: QueueId;
  readonly name: string;
  readonly strategy: 'longest-idle';
  readonly members: readonly AgentId[];
  /** Of two callers who wait in different queues, the one of the heavier queue goes first. */
  readonly weight: number;
  readonly music: string;
  /** How long one agent's phone rings for one offer. */
  readonly ringMs: number;
  readonly wrapUpMs: number;
  /** How long an agent who refused an offer is spared the next one. */
  readonly restMs: number;
  /** What a missed offer makes of the agent: out of the rotation until ready again, or only a rest. */
  readonly whenMissed: 'not-ready' | 'rest';
  readonly serviceLevelMs: number;
}

export interface NumberSettings {
  readonly number: string;
  readonly queue: QueueId;
}

export const emptyOffice: Office = { agents: [], phones: [], queues: [], numbers: [] };
