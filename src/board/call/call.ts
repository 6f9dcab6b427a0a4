import type { ConnectionCause } from '../device/device-call.ts';
import type { AgentId, BridgeId, CallId, LegId, MessageId, PhoneId, PlaybackId, QueueId } from '../ids.ts';
import type { HookPoint } from '../office.ts';
import type { Attempt } from '../outbound/attempt.ts';
import type { Needs } from '../queue-settings.ts';
import type { Recording } from '../recording/recording.ts';
import type { Monitoring } from '../supervision/supervision.ts';
import type { Offer, Place, Visit, Waiting } from './waiting.ts';

/**
 * A call is a tree of legs; a leg is what one channel has to do with it. Its phase says what its caller lives through:
 *
 *   arriving ──► waiting ──► talking ──► ended
 *       │  ▲        ▲          │ ▲         ▲
 *       │  └─ away  └──────────┤ │         │   away: in the engineer's dialplan
 *       ├──► reaching ◄────────┤ │         │   reaching: phones or lines are rung for it directly
 *       │      │ └─────────────┼─┘         │
 *   calling    └──► message    └─► parked ─┘   calling: the phone of who wants to call is rung first;
 *   dialling ──► waiting                       dialling: a campaign's customer is, for nobody yet
 *
 * An ended call stays on the board until each of its legs is seen to be gone.
 */
export interface Call {
  readonly id: CallId;
  readonly caller: Party;
  readonly dialled: string;
  /** The caller's side when it began. */
  readonly origin: 'inside' | 'outside';
  /** Of a consultation: the call that it is about. */
  readonly of: CallId | null;
  /** When the caller came to Asterisk: earlier than to us when the dialplan had to hold him. */
  arrivedAt: number;
  /** Number of the next leg, bridge or tap that is made for this call. */
  nextId: number;
  phase: Phase;
  phaseSince: number;
  readonly legs: Leg[];
  /** What clients attach to it. */
  data: string | null;
  /** Whom the caller had called before the call was redirected; who redirected or transferred it last. */
  firstCalled: Party | null;
  lastRedirection: Party | null;
  /** How often it was redirected since somebody last answered: bounds forwards in a circle. */
  hops: number;
  /** What the caller brought with him. */
  wishes: Wishes;
  /** The place that he had in the queue that he left last: in the next one he goes on from there. */
  lastPlace: Omit<Place, 'queue'> | null;
  /** The queue that he left for somewhere else: it has him again when nobody answers there. null: none has. */
  leftFrom: QueueId | null;
  /** His stay in the queue that he is in; null outside. */
  visit: Visit | null;
  /** Of a campaign's call. */
  attempt: Attempt | null;
  /** False when the caller has refused to be recorded (the hook `before-record`). */
  mayRecord: boolean;
  /** Those that are over as well, the oldest first. */
  readonly recordings: Recording[];
  /** What its history row will say. */
  readonly account: Account;
}

