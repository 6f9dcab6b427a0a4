import type { AgentId, BridgeId, CallId, LegId, QueueId } from '../ids.ts';

/**
 * A call is a tree of legs; a leg is a channel. Its phase says what its caller lives through:
 *
 *   arriving ──► waiting ──► talking ──► ended      waiting ◄── talking  when the bridge fails
 *       │           └────── abandoned ─────▲
 *       └──────────── refused ─────────────┘
 *
 * An ended call stays on the board until each of its legs is seen to be gone.
 */
export interface Call {
  readonly id: CallId;
  readonly caller: Party;
  readonly dialled: string;
  /** When the caller came to Asterisk: earlier than to us when the dialplan had to hold him. */
  arrivedAt: number;
  /** Number of the next leg or bridge that is made for this call. */
  nextId: number;
  phase: Phase;
  phaseSince: number;
  readonly legs: Leg[];
  /** What its history row will say. */
  readonly account: Account;
}

export interface Account {
  queue: QueueId | null;
  agent: AgentId | null;
  waitMs: number;
  talkMs: number;
}

export interface Party {
  readonly name: string;
  readonly number: string;
}

export type Phase = Arriving | Waiting | Talking | Ended;

export interface Arriving {
  readonly name: 'arriving';
}

export interface Waiting {
  readonly name: 'waiting';
  readonly queue: QueueId;
  /** Since when the caller waits: earlier than the phase when the dialplan held the call before we could. */
  readonly enteredAt: number;
  readonly priority: number;
  /** The agents whose phones ring for this caller now. */
  readonly offers: readonly Offer[];
  /** Agents who let an offer of this call pass; they are asked again only when nobody else is free. */
  readonly missedBy: readonly AgentId[];
}

export interface Offer {
  readonly agent: AgentId;
  readonly leg: LegId;
  readonly madeAt: number;
  /** The agent has asked at the desk to answer: the phone is being told. */
  readonly answering: boolean;
}

export interface Talking {
  readonly name: 'talking';
  readonly queue: QueueId;
  readonly enteredAt: number;
  readonly priority: number;
  readonly agent: AgentId;
  readonly agentLeg: LegId;
  readonly bridge: BridgeId;
  /** Whether Asterisk has said that both are in the bridge. While that is awaited, the caller's leg has a deadline. */
  readonly bridged: boolean;
}

export interface Ended {
  readonly name: 'ended';
}

/** CSTA's names for the states of a connection, as far as a leg takes them here. */
export type LegState = 'queued' | 'originated' | 'alerting' | 'connected' | 'clearing';

export interface Leg {
  readonly id: LegId;
  readonly role: 'caller' | 'agent';
  readonly agent: AgentId | null;
  state: LegState;
  since: number;
  /** When the state's timer runs out: every state that awaits something has one. */
  deadline: number | null;
}

export type CallEnd =
  | 'abandoned'
  | 'completed-by-caller'
  | 'completed-by-agent'
  | 'refused'
  | 'ended-by-command'
  | 'lost-by-asterisk';

export function callerLeg(call: Call): Leg | undefined {
  return call.legs.find((leg) => leg.role === 'caller');
}

export function legOf(call: Call, id: LegId): Leg | undefined {
  return call.legs.find((leg) => leg.id === id);
}
