import { expect, test } from 'vitest';
import {
  connectionStates,
  type ConnectionCause,
  type Service,
} from '../../../../src/board/device/device-call.ts';
import type { PhoneId } from '../../../../src/board/ids.ts';
import { agentElement, nobody } from '../../../../src/gateways/telservices/answer/agent.ts';
import { callElement } from '../../../../src/gateways/telservices/answer/call.ts';
import { forwardElement } from '../../../../src/gateways/telservices/answer/features.ts';
import { partyElement } from '../../../../src/gateways/telservices/answer/party.ts';
import { readRequest } from '../../../../src/gateways/telservices/request/request.ts';
import { CallBook } from '../../../../src/gateways/telservices/session/call-book.ts';
import {
  agentStates,
  forwardTypes,
  numberTypes,
  requestableAgentStates,
  routingPointStates,
} from '../../../../src/gateways/telservices/words.ts';
import { parseXml } from '../../../../src/gateways/telservices/xml/parse.ts';
import { writeXml } from '../../../../src/gateways/telservices/xml/write.ts';
import { calls, side } from './fake-telephony.ts';
import { error, Stage } from './stage.ts';

const causes: readonly ConnectionCause[] = [
  'busy',
  'conference',
  'destNotObtainable',
  'droppedByOtherParty',
  'heldByOtherParty',
  'redirect',
  'retrievedByOtherParty',
  'transfer',
  'route',
];
const services: readonly Service[] = [
  'alternateCall',
  'answerCall',
  'conferenceCall',
  'consultationCall',
  'divertCall',
  'dropCall',
  'holdCall',
  'reconnectCall',
  'retrieveCall',
  'transferCall',
];

const writer = { describe: () => null, callReference: false };
const written = (...what: Parameters<typeof calls>): string => {
  const shown = new CallBook().show('1101' as PhoneId, calls(...what));
  return writeXml(callElement(writer, shown!, 0));
};
const read = (service: string) =>
  readRequest(
    parseXml(`<TelServiceRequest>${service}</TelServiceRequest>`, { bytes: 10_000, depth: 9, elements: 99 }),
  ).asked;

test.each(connectionStates)('the state %s of a call', (state) => {
  expect(written(side({ state }))).toContain(`<primCall><state><${state}/></state>`);
});

test.each(causes)('the cause %s', (cause) => {
  expect(written(side({ cause }))).toContain(`<cause><${cause}/></cause></primCall>`);
});

test('the permitted services, in the order of the switch', () => {
  const expected = services.map((service) => `<${service}/>`).join('');
  expect(written(side(), services)).toContain(`<permittedServices>${expected}</permittedServices>`);
});

test.each(agentStates)('the state %s of an agent', (state) => {
  expect(writeXml(agentElement({ ...nobody, state }, 0))).toBe(`<agent><state><${state}/></state></agent>`);
});

test.each(requestableAgentStates)('the state %s can be asked for', (state) => {
  expect(read(`<agentState><deviceNumber>1</deviceNumber><state><${state}/></state></agentState>`)).toEqual({
    deviceNumber: '1',
    state,
  });
});

test.each(forwardTypes)('the forward %s', (type) => {
  const info = `<number>2</number><type><${type}/></type><state><off/></state>`;
  expect(read(`<forward><deviceNumber>1</deviceNumber><info>${info}</info></forward>`)).toMatchObject({
    info: { type, state: 'off' },
  });
  expect(writeXml(forwardElement({ type, number: '2' }, false))).toBe(`<forward>${info}</forward>`);
});

test.each(numberTypes)('the number type %s', (numberType) => {
  const party = { number: '1', name: null, numberType, company: null };
  expect(writeXml(partyElement('party', party))).toContain(`<numberType><${numberType}/></numberType>`);
});

test('every state of a routing point', async () => {
  const stage = await Stage.trusting();
  for (const state of routingPointStates) {
    stage.telephony.routingPointState = state;
    expect(await stage.ask('<queryRoutingPointState><service>s</service></queryRoutingPointState>')).toBe(
      `<routingPointState><${state}/></routingPointState>`,
    );
  }
  expect(await stage.ask('<queryRoutingPointState/>')).toBe(error('reject'));
  await stage.close();
});
