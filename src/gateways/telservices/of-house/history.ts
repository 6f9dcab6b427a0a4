import type { PhoneId } from '../../../board/ids.ts';
import type { HistoryBook, HistoryQuery, HistoryRecord } from '../house/history.ts';
import { agentStateOf } from './agent-states.ts';
import { agentAt } from './agents.ts';
import type { House } from './house.ts';

/** So many records are told when the client does not say how many it wants. */
const usualLimit = 1_000;
/** And no more however many it wants: all else waits meanwhile. */
const mostRecords = 5_000;
/** Of agents' states, which are many, no more than this is looked through, whatever start the client names. */
const longestBackMs = 31 * 86_400_000;

/** QueryHistory: calls that are over as their devices had them, and the states of agents that are over. */
export function historyOf(house: House): HistoryBook {
  return {
    async query(query) {
      const limit = Math.min(query.limit ?? usualLimit, mostRecords);
      const calls = query.records === 'agent' ? [] : callRecords(house, query, limit);
      const agents = query.records === 'call' ? [] : agentRecords(house, query, limit);
      return [...calls, ...agents].toSorted((a, b) => b.createdAt - a.createdAt).slice(0, limit);
    },
  };
}

function callRecords({ control }: House, query: HistoryQuery, limit: number): HistoryRecord[] {
  const { deviceNumber, userID, from, until, search } = query;
  const filter = { phone: deviceNumber, agent: userID, from, to: until, search, limit: limit * 2 };
  const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null));
  return control.reports
    .deviceCalls(asked)
    .filter(({ phone }) => phone !== null)
    .slice(0, limit)
    .map((call) => ({
      // What the client has named it is not told again: so the printed example.
      deviceNumber: deviceNumber === null ? call.phone : null,
      userID: userID === null ? call.agent : null,
      createdAt: call.startedAt,
      otherParty: {
        number: call.otherParty.number,
        name: call.otherParty.name === '' ? null : call.otherParty.name,
        numberType: null,
        company: null,
      },
      alertingMs: call.isOutgoing ? 0 : call.alertingMs,
      connectedMs: call.connectedMs,
      isOutgoing: call.isOutgoing,
      isConnected: call.isConnected,
      cause: call.cause ?? 'normal',
      agentState: null,
    }));
}

function agentRecords(
  { control, exchange, clock }: House,
  query: HistoryQuery,
  limit: number,
): HistoryRecord[] {
  const { deviceNumber, userID, search, until } = query;
  // They have no other party that it could be.
  if (search !== null) return [];
  const { state } = exchange;
  const agent =
    userID ?? (deviceNumber === null ? null : (agentAt(state, deviceNumber as PhoneId)?.id ?? ''));
  const from = Math.max(query.from ?? 0, (until ?? clock.now()) - longestBackMs);
  const phoneOf = new Map<string, PhoneId | null>(state.office.agents.map(({ id, phone }) => [id, phone]));
  const asked = {
    from,
    limit,
    ...(agent === null ? {} : { agent }),
    ...(until === null ? {} : { to: until }),
  };
  return control.reports.agentSegments(asked).flatMap((segment) => {
    if (segment.subject !== 'agent') return [];
    return [
      {
        deviceNumber: deviceNumber === null ? (phoneOf.get(segment.agent) ?? null) : null,
        userID: userID === null ? segment.agent : null,
        createdAt: segment.startAt,
        otherParty: null,
        alertingMs: null,
        connectedMs: null,
        isOutgoing: null,
        isConnected: null,
        cause: null,
        agentState: agentStateOf(segment),
      },
    ];
  });
}
