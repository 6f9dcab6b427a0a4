import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CordboardError } from '../../../../src/base/errors.ts';
import type { CallId, PhoneId } from '../../../../src/board/ids.ts';
import { agentAfterCall, calls, party, side } from './fake-telephony.ts';
import { error, inner, inRequest, Stage, standard } from './stage.ts';
import { results } from './manual/results.ts';
import { totals } from './manual/statistics.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.trusting();
});
afterEach(() => stage.close());

const device = '<deviceNumber>1101</deviceNumber>';
const phone = '1101' as PhoneId;

describe('the services of calls', () => {
  beforeEach(async () => {
    await stage.openSession('1101');
    stage.telephony.callsOf.set(
      '1101',
      calls(side({ state: 'hold' }), [], side({ call: 'cb1-2' as CallId, otherParty: party('') })),
    );
    stage.telephony.asked.length = 0;
  });

  test.each([
    [
      '<makeCall>_<calledDeviceNumber>1102</calledDeviceNumber></makeCall>',
      { name: 'makeCall', called: '1102', data: null },
    ],
    [
      '<makeCall>_<calledDeviceNumber>9</calledDeviceNumber><extraData>x</extraData></makeCall>',
      { name: 'makeCall', called: '9', data: 'x' },
    ],
    ['<answerCall>_</answerCall>', { name: 'answerCall', call: null }],
    ['<answerCall>_<callingNumber>1102</callingNumber></answerCall>', { name: 'answerCall', call: 'cb1-1' }],
    ['<dropCall>_</dropCall>', { name: 'dropCall', call: null }],
    ['<dropCall>_<otherNumber>*****-cb1-2</otherNumber></dropCall>', { name: 'dropCall', call: 'cb1-2' }],
    ['<holdCall>_<otherNumber>1102</otherNumber></holdCall>', { name: 'holdCall', call: 'cb1-1' }],
    ['<retrieveCall>_</retrieveCall>', { name: 'retrieveCall', call: null }],
    ['<alternateCall>_</alternateCall>', { name: 'alternateCall' }],
    ['<reconnectCall>_<primOtherNumber>1102</primOtherNumber></reconnectCall>', { name: 'reconnectCall' }],
    [
      '<conferenceCall>_<secOtherNumber>*****-cb1-2</secOtherNumber></conferenceCall>',
      { name: 'conferenceCall' },
    ],
    ['<transferCall>_</transferCall>', { name: 'transferCall' }],
    [
      '<consultationCall>_<consultedDeviceNumber>3</consultedDeviceNumber></consultationCall>',
      { name: 'consultationCall', call: null, called: '3', data: null },
    ],
    [
      '<divertCall>_<otherNumber>1102</otherNumber><divertedDeviceNumber>3</divertedDeviceNumber></divertCall>',
      { name: 'divertCall', call: 'cb1-1', called: '3', data: null },
    ],
    [
      '<addPartyToCall>_<addedDeviceNumber>3</addedDeviceNumber><extraData>y</extraData></addPartyToCall>',
      { name: 'addPartyToCall', call: null, called: '3', data: 'y' },
    ],
  ])('%s becomes a command', async (service, command) => {
    expect(await stage.ask(service.replace('_', device))).toBe(standard);
    expect(stage.telephony.asked).toEqual([{ ...command, phone }]);
  });

  test.each(['dropCall', 'holdCall', 'retrieveCall'])(
    '%s of a party that is not there: noCall',
    async (name) => {
      expect(await stage.ask(`<${name}>${device}<otherNumber>77</otherNumber></${name}>`)).toBe(
        error('noCall'),
      );
    },
  );

  test.each(['primOtherNumber', 'secOtherNumber'])('an unknown %s: noCall', async (name) => {
    expect(await stage.ask(`<transferCall>${device}<${name}>77</${name}></transferCall>`)).toBe(
      error('noCall'),
    );
  });
});

