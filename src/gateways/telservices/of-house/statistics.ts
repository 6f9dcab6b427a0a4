import type { Membership } from '../../../board/queue-settings.ts';
import { CordboardError } from '../../../base/errors.ts';
import { shownState, type Agent } from '../../../board/agent/agent.ts';
import type { AgentId, PhoneId } from '../../../board/ids.ts';
import type { Control } from '../../../control/control.ts';
import type {
  RoutingPointSnapshot,
  RoutingPointTotal,
  StatisticsBook,
  UserSnapshot,
  UserTotal,
} from '../house/statistics-book.ts';
import { agentStateOf } from './agent-states.ts';
import { agentAt, servicesOf } from './agents.ts';
import { campaignTotals, routingPointCounts, routingPointTotals, userTotals } from './figures.ts';
import type { House } from './house.ts';
import { agentsOfCampaign } from './outbound-services.ts';
import { serviceNamed, type CampaignNow } from './service-named.ts';

type ReportedCampaign = Parameters<Control['reports']['campaignSnapshot']>[0];

/** Whoever is not signed in serves nobody: so the printed examples. */
const noServices = { inboundServices: [], outboundServices: [] };
const noSnapshot: UserSnapshot = { agentState: null, ...noServices };

export function statisticsOf(house: House): StatisticsBook {
  const { exchange, control } = house;
  const { state } = exchange;
  const { reports } = control;

  const agentNamed = (userID: string): Agent => {
    const agent = state.agents.get(userID as AgentId);
    if (agent === undefined) throw new CordboardError('user-unknown', `there is no user ${userID}`);
    return agent;
  };
  const snapshotOf = (agent: Agent): UserSnapshot => {
    const agentState = agentStateOf(shownState(agent));
    return { agentState, ...(agentState === 'loggedOff' ? noServices : servicesOf(state, agent.id)) };
  };
  /** null when he has neither been signed in nor had a call since the start of the day. */
  const totalOf = (agent: Agent): UserTotal | null => {
    const time = reports.agentTime(agent.id);
    if (time.signedIn.ms === 0) return null;
    const totals = userTotals(reports.callFigures({ agent: agent.id }), time);
    return { start: reports.dayStart, ...servicesOf(state, agent.id), totals };
  };
  const snapshotsOf = (agents: readonly Agent[]): RoutingPointSnapshot['agents'] =>
    agents.map((agent) => {
      const snapshot = snapshotOf(agent);
      const isOff = snapshot.agentState === 'loggedOff';
      return { deviceNumber: phoneOf(house, agent), userID: isOff ? null : agent.id, ...snapshot };
    });
  const totalsOf = (agents: readonly Agent[]): RoutingPointTotal['agents'] =>
    agents.map((agent) => ({
      deviceNumber: phoneOf(house, agent),
      userID: agent.id,
      total: totalOf(agent),
    }));
  const reported = ({ campaign, settings }: CampaignNow): ReportedCampaign => ({
    campaign: campaign.id,
    queue: settings.queue,
    agents: agentsOfCampaign(state, campaign),
    immediateMs: campaign.changes.immediateAbandonMs ?? null,
  });

  return {
    async userSnapshot(deviceNumber, userID) {
      const agent = userID === null ? agentAt(state, deviceNumber as PhoneId) : agentNamed(userID);
      return agent === undefined ? noSnapshot : snapshotOf(agent);
    },
    async userTotal(deviceNumber, userID) {
      const phone = deviceNumber as PhoneId;
      const agent = userID === null ? agentAt(state, phone) : agentNamed(userID);
      const calls = reports.callFigures(userID === null ? { phone } : { phone, agent: userID as AgentId });
      return {
        start: reports.dayStart,
        ...(agent === undefined ? noServices : servicesOf(state, agent.id)),
        totals: userTotals(calls, agent === undefined ? null : reports.agentTime(agent.id)),
      };
    },
    async routingPointSnapshot(service) {
      const named = serviceNamed(house, service);
      if (named.kind === 'queue') {
        const counts = routingPointCounts(reports.queueSnapshot(named.queue));
        return { counts, agents: snapshotsOf(membersOf(house, named.queue.members)) };
      }
      const campaign = reported(named.now);
      const counts = routingPointCounts(reports.campaignSnapshot(campaign));
      return { counts, agents: snapshotsOf(agentsNamed(house, campaign.agents)) };
    },
    async routingPointTotal(service) {
      const start = reports.dayStart;
      const named = serviceNamed(house, service);
      if (named.kind === 'queue') {
        const totals = routingPointTotals(reports.queueFigures(named.queue));
        return { start, totals, agents: totalsOf(membersOf(house, named.queue.members)) };
      }
      const campaign = reported(named.now);
      const totals = campaignTotals(await reports.campaignFigures(campaign));
      return { start, totals, agents: totalsOf(agentsNamed(house, campaign.agents)) };
    },
  };
}

function membersOf(house: House, members: readonly Membership[]): Agent[] {
  return agentsNamed(
    house,
    members.map(({ agent }) => agent),
  );
}

function agentsNamed({ exchange }: House, agents: readonly AgentId[]): Agent[] {
  return agents.flatMap((agent) => exchange.state.agents.get(agent) ?? []);
}

/** Where he sits, or else his own. */
function phoneOf({ exchange }: House, { id, phone }: Agent): PhoneId | null {
  return phone ?? exchange.state.office.agents.find((agent) => agent.id === id)?.phone ?? null;
}
