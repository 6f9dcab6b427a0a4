import { DayStart } from './acd/day-start.ts';
import type { QueueMemory, Regular } from './acd/memory.ts';
import type { PlugIn } from './acd/plug-in.ts';
import type { ShutQueue } from './acd/queue-state.ts';
import type { AgentTallies } from './acd/tally.ts';
import { WaitingLine } from './acd/waiting-line.ts';
import type { Agent } from './agent/agent.ts';
import { legOf, type Call, type Leg } from './call/call.ts';
import type { DeviceCalls } from './device/device-call.ts';
import type { Device } from './device/device.ts';
import type { AgentId, CallId, CampaignId, ContactId, LegId, PhoneId, QueueId } from './ids.ts';
import {
  emptyOffice,
  type ConnectMode,
  type NumberTarget,
  type Office,
  type PhoneSettings,
  type TrunkSettings,
} from './office.ts';
import type { Campaign } from './outbound/campaign.ts';
import type { CampaignSettings } from './outbound/campaign-settings.ts';
import type { HeldContact } from './outbound/contact.ts';
import { nobodyBarred, type DoNotCall } from './outbound/gate.ts';
import type { NumberLog } from './outbound/number-log.ts';
import type { TrunkHealth } from './outbound/trunk-health.ts';
import type { Membership, Needs, QueueSettings } from './queue-settings.ts';
import { Timers } from './timers.ts';

/** All that the board knows. Only `fold.ts` changes it. What stands below the line is derived from what stands above. */
export interface BoardState {
  /** Part of every id: two ledgers on one Asterisk never mistake each other's channels. */
  readonly instance: string;
  nextCall: number;
  lineIsUp: boolean;
  /** When the Asterisk that we last spoke to began; 0 before the first. */
  asteriskStartedAt: number;
  office: Office;
  readonly calls: Map<CallId, Call>;
  readonly agents: Map<AgentId, Agent>;
  /** Phones that were ever set to something; the others are as they come. */
  readonly devices: Map<PhoneId, Device>;
  /** Queues that take no calls. */
  readonly shutQueues: Map<QueueId, ShutQueue>;
  readonly memories: Map<QueueId, QueueMemory>;
  readonly tallies: Map<AgentId, AgentTallies>;
  /** By `regularKey`, in the order in which they spoke. */
  readonly regulars: Map<string, Regular>;
  readonly campaigns: Map<CampaignId, Campaign>;
  /** Those that campaigns are about to call, or call. */
  readonly contacts: Map<ContactId, HeldContact>;
  // ─────────────
  /** The calls that a channel is a leg of: two in a consultation. */
  readonly callsOfLeg: Map<LegId, readonly CallId[]>;
  /** The calls that a phone has legs in, the oldest first. */
  readonly callsOfPhone: Map<PhoneId, readonly CallId[]>;
  /** The calls of supervisors who monitor. */
  readonly monitorings: Set<CallId>;
  /** What clients know of a phone's calls. */
  readonly deviceCalls: Map<PhoneId, DeviceCalls>;
  readonly waiting: Map<QueueId, WaitingLine>;
  /** The calls that have a place in a queue, whatever they do. */
  readonly callsIn: Map<QueueId, Set<CallId>>;
  readonly queues: Map<QueueId, QueueSettings>;
  readonly phones: Map<PhoneId, PhoneSettings>;
  readonly phoneOfEndpoint: Map<string, PhoneId>;
  readonly trunks: Map<string, TrunkSettings>;
  /** The channels that each trunk carries, in and out. */
  readonly legsOfTrunk: Map<string, Set<LegId>>;
  /** When calls out on it began, of the last second. */
  readonly trunkStarts: Map<string, readonly number[]>;
  readonly trunkHealth: Map<string, TrunkHealth>;
  readonly targetOfNumber: Map<string, NumberTarget>;
  /** Which queues an agent serves. */
  readonly queuesOfAgent: Map<AgentId, QueueId[]>;
  readonly membersOf: Map<QueueId, Map<AgentId, Member>>;
  /** The different priorities of all memberships, the first first. */
  memberPriorities: readonly number[];
  readonly skillsOf: Map<AgentId, Needs>;
  readonly capacityOf: Map<AgentId, number>;
  readonly connectOf: Map<AgentId, ConnectMode>;
  readonly agentAtPhone: Map<PhoneId, AgentId>;
  readonly freeAgents: Set<AgentId>;
  /** Those who may be asked, by queue: the free ones, and where agents in use are rung those in calls. No entry is empty. */
  readonly freeIn: Map<QueueId, Set<AgentId>>;
  readonly legTimers: Timers<LegId>;
  readonly agentTimers: Timers<AgentId>;
  /** When something changes for a waiting caller by time alone. */
  readonly callTimers: Timers<CallId>;
  readonly dayStart: DayStart;
  /** When a campaign has to be looked at again. */
  readonly campaignTimers: Timers<CampaignId>;
  /** The last of these moments that was planned, by campaign. */
  readonly nextLook: Map<CampaignId, number>;
  readonly campaignSettings: Map<CampaignId, CampaignSettings>;
  /** The calls of each campaign, those that are over and still settled included. */
  readonly callsOfCampaign: Map<CampaignId, Set<CallId>>;
  /** When calls of each campaign began, of the last second. */
  readonly campaignStarts: Map<CampaignId, readonly number[]>;
  readonly contactsOf: Map<CampaignId, Set<ContactId>>;
  /** What has happened to numbers since they were handed over: the ledger's rows may be some turns behind. */
  readonly numberLog: NumberLog;
  doNotCall: DoNotCall;
  /** The office's own strategy; null: there is none. */
  plugIn: PlugIn | null;
}

