import { longestHeldMs } from '../bounds.ts';
import { readAnswer } from '../hooks/answer.ts';
import { hookReturned, sentOn } from '../hooks/come-back.ts';
import { describeCaller } from '../hooks/describe.ts';
import { awayAs } from '../hooks/hand-over.ts';
import { callId, type LegId, type QueueId } from '../ids.ts';
import { handedOver, type LineEvent, type SurveyedChannel } from '../input.ts';
import { targetOf } from '../numbering/target.ts';
import type { TrunkSettings } from '../office.ts';
import type { Turn } from '../turn.ts';
import type { Call } from './call.ts';
import { clearLeg } from './clearing.ts';
import { partyOfPhone } from './fold-call.ts';
import { enterQueue, reachTarget } from './reach.ts';

/**
 * A caller came from the dialplan. The arguments of its Stasis() say what for (see `dialplan/cordboard.conf`):
 * `number,<dialled>,<since>` or `queue,<queue>,<since>`, where since is the time of the first attempt, in UTC milliseconds,
 * and behind it what the engineer has said of the caller, as `priority=5`.
 */
export function callerEntered(
  turn: Turn,
  caller:
    | Extract<LineEvent, { name: 'entered' }>
    | (SurveyedChannel & { readonly channel: SurveyedChannel['id'] }),
): void {
  const { state, at } = turn;
  const [entry = '', target = '', since = ''] = caller.args;
  const away = awayAs(turn, caller.channel);
  // Word of its first coming, which a survey has told already; who comes from the dialplan comes later than that.
  if (away !== undefined && entry !== 'return' && isOlder(since, away.call.arrivedAt)) return;
  if (away !== undefined) endMusicOfDialplan(turn, caller.channel, since);
  if (entry === 'return') return hookReturned(turn, caller.channel, caller.args.slice(3));
  // What a survey finds in the engineer's dialplan, and nobody here has sent there.
  if (entry === handedOver) return;
  const said = readAnswer(caller.args.slice(3));
  if (away !== undefined) return sentOn(turn, away, entry, target, said);
  if (state.callsOfLeg.has(caller.channel)) return;
  const id = callId(state.instance, state.nextCall);
  const phone = state.phoneOfEndpoint.get(caller.endpoint) ?? null;
  turn.record({
    kind: 'call.arrived',
    call: id,
    channel: caller.channel,
    caller: phone === null ? caller.caller : partyOfPhone(state, phone),
    dialled: entry === 'number' ? target : caller.dialled,
    phone,
    agent: phone === null ? null : (state.agentAtPhone.get(phone) ?? null),
    ...cameOn(state.trunks.values(), caller.endpoint),
  });
  const call = state.calls.get(id);
  if (call === undefined) return;
  describeCaller(turn, call, said, said.priority);
  if (entry === 'queue') {
    const queue = state.queues.get(target as QueueId);
    if (queue === undefined) return refuse(turn, call, `no queue is named ${target}`);
    // The `queue` entry of the dialplan has answered and plays the default music already.
    turn.alreadyHears(caller.channel, 'default');
    return enterQueue(turn, call, queue.id, heldSince(since, at));
  }
  endMusicOfDialplan(turn, caller.channel, since);
  if (phone !== null) {
    turn.record({ kind: 'leg.changed', call: id, leg: caller.channel, state: 'originated', cause: null });
  }
  const meaning = targetOf(state, target, call.origin);
  if (meaning.kind === 'nothing' && phone === null)
    return refuse(turn, call, `nothing is reached by ${target}`);
  if (meaning.kind === 'queue') return enterQueue(turn, call, meaning.queue, heldSince(since, at));
  reachTarget(turn, call, target, meaning, null);
}

function cameOn(trunks: Iterable<TrunkSettings>, endpoint: string): { readonly trunk?: string } {
  for (const { id, endpoint: own } of trunks) if (own === endpoint) return { trunk: id };
  return {};
}

/** Whom the dialplan had to hold, it has answered and played music to, which goes on until somebody ends it. */
function endMusicOfDialplan(turn: Turn, channel: LegId, since: string): void {
  if (heldSince(since, turn.at) < turn.at - 1_000) turn.want({ name: 'music', channel, music: null });
}

function refuse(turn: Turn, call: Call, reason: string): void {
  turn.record({
    kind: 'call.ended',
    call: call.id,
    end: 'refused',
    cause: 1,
    queue: null,
    agent: null,
    reason,
  });
  for (const leg of call.legs) clearLeg(turn, call.id, leg.id, 'unallocated');
}

function isOlder(milliseconds: string, than: number): boolean {
  const since = Number(milliseconds);
  return since > than - longestHeldMs && since <= than;
}

function heldSince(milliseconds: string, at: number): number {
  const since = Number(milliseconds);
  return since > at - longestHeldMs && since < at ? since : at;
}
