import { stretchAt } from '../../base/open-hours.ts';
import { isEngaged, type Agent } from '../agent/agent.ts';
import type { CampaignId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import { mayDial } from './campaign-hours.ts';
import type { CallingWindow } from './campaign-settings.ts';
import { freeForCampaign, room } from './capacity.ts';
import { tokensLeft } from './pacing/budget.ts';
import { showMoment } from './refusal.ts';
import { dayAt, measuredBy, settingsNow } from './settings-now.ts';
import { wellTrunk } from './trunk-health.ts';
import { pickTrunk } from './trunks.ts';
import { whyByContacts, type InLists } from './why-not-contacts.ts';
import { because, type WhyNot } from './why-not-reason.ts';

/** What the board does not hold itself. */
export interface BesideBoard extends InLists {
  /** How many calls the pacing would begin now. */
  readonly paced: number | null;
}

type Now = NonNullable<ReturnType<typeof settingsNow>>;

/** Everything that keeps the campaign from dialling at this moment; empty when nothing does. null: there is no such campaign. */
export function whyNotDialling(
  state: Readonly<BoardState>,
  id: CampaignId,
  at: number,
  beside: BesideBoard,
): readonly WhyNot[] | null {
  const now = settingsNow(state, id);
  if (now === null) return null;
  return [
    ...byHouse(state, now, at),
    ...whyByContacts(state, now.settings, at, beside),
    ...byAgents(state, now),
    ...byBounds(state, now, at, beside),
  ];
}

function isThere(agent: Agent | undefined): boolean {
  return agent?.presence.name === 'ready';
}

function byHouse(state: Readonly<BoardState>, now: Now, at: number): WhyNot[] {
  const { campaign, settings } = now;
  const found: WhyNot[] = [];
  if (campaign.run !== 'running') {
    const by = campaign.by === null ? '' : ` by ${campaign.by}`;
    found.push(
      because('not-running', `the campaign is ${campaign.run} since ${showMoment(campaign.since)}${by}`),
    );
  }
  if (!state.lineIsUp) found.push(because('line-down', 'there is no connection to Asterisk'));
  if (settings.dialling.name === 'manual') {
    found.push(because('agents-dial', 'its agents dial by themselves: the mode is manual'));
  }
  if (!mayDial(state, now, at)) {
    const until = hoursAgain(state, now, at);
    const end = until === null ? '' : `, until ${showMoment(until)}`;
    found.push(because('outside-hours', `it is outside the campaign's own hours${end}`, null, until));
  }
  return found;
}

const always: readonly CallingWindow[] = [{ days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 24 * 60 }];

function hoursAgain(
  { office: { calendars, timeZone } }: Readonly<BoardState>,
  { campaign: { changes }, settings }: Now,
  at: number,
): number | null {
  const calendar = calendars.find(({ id }) => id === settings.calendar);
  const usual = changes.hours == null ? (calendar?.holidays ?? []) : [];
  const off = changes.weekdaysOff ?? [];
  const open = (changes.hours ?? calendar?.open ?? always).map((one) => ({
    ...one,
    days: one.days.filter((day) => !off.includes(day)),
  }));
  return stretchAt({ open, holidays: [...usual, ...(changes.daysOff ?? [])] }, timeZone, at).until;
}

/** Who could talk. */
function byAgents(state: Readonly<BoardState>, { campaign, settings }: Now): WhyNot[] {
  const { queue, blending, dialling } = settings;
  if (queue === null || dialling.name === 'agentless' || dialling.name === 'manual') return [];
  if (freeForCampaign(state, settings, campaign).length > 0) return [];
  const crew = crewOf(state, { campaign, settings });
  if (crew.ready.length === 0) {
    const text = `none of the ${crew.members} agents of ${queue} is ready`;
    return [because('no-agents', text, crew.members)];
  }
  const found: WhyNot[] = [];
  const { idle, calls, wrapUp } = crew;
  const waiting = callersWaiting(state, crew.ready);
  if (idle === 0) {
    const text = `no agent of ${queue} is free: ${calls} in calls, ${wrapUp} in wrap-up, of ${crew.ready.length} ready`;
    return [because('agents-busy', text, crew.ready.length)];
  }
  if (waiting > 0) {
    const text = `${waiting} callers wait for the ${idle} free agents: callers come first`;
    found.push(because('callers-waiting', text, waiting));
  }
  if (blending.reserve > 0 && idle <= blending.reserve + waiting) {
    const text = `${idle} agents are free, and ${blending.reserve} are kept for callers`;
    found.push(because('reserved', text, idle));
  }
  return found;
}

interface Crew {
  readonly members: number;
  readonly ready: readonly Agent[];
  readonly idle: number;
  readonly calls: number;
  readonly wrapUp: number;
}

function crewOf(state: Readonly<BoardState>, { campaign, settings }: Now): Crew {
  const { agents } = campaign.changes;
  const members = [
    ...(settings.queue === null ? [] : (state.membersOf.get(settings.queue)?.keys() ?? [])),
  ].filter((id) => agents == null || agents.includes(id));
  const ready = members.flatMap((id) => {
    const agent = state.agents.get(id);
    return agent !== undefined && isThere(agent) ? [agent] : [];
  });
  return {
    members: members.length,
    ready,
    idle: ready.filter(({ work }) => work.name === 'idle').length,
    calls: ready.filter(({ work }) => isEngaged(work) || work.name === 'offered').length,
    wrapUp: ready.filter(({ work }) => work.name === 'wrap-up').length,
  };
}

/** Callers on the line in the queues of these agents. Whom campaigns have called are none. */
function callersWaiting(state: Readonly<BoardState>, agents: readonly Agent[]): number {
  const queues = new Set(agents.flatMap(({ id }) => state.queuesOfAgent.get(id) ?? []));
  let count = 0;
  for (const queue of queues) {
    for (const id of state.waiting.get(queue)?.calls() ?? [])
      if (state.calls.get(id)?.attempt === null) count += 1;
  }
  return count;
}

/** What bounds the calls themselves. */
function byBounds(
  state: Readonly<BoardState>,
  { campaign, settings }: Now,
  at: number,
  { paced }: BesideBoard,
): WhyNot[] {
  const found: WhyNot[] = [];
  const { most, perSecond, trunks } = settings;
  const up = state.callsOfCampaign.get(settings.id)?.size ?? 0;
  if (most !== null && up >= most)
    found.push(because('most-calls', `${up} of at most ${most} calls are up`, up));
  else if (room(state, settings, at) <= 0) {
    const text = `${perSecond ?? 0} calls were begun within a second, which is the most`;
    found.push(because('per-second', text, perSecond, at + 1_000));
  }
  if (pickTrunk(state, trunks, at) === null) found.push(byTrunks(state, trunks, at));
  if (paced === 0) {
    const tokens = tokensLeft(campaign.budget, measuredBy(settings), dayAt(state, at));
    const left = Math.floor(tokens * 100) / 100;
    const { limit, days } = settings.abandon;
    const over = days === 1 ? 'today' : `over ${days} days`;
    const text = `the pacing waits: ${left} more calls may be abandoned ${over} (limit ${limit * 100} %)`;
    found.push(because('pacing', text));
  }
  return found;
}

function byTrunks(state: Readonly<BoardState>, trunks: readonly string[], at: number): WhyNot {
  const ends: number[] = [];
  const states = trunks.map((id) => {
    const { isThere, restsUntil } = state.trunkHealth.get(id) ?? wellTrunk;
    if (!isThere) return `${id} does not answer`;
    if (restsUntil === null || restsUntil <= at) return `${id} carries no more`;
    ends.push(restsUntil);
    return `${id} rests after failures until ${showMoment(restsUntil)}`;
  });
  const text = `none of its trunks takes a call: ${states.join(', ')}`;
  return because('trunks', text, trunks.length, ends.length === 0 ? null : Math.min(...ends));
}
