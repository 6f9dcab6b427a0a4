import type { AgentId, CallId, QueueId } from '../../board/ids.ts';
import type { StoredAgentSegment } from './rows.ts';

/** What one agent had of one call of a queue, from the first word to the end of the wrap-up. */
export interface Contact {
  readonly agent: AgentId;
  readonly call: CallId;
  readonly queue: QueueId;
  readonly startAt: number;
  endAt: number;
  /** When he was done with the call itself. */
  talkedUntil: number;
  talkMs: number;
  holdMs: number;
  consultMs: number;
  wrapUpMs: number;
}

const fieldOf = {
  talking: 'talkMs',
  holding: 'holdMs',
  consulting: 'consultMs',
  'wrap-up': 'wrapUpMs',
} as const;
type HandlingState = keyof typeof fieldOf;

export function isHandling(state: string): state is HandlingState {
  return Object.hasOwn(fieldOf, state);
}

/** Puts the stretches of one agent's time together, which must come in order; gives each contact when it is over. */
export class ContactBuilder {
  #open: Contact | null = null;

  /** The contact that this one has ended. */
  add(segment: Omit<StoredAgentSegment, 'id'>): Contact | null {
    const { state, agent, call, queue, startAt, endAt } = segment;
    const open = this.#open;
    if (!isHandling(state) || queue === null || call === null) {
      this.#open = null;
      return open;
    }
    // A consultation has a call of its own; wrap-up is the end of it, and what comes then is another contact.
    const goesOn =
      open !== null &&
      open.endAt === startAt &&
      open.queue === queue &&
      (open.call === call || state !== 'talking') &&
      (open.wrapUpMs === 0 || state === 'wrap-up');
    if (!goesOn) {
      this.#open = {
        agent,
        call,
        queue,
        startAt,
        endAt,
        talkedUntil: startAt,
        talkMs: 0,
        holdMs: 0,
        consultMs: 0,
        wrapUpMs: 0,
      };
    }
    const now = this.#open;
    if (now !== null) {
      now[fieldOf[state]] += endAt - startAt;
      now.endAt = endAt;
      if (state !== 'wrap-up') now.talkedUntil = endAt;
    }
    return goesOn ? null : open;
  }

  /** When the one began that may go on; null: none does. */
  get openSince(): number | null {
    return this.#open?.startAt ?? null;
  }

  /** What has not ended as far as it is known. */
  end(): Contact | null {
    const open = this.#open;
    this.#open = null;
    return open;
  }
}
