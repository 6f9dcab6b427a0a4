import { describe, expect, test } from 'vitest';
import { readRequest } from '../../../../src/gateways/telservices/request/request.ts';
import { parseXml } from '../../../../src/gateways/telservices/xml/parse.ts';
import { writeXml } from '../../../../src/gateways/telservices/xml/write.ts';
import { requests } from './manual/requests.ts';

const limits = { bytes: 100_000, depth: 12, elements: 1_000 };
const read = (xml: string) => readRequest(parseXml(xml, limits));
const asked = (service: string) => read(`<TelServiceRequest>${service}</TelServiceRequest>`).asked;

const device = (deviceNumber: string) => ({ deviceNumber });
const both = (deviceNumber: string) => ({ deviceNumber, primOtherNumber: null, secOtherNumber: null });

/** What each printed request means. */
const meanings: { readonly [Name in keyof typeof requests]: object } = {
  openSession: {
    deviceNumber: '1101',
    eventUDPPort: 20001,
    eventUpdate: 'full',
    userID: null,
    userPassword: null,
    sessionTimeout: null,
    startPbxMonitor: true,
  },
  'openSession with user': {
    deviceNumber: '1101',
    eventUDPPort: 20001,
    eventUpdate: 'full',
    userID: '1101',
    userPassword: null,
    sessionTimeout: null,
    startPbxMonitor: true,
  },
  closeSession: { deviceNumber: '1101', actualCloseSessionTimeout: 0, clientOnly: true },
  addPartyToCall: { deviceNumber: '1102', otherNumber: null, addedDeviceNumber: '1103', extraData: null },
  agentState: { deviceNumber: '1101', state: 'notReady' },
  alternateCall: both('1102'),
  answerCall: { deviceNumber: '1102', callingNumber: '1101' },
  conferenceCall: both('1102'),
  consultationCall: {
    deviceNumber: '1102',
    otherNumber: null,
    consultedDeviceNumber: '1103',
    extraData: null,
  },
  divertCall: { deviceNumber: '1102', otherNumber: null, divertedDeviceNumber: '1103', extraData: null },
  doNotDisturb: { deviceNumber: '1101', state: 'on' },
  dropCall: { deviceNumber: '1101', otherNumber: null },
  forward: { deviceNumber: '1101', info: { number: '1102', type: 'immediate', state: 'on' } },
  holdCall: { deviceNumber: '1101', otherNumber: null },
  makeCall: { deviceNumber: '1101', calledDeviceNumber: '1102', extraData: null },
  qualifyCall: { deviceNumber: '1102', answerCall: true, needName: true },
  queryAgentState: device('1101'),
  queryDoNotDisturb: device('1101'),
  queryForward: device('1101'),
  queryHistory: {
    recordType: 'call',
    deviceNumber: '8001',
    userID: null,
    startDate: '2009-12-02',
    startHour: null,
    endDate: null,
    search: null,
    limit: null,
  },
  queryMsgWaiting: device('1101'),
  queryUserStatistics: { deviceNumber: '1101', userID: null, type: 'snapshot' },
  'queryUserStatistics total': { deviceNumber: '1101', userID: null, type: 'total' },
  reconnectCall: both('1102'),
  retrieveCall: { deviceNumber: '1101', otherNumber: null },
  searchName: { userID: null, deviceNumber: null, name: 'Mar', limit: null },
  searchNumber: { userID: null, deviceNumber: null, number: '+33130127764' },
  snapshot: { deviceNumber: '1102', resultOnEvent: null },
  'snapshot 2': { deviceNumber: '1101', resultOnEvent: null },
  transferCall: both('1102'),
  updateUserDirectory: {
    userID: 'user',
    deviceNumber: null,
    directoryName: 'outlook',
    parties: [
      { number: '0160121314', name: 'Bob Blake', numberType: 'work', company: 'TheCompany' },
      { number: '0160121315', name: 'Bob Blake', numberType: 'ip', company: 'TheCompany' },
    ],
  },
  queryRoutingPointState: { service: 'service1' },
  queryRoutingPointStatistics: { service: 'service1', type: 'snapshot' },
  'queryRoutingPointStatistics total': { service: 'service1', type: 'total' },
  resumeRoutingPoint: { service: 'camp1' },
  startRoutingPoint: { service: 'camp1', template: null, config: null },
  stopRoutingPoint: { service: 'camp1' },
  suspendRoutingPoint: { service: 'camp1' },
  updateRoutingPoint: { service: 'camp1', config: null },
  updateDirectory: { directoryName: 'ldap' },
};

