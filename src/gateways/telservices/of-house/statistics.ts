import type { Membership } from '../../../board/queue-settings.ts';
import { CordboardError } from '../../../base/errors.ts';
import { shownState, type Agent } from '../../../board/agent/agent.ts';
import type { AgentId, PhoneId } from '../../../board/ids.ts';
import type { StatisticsBook, UserSnapshot, UserTotal } from '../house/statistics-book.ts';
import { agentStateOf } from './agent-states.ts';
import { agentAt } from './agents.ts';
import { routingPointCounts, routingPointTotals, userTotals } from './figures.ts';
import type { House } from './house.ts';
import { queueNamed } from './queue-named.ts';

/** Whoever is not signed in serves nobody: so the printed examples. */
const noSnapshot: UserSnapshot = { agentState: null, inboundServices: [] };

export function statisticsOf(house: House): StatisticsBook {
  const { exchange, control } = house;
  const { state } = exchange;
  const { reports } = control;

  const agentNamed = (userID: string): Agent => {
    const agent = state.agents.get(userID as AgentId);
    if (agent === undefined) throw new CordboardError('user-unknown', `there is no user ${userID}`);
    return agent;
  };
  const servicesOf = ({ id }: Agent): readonly string[] => state.queuesOfAgent.get(id) ?? [];
  const snapshotOf = (agent: Agent): UserSnapshot => {
    const agentState = agentStateOf(shownState(agent));
    return { agentState, inboundServices: agentState === 'loggedOff' ? [] : servicesOf(agent) };
  };
  /** null when he has neither been signed in nor had a call since the start of the day. */
  const totalOf = (agent: Agent): UserTotal | null => {
    const time = reports.agentTime(agent.id);
    if (time.signedIn.ms === 0) return null;
    const totals = userTotals(reports.callFigures({ agent: agent.id }), time);
    return { start: reports.dayStart, inboundServices: servicesOf(agent), totals };
  };

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
        inboundServices: agent === undefined ? [] : servicesOf(agent),
        totals: userTotals(calls, agent === undefined ? null : reports.agentTime(agent.id)),
      };
    },
    async routingPointSnapshot(service) {
      const queue = queueNamed(house, service);
      return {
        counts: routingPointCounts(reports.queueSnapshot(queue)),
        agents: membersOf(house, queue.members).map((agent) => {
          const snapshot = snapshotOf(agent);
          const isOff = snapshot.agentState === 'loggedOff';
          return { deviceNumber: phoneOf(house, agent), userID: isOff ? null : agent.id, ...snapshot };
        }),
      };
    },
    async routingPointTotal(service) {
      const queue = queueNamed(house, service);
      return {
        start: reports.dayStart,
        totals: routingPointTotals(reports.queueFigures(queue)),
        agents: membersOf(house, queue.members).map((agent) => ({
          deviceNumber: phoneOf(house, agent),
          userID: agent.id,
          total: totalOf(agent),
        })),
      };
    },
  };
}

function membersOf({ exchange }: House, members: readonly Membership[]): Agent[] {
  return members.flatMap(({ agent }) => exchange.state.agents.get(agent) ?? []);
}

/** Where he sits, or else his own. */
function phoneOf({ exchange }: House, { id, phone }: Agent): PhoneId | null {
  return phone ?? exchange.state.office.agents.find((agent) => agent.id === id)?.phone ?? null;
}
