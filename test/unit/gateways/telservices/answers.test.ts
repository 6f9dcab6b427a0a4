import { expect, test } from 'vitest';
import { agentElement } from '../../../../src/gateways/telservices/answer/agent.ts';
import {
  errorReturn,
  plainEvent,
  resultReturn,
  standard,
} from '../../../../src/gateways/telservices/answer/envelope.ts';
import {
  doNotDisturbElement,
  featureElement,
  forwardsElement,
  msgWaitingElement,
} from '../../../../src/gateways/telservices/answer/features.ts';
import { formatDuration, formatReal } from '../../../../src/gateways/telservices/answer/format.ts';
import { historyElement } from '../../../../src/gateways/telservices/answer/history.ts';
import { searchDirectoryElement } from '../../../../src/gateways/telservices/answer/party.ts';
import {
  routingPointSnapshotElement,
  routingPointTotalElement,
  userSnapshotElement,
  userTotalElement,
} from '../../../../src/gateways/telservices/answer/statistics.ts';
import {
  forwardTypes,
  errorNames,
  routingPointStates,
  sessionEvents,
  type AgentInfo,
  type PartyInfo,
} from '../../../../src/gateways/telservices/words.ts';
import { element, leaf, word, type XmlElement } from '../../../../src/gateways/telservices/xml/element.ts';
import { writeXml } from '../../../../src/gateways/telservices/xml/write.ts';
import type { PhoneId } from '../../../../src/board/ids.ts';
import { printedRoutingPointTotals, readyAllTheTime, snapshotCounts } from './figures.ts';
import { plainReturns } from './manual/errors.ts';
import { events } from './manual/events.ts';
import { results } from './manual/results.ts';
import { totals } from './manual/statistics.ts';

const now = Date.UTC(2026, 0, 1);
const result = (content: XmlElement): string => writeXml(resultReturn(content));
const phone = '1101' as PhoneId;

const afterCall: AgentInfo = {
  userID: null,
  state: 'workingAfterCall',
  changesAt: now + 29_400,
  inboundServices: ['service1'],
  outboundServices: [],
  permittedStates: ['ready', 'notReady', 'workingAfterCall'],
};
const forward = { type: 'immediate', number: '1102' } as const;
const someone = (number: string): PartyInfo => ({ number, name: null, numberType: null, company: null });

test('the standard result and every error are as printed', () => {
  expect(result(standard)).toBe(plainReturns.standard);
  expect(errorNames).toHaveLength(9);
  for (const name of errorNames) expect(writeXml(errorReturn(name))).toBe(plainReturns[name]);
});

test('the results of devices are as printed', () => {
  const features = { doNotDisturb: false, messagesWaiting: false };
  expect(result(element('qualifyCall', leaf('number', '1101')))).toBe(results.qualifyCall);
  expect(result(agentElement(afterCall, now))).toBe(results.agent);
  expect(result(doNotDisturbElement(false))).toBe(results.doNotDisturb);
  expect(result(msgWaitingElement(false))).toBe(results.msgWaiting);
  expect(result(forwardsElement({ ...features, forwards: [forward] }))).toBe(results.forwards);
  expect(result(forwardsElement({ ...features, forwards: [] }))).toBe(results['no forwards']);
});

test('the history is as printed', () => {
  const record = (time: readonly [number, number, number], number: string) => ({
    deviceNumber: null,
    userID: null,
    createdAt: new Date(2009, 11, 2, ...time).getTime(),
    otherParty: someone(number),
    alertingMs: 0,
    connectedMs: 0,
    isOutgoing: true,
    isConnected: false,
    cause: 'normal' as const,
    agentState: null,
  });
  expect(result(historyElement([record([15, 32, 43], '8005'), record([14, 53, 27], '8002')]))).toBe(
    results.history,
  );
});

test('a record of an agent names its user, device and state', () => {
  const record = {
    deviceNumber: '1',
    userID: 'anna',
    createdAt: new Date(2009, 11, 2, 1, 2, 3).getTime(),
    otherParty: null,
    alertingMs: null,
    connectedMs: null,
    isOutgoing: null,
    isConnected: null,
    cause: null,
    agentState: 'ready' as const,
  };
  expect(writeXml(historyElement([record]))).toBe(
    '<history><record><deviceNumber>1</deviceNumber><userID>anna</userID><creationDate>2009-12-02</creationDate>' +
      '<creationTime>01:02:03</creationTime><agentState><ready/></agentState></record></history>',
  );
});

test('what a directory finds is as printed', () => {
  const marcel = { number: '+801', name: 'Marcel Jagger', numberType: 'work', company: 'uniGone' } as const;
  const martin = {
    number: '+33160127764',
    name: 'Martin Jagger',
    numberType: 'home',
    company: 'uniGone',
  } as const;
  expect(result(searchDirectoryElement([]))).toBe(results['nothing found']);
  expect(result(searchDirectoryElement([marcel, martin]))).toBe(results['names found']);
  expect(result(searchDirectoryElement([martin]))).toBe(results['number found']);
});

