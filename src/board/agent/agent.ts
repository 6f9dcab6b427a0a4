import type { AgentId, CallId, CampaignId, ContactId, LegId, PhoneId, QueueId } from '../ids.ts';
import type { ConnectMode } from '../office.ts';

/**
 * Presence is what the agent says, work is what the board does with the agent; each changes without the other,
 * so that "not ready after this call" is just a presence set during work.
 */
export interface Agent {
  readonly id: AgentId;
  presence: Presence;
  work: Work;
  /** Start of the state that is shown: see `shownState`. */
  since: number;
  phone: PhoneId | null;
  /** null while signed out. */
  signedInAt: number | null;
  /** When the agent last became free and ready, null while not. */
  readySince: number | null;
  lastContactEnd: number | null;
  lastOfferAt: number | null;
  /** When he last let an offer pass. */
  lastMissAt: number | null;
  /** The queues chosen at sign-in or by a supervisor, of those that the agent is a member of; null: all. */
  queues: readonly QueueId[] | null;
  /** Since when the presence is what it is, and seen: calls of queues hide it. */
  presenceSince: number;
  /** Offers in a row that came to nothing by the agent's doing. */
  missesInARow: number;
  /** How long he has had to do with the present call of a queue, as far as it is over. */
  handlingMs: number;
  /** Has asked in the present call for time after it. */
  asksWrapUp: boolean;
  /** The call that keeps the agent's phone up between calls; null: it rings for each. */
  seat: CallId | null;
  /** No other one is rung before, UTC milliseconds. */
  seatAfter: number;
  /** How calls come to him, as he has said at sign-in; null: as the office says. */
  connect: ConnectMode | null;
  /** Signs out, for this reason, when the present call and its wrap-up are over. */
  leaving: string | null;
  /** Not ready, for this reason, when no customer who is being called needs him any more. */
  pausing: string | null;
  /** Not ready for longer than the reason allows, which has been told. */
  isOverdue: boolean;
  /** Has let a further call pass in the present one: no more of them until it is over. */
  declines: boolean;
  /** Other calls of queues that he is in, beside the one of `work`. */
  beside: readonly Served[];
  /** Calls of queues whose wrap-up is still to come, or goes on after a call of his own. */
  owed: readonly OwedWrapUp[];
  /** Contacts that he has skipped in a row. */
  skips: number;
  /** Of the present calls those whose outcome he has told. */
  disposed: readonly CallId[];
  /** Of the present calls those of campaigns: he is asked what came of them. */
  asked: readonly Asked[];
}

/** A campaign's call in which an agent has spoken with the customer. */
export interface Asked {
  readonly call: CallId;
  readonly campaign: CampaignId;
  /** null: he has dialled the number himself. */
  readonly contact: ContactId | null;
  readonly number: string;
}

/** A call of a queue that an agent has or had. */
export interface Served {
  readonly call: CallId;
  readonly queue: QueueId;
}

export interface OwedWrapUp extends Served {
  /** It had begun, and ends then; null: it has not. */
  readonly begun: { readonly until: number | null } | null;
}

export type Presence =
  | { readonly name: 'signed-out' }
  | { readonly name: 'ready' }
  | { readonly name: 'not-ready'; readonly reason: string };

export type Work =
  | { readonly name: 'idle' }
  | { readonly name: 'offered'; readonly call: CallId; readonly leg: LegId; readonly queue: QueueId }
  | {
      readonly name: Engagement;
      readonly call: CallId;
      readonly leg: LegId;
      /** The queue whose call it is; null for a call of one's own. */
      readonly queue: QueueId | null;
    }
  | {
      readonly name: 'wrap-up';
      readonly call: CallId;
      readonly queue: QueueId;
      /** null: until the agent, a disposition or a supervisor ends it. */
      readonly until: number | null;
    }
  /** A campaign's contact is shown to him, to be dialled by then; null: when he says so. */
  | {
      readonly name: 'previewing';
      readonly contact: ContactId;
      readonly queue: QueueId;
      readonly until: number | null;
    }
  | { readonly name: 'resting'; readonly queue: QueueId; readonly until: number };

/** What an agent does in a call: `direct` is any call of one's own, be it that it only rings. */
export type Engagement = 'talking' | 'holding' | 'consulting' | 'direct';

export function isEngaged(work: Work): work is Extract<Work, { name: Engagement }> {
  return 'leg' in work && work.name !== 'offered';
}

export const idle: Work = { name: 'idle' };

export interface ShownState {
  readonly state: Presence['name'] | Exclude<Work['name'], 'idle'>;
  readonly reason: string | null;
  readonly call: CallId | null;
  readonly queue: QueueId | null;
}

/** The one state that people see: work hides presence, because a talking agent is talking, whatever comes next. */
export function shownState(agent: Agent): ShownState {
  const { work, presence } = agent;
  if (work.name === 'idle') {
    const reason = presence.name === 'not-ready' ? presence.reason : null;
    return { state: presence.name, reason, call: null, queue: null };
  }
  return { state: work.name, reason: null, call: 'call' in work ? work.call : null, queue: work.queue };
}

export function isFree(agent: Agent): boolean {
  return agent.presence.name === 'ready' && agent.work.name === 'idle' && agent.phone !== null;
}

export function newAgent(id: AgentId, at: number): Agent {
  return {
    id,
    presence: { name: 'signed-out' },
    work: idle,
    since: at,
    phone: null,
    signedInAt: null,
    readySince: null,
    lastContactEnd: null,
    lastOfferAt: null,
    lastMissAt: null,
    queues: null,
    presenceSince: at,
    missesInARow: 0,
    handlingMs: 0,
    asksWrapUp: false,
    seat: null,
    seatAfter: 0,
    connect: null,
    leaving: null,
    pausing: null,
    isOverdue: false,
    declines: false,
    beside: [],
    owed: [],
    skips: 0,
    disposed: [],
    asked: [],
  };
}
