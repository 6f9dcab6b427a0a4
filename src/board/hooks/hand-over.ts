import { offersOf, type AwayPoint, type Call, type Leg } from '../call/call.ts';
import type { Place } from '../call/waiting.ts';
import { heardBy } from '../call/heard.ts';
import type { AgentId, LegId } from '../ids.ts';
import { legsOfChannel, type LegInCall } from '../state.ts';
import type { Turn } from '../turn.ts';

interface Way {
  readonly point: AwayPoint;
  readonly context: string;
  readonly extension: string;
  readonly place: Place | null;
  readonly deadline: number | null;
  /** What the called party outside is to see. */
  readonly callerId?: string;
  /** Beside those of all. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Gives a party's channel to a context of the engineer's dialplan, from which it comes back or not. */
export function handOver(turn: Turn, call: Call, leg: Leg, way: Way): void {
  const { point, context, extension, place, deadline } = way;
  const variables = variablesOf(turn, call, way);
  const heard = turn.before.heard.get(leg.id) ?? heardBy(turn.state, leg.id);
  turn.record({
    kind: 'call.away',
    call: call.id,
    leg: leg.id,
    point,
    context,
    queue: place?.queue ?? null,
    enteredAt: place?.enteredAt ?? turn.at,
    priority: place?.priority ?? 0,
    deadline,
  });
  // What it hears now it would hear there too, instead of what the dialplan plays.
  if (heard.ringback) turn.want({ name: 'ringback', channel: leg.id, on: false });
  if (heard.music !== null) turn.want({ name: 'music', channel: leg.id, music: null });
  if (heard.playing !== null) turn.want({ name: 'stop-playing', playback: heard.playing.playback });
  if (heard.muted) turn.want({ name: 'mute', channel: leg.id, on: false });
  turn.want({ name: 'hand-over', channel: leg.id, context, extension, variables });
}

/** What the engineer can use; what he may set is emptied of what an earlier hook has left. */
function variablesOf(
  turn: Turn,
  call: Call,
  { point, place, callerId = '', variables = {} }: Way,
): Record<string, string> {
  const { state, at } = turn;
  const agent = agentOf(call);
  const waitedMs = place === null ? 0 : at - place.enteredAt;
  return {
    CORDBOARD_HOOK: point,
    CORDBOARD_POINT: point,
    CORDBOARD_CALL: call.id,
    CORDBOARD_QUEUE: place?.queue ?? '',
    CORDBOARD_CALLER: call.caller.number,
    CORDBOARD_CALLER_NAME: call.caller.name,
    CORDBOARD_DIALLED: call.dialled,
    CORDBOARD_CALLER_ID: callerId,
    CORDBOARD_AGENT: agent,
    CORDBOARD_PHONE: state.agents.get(agent as AgentId)?.phone ?? '',
    CORDBOARD_WAITED: String(Math.round(waitedMs / 1000)),
    CORDBOARD_DATA: call.data ?? '',
    CORDBOARD_PRIORITY: '',
    CORDBOARD_SKILLS: '',
    CORDBOARD_LANGUAGE: '',
    CORDBOARD_SET_AGENT: '',
    CORDBOARD_SET_QUEUE: '',
    CORDBOARD_RECORD: '',
    DIALSTATUS: '',
    ...variables,
  };
}

/** The call whose party is in the dialplan with this channel. */
export function awayAs(turn: Turn, channel: LegId): LegInCall | undefined {
  return legsOfChannel(turn.state, channel).find(
    ({ call, leg }) => call.phase.name === 'away' && call.phase.leg === leg.id,
  );
}

/** Who answers, has answered, or had answered before the party went away; '' for nobody. */
function agentOf(call: Call): string {
  if (call.phase.name === 'talking') return call.phase.agent ?? '';
  return offersOf(call)[0]?.agent ?? call.account.agent ?? '';
}
