import type { LegRow, Segment } from '../board/account.ts';
import type { AgentId, CampaignId, PhoneId, QueueId } from '../board/ids.ts';
import type { QueueSettings } from '../board/queue-settings.ts';
import type { BoardState } from '../board/state.ts';
import { agentTime, type AgentTime } from './agent-time.ts';
import { startOfDay } from '../base/day.ts';
import { CordboardError } from '../base/errors.ts';
import { deviceCalls, type DeviceCall } from './device-call.ts';
import type { LegsAsked, ReportLedger } from './ledger.ts';
import { openAgentSegment, openCallSegments, openLegs } from './open-rows.ts';
import type { OutboundRows } from './outbound/rows.ts';
import { routingPointFigures, type RoutingPointFigures } from './outbound/routing-point.ts';
import { queueFigures, type QueueFigures } from './queue-report.ts';
import { campaignSnapshot, queueSnapshot, type QueueSnapshot } from './queue-snapshot.ts';
import { callFigures, type CallFigures } from './user-report.ts';

/** Figures of the day so far: what is over from the ledger, what is going on from the board, up to now. */
export interface Reports {
  /** The start of the office's day in its time zone, or the first entry of the ledger if that is later. */
  readonly dayStart: number;
  /** Calls of a device, of an agent wherever he sat, or of an agent at one device. */
  callFigures(of: { readonly phone?: PhoneId; readonly agent?: AgentId }): CallFigures;
  agentTime(agent: AgentId): AgentTime;
  queueFigures(queue: QueueSettings): QueueFigures;
  queueSnapshot(queue: QueueSettings): QueueSnapshot;
  /** Rejects with 'campaign-unknown' where nothing is kept of campaigns. */
  campaignFigures(campaign: ReportedCampaign): Promise<RoutingPointFigures>;
  campaignSnapshot(campaign: ReportedCampaign): QueueSnapshot;
  /** Calls that are over as their devices had them, the latest first. */
  deviceCalls(filter: LegsAsked): DeviceCall[];
  /** What an agent began to do in this time, or without one everybody, and has ended; the latest first. */
  agentSegments(filter: {
    readonly agent?: string;
    readonly from: number;
    readonly to?: number;
    readonly limit: number;
  }): readonly Segment[];
}

/** A campaign, and whose agents serve it. */
export interface ReportedCampaign {
  readonly campaign: CampaignId;
  readonly queue: QueueId | null;
  readonly agents: readonly AgentId[];
  /** Who hangs up so soon has not waited; null: as in queues. */
  readonly immediateMs: number | null;
}

/** A call may have begun so long before it came into the queue: the dialplan held it, or another queue had it. */
const longestBeforeMs = 3_600_000;

export function createReports(parts: {
  readonly ledger: ReportLedger;
  /** The board's, for reading. */
  readonly state: Readonly<BoardState>;
  readonly now: () => number;
  readonly outbound?: OutboundRows | undefined;
}): Reports {
  const { ledger, state, now, outbound } = parts;

  const dayStart = (): number => {
    const [first] = ledger.entriesAfter(0, 1);
    const start = startOfDay(now(), state.office.timeZone);
    return Math.max(start, Math.min(first?.fact.at ?? start, now()));
  };

  return {
    get dayStart() {
      return dayStart();
    },
    callFigures(of) {
      const from = dayStart();
      const fits = (row: LegRow): boolean =>
        (of.phone === undefined || row.phone === of.phone) &&
        (of.agent === undefined || row.agent === of.agent) &&
        row.startedAt >= from;
      const rows = ledger.legs({ ...of, from });
      return callFigures(deviceCalls(rows, openLegs(state, now()).filter(fits)));
    },
    agentTime(agent) {
      const [from, to] = [dayStart(), now()];
      const closed = ledger.segments({ subject: 'agent', agent, from });
      return agentTime([...closed, ...openAgentSegment(state, agent, to)], from, to);
    },
    queueFigures({ id: queue }) {
      const [from, to] = [dayStart(), now()];
      const open = openLegs(state, to).filter((row) => row.queue === queue);
      const isAgents = ({ agent }: LegRow): boolean => agent !== null;
      // Whom a campaign has called is told by its own figures: a queue counts who has called it.
      const called = outbound?.callsSince(from - longestBeforeMs);
      const isCallers = ({ call }: Segment & { readonly subject: 'call' }): boolean =>
        called?.has(call) !== true && state.calls.get(call)?.attempt == null;
      return queueFigures({
        from,
        to,
        segments: [
          ...ledger.segments({ subject: 'call', queue, from }),
          ...openCallSegments(state, queue, to),
        ].filter((segment) => segment.subject === 'call' && isCallers(segment)),
        calls: deviceCalls(ledger.legs({ queue, from }).filter(isAgents), open.filter(isAgents)),
        history: ledger.history({ queue, from: from - longestBeforeMs, limit: -1 }),
        events: ledger.queueEvents(queue, from),
      });
    },
    queueSnapshot: (queue) => queueSnapshot(state, queue, now()),
    async campaignFigures({ campaign, agents, immediateMs }) {
      if (outbound === undefined)
        throw new CordboardError('campaign-unknown', 'nothing is kept of campaigns here');
      const [from, to] = [dayStart(), now()];
      const rows = agents.flatMap((agent) => ledger.legs({ agent, from }));
      const open = openLegs(state, to).filter(({ agent }) => agent !== null && agents.includes(agent));
      const calls = deviceCalls(rows, open);
      return routingPointFigures(outbound, state, { campaign, from, to, calls, immediateMs });
    },
    campaignSnapshot: ({ agents, ...of }) =>
      campaignSnapshot(
        state,
        of,
        agents.flatMap((id) => state.agents.get(id) ?? []),
        now(),
      ),
    deviceCalls: (filter) => deviceCalls(ledger.legs(filter)),
    agentSegments: (filter) =>
      ledger.segments({ subject: 'agent', ...filter, begunFrom: filter.from, latestFirst: true }),
  };
}
