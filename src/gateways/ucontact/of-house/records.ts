import { CordboardError } from '../../../base/errors.ts';
import { isParty } from '../../../board/call/call.ts';
import { idPrefix, numberOfCall, type CallId } from '../../../board/ids.ts';
import type { BoardState } from '../../../board/state.ts';
import { isSupervisor, type Caller } from '../../../control/caller.ts';
import type { Control, Recorded } from '../../../control/control.ts';
import type { Exchange } from '../../../control/exchange.ts';
import type { RecordingStore } from '../../../control/operations/recordings.ts';
import { findRecords, type FoundRecord } from '../../../control/record-search.ts';
import type { HouseRecord, RecordDesk, RecordQuery } from '../house/records.ts';
import { campaignMeant, queueMeant, writtenCampaign, writtenQueue } from './campaign-names.ts';
import { agentNamed } from './campaigns.ts';
import { minutesOfDay } from './hours.ts';

interface Parts {
  readonly exchange: Exchange;
  readonly control: Pick<Control, 'recorded'>;
}

/** Throws 'recording-unknown' wherever no recordings are kept. */
export function recordsOf({ exchange, control }: Parts): RecordDesk {
  const { state } = exchange;
  const kept = (): Recorded => {
    const { recorded } = control;
    if (recorded === null) throw new CordboardError('recording-unknown', 'no recordings are kept here');
    return recorded;
  };
  return {
    async find(caller, query) {
      const { search } = kept();
      const agent = agentAsked(state, caller, query.agent);
      const filter = { ...filterOf(state, query, search.firstAt, exchange.now), agent };
      return (await findRecords(search, filter)).map((row) => recordOf(state, row));
    },
    spanOf(caller, recording) {
      const found = kept().store.get(recording);
      // Whoever may not hear it is not told that it exists.
      if (found === undefined || !(isSupervisor(caller) || found.agents.includes(caller.user))) {
        throw new CordboardError('recording-unknown', 'there is no such recording');
      }
      return found;
    },
    sound: (caller, recording, ending) => kept().sound.give(caller, recording, ending),
    convert: (caller, recording) => kept().sound.convert(caller, recording),
    tag(caller, call, words) {
      const { store, tags } = kept();
      if (!knows(state, store, caller, call)) {
        throw new CordboardError(
          'call-unknown',
          'guid: there is no such call, or it is not one of one’s own',
        );
      }
      tags.put({ call, tag: words, at: exchange.now, by: caller.user });
    },
  };
}

/** Agents look for their own. */
function agentAsked(state: Readonly<BoardState>, caller: Caller, wanted: string | null): string | undefined {
  const agent = wanted === null ? undefined : agentOf(state, wanted);
  if (isSupervisor(caller)) return agent;
  if (agent === undefined || agent === caller.user) return caller.user;
  throw new CordboardError('not-permitted', `${caller.user} may look for his own recordings only`);
}

/** By account, phone or name; who is no more in the office, by the account that he had. */
function agentOf(state: Readonly<BoardState>, named: string): string {
  return agentNamed(state, named) ?? state.office.agents.find(({ name }) => name === named)?.id ?? named;
}

function filterOf(state: Readonly<BoardState>, query: RecordQuery, firstAt: number | null, now: number) {
  const { from, to, campaign, hours, recurring } = query;
  const queue = campaign === null ? undefined : queueMeant(state, campaign);
  const outbound = campaign === null || queue !== undefined ? undefined : campaignMeant(state, campaign);
  // Of what there is no more the id was shown for a name.
  const isFormer = queue === undefined && outbound === undefined;
  const former = (direction: 'in' | 'out') =>
    isFormer && (campaign?.direction ?? 'in') === direction ? campaign?.name : undefined;
  return {
    from: from ?? undefined,
    to: to ?? undefined,
    queue: queue?.id ?? former('in'),
    campaign: outbound?.id ?? former('out'),
    source: query.source ?? undefined,
    destination: query.destination ?? undefined,
    tag: query.tag ?? undefined,
    rating: query.rating ?? undefined,
    leastMs: query.leastMs ?? undefined,
    without: query.without.length === 0 ? undefined : query.without,
    minutes:
      hours === null
        ? undefined
        : minutesOfDay(hours, { from: from ?? firstAt ?? now, to: to ?? now }, state.office.timeZone),
    recurring: recurring ?? undefined,
    inside: state.office.phones.map(({ id }) => id),
    offset: query.offset,
    limit: query.limit,
  };
}

function recordOf(state: Readonly<BoardState>, row: FoundRecord): HouseRecord {
  const { agent, agents, tracks, queue, attempt, caller, dialled, startedAt, endedAt } = row;
  const own = tracks.filter((track) => agent !== null && track.agent === agent);
  return {
    call: row.call,
    recording: row.recording,
    number: row.number,
    part: agent === null ? 0 : Math.max(0, agents.indexOf(agent)),
    direction: directionOf(state, row),
    campaign:
      attempt === null
        ? queue === null
          ? null
          : writtenQueue(state, queue)
        : writtenCampaign(state, attempt.campaign),
    // The caller of a campaign's call is its customer, or the agent's phone.
    from: attempt === null || attempt.callerId === '' ? caller : { name: '', number: attempt.callerId },
    to: attempt?.number ?? dialled,
    agent,
    phone: own.at(-1)?.phone ?? null,
    trunk: attempt?.trunk ?? null,
    startedAt,
    endedAt,
    agentMs:
      agent === null
        ? endedAt - startedAt
        : own.reduce((sum, track) => sum + track.endedAt - track.startedAt, 0),
    over: row.over,
    tag: row.tag,
    rating: row.rating,
    note: row.note,
    contact: attempt?.contact ?? null,
    list: attempt?.list ?? null,
    data: attempt?.data ?? null,
    alternatives: attempt?.alternatives ?? null,
  };
}

function directionOf(
  state: Readonly<BoardState>,
  { attempt, queue, caller, tracks }: FoundRecord,
): HouseRecord['direction'] {
  if (attempt !== null) return 'outbound';
  if (queue !== null || !state.phones.has(caller.number as never)) return 'inbound';
  return tracks.some(({ phone }) => phone === null) ? 'outbound' : 'internal';
}

/** A call of this ledger: for supervisors any, for agents those that they are or were in. */
function knows(state: Readonly<BoardState>, recordings: RecordingStore, caller: Caller, id: CallId): boolean {
  const isOurs = id.startsWith(idPrefix(state.instance)) && numberOfCall(id) < state.nextCall;
  if (!isOurs || isSupervisor(caller)) return isOurs;
  const call = state.calls.get(id);
  if (call?.account.agent === caller.user) return true;
  if (call?.legs.some((leg) => leg.agent === caller.user && isParty(leg)) === true) return true;
  return recordings.find({ call: id, agent: caller.user, limit: 1 }).length > 0;
}
