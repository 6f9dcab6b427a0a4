import { z } from 'zod';
import type { CallId, CampaignId, ContactId } from '../../../board/ids.ts';
import { askedOf } from '../../../board/outbound/asked.ts';
import type { Agent } from '../../../board/agent/agent.ts';
import type { BoardState } from '../../../board/state.ts';
import type { Caller } from '../../../control/caller.ts';
import type { Outbound } from '../../../control/outbound/outbound.ts';
import type { Ask } from './operations.ts';

/** Which campaign a call was of, and which contact; a number that an agent has dialled himself is none. */
export interface CampaignCall {
  readonly campaign: CampaignId;
  readonly contact: ContactId | null;
}

const attempt = z.object({ campaign: z.string(), contact: z.int().nullable() });

/** Of a call that goes on, that its agent has before him, or that is over. null: it is no campaign's. */
export async function campaignCall(
  state: Readonly<BoardState>,
  ask: Ask,
  caller: Caller,
  { agent, call }: { readonly agent: Agent | undefined; readonly call: CallId },
): Promise<CampaignCall | null> {
  const asked = agent === undefined ? null : askedOf(state, agent, call);
  const present = asked ?? state.calls.get(call)?.attempt ?? null;
  if (present !== null || state.calls.has(call)) return present;
  const found = attempt.safeParse(await ask(caller, 'attempt', { call }).catch(() => null));
  return found.success ? (found.data as CampaignCall) : null;
}

/** Where a contact's data has the call in which somebody has promised to call again. */
const promisedIn = 'guid';

/**
 * Calls that are promised as contacts of their own: of another campaign than that of the former call, or of the same one
 * where the number was dialled by hand. A call promises one: whoever says of it again what came of it moves that, or takes
 * it back.
 */
export class Promises {
  readonly #desks: Pick<Outbound, 'contacts' | 'byNumber'>;

  constructor(desks: Pick<Outbound, 'contacts' | 'byNumber'>) {
    this.#desks = desks;
  }

  /** Resolves with what takes it back. */
  async make(wanted: {
    readonly campaign: CampaignId;
    readonly of: CampaignCall;
    readonly guid: string;
    readonly number: string;
    readonly at: number;
    readonly note: string;
    readonly by: string;
  }): Promise<() => Promise<unknown>> {
    const { campaign, of, guid, number, at, note, by } = wanted;
    const { contacts, byNumber } = this.#desks;
    const former = this.#of(guid, number).find((one) => one.campaign === campaign);
    if (former !== undefined) {
      await contacts.change(former.id, { dueAt: at, note });
      return () => contacts.change(former.id, { dueAt: former.dueAt, note: former.note });
    }
    const { name, data } = of.contact === null ? { name: '', data: {} } : contacts.get(of.contact);
    const id = byNumber.add({
      campaign,
      list: '',
      numbers: [number],
      name,
      data: { ...data, [promisedIn]: guid },
      note,
      at,
      by,
    });
    return () => contacts.remove(id);
  }

  /** All that the call has promised, but for this campaign's. */
  async takeBack(guid: string, number: string, except: CampaignId | null): Promise<void> {
    for (const { id, campaign } of this.#of(guid, number))
      if (campaign !== except) await this.#desks.contacts.remove(id);
  }

  #of(guid: string, number: string) {
    return this.#desks.contacts
      .find({ number, state: 'open', limit: 500 })
      .filter(({ kind, data }) => kind === 'call-back' && data[promisedIn] === guid);
  }
}
