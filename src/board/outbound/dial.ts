import { answerAtSeats } from '../acd/answer-at-seats.ts';
import { answersByItself, openSeat } from '../agent/seat.ts';
import type { Agent } from '../agent/agent.ts';
import type { AgentId, CampaignId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { callAgentFirst, callCustomer } from './begin.ts';
import type { Campaign } from './campaign.ts';
import type { CampaignSettings } from './campaign-settings.ts';
import { hoursChangeAt, mayDial } from './campaign-hours.ts';
import { freeForCampaign, isPaused, room, roomInQueue } from './capacity.ts';
import type { HeldContact } from './contact.ts';
import { recall } from './recall.ts';
import { dropLate } from './drop-late.ts';
import { callsToDial, type Policy } from './pacing/decide.ts';
import { passGate, takeReady, toReach } from './pick.ts';
import { previewTo } from './preview.ts';
import { handOver } from './promise.ts';
import { settingsNow } from './settings-now.ts';
import { comingFor, policyOf, situationOf } from './situation.ts';

/** Time alone brings an agent nearer to his next call: so often it is looked at again. */
const lookAgainMs = 500;

/**
 * Dials for the campaigns that run. After dispatch: who has answered already has his agent before anybody else is called
 * for one.
 */
export function dialCampaigns(turn: Turn): void {
  const { state, at } = turn;
  const due = new Set<CampaignId>();
  for (let next = state.campaignTimers.takeDue(at); next !== null; next = state.campaignTimers.takeDue(at)) {
    due.add(next.owner);
  }
  if (!state.lineIsUp) return;
  for (const id of state.campaigns.keys()) {
    if (turn.facts.length === 0 && !due.has(id)) continue;
    const before = turn.facts.length;
    dialInTurn(turn, id);
    if (turn.facts.length === before) continue;
    // Who is called at his seat has picked up already; whose phone rings is not free for the next campaign.
    answerAtSeats(turn);
    turn.conclude();
  }
}

function dialInTurn(turn: Turn, id: CampaignId): void {
  const { state, at } = turn;
  const now = settingsNow(state, id);
  if (now === null || isOver(turn, now.campaign) || now.campaign.run !== 'running') return;
  if (mayDial(state, now, at)) dialFor(turn, now.campaign, now.settings);
  else lookAgain(state, id, at, hoursChangeAt(state, now, at));
}

/** Whoever started it has said for how long. */
function isOver(turn: Turn, { id, run, changes }: Campaign): boolean {
  const { stopAt } = changes;
  if (stopAt == null || run === 'stopped') return false;
  if (stopAt <= turn.at) {
    turn.record({ kind: 'campaign.stopped', campaign: id, by: null, reason: 'time-out' });
    recall(turn, id);
    return true;
  }
  lookAgain(turn.state, id, turn.at, stopAt);
  return false;
}

function dialFor(turn: Turn, campaign: Campaign, settings: CampaignSettings): void {
  const { dialling } = settings;
  if (dialling.name === 'manual') return;
  handOver(turn, settings);
  const ready = readyContacts(turn.state, campaign.id, turn.at);
  if (ready.length > 0) {
    lookAgain(turn.state, campaign.id, turn.at, turn.at + lookAgainMs);
  }
  const most = room(turn.state, settings, turn.at);
  if (dialling.name === 'agentless') return dialMany(turn, settings, most);
  const free = freeForCampaign(turn.state, settings, campaign);
  // Nobody waits for a hand: who has to pick up his phone is called before his customer.
  const [byHand, unasked] = split(turn.state, free);
  const spare = spareOf(turn, settings, unasked);
  if (dialling.name === 'preview') {
    for (const agent of free.filter((one) => byHand.includes(one) || spare.includes(one)))
      if (!previewTo(turn, settings, dialling, agent)) break;
    return;
  }
  let left = most;
  for (const agent of byHand) {
    if (left <= 0) break;
    if (!dialOne(turn, settings, agent, true)) break;
    left -= 1;
  }
  const owners = new Set(ready.map((contact) => contact.agent));
  const owned = dialOwned(turn, settings, spare, owners, left);
  left -= owned;
  const freeNow = unasked.length - owned;
  left = Math.min(left, roomInQueue(turn.state, settings, campaign, freeNow));
  const situation = situationOf(turn.state, campaign, settings, freeNow, left, turn.at);
  const policy = policyOf(turn.state, settings);
  // Callers come first: while they wait nobody is called for whoever may become free.
  const bold: Policy = isPaused(turn.state, settings) ? { mode: 'progressive' } : policy;
  dialMany(turn, settings, callsToDial(bold, campaign.learned, situation));
  dropLate(turn, settings, campaign, policy, freeNow);
}

/** Who has promised a customer to call, or has him as his own. */
function dialOwned(
  turn: Turn,
  settings: CampaignSettings,
  free: readonly Agent[],
  owners: ReadonlySet<AgentId | null>,
  most: number,
): number {
  let count = 0;
  for (const agent of free) {
    if (count < most && owners.has(agent.id) && dialOne(turn, settings, agent, true)) count += 1;
  }
  return count;
}

/** Those for whom no customer is on his way already, be it of another campaign. */
function spareOf({ state }: Turn, settings: CampaignSettings, unasked: readonly Agent[]): readonly Agent[] {
  const { inFlight, waiting } = comingFor(state, settings);
  return unasked.slice(0, Math.max(0, unasked.length - inFlight.length - waiting));
}

function dialMany(turn: Turn, settings: CampaignSettings, count: number): void {
  for (let dialled = 0; dialled < count; dialled += 1) if (!dialOne(turn, settings, null, false)) return;
}

/** The next contact whom the gate lets through is called; false when there is none. */
function dialOne(turn: Turn, settings: CampaignSettings, agent: Agent | null, agentFirst: boolean): boolean {
  for (;;) {
    const contact = takeReady(turn.state, settings.id, turn.at, agent?.id ?? null);
    if (contact === null) return false;
    const verdict = passGate(turn, settings, contact);
    if (verdict === null) continue;
    const to = toReach(turn, settings, contact);
    if (agentFirst && agent !== null) callAgentFirst(turn, settings, to, agent, verdict);
    else callCustomer(turn, settings, to, null, verdict);
    return true;
  }
}

/** Who wants to be answered for, and whose phone cannot do so, has to pick it up as well. */
function split(state: Readonly<BoardState>, free: readonly Agent[]): [Agent[], Agent[]] {
  const byHand: Agent[] = [];
  const unasked: Agent[] = [];
  for (const agent of free) {
    const comesUnasked = openSeat(state, agent) !== null || answersByItself(state, agent);
    (comesUnasked ? unasked : byHand).push(agent);
  }
  return [byHand, unasked];
}

/** One moment at a time: each look plans the next one. */
function lookAgain(state: BoardState, id: CampaignId, at: number, when: number | null): void {
  const planned = state.nextLook.get(id) ?? 0;
  if (when === null || (planned > at && planned <= when)) return;
  state.nextLook.set(id, when);
  state.campaignTimers.set(when, id);
}

/** The contacts that could be called now. */
function readyContacts(state: Readonly<BoardState>, id: CampaignId, at: number): HeldContact[] {
  return [...(state.contactsOf.get(id) ?? [])].flatMap((contact) => {
    const held = state.contacts.get(contact);
    return held?.state.name === 'ready' && held.state.until <= at ? [held] : [];
  });
}