describe('QualifyCall', () => {
  const alerting = side({ state: 'alerting', isOutgoing: false, otherParty: party('1101', 'Ann') });
  const qualify = (more = '') =>
    stage.ask(`<qualifyCall><deviceNumber>1102</deviceNumber>${more}</qualifyCall>`);

  beforeEach(async () => {
    await stage.openSession('1102');
    stage.telephony.callsOf.set('1102', calls(alerting));
    stage.telephony.asked.length = 0;
  });

  test('answers the call and tells who calls', async () => {
    expect(await qualify()).toBe('<qualifyCall><number>1101</number><name>Ann</name></qualifyCall>');
    expect(stage.telephony.asked).toEqual([{ name: 'answerCall', phone: '1102', call: 'cb1-1' }]);
  });

  test('does not answer, and leaves out the name, when it is told so', async () => {
    const more = '<answerCall><false/></answerCall><needName><false/></needName>';
    expect(await qualify(more)).toBe('<qualifyCall><number>1101</number></qualifyCall>');
    expect(stage.telephony.asked).toEqual([]);
  });

  test('has the name from the directory, or none', async () => {
    stage.telephony.callsOf.set('1102', calls({ ...alerting, otherParty: party('1101') }));
    expect(await qualify()).toBe(inner(results.qualifyCall));
    stage.telephony.directory.push({ number: '1101', name: 'Bob', numberType: null, company: null });
    expect(await qualify()).toContain('<name>Bob</name>');
  });

  test('of a withheld number gives its reference', async () => {
    stage.telephony.callsOf.set('1102', calls({ ...alerting, otherParty: party('') }));
    expect(await qualify()).toContain('<number>*****-cb1-1</number>');
  });

  test('without a call that alerts: noCall', async () => {
    stage.telephony.callsOf.set('1102', calls(side()));
    expect(await qualify()).toBe(error('noCall'));
  });
});

describe('the services of devices', () => {
  test('set their features', async () => {
    expect(await stage.ask(`<doNotDisturb>${device}<state><off/></state></doNotDisturb>`)).toBe(standard);
    const info = '<info><number>5</number><type><noAnswerInt/></type><state><on/></state></info>';
    expect(await stage.ask(`<forward>${device}${info}</forward>`)).toBe(standard);
    expect(stage.telephony.asked).toEqual([
      { doNotDisturb: false, phone },
      { forward: { type: 'noAnswerInt', number: '5', isOn: true }, phone },
    ]);
  });

  test('query their features', async () => {
    const { telephony } = stage;
    const forwards = [{ type: 'immediate', number: '1102' } as const];
    telephony.featuresOf.set('1101', { doNotDisturb: false, messagesWaiting: false, forwards });
    expect(await stage.ask(`<queryDoNotDisturb>${device}</queryDoNotDisturb>`)).toBe(
      inner(results.doNotDisturb),
    );
    expect(await stage.ask(`<queryForward>${device}</queryForward>`)).toBe(inner(results.forwards));
    expect(await stage.ask(`<queryMsgWaiting>${device}</queryMsgWaiting>`)).toBe(inner(results.msgWaiting));
  });

  test('set and query their agent', async () => {
    await stage.openSession('1101');
    expect(await stage.ask(`<queryAgentState>${device}</queryAgentState>`)).toBe(
      '<agent><state><null/></state></agent>',
    );
    stage.telephony.agentAt.set('1101', agentAfterCall(stage.clock.now() + 30_000));
    expect(await stage.ask(`<queryAgentState>${device}</queryAgentState>`)).toBe(inner(results.agent));
    stage.telephony.asked.length = 0;
    expect(await stage.ask(`<agentState>${device}<state><ready/></state></agentState>`)).toBe(standard);
    expect(stage.telephony.asked).toEqual([{ agentState: 'ready', phone }]);
  });
});

describe('the services that look something up', () => {
  test('QueryHistory asks for whole local days', async () => {
    const dates = '<startDate>2009-12-02</startDate><startHour>7</startHour><endDate>2009-12-03</endDate>';
    expect(await stage.ask(`<queryHistory>${device}${dates}<limit>9</limit></queryHistory>`)).toBe(
      '<history/>',
    );
    expect(stage.telephony.asked).toEqual([
      {
        history: {
          records: 'call',
          deviceNumber: '1101',
          userID: null,
          from: new Date(2009, 11, 2, 7).getTime(),
          until: new Date(2009, 11, 4).getTime(),
          search: null,
          limit: 9,
        },
      },
    ]);
  });

  test('QueryHistory of a day that is none: reject', async () => {
    expect(await stage.ask('<queryHistory><startDate>2009-02-30</startDate></queryHistory>')).toBe(
      error('reject'),
    );
    expect(stage.logged.at(-1)?.msg).toContain('startDate: must be a day of the calendar');
  });

  test('QueryHistory without a start date does not use the start hour', async () => {
    await stage.ask('<queryHistory><startHour>7</startHour></queryHistory>');
    expect(stage.telephony.asked).toMatchObject([{ history: { from: null, until: null } }]);
  });

  test('SearchName and SearchNumber take the device for the user', async () => {
    stage.telephony.directory.push({ number: '1', name: 'Mary', numberType: 'ip', company: null });
    const found =
      '<searchDirectory><party><number>1</number><name>Mary</name><numberType><ip/></numberType></party></searchDirectory>';
    expect(await stage.ask(`<searchName>${device}<name>Mar</name><limit>3</limit></searchName>`)).toBe(found);
    expect(await stage.ask('<searchNumber><userID>u</userID><number>1</number></searchNumber>')).toBe(found);
    expect(stage.telephony.asked).toEqual([
      { searchName: { userID: '1101', text: 'Mar', limit: 3 } },
      { searchNumber: { userID: 'u', text: '1', limit: null } },
    ]);
  });

  test('UpdateUserDirectory replaces a directory', async () => {
    const parties = '<parties><party><number>1</number></party></parties>';
    const update = (owner: string) =>
      stage.ask(
        `<updateUserDirectory>${owner}<directoryName>d</directoryName>${parties}</updateUserDirectory>`,
      );
    expect(await update(device)).toBe(standard);
    expect(stage.telephony.asked).toEqual([
      {
        replaceUserDirectory: {
          userID: '1101',
          directoryName: 'd',
          parties: [{ number: '1', name: null, numberType: null, company: null }],
        },
      },
    ]);
    expect(await update('')).toBe(error('reject'));
  });

  test('QueryUserStatistics has both types', async () => {
    const query = (type: string) =>
      stage.ask(`<queryUserStatistics>${device}<type><${type}/></type></queryUserStatistics>`);
    expect(await query('snapshot')).toBe(inner(results['user snapshot']));
    expect(await query('total')).toContain('<start>2009-11-09T11:13:23</start>');
  });
});

