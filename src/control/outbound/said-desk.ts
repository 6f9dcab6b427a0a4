import { CordboardError } from '../../base/errors.ts';
import { startOfDay } from '../../base/day.ts';
import type { Agent } from '../../board/agent/agent.ts';
import { presentCall } from '../../board/agent/wrap-up-commands.ts';
import type { AgentId, CallId, CampaignId, ContactId } from '../../board/ids.ts';
import { askedOf } from '../../board/outbound/asked.ts';
import type { Contact } from '../../board/outbound/contact.ts';
import type { ScheduleWanted } from '../../board/outbound/disposition.ts';
import { settingsNow } from '../../board/outbound/settings-now.ts';
import { isSupervisor, type Caller } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import { contactFor } from './hand-over.ts';
import type { CampaignParts } from './parts.ts';
import { momentOf, scheduleOf, type WantedAgain } from './schedule.ts';
import { whenStored } from './when-stored.ts';

/** What somebody says of a call. */
export interface Saying {
  /** One to three levels. */
  readonly levels: readonly string[];
  readonly note?: string | undefined;
  readonly data?: Readonly<Record<string, string>> | undefined;
  readonly schedule?: WantedAgain | undefined;
  /** Instead of it: another contact has been promised the call. */
  readonly isPromisedElsewhere?: boolean | undefined;
}

interface Called {
  readonly campaign: CampaignId;
  readonly contact: ContactId | null;
  readonly number: string;
  readonly agent: AgentId | null;
  /** null: it goes on. */
  readonly endedAt: number | null;
}

/** What came of calls: said while they are there, and corrected later. */
export class SaidDesk {
  readonly #exchange: Exchange;
  /** null where there are no campaigns. */
  readonly #parts: CampaignParts | null;

  constructor(exchange: Exchange, parts: CampaignParts | null) {
    this.#exchange = exchange;
    this.#parts = parts;
  }

  /**
   * Of a call that the agent is in or has before him; without `call` the present one. Rejects with 'no-call', with what the
   * board throws for `dispose`, and with 'input-wrong' for a text that is no disposition of a call of a queue.
   */
  async say(caller: Caller, agentId: AgentId, call: CallId | undefined, saying: Saying): Promise<number> {
    const { state } = this.#exchange;
    const agent = state.agents.get(agentId);
    if (agent === undefined) throw new CordboardError('agent-unknown', `there is no agent ${agentId}`);
    const { levels, note = '', data, schedule, isPromisedElsewhere } = saying;
    const asked = askedOf(state, agent, presentCall(agent, call));
    if (asked === null) needPlain(levels);
    const contact = asked?.contact == null ? null : (state.contacts.get(asked.contact) ?? null);
    return this.#exchange.command({
      name: 'dispose',
      agent: agentId,
      call,
      disposition: levels.join('|'),
      note,
      data,
      schedule: this.#schedule(caller, agent.id, contact, schedule, asked?.contact ?? null),
      isPromisedElsewhere,
      by: caller.user,
    });
  }

  /**
   * Of a call that is over, as a supervisor, or on the same day as the agent who had it. What is left out stays as it was.
   * Rejects with 'call-unknown', 'not-permitted', 'too-late', and with what the board throws for `correct-disposition`.
   */
  async correct(
    caller: Caller,
    call: CallId,
    { levels, note, data, schedule, isPromisedElsewhere }: Saying,
  ): Promise<number> {
    const parts = this.#parts;
    await whenStored(this.#exchange);
    const called = this.#called(call);
    if (parts === null || called === null) {
      throw new CordboardError('call-unknown', `there was no campaign's call ${call}`);
    }
    const said = parts.rows.saidOf(call);
    const former = said.at(-1);
    const had = called.agent === caller.user || said.some(({ agent }) => agent === caller.user);
    this.#mayCorrect(caller, call, had, called.endedAt);
    const { campaign, contact: id, number } = called;
    const stored = id !== null && parts.rows.isLastCall(id, call) ? this.#stored(campaign, id) : null;
    return this.#exchange.command({
      name: 'correct-disposition',
      campaign,
      call,
      agent: called.agent,
      number,
      contact: id,
      stored,
      former: former?.action ?? null,
      said: {
        path: levels.join('|'),
        note: note ?? former?.note ?? '',
        data: data ?? former?.data ?? {},
        schedule: this.#schedule(caller, called.agent ?? caller.user, stored, schedule, id) ?? null,
        isPromisedElsewhere,
      },
      by: caller.user,
    });
  }

  /** As `say` where the agent has the call before him, else as `correct`: for clients who do not tell the two apart. */
  async sayOrCorrect(caller: Caller, agent: AgentId, call: CallId, saying: Saying): Promise<number> {
    const known = this.#exchange.state.agents.get(agent);
    return known !== undefined && hasBefore(known, call)
      ? this.say(caller, agent, call, saying)
      : this.correct(caller, call, saying);
  }

  #called(call: CallId): Called | null {
    const live = this.#exchange.state.calls.get(call)?.attempt ?? null;
    if (live !== null) return { ...live, endedAt: null };
    const [row] = this.#parts?.rows.attemptList({ call, limit: 1 }) ?? [];
    return row ?? null;
  }

  #stored(campaign: CampaignId, id: ContactId): Contact | null {
    const parts = this.#parts;
    const settings = settingsNow(this.#exchange.state, campaign)?.settings;
    const stored = parts?.contacts.get(id);
    if (parts === null || settings === undefined || stored === undefined) return null;
    // Somebody has taken it out of the lists: no word about a former call puts it back.
    if (stored.state === 'removed') return null;
    return contactFor(stored, settings, parts.numbers(), parts.contacts, this.#exchange.now);
  }

  #mayCorrect(caller: Caller, call: CallId, had: boolean, endedAt: number | null): void {
    if (isSupervisor(caller)) return;
    if (!had) throw new CordboardError('not-permitted', `${call} was not a call of ${caller.user}`);
    const { now, state } = this.#exchange;
    if (endedAt !== null && endedAt < startOfDay(now, state.office.timeZone)) {
      throw new CordboardError('too-late', `${call} was before today: a supervisor can correct it`);
    }
  }

  #schedule(
    caller: Caller,
    agent: AgentId,
    contact: Contact | null,
    wanted: WantedAgain | undefined,
    id: ContactId | null,
  ): ScheduleWanted | undefined {
    if (wanted === undefined) return undefined;
    const { office } = this.#exchange.state;
    const numbers = contact?.numbers ?? [];
    const zones = { customer: numbers[contact?.next ?? 0]?.zones[0] ?? null, office: office.timeZone };
    const at = momentOf(wanted, zones);
    return scheduleOf(caller, agent, wanted, at, this.#parts, id);
  }
}

function hasBefore(agent: Agent, call: CallId): boolean {
  try {
    return presentCall(agent, call) === call;
  } catch {
    return false;
  }
}

/** Of calls of queues, which have no rules, it is one word. */
function needPlain(levels: readonly string[]): void {
  const path = levels.join('|');
  if (/^[a-z0-9-]{1,40}$/.test(path)) return;
  const message = `${path} is not a disposition of a queue's call: 1 to 40 small letters, digits and hyphens`;
  throw new CordboardError('input-wrong', message, {
    details: { fields: [{ field: 'disposition', message }] },
  });
}