export interface Wishes {
  readonly language: string | null;
  /** Needed beside what the queue needs. */
  readonly skills: Needs;
  /** Is sought first. */
  readonly agent: AgentId | null;
  /** Of the first queue that he comes to. */
  readonly priority: number;
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

export type Phase =
  | Arriving
  | Calling
  | Dialling
  | Waiting
  | Reaching
  | Talking
  | Parked
  | Message
  | Away
  | Monitoring
  | Seated
  | Ended;

export interface Arriving {
  readonly name: 'arriving';
  /** A queue did not let him in or let him go: what he hears before he goes on. */
  readonly farewell?: Farewell;
}

export interface Farewell {
  readonly playing: Playing;
  /** The number that he reaches then; null: he is hung up on. */
  readonly to: string | null;
  readonly recall: Recall | null;
}

export interface Calling {
  readonly name: 'calling';
  readonly number: string;
}

/** A campaign's customer is rung, or it is found out who has answered: nobody waits for him yet. */
export interface Dialling {
  readonly name: 'dialling';
  readonly number: string;
}

export interface Reaching {
  readonly name: 'reaching';
  readonly number: string;
  readonly place: Place | null;
  /** Trunks that are still to be tried. */
  readonly trunks: readonly string[];
  readonly recall: Recall | null;
}

/** Who transferred or parked the call and is rung when nobody answers it. */
export interface Recall {
  readonly phone: PhoneId;
  /** It is this phone that rings now. */
  readonly isOn: boolean;
}

export interface Talking {
  readonly name: 'talking';
  readonly place: Place | null;
  /** Who answers for a call of a queue; null when it is in none or the present party is no agent. */
  readonly agent: AgentId | null;
  readonly bridge: BridgeId;
  /** Whether Asterisk has said that both are in the bridge. While that is awaited, the caller's leg has a deadline. */
  readonly bridged: boolean;
}

export interface Parked {
  readonly name: 'parked';
  readonly place: Place | null;
  readonly slot: number;
  readonly by: PhoneId;
}

/** Alone with a mailbox: leaves a message there, hears those that are there, or speaks its greeting. */
export interface Message {
  readonly name: 'message';
  readonly mailbox: PhoneId;
  readonly step: MailboxStep;
  readonly stepSince: number;
  /** What the party hears. */
  readonly playing: Playing | null;
  /** What the party speaks into, or has. */
  readonly file: string | null;
  /** The messages that are to be heard; the first is the present one. */
  readonly messages: readonly MessageId[];
}

/**
 *   who calls:    greeting ──► recording ──► recorded (by #)
 *   who listens:  intro ──► hearing ──► choosing ──► hearing … goodbye
 *   who greets:   asking ──► speaking ──► reviewing ──► goodbye
 */
export type MailboxStep =
  | 'greeting'
  | 'recording'
  | 'recorded'
  | 'intro'
  | 'hearing'
  | 'choosing'
  | 'asking'
  | 'speaking'
  | 'reviewing'
  | 'goodbye';

export interface Playing {
  readonly playback: PlaybackId;
  readonly media: readonly string[];
}

export interface Away {
  readonly name: 'away';
  /** The place that the call had, or is about to take. */
  readonly place: Place | null;
  /** Whose channel is in the engineer's dialplan; whoever else is in the call hears music. */
  readonly leg: LegId;
  readonly point: AwayPoint;
  readonly context: string;
  /** Where a call that waits in a queue goes on. */
  readonly back: Waiting | null;
  /** It has been away too long and is being fetched. */
  readonly isRecalled: boolean;
}

/** `outside`: the office's own dialplan places the call. `detection`: it is found out who has answered. */
export type AwayPoint = HookPoint | 'outside' | 'detection';

/** Keeps an agent's phone up between calls: nobody but he is in it (`agent/seat.ts`). */
export interface Seated {
  readonly name: 'seated';
  readonly agent: AgentId;
  readonly leg: LegId;
}

export interface Ended {
  readonly name: 'ended';
}

/**
 * CSTA's names for the states of a connection, as seen by its own device, and two of ours: `reaching`, a phone that was
 * asked to ring and has not said that it does; `clearing`, hung up on but not yet gone.
 */
export type LegState =
  | 'initiated'
  | 'originated'
  | 'delivered'
  | 'queued'
  | 'reaching'
  | 'alerting'
  | 'connected'
  | 'hold'
  | 'failed'
  | 'clearing';

export interface Leg {
  readonly id: LegId;
  /** The caller is who waits while somebody is sought for him. */
  role: 'caller' | 'called';
  /** null for parties outside, and of a seat, which is no call of its phone. */
  readonly phone: PhoneId | null;
  /** Of a party outside: the trunk that its channel takes up, where it is known. */
  readonly trunk?: string;
  readonly agent: AgentId | null;
  /** As others see who is there. */
  readonly party: Party;
  /** Its device began the call. */
  readonly isOutgoing: boolean;
  startedAt: number;
  state: LegState;
  since: number;
  /** When the state's timer runs out: every state that awaits something has one. */
  deadline: number | null;
  cause: ConnectionCause | null;
  /** Since when it is connected to the present other party; null before the first answer. */
  connectedAt: number | null;
  /** Whom it speaks or spoke with, or is or was called by. */
  other: Party | null;
  /** Held by the phone's own key: then Asterisk plays music to the others by itself. */
  heldByPhone: boolean;
  muted: boolean;
  /** It rings so that the phone answers by itself, as was asked at the desk. */
  answering: boolean;
  /** Another leg of the same phone goes on in its place. */
  isReplaced: boolean;
  /** For its row when it is over. */
  readonly times: { alertingMs: number; connectedMs: number; heldMs: number };
}

export type CallEnd =
  | 'abandoned'
  | 'completed-by-caller'
  | 'completed-by-agent'
  | 'refused'
  | 'unanswered'
  | 'message-left'
  | 'merged'
  | 'ended-by-command'
  | 'lost-by-asterisk';

export function callerLeg(call: Call): Leg | undefined {
  return call.legs.find((leg) => leg.role === 'caller' && leg.state !== 'clearing');
}

/** What a phone that rings for a call shows. */
export function displayFor(call: Call): Party {
  return callerLeg(call)?.party ?? customerAfar(call) ?? call.caller;
}

/** Its customer is to be called back, and is not on the line yet. */
export function isAfar({ phase }: Call): boolean {
  return phase.name === 'waiting' && phase.callback !== null && phase.callback.dial?.state !== 'there';
}

/** Who is to be called back, as phones show him. */
export function customerAfar(call: Call): Party | null {
  const { phase } = call;
  if (phase.name !== 'waiting' || phase.callback === null || !isAfar(call)) return null;
  return { name: 'Call-back', number: phase.callback.number };
}

/** What an agent's phone shows that rings for a queue. */
export function displayOfOffer(call: Call, queue: { readonly name: string }): Party {
  const { name, number } = displayFor(call);
  return { name: name === '' ? queue.name : `${queue.name}: ${name}`, number };
}

/** The agents whose phones ring for it, or one who has picked up and is in a hook. */
export function offersOf({ phase }: Call): readonly Offer[] {
  if (phase.name === 'waiting') return phase.offers;
  return phase.name === 'away' ? (phase.back?.offers ?? []) : [];
}

export function legOf(call: Call, id: LegId): Leg | undefined {
  return call.legs.find((leg) => leg.id === id);
}

/** The place in its queue that a call has or keeps. */
export function placeOf({ phase }: Call): Place | null {
  if (phase.name === 'waiting') {
    const { queue, enteredAt, priority } = phase;
    return { queue, enteredAt, priority };
  }
  return 'place' in phase ? phase.place : null;
}

/** The bridge that its legs speak in; null while there is nobody for it. */
export function bridgeOf({ phase, legs }: Call): BridgeId | null {
  if (phase.name === 'talking') return phase.bridge;
  if (phase.name !== 'monitoring') return null;
  return legs.some(isParty) ? phase.bridge : null;
}

/** In the talk, on hold included. */
export function isParty({ state }: Pick<Leg, 'state'>): boolean {
  return state === 'connected' || state === 'hold';
}

/** It keeps its agent's phone up; also when the seat is over and the leg is still going. */
export function isOfSeat({ phone, agent }: Pick<Leg, 'phone' | 'agent'>): boolean {
  return phone === null && agent !== null;
}

/** Asked to ring, and ringing for all we know. */
export function isRinging({ state }: Leg): boolean {
  return state === 'reaching' || state === 'alerting';
}