describe('the supervisor services', () => {
  test('query a routing point', async () => {
    const service = '<service>service1</service>';
    const query = (type: string) =>
      stage.ask(
        `<queryRoutingPointStatistics>${service}<type><${type}/></type></queryRoutingPointStatistics>`,
      );
    expect(await stage.ask(`<queryRoutingPointState>${service}</queryRoutingPointState>`)).toBe(
      inner(results.routingPointState),
    );
    expect(await query('snapshot')).toContain('<readyAvailableAgentsCount>2</readyAvailableAgentsCount>');
    const start = '<routingPointStatistics><total><start>2009-11-09T11:12:23</start>';
    expect(totals['routing point total']).toContain(start);
    expect(await query('total')).toContain(start);
  });

  test.each(['resume', 'start', 'stop', 'suspend', 'update'])('%s a routing point', async (what) => {
    expect(await stage.ask(`<${what}RoutingPoint><service>s</service></${what}RoutingPoint>`)).toBe(standard);
    expect(stage.telephony.asked).toMatchObject([{ [what]: 's' }]);
  });

  test('UpdateDirectory synchronises a directory', async () => {
    expect(await stage.ask('<updateDirectory><directoryName>ldap</directoryName></updateDirectory>')).toBe(
      standard,
    );
    expect(stage.telephony.asked).toEqual([{ synchronise: 'ldap' }]);
  });

  test('a campaign is made from a template, with its configuration', async () => {
    const campaign =
      '<startRoutingPoint><service>camp1</service><template>t</template>' +
      '<config><noAnswerTimeout>20</noAnswerTimeout></config></startRoutingPoint>';
    expect(await stage.ask(campaign)).toBe(standard);
    expect(stage.telephony.asked).toMatchObject([
      { start: 'camp1', template: 't', config: { noAnswerTimeout: 20, workingHours: null } },
    ]);
  });

  test('the house hears who opens which device', async () => {
    const later = '<startPbxMonitor><false/></startPbxMonitor>';
    await stage.ask('<openSession><deviceNumber>1101</deviceNumber></openSession>');
    await stage.ask(`<openSession><deviceNumber>nobody</deviceNumber>${later}</openSession>`);
    expect(stage.telephony.openedBy).toEqual([['1101', null]]);
  });

  test('what the house refuses is rejected, and the log says why', async () => {
    stage.telephony.refusal = new CordboardError('campaign-unknown', 'there is no campaign t');
    const campaign = '<startRoutingPoint><service>camp1</service><template>t</template></startRoutingPoint>';
    expect(await stage.ask(campaign)).toBe(error('reject'));
    expect(stage.logged.at(-1)).toMatchObject({
      code: 'campaign-unknown',
      service: 'startRoutingPoint',
      error: 'reject',
    });
  });
});

test('what nobody has made is rejected, naming element and rule', async () => {
  expect(inner(await stage.tcp(inRequest('<flyAway/>')))).toBe(error('reject'));
  expect(stage.logged.at(-1)).toMatchObject({
    level: 40,
    element: 'TelServiceRequest > flyAway',
    rule: 'there is no such service',
    address: '127.0.0.1',
    transport: 'tcp',
  });
});