describe.each(Object.entries(requests))('the printed %s', (name, xml) => {
  test('is understood', () => {
    const request = read(xml);
    expect(request.name).toBe(name.split(' ')[0]);
    expect(request.asked).toEqual(meanings[name as keyof typeof requests]);
  });

  test('comes back as it was when it is written again', () => {
    expect(writeXml(parseXml(xml, limits))).toBe(xml);
  });

  test('is understood with spaces and line breaks too', () => {
    const spaced = `\n  ${xml.replaceAll('><', '>\n  <')}\n`.replaceAll(/>(\d+)</g, '> $1\n<');
    expect(read(spaced).asked).toEqual(meanings[name as keyof typeof requests]);
  });
});

test('every optional element of a session is read', () => {
  expect(
    asked(
      '<openSession><deviceNumber>1</deviceNumber><eventUpdate><restricted/></eventUpdate><userID>u</userID>' +
        '<userPassword> p </userPassword><sessionTimeout>-3</sessionTimeout>' +
        '<startPbxMonitor><false/></startPbxMonitor></openSession>',
    ),
  ).toEqual({
    deviceNumber: '1',
    eventUDPPort: null,
    eventUpdate: 'restricted',
    userID: 'u',
    userPassword: ' p ',
    sessionTimeout: -3,
    startPbxMonitor: false,
  });
  expect(
    asked(
      '<closeSession><deviceNumber>1</deviceNumber><actualCloseSessionTimeout>3</actualCloseSessionTimeout>' +
        '<clientOnly>false</clientOnly></closeSession>',
    ),
  ).toEqual({ deviceNumber: '1', actualCloseSessionTimeout: 3, clientOnly: false });
});

test('every optional element of the calls is read', () => {
  const extra = '<otherNumber>2</otherNumber><extraData>x y</extraData>';
  const three = { deviceNumber: '1', otherNumber: '2', extraData: 'x y' };
  const on = (service: string, third: string) =>
    asked(`<${service}><deviceNumber>1</deviceNumber><${third}>3</${third}>${extra}</${service}>`);
  expect(on('addPartyToCall', 'addedDeviceNumber')).toEqual({ ...three, addedDeviceNumber: '3' });
  expect(on('consultationCall', 'consultedDeviceNumber')).toEqual({ ...three, consultedDeviceNumber: '3' });
  expect(on('divertCall', 'divertedDeviceNumber')).toEqual({ ...three, divertedDeviceNumber: '3' });
  expect(
    asked(
      '<transferCall><secOtherNumber>3</secOtherNumber><primOtherNumber>2</primOtherNumber>' +
        '<deviceNumber>1</deviceNumber></transferCall>',
    ),
  ).toEqual({ deviceNumber: '1', primOtherNumber: '2', secOtherNumber: '3' });
  expect(
    asked(
      '<qualifyCall><deviceNumber>1</deviceNumber><answerCall><false/></answerCall>' +
        '<needName>false</needName></qualifyCall>',
    ),
  ).toEqual({ deviceNumber: '1', answerCall: false, needName: false });
});

test('every optional element of the queries is read', () => {
  expect(
    asked(
      '<queryHistory><recordType><agent/></recordType><userID>u</userID><startDate>2009-12-02</startDate>' +
        '<startHour>7</startHour><endDate>2009-12-03</endDate><search>Bob</search><limit>5</limit></queryHistory>',
    ),
  ).toEqual({
    recordType: 'agent',
    deviceNumber: null,
    userID: 'u',
    startDate: '2009-12-02',
    startHour: 7,
    endDate: '2009-12-03',
    search: 'Bob',
    limit: 5,
  });
  expect(
    asked(
      '<snapshot><deviceNumber>1</deviceNumber><resultOnEvent><timeout>20</timeout>' +
        '<snapshotSeq>7</snapshotSeq></resultOnEvent></snapshot>',
    ),
  ).toEqual({ deviceNumber: '1', resultOnEvent: { timeout: 20, snapshotSeq: 7 } });
});

