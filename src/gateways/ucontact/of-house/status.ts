import { CordboardError } from '../../../base/errors.ts';
import { isAfar } from '../../../board/call/call.ts';
import type { AgentId, CampaignId } from '../../../board/ids.ts';
import type { CampaignSettings } from '../../../board/outbound/campaign-settings.ts';
import { defaultStrategy, type QueueSettings } from '../../../board/queue-settings.ts';
import type { BoardState } from '../../../board/state.ts';
import type { Control } from '../../../control/control.ts';
import type { Exchange } from '../../../control/exchange.ts';
import type { QueueDay } from '../../../control/wallboards.ts';
import type { AgentState, CampaignState, StatusDesk } from '../house/status.ts';
import { agentDoing } from './agent-doing.ts';
import { campaignMeant, queueMeant, writtenCampaign, writtenQueue } from './campaign-names.ts';

interface Parts {
  readonly exchange: Exchange;
  readonly control: Pick<Control, 'wallboards' | 'campaignBook'>;
}

/** How many calls each member has had. */
type Taken = ReadonlyMap<string, number>;
const notAsked: Taken = new Map();

export function statusOf({ exchange, control }: Parts): StatusDesk {
  const { state } = exchange;
  const { wallboards, campaignBook } = control;

  const queueState = (queue: QueueSettings, day: QueueDay, taken: Taken): CampaignState => {
    const { serviceLevels, offered, answered, abandoned, waitMs, talkMs } = day;
    const waits = waitsOf(state, queue, null, exchange.now);
    return {
      name: writtenQueue(state, queue.id),
      ...serviceOf(queue),
      agents: agentsOf(state, queue, taken),
      waiting: waits.length,
      longestWaitMs: Math.max(0, ...waits),
      // With those who are there yet.
      offered: offered + waits.length,
      answered,
      abandoned,
      waitMs,
      talkMs,
      serviceLevel: serviceLevels.answered,
      serviceLevelWithAbandoned: serviceLevels['with-abandoned'],
      serviceLevelMs: queue.serviceLevelMs,
    };
  };

  const campaignState = (campaign: CampaignSettings, since: number, taken: Taken): CampaignState => {
    const serviceLevelMs = campaign.abandon.withinMs;
    const day = campaignBook.since(campaign.id, since, serviceLevelMs);
    const { attempts, answered, inTime, abandoned, waitMs, talkMs } = day;
    const queue = campaign.queue === null ? undefined : state.queues.get(campaign.queue);
    const waits = queue === undefined ? [] : waitsOf(state, queue, campaign.id, exchange.now);
    const people = answered + abandoned;
    return {
      name: writtenCampaign(state, campaign.id),
      ...serviceOf(queue),
      agents: queue === undefined ? [] : agentsOf(state, queue, taken),
      waiting: waits.length,
      longestWaitMs: Math.max(0, ...waits),
      offered: attempts,
      answered,
      abandoned,
      waitMs,
      talkMs,
      serviceLevel: answered === 0 ? null : inTime / answered,
      serviceLevelWithAbandoned: people === 0 ? null : inTime / people,
      serviceLevelMs,
    };
  };

  /** Since midnight by the office's clock, as the queues' figures. */
  const days = (): ReturnType<typeof wallboards.today> =>
    wallboards.today(state.office.queues.map(({ id }) => id));
  const sinceOf = (all: ReadonlyMap<unknown, QueueDay>): number =>
    [...all.values()][0]?.since ?? state.dayStart.at(exchange.now, state.office.timeZone);

  return {
    async all() {
      const today = await days();
      return [
        ...state.office.queues.flatMap((queue) => {
          const day = today.get(queue.id);
          return day === undefined ? [] : [queueState(queue, day, notAsked)];
        }),
        ...state.office.campaigns.map((campaign) => campaignState(campaign, sinceOf(today), notAsked)),
      ];
    },
    async one(named) {
      const queue = queueMeant(state, named);
      const campaign = queue === undefined ? campaignMeant(state, named) : undefined;
      const today = await days();
      const day = queue === undefined ? undefined : today.get(queue.id);
      if (queue !== undefined && day !== undefined) {
        return queueState(queue, day, wallboards.answeredBy(queue.id, day.since));
      }
      if (campaign !== undefined) {
        const since = sinceOf(today);
        return campaignState(campaign, since, campaignBook.answeredBy(campaign.id, since));
      }
      throw new CordboardError('campaign-unknown', `queue: there is no campaign ${named.name.slice(0, 80)}`);
    },
  };
}

function serviceOf(queue: QueueSettings | undefined): Pick<CampaignState, 'wrapUpMs' | 'strategy' | 'ring'> {
  const { by, ring } = queue?.strategy ?? defaultStrategy;
  const hasTime = queue?.wrapUp === 'timed' || queue?.wrapUp === 'fixed';
  return {
    wrapUpMs: hasTime ? queue.wrapUpMs : 0,
    strategy: by[0] ?? 'longest-idle',
    ring: ring.kind,
  };
}

/** How long each who is on the line has waited: for the queue, or of a campaign that it serves. */
function waitsOf(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  campaign: CampaignId | null,
  at: number,
): number[] {
  return (state.waiting.get(queue.id)?.calls() ?? []).flatMap((id) => {
    const call = state.calls.get(id);
    if (call?.phase.name !== 'waiting' || isAfar(call)) return [];
    return (call.attempt?.campaign ?? null) === campaign ? [Math.max(0, at - call.phase.enteredAt)] : [];
  });
}

function agentsOf(state: Readonly<BoardState>, queue: QueueSettings, taken: Taken): AgentState[] {
  return queue.members.flatMap(({ agent: id, tier }) => {
    const agent = state.agents.get(id);
    const known = state.office.agents.find((one) => one.id === id);
    if (agent === undefined) return [];
    return [
      {
        id,
        name: known?.name ?? id,
        phone: agent.phone ?? known?.phone ?? null,
        tier,
        ...agentDoing(state, agent),
        taken: taken.get(id satisfies AgentId) ?? 0,
        lastCallAt: agent.lastContactEnd,
      },
    ];
  });
}
