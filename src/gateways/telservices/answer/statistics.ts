import type {
  RoutingPointSnapshot,
  RoutingPointTotal,
  UserSnapshot,
  UserTotal,
} from '../house/statistics-book.ts';
import { routingPointSnapshotNames, routingPointTotalNames, userTotalNames } from '../statistics.ts';
import { element, leaf, optional, word, type XmlElement } from '../xml/element.ts';
import { servicesElement } from './agent.ts';
import { formatDuration, formatReal, formatStart } from './format.ts';

/** QueryUserStatistics. */
export function userSnapshotElement(snapshot: UserSnapshot): XmlElement {
  return element('userStatistics', element('snapshot', ...stateElements(snapshot)));
}

export function userTotalElement(total: UserTotal): XmlElement {
  return element(
    'userStatistics',
    element('total', leaf('start', formatStart(total.start)), ...totalElements(total)),
  );
}

/** QueryRoutingPointStatistics. */
export function routingPointSnapshotElement({ counts, agents }: RoutingPointSnapshot): XmlElement {
  const shown = agents.map((agent) =>
    element(
      'agent',
      optional(agent.deviceNumber, (number) => leaf('deviceNumber', number)),
      optional(agent.userID, (userID) => leaf('userID', userID)),
      ...stateElements(agent),
    ),
  );
  return element(
    'routingPointStatistics',
    element('snapshot', ...figures(routingPointSnapshotNames, counts), element('agents', ...shown)),
  );
}

/** Of who has not worked only number and name are printed. */
export function routingPointTotalElement({ start, totals, agents }: RoutingPointTotal): XmlElement {
  const shown = agents.map(({ deviceNumber, userID, total }) =>
    element(
      'agent',
      optional(deviceNumber, (number) => leaf('deviceNumber', number)),
      optional(total, (worked) => leaf('start', formatStart(worked.start))),
      optional(userID, (text) => leaf('userID', text)),
      ...(total === null ? [] : totalElements(total)),
    ),
  );
  return element(
    'routingPointStatistics',
    element(
      'total',
      leaf('start', formatStart(start)),
      ...figures(routingPointTotalNames, totals),
      element('agents', ...shown),
    ),
  );
}

function stateElements(snapshot: UserSnapshot): (XmlElement | null)[] {
  return [optional(snapshot.agentState, (state) => word('agentState', state)), ...servicesOf(snapshot)];
}

function totalElements(total: UserTotal): (XmlElement | null)[] {
  return [...servicesOf(total), ...figures(userTotalNames, total.totals)];
}

/** The examples print the first of them; both are of the agent's information, in this order. */
function servicesOf({ inboundServices, outboundServices }: UserSnapshot | UserTotal): (XmlElement | null)[] {
  return [
    servicesElement('inboundServices', inboundServices),
    servicesElement('outboundServices', outboundServices),
  ];
}

function figures<Name extends string>(
  names: readonly Name[],
  values: Readonly<Record<Name, number>>,
): XmlElement[] {
  return names.map((name) => leaf(name, figure(name, values[name])));
}

function figure(name: string, value: number): string {
  if (name.endsWith('Duration')) return formatDuration(value);
  return name.endsWith('Percentage') ? formatReal(value) : String(value);
}