test('the statistics of a user are as printed', () => {
  const services = { inboundServices: ['service1'], outboundServices: [] };
  expect(result(userSnapshotElement({ agentState: 'ready', ...services }))).toBe(results['user snapshot']);
  const start = new Date(2009, 10, 9, 11, 13, 23).getTime();
  expect(result(userTotalElement({ start, ...services, totals: readyAllTheTime('00:07:01') }))).toBe(
    totals['user total'],
  );
});

test('campaigns follow the queues, in the statistics as in the information of an agent', () => {
  const services = { inboundServices: ['service1'], outboundServices: ['camp1', 'camp2'] };
  const written =
    '<inboundServices><service>service1</service></inboundServices>' +
    '<outboundServices><service>camp1</service><service>camp2</service></outboundServices>';
  const start = new Date(2009, 10, 9, 11, 13, 23).getTime();
  const total = { start, ...services, totals: readyAllTheTime('00:07:01') };
  const snapshot = { agentState: 'ready', ...services } as const;
  const named = { deviceNumber: '8001', userID: 'agent8001' };
  for (const answer of [
    userSnapshotElement(snapshot),
    userTotalElement(total),
    routingPointSnapshotElement({ counts: snapshotCounts, agents: [{ ...named, ...snapshot }] }),
    routingPointTotalElement({ start, totals: printedRoutingPointTotals, agents: [{ ...named, total }] }),
    agentElement({ ...afterCall, ...services }, now),
  ]) {
    expect(result(answer)).toContain(written);
  }
});

test('the statistics of a routing point are as printed', () => {
  const ready = (deviceNumber: string) => ({
    deviceNumber,
    userID: `agent${deviceNumber}`,
    agentState: 'ready' as const,
    inboundServices: ['service1'],
    outboundServices: [],
  });
  const loggedOff = (deviceNumber: string) => ({
    deviceNumber,
    userID: null,
    agentState: 'loggedOff' as const,
    inboundServices: [],
    outboundServices: [],
  });
  const agents = [ready('8001'), loggedOff('8002'), ready('8003'), loggedOff('8004'), loggedOff('8005')];
  expect(result(routingPointSnapshotElement({ counts: snapshotCounts, agents }))).toBe(
    results['routing point snapshot'],
  );
  const total = {
    start: new Date(2009, 10, 9, 11, 13, 23).getTime(),
    inboundServices: ['service1'],
    outboundServices: [],
    totals: readyAllTheTime('00:17:35'),
  };
  expect(
    result(
      routingPointTotalElement({
        start: new Date(2009, 10, 9, 11, 12, 23).getTime(),
        totals: printedRoutingPointTotals,
        agents: [
          { deviceNumber: '8001', userID: 'agent8001', total },
          { deviceNumber: '8002', userID: 'agent8002', total: null },
        ],
      }),
    ),
  ).toBe(totals['routing point total']);
});

test('the state of a routing point is as printed', () => {
  expect(result(word('routingPointState', 'started-running'))).toBe(results.routingPointState);
  expect(routingPointStates).toContain('started-running');
});

test('the events of agents, features and sessions are as printed', () => {
  const feature = (isOn: boolean) =>
    writeXml(plainEvent(featureElement({ phone, feature: 'forward', forward, isOn })));
  expect(writeXml(plainEvent(agentElement(afterCall, now)))).toBe(events.agent);
  expect(feature(true)).toBe(events['forward on']);
  expect(feature(false)).toBe(events['forward off']);
  expect(writeXml(plainEvent(featureElement({ phone, feature: 'doNotDisturb', isOn: true })))).toBe(
    events.doNotDisturb,
  );
  expect(writeXml(plainEvent(featureElement({ phone, feature: 'messagesWaiting', isOn: true })))).toBe(
    events.msgWaiting,
  );
  expect(writeXml(plainEvent(word('session', 'pbxlinkOutOfService')))).toBe(events.session);
});

test('an agent is written with all that there can be', () => {
  const info: AgentInfo = { ...afterCall, userID: 'anna', changesAt: now - 5, outboundServices: ['camp1'] };
  expect(writeXml(agentElement(info, now))).toBe(
    '<agent><userID>anna</userID><state><workingAfterCall/></state><timeout>0</timeout>' +
      '<inboundServices><service>service1</service></inboundServices>' +
      '<outboundServices><service>camp1</service></outboundServices>' +
      '<permittedStates><ready/><notReady/><workingAfterCall/></permittedStates></agent>',
  );
});

test('there are nine types of forward and six session events', () => {
  expect(forwardTypes).toHaveLength(9);
  expect(sessionEvents).toHaveLength(6);
});

test.each([
  [0, '0'],
  [100, '1.0E2'],
  [5, '5.0E0'],
  [0.5, '5.0E-1'],
  [33.333333333, '3.33333E1'],
])('%d per cent is written as XER has it', (value, written) => {
  expect(formatReal(value)).toBe(written);
});

test('durations go on beyond a day', () => {
  expect(formatDuration(100 * 3_600_000 + 61_999)).toBe('100:01:01');
});