/** A membership with what it is in. */
export interface Member extends Membership {
  readonly queue: QueueId;
  /** In the order of the office file, from 0. */
  readonly position: number;
}

export function emptyState(instance: string): BoardState {
  return {
    instance,
    nextCall: 1,
    lineIsUp: false,
    asteriskStartedAt: 0,
    office: emptyOffice,
    calls: new Map(),
    agents: new Map(),
    devices: new Map(),
    shutQueues: new Map(),
    memories: new Map(),
    tallies: new Map(),
    regulars: new Map(),
    campaigns: new Map(),
    contacts: new Map(),
    callsOfLeg: new Map(),
    callsOfPhone: new Map(),
    monitorings: new Set(),
    deviceCalls: new Map(),
    waiting: new Map(),
    callsIn: new Map(),
    queues: new Map(),
    phones: new Map(),
    phoneOfEndpoint: new Map(),
    trunks: new Map(),
    legsOfTrunk: new Map(),
    trunkStarts: new Map(),
    trunkHealth: new Map(),
    targetOfNumber: new Map(),
    queuesOfAgent: new Map(),
    membersOf: new Map(),
    memberPriorities: [],
    skillsOf: new Map(),
    capacityOf: new Map(),
    connectOf: new Map(),
    agentAtPhone: new Map(),
    freeAgents: new Set(),
    freeIn: new Map(),
    legTimers: new Timers(),
    agentTimers: new Timers(),
    callTimers: new Timers(),
    dayStart: new DayStart(),
    campaignTimers: new Timers(),
    nextLook: new Map(),
    campaignSettings: new Map(),
    callsOfCampaign: new Map(),
    campaignStarts: new Map(),
    contactsOf: new Map(),
    numberLog: { dialled: new Map(), barred: new Map(), locked: new Map() },
    doNotCall: nobodyBarred,
    plugIn: null,
  };
}

export function waitingLine(state: BoardState, queue: QueueId): WaitingLine {
  let line = state.waiting.get(queue);
  if (line === undefined) {
    line = new WaitingLine();
    state.waiting.set(queue, line);
  }
  return line;
}

/** What a leg is part of. */
export interface LegInCall {
  readonly call: Call;
  readonly leg: Leg;
}

/** What a channel has to do with calls: nothing, a leg of one, or of two in a consultation. */
export function legsOfChannel(state: Readonly<BoardState>, channel: LegId): LegInCall[] {
  const found: LegInCall[] = [];
  for (const id of state.callsOfLeg.get(channel) ?? []) {
    const call = state.calls.get(id);
    const leg = call === undefined ? undefined : legOf(call, channel);
    if (call !== undefined && leg !== undefined) found.push({ call, leg });
  }
  return found;
}

/** The same without the seat that a channel may be: what its party has to do with others. */
export function callsOnChannel(state: Readonly<BoardState>, channel: LegId): LegInCall[] {
  return legsOfChannel(state, channel).filter(({ call }) => call.phase.name !== 'seated');
}

/** The legs of a phone, those of older calls first. A seat is none of them. */
export function legsOfPhone(state: Readonly<BoardState>, phone: PhoneId): LegInCall[] {
  const found: LegInCall[] = [];
  for (const id of state.callsOfPhone.get(phone) ?? []) {
    const call = state.calls.get(id);
    if (call === undefined) continue;
    for (const leg of call.legs) if (leg.phone === phone) found.push({ call, leg });
  }
  return found;
}