test('a forward is taken by both of its printed names', () => {
  const info = '<type><busyExt/></type><state><off/></state>';
  const expected = { deviceNumber: '1', info: { number: null, type: 'busyExt', state: 'off' } };
  for (const name of ['info', 'forward']) {
    expect(asked(`<forward><deviceNumber>1</deviceNumber><${name}>${info}</${name}></forward>`)).toEqual(
      expected,
    );
  }
});

test('the whole configuration of a routing point is read', () => {
  const config = {
    serviceTimeout: 3600,
    workingHours: '8:30/12:00,12/17',
    nonWorkingDaysOfWeek: '1,7',
    nonWorkingDays: '25-12',
    noAnswerTimeout: 20,
    failedCallRetryTimeout: 600,
    failedCallRetryLimit: 3,
    agentWorkingAfterCallTimeout: 30,
    agentsDistribution: 'most-idle',
    queueLimit: 100,
    agentLoggedOnOnOpenSession: true,
    agentReadyOnLoggedOn: false,
    statisticsIncomingCallImmediateAbandonTimeout: 5,
  };
  const xml = Object.entries(config)
    .map(([name, value]) => `<${name}>${String(value)}</${name}>`)
    .join('');
  expect(
    asked(
      `<startRoutingPoint><service>s</service><template>t</template><config>${xml}</config></startRoutingPoint>`,
    ),
  ).toEqual({ service: 's', template: 't', config });
});

test.each([
  ['<makeCall><deviceNumber>1</deviceNumber></makeCall>', /makeCall > calledDeviceNumber: is missing/],
  [
    '<holdCall><deviceNumber>1</deviceNumber><colour>red</colour></holdCall>',
    /holdCall > colour: is not known/,
  ],
  ['<holdCall><deviceNumber>1</deviceNumber><deviceNumber>1</deviceNumber></holdCall>', /is there twice/],
  ['<holdCall>text</holdCall>', /holdCall: has text where elements belong/],
  ['<holdCall><deviceNumber/></holdCall>', /deviceNumber: must be a number of 1 to 64/],
  ['<holdCall><deviceNumber><a/></deviceNumber></holdCall>', /has elements where text belongs/],
  ['<agentState><deviceNumber>1</deviceNumber><state><busy/></state></agentState>', /state: must be one of/],
  ['<agentState><deviceNumber>1</deviceNumber><state><null/></state></agentState>', /state: must be one of/],
  ['<doNotDisturb><deviceNumber>1</deviceNumber><state><on/><off/></state></doNotDisturb>', /must be one of/],
  [
    '<openSession><deviceNumber>1</deviceNumber><eventUDPPort>0</eventUDPPort></openSession>',
    /from 1 to 65535/,
  ],
  [
    '<queryHistory><startHour>24</startHour></queryHistory>',
    /startHour: must be a whole number from 0 to 23/,
  ],
  ['<queryHistory><startDate>2.12.2009</startDate></queryHistory>', /startDate: must be a date/],
  ['<forward><deviceNumber>1</deviceNumber></forward>', /forward > info: is missing/],
  [
    '<forward><deviceNumber>1</deviceNumber><info><type><busy/></type><state><on/></state></info></forward>',
    /info > number: is missing/,
  ],
  ['<updateUserDirectory><directoryName>d</directoryName></updateUserDirectory>', /parties: is missing/],
  [
    '<updateUserDirectory><directoryName>d</directoryName><parties><number>1</number></parties></updateUserDirectory>',
    /party\[1\]: is a number/,
  ],
  ['<flyAway/>', /TelServiceRequest > flyAway: there is no such service/],
  ['<constructor/>', /there is no such service/],
  ['', /must hold one service/],
  ['<queryForward/><queryForward/>', /must hold one service/],
])('%s breaks a rule, and the error names the element', (service, rule) => {
  expect(() => asked(service)).toThrow(rule);
});

test('another root is refused', () => {
  expect(() => read('<TelServiceReturn/>')).toThrow(/the root must be TelServiceRequest/);
});
